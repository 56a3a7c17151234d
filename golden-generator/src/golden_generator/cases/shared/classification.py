"""What NLLLoss and CrossEntropyLoss share: targets that are classes, and the axes around them.

Full product: reduction x weight (absent, plain, with zeros, with negatives, summing to <= 0) x
ignore_index (absent, inside the classes, the last class, outside) x shape, typical inputs; where
an ignore_index is given, every third target is it. Covered: the targets at their boundaries (all
0, all the last class, all ignored, all of weight 0, one kept) are crossed with reduction and
weight; the nine legacy settings with weight and ignore_index, shapes taken in turn. The other
classes of values are the loss's own.
"""

from typing import Any, Callable, Dict, Iterator, Sequence, Tuple

import numpy as np

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import LEGACY, REDUCTIONS, cover, product
from golden_generator.cases.shared.calls import (
    implicit_gradient,
    misshapen_gradients,
    unknown_reductions,
)
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named

Draw = Callable[[str, Shape, str], NamedTensor]
"""Draws an ordinary input: dtype, shape, role."""

SHAPES: Tuple[Shape, ...] = (
    (4, 5),
    (1, 5),
    (3, 1),
    (0, 5),
    (2, 3, 4),
    (2, 3, 2, 2),
    (1, 3, 2, 1, 2),
)

WEIGHTS: Dict[str, Tuple[float, ...]] = {
    "zeros": (0.0, 1.25, 0.0, 0.75, 0.5),
    "negative": (1.5, -0.5, 2.25, 0.75, 1.0),
    "nonpositive": (-1.5, 0.5, 0.25, -0.75, -2.0),
}

IGNORED = ("absent", "inside", "last", "outside")


def weight_of(dtype: str, kind: str, count: int) -> Dict[str, NamedTensor]:
    """Return the parameter ``weight`` of this kind, or no parameter."""
    if kind == "absent":
        return {}
    if kind == "plain":
        return {"weight": inputs.positive(dtype, (count,), "weight")}
    return {"weight": named("weight/%d/%s" % (count, kind), dtype, WEIGHTS[kind][:count])}


def _ignored(kind: str, count: int) -> Dict[str, int]:
    values = {"absent": {}, "inside": 0, "last": count - 1, "outside": -1}
    return {} if kind == "absent" else {"ignore_index": values[kind]}


def target_of(shape: Shape, ignored: Dict[str, int]) -> NamedTensor:
    """Return targets of both ends of the range, every third one ignored if one is to be."""
    return inputs.classes(
        shape[1], shape[:1] + shape[2:], "target", ignored=ignored.get("ignore_index")
    )


def target_flags(params: Dict[str, Any], target: NamedTensor, count: int) -> list:
    """Return the flags that follow from which targets count, and with which weight."""
    kept = target.array[target.array != params.get("ignore_index", -100)]
    flags = [] if kept.size == target.array.size else ["ignored"]
    if target.array.size == 0:
        return ["empty"]
    weight = params["weight"].array[kept] if "weight" in params else None
    if kept.size == 0 or (weight is not None and weight.sum() <= 0):
        flags.append("total-weight")
    elif weight is not None and params.get("reduction") == "mean" and len(set(kept)) == 1:
        flags.append("weight-cancels")
    if count == 1:
        flags.append("one-class")
    return flags


def typical(build: Cases, draw: Draw) -> Iterator[Case]:
    """Yield the full product, at ordinary values."""
    dtype = build.dtype
    weights = ("absent", "plain") + tuple(WEIGHTS)
    for reduction, weight, ignored, shape in product(REDUCTIONS, weights, IGNORED, SHAPES):
        if ignored == "last" and shape[1] == 1:
            continue  # the last class is the one inside
        params = {**weight_of(dtype, weight, shape[1]), **_ignored(ignored, shape[1])}
        params["reduction"] = reduction
        target = target_of(shape, _ignored(ignored, shape[1]))
        yield build.values(
            reduction,
            "weight=" + weight,
            "ignore=" + ignored,
            label(shape),
            "typical",
            params=params,
            inputs={"input": draw(dtype, shape, "input"), "target": target},
            flags=target_flags(params, target, shape[1]),
        )


def odd(
    build: Cases, draw: Draw, kinds: Sequence[Tuple[str, Callable[[Shape], NamedTensor]]]
) -> Iterator[Case]:
    """Yield what 0 * inf shows: odd weights, and odd logits beside weights and ignored targets."""
    dtype = build.dtype
    special = {
        5: (float("nan"), 1.25, float("inf"), 0.75, 0.5),
        3: (0.5, float("nan"), -float("inf")),
    }
    for reduction, shape in product(REDUCTIONS, ((4, 5), (2, 3, 2, 2))):
        count = shape[1]
        at = (reduction, label(shape))
        weight = named("weight/%d/special" % count, dtype, special[count])
        target = target_of(shape, {})
        yield build.values(
            reduction,
            "weight=special",
            label(shape),
            "typical",
            params={"weight": weight, "reduction": reduction},
            inputs={"input": draw(dtype, shape, "input"), "target": target},
            flags=["odd-parameter"],
        )
        for (kind, values), weights in product(kinds, ("zeros", "nonpositive")):
            yield build.values(
                at[0],
                "weight=" + weights,
                *at[1:],
                kind,
                params={**weight_of(dtype, weights, count), "reduction": reduction},
                inputs={"input": values(shape), "target": target},
                flags=["odd-parameter"],
            )
        for (kind, values), ignored in product(kinds, ("inside", "last")):
            params = _ignored(ignored, count)
            yield build.values(
                at[0],
                "ignore=" + ignored,
                *at[1:],
                kind,
                params={**params, "reduction": reduction},
                inputs={"input": values(shape), "target": target_of(shape, params)},
                flags=["ignored", "odd-parameter"],
            )


def boundaries(build: Cases, draw: Draw) -> Iterator[Case]:
    """Yield targets at their boundaries."""
    dtype = build.dtype
    source = draw(dtype, (4, 5), "input")
    targets = {
        "first": [0, 0, 0, 0],
        "last": [4, 4, 4, 4],
        "ends": [0, 4, 4, 0],
        "ignored": [-100, -100, -100, -100],
        "one-kept": [-100, 3, -100, -100],
        "weight-zero": [0, 2, 2, 0],
    }
    weights = ("absent", "plain") + tuple(WEIGHTS)
    for reduction, weight, (kind, values) in product(REDUCTIONS, weights, targets.items()):
        params = {**weight_of(dtype, weight, 5), "reduction": reduction}
        target = named("class/C5/4/%s" % kind, "int64", values)
        yield build.values(
            reduction,
            "weight=" + weight,
            label((4, 5)),
            "target=" + kind,
            params=params,
            inputs={"input": source, "target": target},
            flags=["boundary"] + target_flags(params, target, 5),
        )


def no_classes(build: Cases, draw: Draw) -> Iterator[Case]:
    """Yield inputs without classes that torch takes, as long as every target is ignored."""
    dtype = build.dtype
    for reduction, shape in product(REDUCTIONS, ((2, 0), (2, 0, 3, 2), (0, 0, 3))):
        other = shape[:1] + shape[2:]
        target = named("class/C0/%s/ignored" % label(other), "int64", np.full(other, -100))
        params = {"reduction": reduction}
        flags = target_flags(params, target, 0)
        yield build.values(
            reduction,
            "weight=absent",
            label(shape),
            "target=ignored",
            params=params,
            inputs={"input": draw(dtype, shape, "input"), "target": target},
            flags=flags if "empty" in flags else ["empty"] + flags,
        )


def defaults(build: Cases, draw: Draw) -> Iterator[Case]:
    """Yield legacy settings, no parameters, and backward without an incoming gradient."""
    dtype = build.dtype
    shapes = [shape for shape in SHAPES if 0 not in shape and shape[1] > 1]
    settings = product(LEGACY, ("absent", "plain"), ("absent", "inside"))
    rows = [row + (reduction,) for row in settings for reduction in ("none", "sum")]
    for ((segment, legacy), weight, ignored, reduction), shape in cover(rows, shapes):
        params = {**weight_of(dtype, weight, shape[1]), **_ignored(ignored, shape[1])}
        target = target_of(shape, _ignored(ignored, shape[1]))
        flags = ["legacy"] + target_flags({**params, "reduction": "mean"}, target, shape[1])
        yield build.values(
            reduction,
            segment,
            "weight=" + weight,
            "ignore=" + ignored,
            label(shape),
            "typical",
            params={**params, **legacy, "reduction": reduction},
            inputs={"input": draw(dtype, shape, "input"), "target": target},
            flags=flags,
        )
    pair = _pair(draw, dtype, (4, 5))
    yield build.values("default", label((4, 5)), "typical", inputs=pair)
    yield build.values(
        "reduction=elementwise_mean",
        label((4, 5)),
        "typical",
        params={"reduction": "elementwise_mean"},
        inputs=pair,
    )
    for reduction in ("mean", "sum"):
        yield implicit_gradient(build, reduction, label((4, 5)), pair)


def _pair(draw: Draw, dtype: str, shape: Shape) -> Dict[str, NamedTensor]:
    return {
        "input": draw(dtype, shape, "input"),
        "target": target_of(shape, {}),
    }


def invalid(build: Cases, draw: Draw) -> Iterator[Case]:
    """Yield what torch rejects."""
    dtype = build.dtype
    pair = _pair(draw, dtype, (4, 5))
    other = "float64" if dtype == "float32" else "float32"
    for kind, values in (("C", [5, 0, 1, 2]), ("-1", [0, -1, 1, 2]), ("far", [0, 1, 2**32 + 1, 2])):
        for reduction in REDUCTIONS:
            yield build.invalid(
                "target=%s,%s" % (kind, reduction),
                params={"reduction": reduction},
                inputs={**pair, "target": named("class/C5/4/bad=%s" % kind, "int64", values)},
            )
    yield build.invalid("ignoreIndex=1.5", params={"ignore_index": 1.5}, inputs=pair)
    for length in (4, 6, 1):
        weight = inputs.positive(dtype, (length,), "weight")
        yield build.invalid("weight=%d" % length, params={"weight": weight}, inputs=pair)
    wrong = named("positive/5/%s" % other, other, [1, 2, 3, 4, 5])
    yield build.invalid("weightDtype=" + other, params={"weight": wrong}, inputs=pair)
    yield build.invalid(
        "weight-gradient",
        params={"weight": inputs.positive(dtype, (5,), "weight")},
        inputs=pair,
        requires_grad=("input", "weight"),
    )
    yield from unknown_reductions(build, pair)
    for shape in ((), (5,)):
        tensor = draw(dtype, shape, "input")
        target = named("class/C5/%s/zero" % label(shape), "int64", [0], shape and (1,))
        yield build.invalid("input=" + label(shape), inputs={"input": tensor, "target": target})
    for shape, other in (((2, 0, 3), (2, 3)), ((1, 0, 2, 1, 2), (1, 2, 1, 2))):
        ignored = named("class/C0/%s/ignored" % label(other), "int64", np.full(other, -100))
        yield build.invalid(
            "input=" + label(shape),
            inputs={"input": draw(dtype, shape, "input"), "target": ignored},
        )
    for shape in ((3,), (5,), (4, 1), (4, 5), (1, 4)):
        target = inputs.classes(5, shape, "target")
        yield build.invalid("target=" + label(shape), inputs={**pair, "target": target})
    image = draw(dtype, (2, 3, 2, 2), "input")
    for shape in ((2, 4), (2, 2, 1), (1, 2, 2), (2,)):
        target = inputs.classes(3, shape, "target")
        yield build.invalid(
            "image-target=" + label(shape), inputs={"input": image, "target": target}
        )
    for kind in ("int32", "uint8", "bool", dtype):
        target = named("class/C5/4/%s" % kind, kind, [1, 0, 1, 1])
        yield build.invalid("targetDtype=" + kind, inputs={**pair, "target": target})
    half = named("half/4x5/input", "float16", [[-1.5, -2.0, -0.5, -1.0, -3.0]] * 4)
    yield build.invalid("inputDtype=float16", inputs={**pair, "input": half})
    yield build.invalid("no-target", inputs={"input": pair["input"]})
    shapes = (("none", (3,)), ("none", (4, 5)), ("mean", (4,)), ("sum", (2,)))
    yield from misshapen_gradients(build, pair, shapes)
