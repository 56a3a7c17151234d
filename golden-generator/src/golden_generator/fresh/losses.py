"""One drawer per loss: its inputs and parameters, and which of them torch differentiates.

Left out, because torch 1.4.0 leaves it undefined: MultiMarginLoss with fewer weights than classes,
CTCLoss with input lengths of 0, negative lengths and labels without a class.
"""

from typing import Any, Callable, Dict, NamedTuple, Tuple

import numpy as np

from golden_generator.cases.shared.case import Input
from golden_generator.cases.shared.tensors import Shape, named
from golden_generator.fresh.arguments import INFINITY, NAN, Draw
from golden_generator.fresh.dice import keyed


class Question(NamedTuple):
    """A call without its dtype's deviations: arguments, and which may require a gradient."""

    inputs: Dict[str, Input]
    params: Dict[str, Any]
    gradients: Tuple[str, ...]


def _regression(draw: Draw) -> Question:
    first, second = draw.shapes.pair(broadcast=True)
    x = draw.real("input", first)
    inputs = {"input": x, "target": draw.near("target", second, x)}
    return Question(inputs, draw.reduction(), ("input", "target"))


def _kl_div(draw: Draw) -> Question:
    first, second = draw.shapes.pair(broadcast=True)
    inputs = {
        "input": draw.log_probability("input", first),
        "target": draw.probability("target", second)
        if draw.dice.chance(75)
        else draw.real("target", second),
    }
    return Question(inputs, draw.reduction("batchmean"), ("input", "target"))


def _bce(draw: Draw) -> Question:
    first, second = draw.shapes.pair(broadcast=draw.dice.chance(10))
    inputs = {
        "input": draw.probability("input", first),
        "target": draw.probability("target", second)
        if draw.dice.chance(80)
        else draw.real("target", second),
    }
    weight = draw.weight("weight", draw.shapes.broken(draw.shapes.narrowed(second)))
    return Question(inputs, {**keyed({"weight": weight}), **draw.reduction()}, ("input",))


def _bce_with_logits(draw: Draw) -> Question:
    first, second = draw.shapes.pair(broadcast=draw.dice.chance(5))
    inputs = {
        "input": draw.real("input", first),
        "target": draw.probability("target", second)
        if draw.dice.chance(80)
        else draw.real("target", second),
    }
    params = keyed(
        {
            name: draw.weight(name, draw.shapes.broken(draw.shapes.narrowed(first)))
            for name in ("weight", "pos_weight")
        }
    )
    return Question(inputs, {**params, **draw.reduction()}, ("input", "target"))


def _poisson(draw: Draw) -> Question:
    first, second = draw.shapes.pair(broadcast=True)
    params = {**draw.some_flags("log_input", "full"), **draw.some_reals(eps=(1e-8, 0.25, 0.0))}
    rates = params.get("log_input") is False and draw.dice.chance(70)
    inputs = {
        "input": (draw.count if rates else draw.real)("input", first),
        "target": draw.count("target", second),
    }
    return Question(inputs, {**params, **draw.reduction()}, ("input", "target"))


def _hinge(draw: Draw) -> Question:
    first, second = draw.shapes.pair(broadcast=True)
    inputs = {"input": draw.real("input", first), "target": draw.sign("target", second)}
    return Question(inputs, {**draw.some_reals(margin=(1.0,)), **draw.reduction()}, ("input",))


def _ranking(draw: Draw) -> Question:
    shapes = draw.shapes.several(3, broadcast=True)
    x = draw.real("input1", shapes[0])
    inputs = {
        "input1": x,
        "input2": draw.near("input2", shapes[1], x),
        "target": draw.sign("target", shapes[2]),
    }
    params = {**draw.some_reals(margin=(0.0, 0.5)), **draw.reduction()}
    return Question(inputs, params, ("input1", "input2", "target"))


def _soft_margin(draw: Draw) -> Question:
    first, second = draw.shapes.pair(broadcast=draw.dice.chance(5))
    inputs = {"input": draw.real("input", first), "target": draw.sign("target", second)}
    return Question(inputs, draw.reduction(), ("input",))


def _classes(draw: Draw, low: int = 0, high: int = 2) -> Shape:
    """Return the shape of an input of one loss per row: (N, C), (C) or 0-d."""
    return draw.shapes.shape(2, 2) if draw.dice.chance(80) else draw.shapes.shape(low, high)


def _multi_label_margin(draw: Draw) -> Question:
    shape = _classes(draw)
    count = shape[-1] if shape else 1
    inputs = {
        "input": draw.real("input", shape),
        "target": draw.labels("target", draw.shapes.broken(shape), -1, count),
    }
    return Question(inputs, draw.reduction(), ("input",))


def _multi_label_soft_margin(draw: Draw) -> Question:
    first, second = draw.shapes.pair(broadcast=draw.dice.chance(40), low=1)
    target = draw.probability("target", second)
    inputs = {"input": draw.real("input", first), "target": target}
    weight = draw.weight("weight", draw.shapes.broken(draw.shapes.narrowed(first)))
    params = {**keyed({"weight": weight}), **draw.reduction()}
    return Question(inputs, params, ("input", "target", "weight"))


def _multi_margin(draw: Draw) -> Question:
    shape = _classes(draw)
    count = shape[-1] if shape else 1
    rows = shape[:1] if len(shape) == 2 else draw.dice.pick(((), (1,)))
    inputs = {
        "input": draw.real("input", shape),
        "target": draw.labels("target", draw.shapes.broken(rows), 0, count),
    }
    params = keyed({"weight": draw.weight("weight", (count,))})
    if draw.dice.chance(70):
        params["p"] = draw.dice.pick((1, 2, 1, 2, 1.0, 2.0, 3, 0, 1.5, -1))
    params.update(draw.some_reals(margin=(1.0, 0.5)))
    return Question(inputs, {**params, **draw.reduction()}, ("input",))


def _class_index(draw: Draw, log_probability: bool) -> Question:
    shape = draw.shapes.shape(2, 5 if draw.dice.chance(40) else 2)
    shape = shape if draw.dice.chance(97) else draw.shapes.shape(0, 3)
    count = shape[1] if len(shape) > 1 else 1
    target = draw.labels("target", draw.shapes.broken(shape[:1] + shape[2:]), 0, count)
    draw_input = draw.log_probability if log_probability else draw.real
    params = keyed({"weight": draw.weight("weight", draw.shapes.broken((count,)))})
    if draw.dice.chance(40):
        params["ignore_index"] = draw.dice.pick((0, count - 1, -100, -1, 1, 1000000))
    inputs = {"input": draw_input("input", shape), "target": target}
    return Question(inputs, {**params, **draw.reduction()}, ("input",))


def _nll(draw: Draw) -> Question:
    return _class_index(draw, True)


def _cross_entropy(draw: Draw) -> Question:
    return _class_index(draw, False)


def _cosine(draw: Draw) -> Question:
    first, second = draw.shapes.pair(broadcast=draw.dice.chance(30), low=2)
    longer = max(first, second, key=len)
    rows = draw.shapes.narrowed(longer[:1] + longer[2:])
    x = draw.real("input1", first)
    inputs = {
        "input1": x,
        "input2": draw.near("input2", second, x),
        "target": draw.sign("target", draw.shapes.broken(rows)),
    }
    params = {**draw.some_reals(margin=(0.0, 0.5, -0.25)), **draw.reduction()}
    return Question(inputs, params, ("input1", "input2"))


def _triplet(draw: Draw) -> Question:
    names = ("anchor", "positive", "negative")
    shapes = draw.shapes.several(3, broadcast=draw.dice.chance(30), low=2)
    anchor = draw.real("anchor", shapes[0])
    inputs = {"anchor": anchor}
    for name, shape in zip(names[1:], shapes[1:]):
        inputs[name] = draw.near(name, shape, anchor)
    powers = (2, 2.0, 2, 1, 3, 1.7, 0.5, 0, INFINITY, -INFINITY, -1, NAN, 1e-3, 40.0, 1e40)
    params = {
        **draw.some_reals(margin=(1.0, 0.5), p=powers, eps=(1e-6, 0.0, 0.25)),
        **draw.some_flags("swap"),
        **draw.reduction(),
    }
    return Question(inputs, params, names)


def _ctc(draw: Draw) -> Question:
    dice = draw.dice
    classes, rows = 2 + dice.below(5), dice.below(5) if dice.chance(50) else 1 + dice.below(3)
    frames = 1 + (dice.below(60) if dice.chance(10) else dice.below(9))
    blank, longest = dice.below(classes), dice.below(5)
    labels = dice.integers(rows * longest, 0, classes)
    if dice.chance(85):
        labels = np.where(labels == blank, (blank + 1) % classes, labels)
    lengths = dice.integers(rows, 0, longest + 1)
    targets = labels.reshape(rows, longest)
    if dice.chance(40):
        targets = np.array([label for row, n in zip(targets, lengths) for label in row[:n]])
    kind = dice.pick(("int64", "int64", "int64", "int32"))
    tuples = dice.chance(50)
    inputs = {
        "log_probs": draw.log_probability("log_probs", (frames, rows, classes)),
        "targets": named("targets", kind, targets),
        "input_lengths": _lengths(draw, tuples, dice.integers(rows, 1, frames + 1)),
        "target_lengths": _lengths(draw, tuples, lengths),
    }
    params = {**({"blank": blank} if blank or dice.chance(50) else {})}
    params.update(draw.some_flags("zero_infinity"))
    return Question(inputs, {**params, **draw.reduction(legacy=False)}, ("log_probs",))


def _lengths(draw: Draw, tuples: bool, values: np.ndarray) -> Input:
    """Return lengths as a tuple or as a tensor; seldom otherwise than the call's other lengths."""
    if tuples != draw.dice.chance(2):
        return tuple(values.tolist())
    shape = (1,) + values.shape if draw.dice.chance(3) else values.shape
    return named("lengths", draw.dice.pick(("int64", "int64", "int32")), values, shape)


DRAWERS: Dict[str, Callable[[Draw], Question]] = {
    "BCELoss": _bce,
    "BCEWithLogitsLoss": _bce_with_logits,
    "CTCLoss": _ctc,
    "CosineEmbeddingLoss": _cosine,
    "CrossEntropyLoss": _cross_entropy,
    "HingeEmbeddingLoss": _hinge,
    "KLDivLoss": _kl_div,
    "L1Loss": _regression,
    "MSELoss": _regression,
    "MarginRankingLoss": _ranking,
    "MultiLabelMarginLoss": _multi_label_margin,
    "MultiLabelSoftMarginLoss": _multi_label_soft_margin,
    "MultiMarginLoss": _multi_margin,
    "NLLLoss": _nll,
    "PoissonNLLLoss": _poisson,
    "SmoothL1Loss": _regression,
    "SoftMarginLoss": _soft_margin,
    "TripletMarginLoss": _triplet,
}
