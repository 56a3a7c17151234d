"""Declared cases asked again: other gradients requested, targets of integers."""

from itertools import combinations

import numpy as np
import pytest

from golden_generator.ask.evaluate import evaluate
from golden_generator.cases import discover
from golden_generator.cases.shared.case import ERROR, question
from golden_generator.cases.shared.tensors import NamedTensor
from golden_generator.cases.shared.variants import integer_targets, requested_cases

SEVERAL = {
    "BCEWithLogitsLoss": ("input", "target"),
    "CosineEmbeddingLoss": ("input1", "input2"),
    "KLDivLoss": ("input", "target"),
    "L1Loss": ("input", "target"),
    "MSELoss": ("input", "target"),
    "MarginRankingLoss": ("input1", "input2", "target"),
    "MultiLabelSoftMarginLoss": ("input", "target", "weight"),
    "PoissonNLLLoss": ("input", "target"),
    "SmoothL1Loss": ("input", "target"),
    "TripletMarginLoss": ("anchor", "positive", "negative"),
}
"""The losses with more than one differentiable argument."""


@pytest.mark.parametrize("loss", sorted(SEVERAL))
def test_every_subset_is_requested_beside_shapes_that_broadcast(loss):
    cases = discover()[loss].cases("float32")
    asked = {
        (case.axes[0] if case.axes[0] != "invalid" else case.params.get("reduction"), names)
        for case in cases
        if "broadcast" in case.flags
        or any(axis.startswith(("weight=N", "posWeight=N")) for axis in case.axes)
        or (case.expect == ERROR and "backward=" in case.axes[-1])
        for names in [case.requires_grad]
    }
    names = SEVERAL[loss]
    subsets = [part for count in range(1, len(names) + 1) for part in combinations(names, count)]
    for reduction in ("none", "mean", "sum"):
        for subset in subsets:
            assert (reduction, subset) in asked


def test_kl_div_gives_the_gradient_of_a_target_beside_a_single_input():
    case = next(
        case
        for case in discover()["KLDivLoss"].cases("float64")
        if case.id == "KLDivLoss/float64/sum/grad=target/N1,N3/typical"
    )
    assert case.inputs["target"].array.tolist() == [0.2, 0.3, 0.5]
    answer = evaluate(case)
    assert answer.output == pytest.approx(-0.029653, abs=1e-6)
    go = answer.grad_output.array
    assert answer.grads["target"] / go == pytest.approx([0.39056, 0.79603, 1.30685], abs=1e-5)


def test_what_is_declared_is_not_asked_again():
    declared = list(discover()["L1Loss"]._declared("float32"))
    more = list(requested_cases(declared, ("grad=input+target/*,*/typical",), ("input", "target")))
    assert {case.requires_grad for case in more} == {("target",)}
    assert not {question(case) for case in more} & {question(case) for case in declared}


@pytest.mark.parametrize("loss", ["CosineEmbeddingLoss", "HingeEmbeddingLoss"])
def test_a_target_of_integers_gives_what_floats_give(loss):
    pairs = 0
    for case in discover()[loss].cases("float32"):
        target = case.inputs.get("target")
        if "integer-target" not in case.flags or not np.isin(target.array, (-1, 0, 1)).all():
            continue
        whole = evaluate(case)
        floats = {"target": NamedTensor("t/floats", target.array.astype("float32"))}
        plain = evaluate(case, floats)
        assert whole.output.tobytes() == plain.output.tobytes()
        for name, grad in whole.grads.items():
            assert grad.tobytes() == plain.grads[name].tobytes()
        pairs += 1
    assert pairs >= 9


def test_a_target_that_is_not_whole_is_refused():
    declared = list(discover()["HingeEmbeddingLoss"]._declared("float32"))
    with pytest.raises(ValueError, match="not of whole numbers"):
        list(integer_targets(declared, ("margin=1.0/N21/others",)))
