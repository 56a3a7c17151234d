"""The formula's truth on hand-picked edges: empty tensors, ties, infinities, odd shapes."""

import warnings
from typing import Any, Dict, Iterator, Sequence, Tuple

import numpy
import pytest
from test_truth_torch import call, worst_share

from golden_generator.cases.shared.tensors import FLOATS
from golden_generator.truth import evaluate

INF, NAN = numpy.inf, numpy.nan
Edge = Tuple[str, Dict[str, Any], Dict[str, Any], Sequence[str]]
PAIRS = (
    "L1Loss",
    "MSELoss",
    "SmoothL1Loss",
    "KLDivLoss",
    "BCELoss",
    "BCEWithLogitsLoss",
    "SoftMarginLoss",
    "PoissonNLLLoss",
    "HingeEmbeddingLoss",
)
TRIPLET = ("anchor", "positive", "negative")


def floats(*values: Any) -> numpy.ndarray:
    return numpy.array(values[0] if len(values) == 1 else values, dtype="float64")


def ints(values: Any) -> numpy.ndarray:
    return numpy.array(values, dtype="int64")


def empty() -> Iterator[Edge]:
    for shape in ((0,), (0, 3), (2, 0)):
        for loss in PAIRS:
            zeros = {"input": numpy.zeros(shape), "target": numpy.zeros(shape)}
            yield loss, {}, zeros, ["input"]
    for shape in ((0, 3), (2, 0), (0, 0)):
        zeros, ones = numpy.zeros(shape), numpy.ones(shape[0])
        both = {"input1": zeros, "input2": zeros}
        yield "MultiLabelSoftMarginLoss", {}, {"input": zeros, "target": zeros}, ["input", "target"]
        yield "CosineEmbeddingLoss", {}, dict(both, target=ones), list(both)
        yield "CosineEmbeddingLoss", {}, dict(both, target=-ones), list(both)
        yield "TripletMarginLoss", {}, dict.fromkeys(TRIPLET, zeros), TRIPLET
        yield "MarginRankingLoss", {}, dict(both, target=numpy.ones(shape)), ["input1"]
    none = {"input_lengths": [], "target_lengths": []}
    given = dict(log_probs=numpy.zeros((3, 0, 3)), targets=ints(numpy.zeros((0, 2))), **none)
    yield "CTCLoss", {}, given, ["log_probs"]


def classes() -> Iterator[Edge]:
    rows = floats([[1, 2, 3], [0.5, -1, 0.25]])
    special = floats([[1, -INF, INF], [0.5, -INF, 0.25], [-INF] * 3, [NAN, 1, 2]])
    weights = ([-1, 0.3, 1], [-1, 0.3, -2], [-1, NAN, -2], [INF, 1, 2], [0, 1, 0], [0.3, 0, -0.3])
    for loss in ("NLLLoss", "CrossEntropyLoss"):
        for weight in weights:
            for targets in ([2, 0], [2, 1]):
                given = {"input": rows, "target": ints(targets)}
                yield loss, {"weight": floats(weight)}, given, ["input"]
        for params in ({}, {"weight": floats([1, 2, 3])}):
            yield loss, params, {"input": numpy.zeros((0, 3)), "target": ints([])}, ["input"]
        images = {"input": numpy.zeros((2, 3, 0)), "target": ints(numpy.zeros((2, 0)))}
        yield loss, {}, images, ["input"]
        yield loss, {"ignore_index": 2}, {"input": rows, "target": ints([2, 2])}, ["input"]
        yield loss, {}, {"input": floats([[1], [0.5]]), "target": ints([0, 0])}, ["input"]
        yield loss, {}, {"input": special, "target": ints([0, 1, 2, 2])}, ["input"]
        yield loss, {"ignore_index": 2}, {"input": special, "target": ints([0, 1, 2, 2])}, ["input"]
        far = floats([[-INF, -INF, 3], [1e38, -1e38, 0]])
        yield loss, {}, {"input": far, "target": ints([0, 1])}, ["input"]


def margins() -> Iterator[Edge]:
    one = floats(0.1, 0.2, 0.4, 0.8)
    two = floats([[0.1, 0.2, 0.4, 0.8], [1, -1, 0.5, 2]])
    for p in (1, 2):
        for target in (ints([3]), ints(3)):
            yield "MultiMarginLoss", {"p": p}, {"input": one, "target": target}, ["input"]
        odd = {"input": floats([[0.1, INF, 0.4, NAN]]), "target": ints([0])}
        yield "MultiMarginLoss", {"p": p, "margin": INF}, odd, ["input"]
        yield "MultiMarginLoss", {"p": p}, {"input": floats(0.5), "target": ints([0])}, ["input"]
        weight = {"p": p, "weight": floats(1, -2, 0, 5, 7)}
        yield "MultiMarginLoss", weight, {"input": two, "target": ints([3, 1])}, ["input"]
    for given, labels in (
        (one, [3, 3, 0, -1]),
        (one, [-1, 0, 1, 2]),
        (floats(0.5), 0),
        (floats([[0.1, INF], [INF, INF], [NAN, 0]]), [[0, -1], [1, -1], [0, -1]]),
    ):
        yield "MultiLabelMarginLoss", {}, {"input": given, "target": ints(labels)}, ["input"]


def elements() -> Iterator[Edge]:
    for loss in ("L1Loss", "MSELoss", "SmoothL1Loss"):
        for names in (["input"], ["target"], ["input", "target"]):
            wide = {"input": floats([[1], [INF], [NAN]]), "target": floats(0.5, INF, -INF)}
            yield loss, {}, wide, names
            yield loss, {}, {"input": floats(1.0), "target": floats(0.5, 2)}, names
            yield loss, {}, {"input": floats(1, 0, 0.5), "target": floats(0, 1, 0.5)}, names
    logs = floats(-INF, -INF, 1, 2, NAN, 1, INF)
    given = {"input": logs, "target": floats(0.5, 0, 0, -1, 0, NAN, 1)}
    yield "KLDivLoss", {}, given, list(given)
    for shape in ((), (0, 2)):
        pair = {"input": numpy.full(shape, -0.5), "target": numpy.full(shape, 0.5)}
        yield "KLDivLoss", {"reduction": "batchmean"}, pair, list(pair)
    rates = floats(0, 0, 0, 1, -1, INF, INF, -INF, NAN, 2, 800, 1)
    counts = floats(0, 1, 2, 1, 0.5, 0, 1, 1, 1, INF, 1, -3)
    for full in (False, True):
        for log_input in (False, True):
            for eps in (0.0, 1e-8):
                params = {"full": full, "log_input": log_input, "eps": eps}
                yield "PoissonNLLLoss", params, {"input": rates, "target": counts}, list(given)


def binary() -> Iterator[Edge]:
    moved = {"input": floats(0.1, 0.2, 0.3, 0.4), "target": floats([[1, 0], [0.5, 1]])}
    yield "BCELoss", {}, moved, ["input"]
    square = {"input": floats([[0.1, 0], [1, 0.4]]), "target": floats([[1, 0], [0, 1]])}
    for weight in ([[2, 3], [4, 5]], [2, 3], 2, [[1], [-1]], [2]):
        yield "BCELoss", {"weight": floats(weight)}, square, ["input"]
    ends = floats(0, 0, 1, 1, 1e-45, -0.0, 0.3, 1e-30)
    yield "BCELoss", {}, {"input": ends, "target": floats(0, 1, 0, 1, 1, 1, NAN, 1)}, ["input"]
    far = floats(40, 1000, -1000, 1e38, -1e38, INF, -INF, INF, -INF, NAN, 0)
    given = {"input": far, "target": floats(1, 1, 0, 0, 1, 0, 0, 1, 1, 0, NAN)}
    yield "BCEWithLogitsLoss", {}, given, list(given)
    for positive in (2, 1, 0):
        yield "BCEWithLogitsLoss", {"pos_weight": floats(positive)}, given, list(given)


def embeddings() -> Iterator[Edge]:
    names = ["input1", "input2"]
    first = floats([[1, 2], [0, 0], [1e20, 1], [1e-20, 0]])
    second = floats([[1, 2], [1, 1], [1e20, 1], [1, 1]])
    given = {"input1": first, "input2": second, "target": floats(-1, -1, 1, 1)}
    yield "CosineEmbeddingLoss", {"margin": 0.2}, given, names
    column = {"input1": first[:2], "input2": second[:2], "target": floats([[1], [-1]])}
    yield "CosineEmbeddingLoss", {}, column, names
    narrow = {"input1": floats([[1], [2]]), "input2": second[:2], "target": floats(1, -1)}
    yield "CosineEmbeddingLoss", {}, narrow, names
    anchor = floats([[1, 2, 0], [0, 0, 0], [1, -1, 1]])
    positive = floats([[1, 2, 0], [1, 1, 1], [0, 0, 0]])
    negative = floats([[0, 0, 0], [1, 1, 1], [1, -1, 1]])
    ties = dict(zip(TRIPLET, (anchor, positive, negative)))
    for p in (0, 0.5, 0.001, 1, 1.5, 2, 3, INF, -INF, -1, -2, NAN):
        for eps in (0.0, 1e-6):
            for swap in (False, True):
                yield "TripletMarginLoss", {"p": p, "eps": eps, "swap": swap}, ties, TRIPLET
    yield "TripletMarginLoss", {"margin": INF}, ties, TRIPLET
    uneven = dict(zip(TRIPLET, (floats([[1], [2]]), floats([[1, 2, 0]]), floats([[0.5]]))))
    yield "TripletMarginLoss", {}, uneven, TRIPLET


def alignments() -> Iterator[Edge]:
    fair = numpy.log(floats(0.2, 0.3, 0.5)) * numpy.ones((4, 2, 1))
    short = {"input_lengths": [4, 3], "target_lengths": [3, 2]}
    whole = {"input_lengths": [4, 4], "target_lengths": [2, 1]}
    nothing = {"input_lengths": [4, 3], "target_lengths": [0, 0]}
    for zero in (False, True):
        params = {"zero_infinity": zero}
        repeated = dict(log_probs=fair, targets=ints([[1, 1, 1], [1, 2, 0]]), **short)
        yield "CTCLoss", params, repeated, ["log_probs"]
        yield "CTCLoss", params, dict(log_probs=fair, targets=ints([]), **nothing), ["log_probs"]
        blank = dict(log_probs=fair, targets=ints([[1, 0, 2], [0, 2, 0]]), **short)
        yield "CTCLoss", dict(params, blank=2), blank, ["log_probs"]
        for places in (
            {(1, 0, 1): -INF, (2, 1, 0): NAN},
            {(0, 0, 1): -INF, (1, 0, 1): -INF, (2, 0, 1): -INF, (3, 0, 1): -INF, (2, 1, 2): NAN},
            {(1, 0, 1): INF, (2, 1, 2): INF},
        ):
            scores = fair.copy()
            for place, value in places.items():
                scores[place] = value
            given = dict(log_probs=scores, targets=ints([[1, 2], [1, 1]]), **whole)
            yield "CTCLoss", params, given, ["log_probs"]


def found_by_generation() -> Iterator[Edge]:
    """Yield calls whose golden values once contradicted the truth; 3e38 is near float32's end."""
    column = {"input": floats([[-1], [-0.5]]), "target": floats([[0.25, 0.75]])}
    for reduction in ("mean", "sum", "batchmean"):
        yield "KLDivLoss", {"reduction": reduction}, column, ["input"]
    vectors = (floats([[1, 2.5]]), floats([[0.3, 0.1]]), floats([[0.7, 1.9]]))
    for p in (1.7, 1e-300, 0.1):
        yield "TripletMarginLoss", {"p": p}, dict(zip(TRIPLET, vectors)), TRIPLET
    near = (floats([[2e19, 3e38]]), floats([[-104, 1e-45]]), floats([[2e19, -2e19]]))
    yield "TripletMarginLoss", {"p": INF, "swap": True}, dict(zip(TRIPLET, near)), TRIPLET
    huge = {"input": floats([[3e38, 3e38, -3e38, 1]]), "target": ints([[2, -1, 0, 0]])}
    yield "MultiLabelMarginLoss", {}, huge, ["input"]
    for shape in ((2, 0), (2, 0, 2, 1)):
        images = {"input": numpy.zeros(shape), "target": ints(numpy.full(shape[:1] + shape[2:], 9))}
        yield "CrossEntropyLoss", {"ignore_index": 9}, images, ["input"]
    for sides in ((0.99, 0.02), (0.01, 0.98)):
        given = {"input": floats(*sides), "target": floats(3e38, 3e38)}
        yield "BCELoss", {}, given, ["input"]
    logits = floats(0.5, -0.5, 2, INF, -INF, 3)
    labels = {"input": logits, "target": floats(INF, -INF, 1e38, INF, INF, 1)}
    for params in ({}, {"pos_weight": floats(2.0)}, {"pos_weight": floats(1e38)}):
        yield "BCEWithLogitsLoss", params, labels, ["input"]


def in_dtype(arguments: Dict[str, Any], dtype: str) -> Dict[str, Any]:
    return {
        name: value.astype(dtype)
        if isinstance(value, numpy.ndarray) and value.dtype.kind == "f"
        else value
        for name, value in arguments.items()
    }


@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(
    "edges",
    [empty, classes, margins, elements, binary, embeddings, alignments, found_by_generation],
)
def test_formula_agrees_with_torch_at_edges(edges, dtype, reduction):
    for loss, params, inputs, names in edges():
        params = in_dtype(dict({"reduction": reduction}, **params), dtype)
        inputs = in_dtype(inputs, dtype)
        context = (loss, params, inputs)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = call(loss, params, inputs, names, 3)
        assert result is not None, context
        output, grads, incoming = result
        truth = evaluate(loss, dtype, params, inputs, names, incoming)
        answers = [("output", output, truth.formula.output)]
        for name in names:
            wanted = truth.formula.grads[name]
            assert (grads[name] is None) == (wanted is None), context
            if wanted is not None:
                answers.append((name, grads[name], wanted))
        for name, actual, wanted in answers:
            share = worst_share(actual, wanted, truth.bounds[name], dtype, True)
            assert share <= 1, (name,) + context
