"""MultiMarginLoss: reduction x p x margin x weight x shape.

Full product: reduction x p (1, 2) x margin (absent, 0, negative) x weight (absent, plain, with
zeros, with negatives) x shape, typical values; grid values (ties at the margin) with reduction, p,
margin (absent, 0.5) and weight (absent, plain). Covered: extreme and special values are crossed
with reduction, p and weight (absent, plain) at one shape; special values with a weight of zeros;
the targets at their boundaries with reduction and p; the nine legacy settings with p, shapes taken
in turn; no parameters, other margins (whole, infinite, NaN), a weight that is too long, and targets
of other ranks.

Left out: p=2.0 and p=True, which torch takes as 2 and 1; a weight that is too short is undefined.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Dict, Iterator, List

import numpy as np

from golden_generator.cases.rejected.multi_margin_loss import rejected
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import LEGACY, REDUCTIONS, cover, product
from golden_generator.cases.shared.calls import implicit_gradient
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import classes
from golden_generator.cases.shared.ranged import classes as wide_classes
from golden_generator.cases.shared.ranges import range_cases, range_notes
from golden_generator.cases.shared.sizes import SIZE_NOTES, Axis, Sizes, size_cases
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named, pool_shape

LOSS = "MultiMarginLoss"

_KERNEL = "aten/src/ATen/native/LossMultiMargin.cpp"

NOTES = {
    **SIZE_NOTES,
    **range_notes(_KERNEL, ("near", "rare"), {}),
    "float-p": Note(
        "a port that takes only an integer for p: 1.0 and 2.0 are 1 and 2, all else is rejected",
        "torch/nn/modules/loss.py MultiMarginLoss: p != 1 and p != 2",
        inert=("p",),
    ),
    **incoming_notes("aten/src/ATen/native/LossMultiMargin.cpp: derivatives times the gradient"),
    **common("implicit-gradient", "invalid", "legacy", "odd-parameter"),
    "boundary": Note("a port that is one off at the first or the last class", _KERNEL),
    "extreme": Note("a port that overflows, or underflows, where torch does not", _KERNEL),
    "kink": Note(
        "a port whose gradient passes where margin - x[y] + x[i] is exactly 0", _KERNEL + ": z > 0"
    ),
    "large": Note("a port whose sums drift over many rows, or that ends its loops early", _KERNEL),
    "long-weight": Note(
        "a port that wants the weight to have C elements", _KERNEL + ": its length is not checked"
    ),
    "margin": Note(
        "a port that wants the margin to be finite, or NaN to come out of it", _KERNEL, vacuous=True
    ),
    "one-class": Note(
        "a port whose loss or gradient is not 0 where there is one class", _KERNEL, vacuous=True
    ),
    "special": Note(
        "a port that lets NaN through: NaN > 0 is false, the term is 0", _KERNEL, inert=("weight",)
    ),
    "target-form": Note(
        "a port that wants another rank of the target, or returns one element as 1-D", _KERNEL
    ),
    "zero-weight": Note(
        "a port that skips a class of weight 0, or turns NaN into 0: 0 * inf is NaN", _KERNEL
    ),
}

SHAPES = ((4, 5), (1, 5), (5,), (3, 1), ())

MARGINS = {"absent": {}, "0.0": {"margin": 0.0}, "-0.25": {"margin": -0.25}}

WEIGHTS = {
    "zeros": (0.0, 1.25, 0.5, 0.75, 1.5),
    "negative": (1.5, -0.5, 2.25, 0.75, -1.0),
}

_NAN, _INF = float("nan"), float("inf")

_ROWS = (
    (_NAN, 0.5, 1.0, -1.0),
    (_NAN, 0.5, 1.0, -1.0),
    (_INF, 0.5, -1.0, 0.25),
    (0.25, 0.5, -1.0, _INF),
    (-_INF, 0.5, 0.75, -0.25),
    (-_INF, 0.5, -_INF, -0.25),
    (-0.0, 0.0, 1.0, -1.0),
)
"""Oddities on the target and beside it."""

_ROW_TARGETS = (1, 0, 0, 0, 0, 1, 3)


SIZES = Sizes(
    ask=classes.multi_margin,
    axes=(
        Axis("classes", lambda length: (1, length)),
        Axis("samples", lambda length: (length, 2)),
    ),
    equal=((3, 3), (8, 8)),
    settings=4,
)

INCOMING = (
    "p=*/weight=absent/N7-C4/special",
    "p=*/weight=zeros/N7-C4/special",
    "p=*/margin=0.5/weight=plain/N4-C5/grid",
    "p=*/N4-C5/target=ends",
)
"""Cases that are asked with odd incoming gradients too."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of MultiMarginLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from incoming_cases(declared, INCOMING)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=("input",))
    yield from _typical(build, dtype)
    yield from _values(build, dtype)
    yield from _boundaries(build, dtype)
    yield from _defaults(build, dtype)
    yield from rejected(build, _pair)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_classes.multi_margin)


def _weight(dtype: str, kind: str, count: int) -> Dict[str, NamedTensor]:
    if kind == "absent":
        return {}
    if kind == "plain":
        return {"weight": inputs.positive(dtype, (count,), "weight")}
    return {"weight": named("weight/%d/%s" % (count, kind), dtype, WEIGHTS[kind][:count])}


def _pair(dtype: str, shape: Shape) -> Dict[str, NamedTensor]:
    source = inputs.typical(dtype, shape, "input", low=-1.5, high=1.5)
    if len(shape) == 2 and shape[0] > 1:
        return {"input": source, "target": inputs.classes(shape[1], shape[:1], "target")}
    return {"input": source, "target": _wrong(source, (1,) if shape else ())}


def _wrong(source: NamedTensor, form: Shape) -> NamedTensor:
    """Return the least likely class of a single row as its target, so that there is a loss."""
    name = "class/%s/wrong-of-%s" % (pool_shape(form), pool_shape(source.shape))
    return named(name, "int64", [source.array.argmin()], form)


def _one_class(shape: Shape) -> List[str]:
    return [] if shape and shape[-1] > 1 else ["one-class"]


def _typical(build: Cases, dtype: str) -> Iterator[Case]:
    weights = ("absent", "plain") + tuple(WEIGHTS)
    for reduction, p, (margin, setting), weight, shape in product(
        REDUCTIONS, (1, 2), MARGINS.items(), weights, SHAPES
    ):
        count = shape[-1] if shape else 1
        yield build.values(
            reduction,
            "p=%d" % p,
            "margin=" + margin,
            "weight=" + weight,
            label(shape),
            "typical",
            params={"p": p, **setting, **_weight(dtype, weight, count), "reduction": reduction},
            inputs=_pair(dtype, shape),
            flags=_one_class(shape),
        )


def _values(build: Cases, dtype: str) -> Iterator[Case]:
    for reduction, p, weight in product(REDUCTIONS, (1, 2), ("absent", "plain")):
        for at, pair, setting, flag in _places(dtype):
            shape = pair["input"].shape
            yield build.values(
                reduction,
                "p=%d" % p,
                *at[:-1],
                "weight=" + weight,
                label(shape),
                at[-1],
                params={
                    "p": p,
                    **setting,
                    **_weight(dtype, weight, shape[1]),
                    "reduction": reduction,
                },
                inputs=pair,
                flags=[flag],
            )
    yield from _odd(build, dtype)
    for p in (1, 2):
        pair = _special(dtype)
        yield build.values(
            "none",
            "p=%d" % p,
            "weight=zeros",
            label(pair["input"].shape),
            "special",
            params={"p": p, **_weight(dtype, "zeros", 4), "reduction": "none"},
            inputs=pair,
            flags=["special", "zero-weight"],
        )
    for reduction, weight, large in product(
        ("mean", "sum"), ("absent", "plain"), ((40, 25), (500, 3))
    ):
        p = 1 if reduction == "mean" else 2
        gradients = large == (40, 25) and weight == "plain"
        yield build.values(
            reduction,
            "p=%d" % p,
            "weight=" + weight,
            label(large),
            "typical",
            params={"p": p, **_weight(dtype, weight, large[1]), "reduction": reduction},
            inputs=_pair(dtype, large),
            requires_grad=("input",) if gradients else (),
            flags=["large"],
        )


def _odd(build: Cases, dtype: str) -> Iterator[Case]:
    """Yield odd weights and margins, and odd inputs beside weights and margins."""
    extreme = {
        "input": inputs.extreme(dtype, (4, 5), "input"),
        "target": inputs.classes(5, (4,), "target"),
    }
    special = named("weight/5/special", dtype, (_NAN, 1.25, _INF, 0.75, -_INF))
    settings = [
        ("weight=special", "typical", {"weight": special}, _pair(dtype, (4, 5))),
        ("weight=zeros", "extreme", _weight(dtype, "zeros", 5), extreme),
        ("weight=negative", "special", _weight(dtype, "negative", 4), _special(dtype)),
    ]
    for margin in (_INF, -_INF, _NAN):
        settings += [
            ("margin=%s" % margin, "special", {"margin": margin}, _special(dtype)),
            ("margin=%s" % margin, "extreme", {"margin": margin}, extreme),
        ]
    for reduction, p, (segment, kind, params, pair) in product(REDUCTIONS, (1, 2), settings):
        yield build.values(
            reduction,
            "p=%d" % p,
            segment,
            label(pair["input"].shape),
            kind,
            params={"p": p, **params, "reduction": reduction},
            inputs=pair,
            flags=["odd-parameter"],
        )


def _places(dtype: str) -> Iterator[tuple]:
    """Yield the classes of values: id segments, inputs, margin and flag."""
    shape = (4, 5)
    target = {"target": inputs.classes(5, (4,), "target")}
    tied = {"input": inputs.grid(dtype, shape, "input", span=1.0), **target}
    yield ("margin=absent", "grid"), tied, {}, "kink"
    yield ("margin=0.5", "grid"), tied, {"margin": 0.5}, "kink"
    yield ("extreme",), {"input": inputs.extreme(dtype, shape, "input"), **target}, {}, "extreme"
    yield ("special",), _special(dtype), {}, "special"


def _special(dtype: str) -> Dict[str, NamedTensor]:
    return {
        "input": named("special/7x4/input", dtype, _ROWS),
        "target": named("class/C4/7/special", "int64", _ROW_TARGETS),
    }


def _boundaries(build: Cases, dtype: str) -> Iterator[Case]:
    targets = {"first": [0, 0, 0, 0], "last": [4, 4, 4, 4], "ends": [0, 4, 4, 0]}
    for reduction, p, (kind, values) in product(REDUCTIONS, (1, 2), targets.items()):
        target = named("class/C5/4/%s" % kind, "int64", values)
        yield build.values(
            reduction,
            "p=%d" % p,
            label((4, 5)),
            "target=" + kind,
            params={"p": p, "reduction": reduction},
            inputs={**_pair(dtype, (4, 5)), "target": target},
            flags=["boundary"],
        )


def _defaults(build: Cases, dtype: str) -> Iterator[Case]:
    yield build.values("default", label((4, 5)), "typical", inputs=_pair(dtype, (4, 5)))
    yield build.values(
        "reduction=elementwise_mean",
        label((4, 5)),
        "typical",
        params={"reduction": "elementwise_mean"},
        inputs=_pair(dtype, (4, 5)),
    )
    rows = list(product(LEGACY, (1, 2), (None, "none", "sum")))
    for ((segment, legacy), p, reduction), shape in cover(rows, SHAPES[:3]):
        beside = {} if reduction is None else {"reduction": reduction}
        yield build.values(
            reduction or "default",
            segment,
            "p=%d" % p,
            label(shape),
            "typical",
            params={"p": p, **legacy, **beside},
            inputs=_pair(dtype, shape),
            flags=["legacy"],
        )
    for reduction, shape in (("mean", (4, 5)), ("sum", (4, 5)), ("none", (1, 5)), ("none", (5,))):
        yield implicit_gradient(build, reduction, label(shape), _pair(dtype, shape))
    yield from _parameters(build, dtype)


def _parameters(build: Cases, dtype: str) -> Iterator[Case]:
    long = inputs.positive(dtype, (7,), "weight")
    margins = {"2": 2, "0": 0, "0.7": 0.7, "inf": _INF, "-inf": -_INF, "nan": _NAN}
    for reduction, p in product(REDUCTIONS, (1, 2)):
        for spelled, margin in margins.items():
            yield build.values(
                reduction,
                "p=%d" % p,
                "margin=" + spelled,
                label((4, 5)),
                "typical",
                params={"p": p, "margin": margin, "reduction": reduction},
                inputs=_pair(dtype, (4, 5)),
                flags=[] if np.isfinite(margin) else ["margin"],
            )
        for weight in ("absent", "plain"):
            yield build.values(
                reduction,
                "p=%s" % float(p),
                "weight=" + weight,
                label((4, 5)),
                "typical",
                params={"p": float(p), **_weight(dtype, weight, 5), "reduction": reduction},
                inputs=_pair(dtype, (4, 5)),
                flags=["float-p"],
            )
        yield build.values(
            reduction,
            "p=%d" % p,
            "weight=long",
            label((4, 5)),
            "typical",
            params={"p": p, "weight": long, "reduction": reduction},
            inputs=_pair(dtype, (4, 5)),
            flags=["long-weight"],
        )
    for reduction, (shape, form) in product(
        REDUCTIONS, (((5,), ()), ((1, 5), ()), ((1,), ()), ((1,), (1,)), ((), (1,)))
    ):
        pair = _pair(dtype, shape)
        yield build.values(
            reduction,
            label(shape, form),
            "typical",
            params={"reduction": reduction},
            inputs={**pair, "target": _wrong(pair["input"], form)},
            flags=["target-form"] + _one_class(shape),
        )
