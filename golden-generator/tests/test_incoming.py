"""Odd incoming gradients: which cases get them, what they are, and what the audit refuses."""

import math

import numpy as np
import pytest

from golden_generator.ask.audit import audit
from golden_generator.ask.evaluate import evaluate
from golden_generator.cases import discover
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.case import INCOMING, NOT_FINITE, Cases
from golden_generator.cases.shared.incoming import FLAGS, incoming_cases
from golden_generator.cases.shared.tensors import FLOATS, named
from golden_generator.write.witness import strays, witness

INF, NAN = float("inf"), float("nan")
HINGE = discover()["HingeEmbeddingLoss"]


def _hinge(dtype, target, x, go, reduction="none"):
    build = Cases("HingeEmbeddingLoss", dtype, gradients=("input",))
    shape = (1,) if reduction == "none" else ()
    return build.values(
        "case",
        params={"margin": 1.0, "reduction": reduction},
        inputs={
            "input": named("t/input", dtype, [x]),
            "target": named("t/target", dtype, [target]),
        },
        grad_output=named("t/go", dtype, np.full(shape, go)),
    )


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
@pytest.mark.parametrize("go", [INF, -INF, NAN])
@pytest.mark.parametrize("x", [2.0, NAN])
@pytest.mark.parametrize("target", [-1.0, 0.0])
def test_a_mask_of_0_times_infinity_is_nan_in_torch_and_in_the_truth(
    target, x, go, reduction, dtype
):
    case = _hinge(dtype, target, x, go, reduction)
    answer = evaluate(case)
    assert math.isnan(answer.grads["input"].item())
    assert strays(case, answer, witness(case, answer), HINGE.NOTES) == []


@pytest.mark.parametrize("loss", sorted(discover()))
@pytest.mark.parametrize("dtype", FLOATS)
def test_every_loss_has_every_kind_under_every_reduction(loss, dtype):
    cases = [case for case in discover()[loss].cases(dtype) if case.grad_output in INCOMING]
    for reduction in ("none", "mean", "sum"):
        found = {case.grad_output for case in cases if case.axes[0] == reduction}
        assert found == set(INCOMING)
    assert all(FLAGS[case.grad_output] in case.flags for case in cases)


def test_a_pattern_that_fits_nothing_is_refused():
    declared = list(HINGE._declared("float32"))
    with pytest.raises(ValueError, match="no case fits nothing/like/this"):
        list(incoming_cases(declared, ("nothing/like/this",)))


def test_what_torch_skips_is_asked_with_infinities_and_nan_alone():
    declared = list(HINGE._declared("float32"))
    made = incoming_cases(declared, (), ("margin=1.0/N12/kinks",))
    kinds = {case.grad_output for case in made if case.grad_output in INCOMING}
    assert kinds == set(NOT_FINITE)


@pytest.mark.parametrize("dtype", FLOATS)
def test_huge_and_zero_have_both_signs(dtype):
    huge = inputs.incoming(dtype, (4,), "huge").array
    assert np.isfinite(huge).all()
    assert (np.abs(huge) >= np.finfo(dtype).max / 2).all()
    assert (np.sign(huge) == [1, -1, 1, -1]).all()
    zero = inputs.incoming(dtype, (4,), "zero").array
    assert not zero.any()
    assert (np.signbit(zero) == [False, True, False, True]).all()


def test_a_huge_gradient_that_changes_nothing_is_refused():
    build = Cases("L1Loss", "float32", gradients=("input", "target"))
    tensors = {role: named("t/" + role, "float32", [1.0, 2.0]) for role in ("input", "target")}
    case = build.values("case", inputs=tensors, grad_output="huge")
    assert audit(case, evaluate(case), {}) == ["an ordinary incoming gradient gives the same"]


@pytest.mark.parametrize("kind", ["float16", "float32", "float64"])
def test_torch_converts_an_incoming_gradient_of_another_dtype(kind):
    cases = [case for case in HINGE.cases("float32") if case.grad_output == kind]
    assert len(cases) == (0 if kind == "float32" else 3)
    for case in cases:
        answer = evaluate(case)
        assert answer.grad_output.dtype == kind
        assert answer.grads["input"].dtype == np.float32
        assert strays(case, answer, witness(case, answer), HINGE.NOTES) == []
