"""The range classes span what they declare, and the audit refuses a case that spans less."""

import numpy as np
import pytest

from golden_generator.ask.audit import audit
from golden_generator.ask.evaluate import evaluate
from golden_generator.cases import discover
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import REDUCTIONS
from golden_generator.cases.shared.case import Cases
from golden_generator.cases.shared.ranges import GOAL, KINDS, Spans, decades, narrow, range_notes
from golden_generator.cases.shared.tensors import FLOATS, named

LOSSES = sorted(discover())

CLASSES = {
    "BCELoss": {"saturated", "near", "rare"},
    "BCEWithLogitsLoss": {"saturated", "near", "rare"},
    "CTCLoss": {"paths", "peaked"},
    "CosineEmbeddingLoss": {"wide", "near"},
    "CrossEntropyLoss": {"peaked", "crowded", "near", "rare"},
    "HingeEmbeddingLoss": {"wide", "near"},
    "KLDivLoss": {"wide"},
    "L1Loss": {"wide", "near"},
    "MSELoss": {"wide", "near"},
    "MarginRankingLoss": {"wide", "near"},
    "MultiLabelMarginLoss": {"near"},
    "MultiLabelSoftMarginLoss": {"saturated", "rare"},
    "MultiMarginLoss": {"near", "rare"},
    "NLLLoss": {"wide", "rare"},
    "PoissonNLLLoss": {"wide", "near"},
    "SmoothL1Loss": {"wide", "near"},
    "SoftMarginLoss": {"saturated"},
    "TripletMarginLoss": {"wide", "near"},
}
"""The range classes of each loss; of a loss that is not here, those it has notes on."""

for _new in set(LOSSES) - set(CLASSES):
    CLASSES[_new] = set(discover()[_new].NOTES) & set(KINDS)


def _ranged(loss, dtype):
    return [case for case in discover()[loss].cases(dtype) if case.axes[-1] in case.flags]


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("loss", LOSSES)
def test_every_class_is_asked_under_every_reduction(loss, dtype):
    asked = {(case.axes[0], case.axes[-1]) for case in _ranged(loss, dtype)}
    reductions = REDUCTIONS + (("batchmean",) if loss == "KLDivLoss" else ())
    assert {(r, kind) for r in reductions for kind in CLASSES[loss]} <= asked


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("loss", LOSSES)
def test_without_a_reduction_each_class_spans_what_is_declared(loss, dtype):
    notes = discover()[loss].NOTES
    measured = 0
    for case in _ranged(loss, dtype):
        if case.axes[0] == "none" and set(case.flags) & set(KINDS):
            answer = evaluate(case)
            arrays = {"output": answer.output, **answer.grads}
            assert narrow(case, arrays, notes) == []
            measured += 1
    assert measured >= len(CLASSES[loss])


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("loss", LOSSES)
def test_some_gradient_of_every_loss_spans_at_least_30_decades(loss, dtype):
    spans = [
        decades(grad)
        for case in _ranged(loss, dtype)
        if case.axes[0] == "none"
        for grad in evaluate(case).grads.values()
    ]
    assert max(spans) >= {"float32": 30, "float64": 60}[dtype], max(spans)


def test_no_gradient_is_excused():
    for loss in LOSSES:
        for kind in CLASSES[loss]:
            spans = discover()[loss].NOTES[kind].spans
            assert set(spans) <= {"output"}
            assert all(span.because for span in spans.values())
            assert all(span.float32 < GOAL["float32"] for span in spans.values())


def test_softmax_is_peaked_over_1000_classes_and_more():
    counts = {
        case.inputs["input"].shape[1]
        for case in _ranged("CrossEntropyLoss", "float32")
        if case.axes[-1] == "crowded"
    }
    assert counts == {1000, 1030}


@pytest.mark.parametrize("dtype", FLOATS)
def test_sigmoids_are_saturated_on_both_sides(dtype):
    for loss in ("BCEWithLogitsLoss", "MultiLabelSoftMarginLoss", "SoftMarginLoss"):
        logits = [
            case.inputs["input"].array
            for case in _ranged(loss, dtype)
            if case.axes[0] == "none" and "saturated" in case.flags
        ][-1]
        assert logits.min() < -30
        assert logits.max() > 30


def _case(first, go):
    tensors = {
        "input": named("t/input", "float32", first),
        "target": named("t/target", "float32", [0.0] * len(first)),
    }
    return Cases("MSELoss", "float32", gradients=("input",)).values(
        "case",
        params={"reduction": "none"},
        inputs=tensors,
        grad_output=named("t/go", "float32", go),
        flags=("wide",),
    )


WIDE = range_notes("s", ("wide",), {})


def test_a_wide_case_passes_the_audit():
    case = _case([1e-3, 1.0, 1e3], [1e-5, 1.0, 1.0])
    assert audit(case, evaluate(case), WIDE) == []


@pytest.mark.parametrize(
    ("first", "go", "tensor"),
    [([1e-3, 1.0, 1e3], [1.0, 1.0, 0.5], "input"), ([1.0, 2.0, 3.0], [1e-5, 1.0, 1e5], "output")],
)
def test_the_audit_refuses_what_spans_too_little(first, go, tensor):
    case = _case(first, go)
    problems = audit(case, evaluate(case), WIDE)
    assert any(problem.startswith("wide: %s spans" % tensor) for problem in problems)


def test_what_is_declared_counts_instead_of_the_goal():
    notes = range_notes("s", ("wide",), {"wide": {"output": Spans(0, 0, "short")}})
    case = _case([1.0, 2.0, 3.0], [1e-5, 1.0, 1e5])
    assert audit(case, evaluate(case), notes) == []


def test_decades_are_those_of_the_finite_elements_other_than_0():
    nan, inf = float("nan"), float("inf")
    assert decades(np.array([0.0, -1e-3, 1e3, inf, nan])) == pytest.approx(6)
    assert decades(np.array([0.0, nan])) == 0
    assert decades(np.array([2.0])) == 0


@pytest.mark.parametrize("dtype", FLOATS)
def test_wide_numbers_reach_both_ends(dtype):
    values = inputs.wide(dtype, (3, 4), "t", -20, 5, 1).array
    assert values.min() > 0
    assert decades(values) == pytest.approx(25, abs=1)


@pytest.mark.parametrize("dtype", FLOATS)
def test_near_numbers_are_some_steps_away(dtype):
    base = named("t/base", dtype, [1.0, -3.5, 1e6])
    moved = inputs.near(base.array, "t", (1, -2, 5)).array
    steps = (moved - base.array) / np.spacing(base.array)
    assert steps.tolist() == [1, -2, 5]


@pytest.mark.parametrize("dtype", FLOATS)
def test_a_wide_incoming_gradient_leaves_no_gap(dtype):
    values = np.abs(inputs.wide_gradient(dtype, (4, 6), -33, 2).array)
    exponents = np.sort(np.log10(values.astype("float64")).reshape(-1))
    assert exponents[0] < -32
    assert exponents[-1] >= 2
    assert np.diff(exponents).max() < 3
