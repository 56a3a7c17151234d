"""Every length of every axis and every form of equal axes is asked, in both dtypes."""

import numpy as np
import pytest

from golden_generator.ask.evaluate import evaluate
from golden_generator.cases import discover
from golden_generator.cases.shared.case import Cases
from golden_generator.cases.shared.plain import classes, elementwise, vectors
from golden_generator.cases.shared.sizes import (
    BEYOND,
    EDGES,
    FORWARD,
    FORWARD_LABELS,
    LENGTHS,
    SAMPLES,
    SHORT,
    size_cases,
    without_gradients,
)
from golden_generator.cases.shared.tensors import FLOATS, NamedTensor

LOSSES = sorted(discover())

AXES = {
    "BCELoss": {"elements"},
    "BCEWithLogitsLoss": {"elements"},
    "CTCLoss": {"frames", "samples", "classes", "labels"},
    "CosineEmbeddingLoss": {"features", "samples"},
    "CrossEntropyLoss": {"classes", "samples"},
    "HingeEmbeddingLoss": {"elements"},
    "KLDivLoss": {"elements"},
    "L1Loss": {"elements"},
    "MSELoss": {"elements"},
    "MarginRankingLoss": {"elements"},
    "MultiLabelMarginLoss": {"classes", "labels", "samples"},
    "MultiLabelSoftMarginLoss": {"classes", "samples"},
    "MultiMarginLoss": {"classes", "samples"},
    "NLLLoss": {"classes", "samples"},
    "PoissonNLLLoss": {"elements"},
    "SmoothL1Loss": {"elements"},
    "SoftMarginLoss": {"elements"},
    "TripletMarginLoss": {"features", "samples"},
}
"""What the loops of each loss run over; of a loss that is not here, what its module declares."""

for _new in set(LOSSES) - set(AXES):
    AXES[_new] = {axis.name for axis in discover()[_new].SIZES.axes}


def _first(case):
    return next(iter(case.inputs.values())).shape


def _length(axis, case):
    """Return how long an axis of a case is, read from its tensors."""
    shape = _first(case)
    if case.loss == "CTCLoss":
        if axis == "labels":
            return case.inputs["target_lengths"][0] if shape[1] == 1 else -1
        return shape[("frames", "samples", "classes").index(axis)]
    if axis == "labels":
        target = case.inputs["target"].array
        return int((target >= 0).sum()) if len(target) == 1 else -1
    if axis in ("classes", "features"):
        return shape[1]
    if axis == "samples":
        return shape[0] * int(np.prod(shape[2:]))
    return int(np.prod(shape))


def _sized(loss, dtype, flag="sizes"):
    return [case for case in discover()[loss].cases(dtype) if flag in case.flags]


def test_every_loss_has_its_axes():
    assert {loss: {axis.name for axis in discover()[loss].SIZES.axes} for loss in LOSSES} == AXES


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("loss", LOSSES)
def test_every_length_of_every_axis_is_asked(loss, dtype):
    cases = _sized(loss, dtype) + _sized(loss, dtype, "equal-axes")
    for axis in AXES[loss]:
        found = {_length(axis, case) for case in cases}
        lengths = SAMPLES if axis == "samples" else LENGTHS
        required = set(lengths) | set(BEYOND.get(axis, ()))
        assert required <= found, (axis, sorted(required - found))


def test_the_lengths_are_those_of_blocks_and_beyond():
    assert set(range(1, 68)) | {127, 128, 129, 255, 256, 257} == set(LENGTHS)
    assert BEYOND["classes"] == (130, 1000)
    assert BEYOND["features"] == (150, 1025)
    assert BEYOND["frames"] == (80, 200)
    assert BEYOND["elements"] == (4100,)
    assert 65 in SAMPLES
    assert set(SAMPLES) < set(LENGTHS)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("loss", LOSSES)
def test_every_rest_of_a_block_of_8_meets_every_reduction_and_gradient(loss, dtype):
    cases = _sized(loss, dtype)
    reductions = set(discover()[loss].SIZES.reductions)
    names = {name for case in cases for name in case.requires_grad}
    for axis in AXES[loss]:
        met = {}
        for case in cases:
            length = _length(axis, case)
            if 1 < length < LENGTHS[-1] and case.requires_grad:
                met.setdefault(length % 8, set()).update((case.axes[0], *case.requires_grad))
        assert sorted(met) == list(range(8))
        # there are few lengths of samples: each rest meets all reductions, some rest each gradient
        required = reductions if axis == "samples" else reductions | names
        assert all(found >= required for found in met.values()), (axis, met)
        assert set().union(*met.values()) == reductions | names


def _is_tensor(value):
    return isinstance(value, NamedTensor)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("loss", LOSSES)
def test_gradients_are_left_out_only_where_that_is_said(loss, dtype):
    one_element = {"CosineEmbeddingLoss": {1}}.get(loss, set())
    for case in _sized(loss, dtype):
        if not case.requires_grad:
            lengths = {_length(axis, case) for axis in AXES[loss]}
            allowed = set(FORWARD[dtype]) | set(FORWARD_LABELS[dtype]) | one_element
            allowed |= {length for length in EDGES if length > SHORT}
            assert lengths & allowed or max(lengths) > EDGES[-1], case.id


def test_each_side_of_a_block_has_a_gradient_in_one_dtype():
    for length in (127, 129, 255, 257):
        assert any(length not in FORWARD[dtype] for dtype in FLOATS)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("loss", LOSSES)
def test_equal_axes_are_asked_at_3_and_at_8(loss, dtype):
    shapes = {_first(case) for case in _sized(loss, dtype, "equal-axes") if case.axes[0] == "none"}
    if loss == "CTCLoss":
        assert {(3, 3, 3), (8, 8, 8), (3, 3, 4), (8, 8, 3), (4, 3, 4), (6, 4, 4)} <= shapes
    else:
        assert {(3, 3), (8, 8)} <= shapes
    if loss not in ("CTCLoss", "MultiMarginLoss", "MultiLabelMarginLoss"):
        assert {(3, 3, 3), (8, 8, 8), (3, 3, 3, 3)} <= shapes


@pytest.mark.parametrize("loss", LOSSES)
def test_weights_and_incoming_gradients_of_equal_axes_differ_along_each_axis(loss):
    for case in _sized(loss, "float32", "equal-axes"):
        arrays = [value.array for value in case.params.values() if _is_tensor(value)]
        if case.axes[0] == "none":
            arrays.append(case.grad_output.array)
        for array in arrays:
            for axis in range(array.ndim):
                if array.shape[axis] > 1:
                    assert (array != np.roll(array, 1, axis)).any(), case.id


@pytest.mark.parametrize(
    ("loss", "params"),
    [
        ("BCELoss", {"weight"}),
        ("BCEWithLogitsLoss", {"weight", "pos_weight"}),
        ("CrossEntropyLoss", {"weight"}),
        ("MultiLabelSoftMarginLoss", {"weight"}),
        ("MultiMarginLoss", {"weight"}),
        ("NLLLoss", {"weight"}),
    ],
)
def test_squares_have_every_weight(loss, params):
    for side in (3, 8):
        squares = [
            case
            for case in _sized(loss, "float64", "equal-axes")
            if _first(case) == (side, side) and case.axes[0] == "none"
        ]
        assert any(params <= set(case.params) for case in squares)


@pytest.mark.parametrize(
    ("ask", "shape"),
    [
        (elementwise.hinge, (5, 7)),
        (elementwise.margin_ranking, (5, 7)),
        (classes.multi_margin, (5, 7)),
        (vectors.triplet, (5, 7)),
    ],
)
def test_no_element_is_beyond_a_kink(ask, shape):
    loss = {
        elementwise.hinge: "HingeEmbeddingLoss",
        elementwise.margin_ranking: "MarginRankingLoss",
        classes.multi_margin: "MultiMarginLoss",
        vectors.triplet: "TripletMarginLoss",
    }[ask]
    question = ask("float64", "sum", shape, 0)
    build = Cases(loss, "float64", gradients=())
    case = build.values(
        "case",
        params={**question.params, "reduction": "sum"},
        inputs=question.inputs,
        requires_grad=question.requires_grad,
    )
    assert all((grad != 0).all() for grad in evaluate(case).grads.values())


def test_a_length_that_two_axes_share_is_asked_once():
    build = Cases("NLLLoss", "float32", gradients=("input",))
    ids = [case.id for case in size_cases(build, discover()["NLLLoss"].SIZES)]
    assert len(ids) == len(set(ids))


def test_a_question_without_gradients_says_so():
    question = elementwise.regression("float32", "sum", (5,), 1)
    forward = without_gradients(question)
    assert forward.segments == ("grad=none",)
    assert forward.requires_grad == ()
    assert "one-gradient" not in forward.flags


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("loss", LOSSES)
def test_no_two_tensors_share_a_name(loss, dtype):
    pool = {}
    for case in discover()[loss].cases(dtype):
        for tensor in case.tensors():
            assert pool.setdefault(tensor.name, tensor).same_as(tensor), (case.id, tensor.name)
