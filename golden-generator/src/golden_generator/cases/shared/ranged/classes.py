"""Range classes of the losses over classes, and of CTCLoss."""

from typing import Callable, Iterator, Tuple

import numpy as np

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.plain.alignments import ctc as plain_ctc
from golden_generator.cases.shared.ranges import Ranged, drawn, exponents
from golden_generator.cases.shared.sizes import Question
from golden_generator.cases.shared.tensors import NamedTensor, label, named, pool_shape

SHAPE = (8, 6)

_ROWS = SHAPE[:1]


def _targets() -> NamedTensor:
    """Return targets that hit every class."""
    return named("class/C6/8/every", "int64", [5, 0, 2, 1, 4, 3, 0, 5])


def _graded(dtype: str, role: str, signs: np.ndarray) -> np.ndarray:
    """Return logits on the side of their sign, each row farther out than the one before.

    In the last two rows they are far out on both sides.
    """
    tail, reach = exponents(dtype, (1500, 6000), (3500, 60000))
    ends = np.linspace(200, tail, SHAPE[0] - 2).astype(int).tolist()
    shape = (1, SHAPE[1])
    rows = [
        inputs.hundredths(dtype, shape, "%s%d" % (role, n), end, end + 100).array * signs[n : n + 1]
        for n, end in enumerate(ends)
    ]
    far = inputs.hundredths(dtype, (2, SHAPE[1]), role, reach // 2, reach).array
    sides = np.array([1, -1] * (SHAPE[1] // 2), dtype)
    return np.concatenate([*rows, far * sides])


def _rows(dtype: str, role: str, narrow: Tuple[int, int], double: Tuple[int, int]) -> np.ndarray:
    """Return positive numbers, each row larger than the one before."""
    ends = np.linspace(*exponents(dtype, narrow, double), SHAPE[0]).astype(int).tolist()
    drawn_rows = [
        inputs.wide(dtype, (1, SHAPE[1]), "%s%d" % (role, n), end, end + 1, 1).array
        for n, end in enumerate(ends)
    ]
    return np.concatenate(drawn_rows)


def likelihood(logits: bool) -> Callable[[str], Iterator[Ranged]]:
    """Return the classes of CrossEntropyLoss, or of NLLLoss."""

    def ask(dtype: str) -> Iterator[Ranged]:
        deep = exponents(dtype, (-33, 2), (-200, 2))
        at = ("weight=absent", "ignore=absent")
        target = _targets()
        rows = inputs.eighths(dtype, SHAPE, "input", -24, -1)
        weight = drawn(dtype, "weight", (-20, 2), (-100, 2), 1, SHAPE[1:], "rare")
        if logits:
            yield from _peaked(dtype)
            far = 1000 + inputs.eighths(dtype, SHAPE, "input", -24, -1).array
            near = named("near/8x6/input", dtype, far)
            pair = {"input": near, "target": target}
            yield Ranged("near", Question(at, label(SHAPE), _ROWS, pair, {}, ("input",)), deep)
        else:
            wide = drawn(dtype, "input", (-30, 6), (-200, 50), -1, SHAPE)
            pair = {"input": wide, "target": target}
            yield Ranged("wide", Question(at, label(SHAPE), _ROWS, pair, {}, ("input",)), deep)
        at = ("weight=plain", "ignore=absent")
        pair = {"input": rows, "target": target}
        question = Question(at, label(SHAPE), _ROWS, pair, {"weight": weight}, ("input",))
        yield Ranged("rare", question, exponents(dtype, (-12, 2), (-60, 2)))

    return ask


def _peaked(dtype: str) -> Iterator[Ranged]:
    """Yield softmax with few probable classes, over 6 classes and over 1,000 or more."""
    at = ("weight=absent", "ignore=absent")
    targets = _targets()
    hot = np.eye(SHAPE[1], dtype=dtype)[targets.array]
    # the target is ahead of the others, and the others of each other
    logits = _graded(dtype, "peaked", 2 * hot - 1)
    values = {"input": named("peaked/8x6/input", dtype, logits), "target": targets}
    question = Question(at, label(SHAPE), _ROWS, values, {}, ("input",))
    yield Ranged("peaked", question, exponents(dtype, (-8, 2), (-20, 2)))
    low = exponents(dtype, (-5000, 0), (-50000, 0))[0]
    for shape, reductions in (((2, 1000), ("none",)), ((1, 1030), ("mean", "sum"))):
        target = inputs.classes(shape[1], shape[:1], "target")
        crowd = inputs.hundredths(dtype, shape, "crowd", low, 2000)
        pair = {"input": crowd, "target": target}
        question = Question(at, label(shape), shape[:1], pair, {}, ("input",))
        yield Ranged("crowded", question, exponents(dtype, (-2, 2), (-9, 9)), reductions)


def multi_margin(dtype: str) -> Iterator[Ranged]:
    """Yield classes whose distance from the margin is wide, and tiny weights."""
    target = _targets()
    scores = np.array(drawn(dtype, "score", (-14, -1), (-60, -1), shape=SHAPE).array)
    scores[np.arange(SHAPE[0]), target.array] = 1  # margin 1 - 1 + x[i] is x[i], exactly
    pair = {"input": named("near/8x6/input", dtype, scores), "target": target}
    at = ("p=2", "margin=absent", "weight=absent")
    question = Question(at, label(SHAPE), _ROWS, pair, {"p": 2}, ("input",))
    yield Ranged("near", question, exponents(dtype, (-20, 2), (-90, 2)))
    weight = drawn(dtype, "weight", (-20, 2), (-100, 2), 1, SHAPE[1:], "rare")
    rows = inputs.eighths(dtype, SHAPE, "input", -3, 3)
    at = ("p=1", "margin=absent", "weight=plain")
    pair = {"input": rows, "target": target}
    question = Question(at, label(SHAPE), _ROWS, pair, {"p": 1, "weight": weight}, ("input",))
    yield Ranged("rare", question, exponents(dtype, (-42, 2), (-60, 2)))


def multi_label_margin(dtype: str) -> Iterator[Ranged]:
    """Yield rows whose distances from the margin are of very different size."""
    rows, count = SHAPE
    scores = _rows(dtype, "score", (-14, -1), (-60, -1))
    labels = np.full(SHAPE, -1)
    for row in range(rows):
        labels[row, 0] = (2 * row + 1) % count
        scores[row, labels[row, 0]] = 1
    pair = {
        "input": named("near/%s/input" % pool_shape(SHAPE), dtype, scores),
        "target": named("labels/%s/near" % pool_shape(SHAPE), "int64", labels),
    }
    question = Question(("labels=one",), label(SHAPE), _ROWS, pair, {}, ("input",))
    yield Ranged("near", question, exponents(dtype, (-42, 2), (-200, 2)))


def multi_label_soft_margin(dtype: str) -> Iterator[Ranged]:
    """Yield logits far out on both sides, and tiny weights."""
    names = ("input", "target", "weight")
    bits = inputs.drawn_bits(dtype, SHAPE, "target")
    far = named("saturated/8x6/input", dtype, _graded(dtype, "far", 2 * bits.array - 1))
    pair = {"input": far, "target": bits}
    at = ("weight=absent", "target=bits")
    question = Question(at, label(SHAPE), _ROWS, pair, {}, names[:2])
    yield Ranged("saturated", question, exponents(dtype, (-12, 2), (-30, 2)))
    weight = named("rare/8x6/weight", dtype, _rows(dtype, "weight", (-20, 1), (-100, 1)))
    pair = {"input": inputs.eighths(dtype, SHAPE, "input"), "target": bits}
    at = ("weight=each", "target=bits")
    question = Question(at, label(SHAPE), _ROWS, pair, {"weight": weight}, names)
    yield Ranged("rare", question, exponents(dtype, (-42, 2), (-60, 2)))


def ctc(dtype: str) -> Iterator[Ranged]:
    """Yield alignments of very different probability, and frames that are nearly sure."""
    form = (10, 3, 5, 4)
    asked = plain_ctc(dtype, "none", form, 0)
    shape = form[:3]
    low = exponents(dtype, (-4000, 0), (-20000, 0))[0]
    deep = exponents(dtype, (-20, 2), (-90, 2))
    far = inputs.hundredths(dtype, shape, "paths", low, -1).array
    shares = np.array([1, 1 / 16, 1 / 256], dtype)[:, None]  # of a sample
    log_probs = named("paths/%s/logProbs" % pool_shape(shape), dtype, far * shares)
    yield Ranged("paths", asked._replace(inputs={**asked.inputs, "log_probs": log_probs}), deep)
    sure = np.array(far)
    best = inputs.integers("peaked/classes", shape[0] * shape[1]) % np.uint64(shape[2])
    frames, samples = np.meshgrid(*[np.arange(n) for n in shape[:2]], indexing="ij")
    sure[frames, samples, best.astype("int64").reshape(shape[:2])] = -0.0009765625
    peaked = named("peaked/%s/logProbs" % pool_shape(shape), dtype, sure)
    yield Ranged("peaked", asked._replace(inputs={**asked.inputs, "log_probs": peaked}), deep)
