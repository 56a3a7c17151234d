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
from golden_generator.cases.shared.axes import LEGACY, REDUCTIONS, cover
from golden_generator.cases.shared.calls import implicit_gradient
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import classes
from golden_generator.cases.shared.ranged import classes as wide_classes
from golden_generator.cases.shared.ranges import range_cases, range_notes
from golden_generator.cases.shared.sizes import SIZE_NOTES, Axis, Sizes, size_cases
from golden_generator.cases.shared.table import ABSENT, Table, Word, first_shape, rows
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

POWERS = {"reduction": REDUCTIONS, "p": (1, 2)}

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
    table = Table(build, spelled=first_shape)
    yield from _typical(table, dtype)
    yield from _values(table, dtype)
    yield from _boundaries(table, dtype)
    yield from _defaults(table, dtype)
    yield from rejected(build, _pair)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_classes.multi_margin)


def _weight(dtype: str, kind: str, count: int) -> Word:
    if kind == "absent":
        return ABSENT
    if kind == "plain":
        return Word(kind, inputs.positive(dtype, (count,), "weight"))
    return Word(kind, named("weight/%d/%s" % (count, kind), dtype, WEIGHTS[kind][:count]))


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


def _typical(table: Table, dtype: str) -> Iterator[Case]:
    weights = ("absent", "plain") + tuple(WEIGHTS)
    for row in rows({**POWERS, "margin": (ABSENT, 0.0, -0.25), "weight": weights}):
        for shape in SHAPES:
            weight = _weight(dtype, row["weight"], shape[-1] if shape else 1)
            asked = {**row, "weight": weight}
            yield table.case(asked, _pair(dtype, shape), flags=_one_class(shape))


def _values(table: Table, dtype: str) -> Iterator[Case]:
    for row in rows({**POWERS, "weight": ("absent", "plain")}):
        for kind, pair, margin, flag in _places(dtype):
            weight = _weight(dtype, row["weight"], pair["input"].shape[1])
            asked = {"reduction": row["reduction"], "p": row["p"], **margin, "weight": weight}
            yield table.case(asked, pair, kind, [flag])
    yield from _odd(table, dtype)
    zeros = _weight(dtype, "zeros", 4)
    for row in rows({"reduction": ("none",), "p": (1, 2), "weight": (zeros,)}):
        yield table.case(row, _special(dtype), "special", ["special", "zero-weight"])
    for row in rows({"reduction": ("mean", "sum"), "weight": ("absent", "plain")}):
        for shape in ((40, 25), (500, 3)):
            p = 1 if row["reduction"] == "mean" else 2
            weight = _weight(dtype, row["weight"], shape[1])
            asked = {"reduction": row["reduction"], "p": p, "weight": weight}
            names = ("input",) if shape == (40, 25) and weight is not ABSENT else ()
            yield table.case(asked, _pair(dtype, shape), flags=["large"], requires_grad=names)


def _odd(table: Table, dtype: str) -> Iterator[Case]:
    """Yield odd weights and margins, and odd inputs beside weights and margins."""
    extreme = {
        "input": inputs.extreme(dtype, (4, 5), "input"),
        "target": inputs.classes(5, (4,), "target"),
    }
    weight = named("weight/5/special", dtype, (_NAN, 1.25, _INF, 0.75, -_INF))
    special = _special(dtype)
    settings = [
        ({"weight": Word("special", weight)}, "typical", _pair(dtype, (4, 5))),
        ({"weight": _weight(dtype, "zeros", 5)}, "extreme", extreme),
        ({"weight": _weight(dtype, "negative", 4)}, "special", special),
    ]
    for margin in (_INF, -_INF, _NAN):
        settings += [({"margin": margin}, "special", special)]
        settings += [({"margin": margin}, "extreme", extreme)]
    for row in rows(POWERS):
        for params, kind, pair in settings:
            yield table.case({**row, **params}, pair, kind, ["odd-parameter"])


def _places(dtype: str) -> Iterator[tuple]:
    """Yield the classes of values: their name, inputs, margin and flag."""
    shape = (4, 5)
    target = {"target": inputs.classes(5, (4,), "target")}
    tied = {"input": inputs.grid(dtype, shape, "input", span=1.0), **target}
    yield "grid", tied, {"margin": ABSENT}, "kink"
    yield "grid", tied, {"margin": 0.5}, "kink"
    yield "extreme", {"input": inputs.extreme(dtype, shape, "input"), **target}, {}, "extreme"
    yield "special", _special(dtype), {}, "special"


def _special(dtype: str) -> Dict[str, NamedTensor]:
    return {
        "input": named("special/7x4/input", dtype, _ROWS),
        "target": named("class/C4/7/special", "int64", _ROW_TARGETS),
    }


def _boundaries(table: Table, dtype: str) -> Iterator[Case]:
    targets = {"first": [0, 0, 0, 0], "last": [4, 4, 4, 4], "ends": [0, 4, 4, 0]}
    for row in rows(POWERS):
        for kind, values in targets.items():
            target = named("class/C5/4/%s" % kind, "int64", values)
            pair = {**_pair(dtype, (4, 5)), "target": target}
            yield table.case(row, pair, "target=" + kind, ["boundary"])


def _defaults(table: Table, dtype: str) -> Iterator[Case]:
    yield table.case({}, _pair(dtype, (4, 5)))
    yield table.case({"reduction": "elementwise_mean"}, _pair(dtype, (4, 5)))
    over = {"legacy": LEGACY, "p": (1, 2), "reduction": (None, "none", "sum")}
    for row in rows({"asked": list(rows(over)), "shape": SHAPES[:3]}, cover):
        yield table.case(row, _pair(dtype, row.pop("shape")), flags=["legacy"])
    for reduction, shape in (("mean", (4, 5)), ("sum", (4, 5)), ("none", (1, 5)), ("none", (5,))):
        yield implicit_gradient(table.build, reduction, label(shape), _pair(dtype, shape))
    yield from _parameters(table, dtype)


def _parameters(table: Table, dtype: str) -> Iterator[Case]:
    pair = _pair(dtype, (4, 5))
    long = Word("long", inputs.positive(dtype, (7,), "weight"))
    for row in rows(POWERS):
        for margin in (2, 0, 0.7, _INF, -_INF, _NAN):
            flags = [] if np.isfinite(margin) else ["margin"]
            yield table.case({**row, "margin": margin}, pair, flags=flags)
        for kind in ("absent", "plain"):
            asked = {**row, "p": float(row["p"]), "weight": _weight(dtype, kind, 5)}
            yield table.case(asked, pair, flags=["float-p"])
        yield table.case({**row, "weight": long}, pair, flags=["long-weight"])
    forms = (((5,), ()), ((1, 5), ()), ((1,), ()), ((1,), (1,)), ((), (1,)))
    for row in rows({"reduction": REDUCTIONS}):
        for shape, form in forms:
            source = _pair(dtype, shape)["input"]
            values = {"input": source, "target": _wrong(source, form)}
            flags = ["target-form"] + _one_class(shape)
            yield table.case(row, values, flags=flags, shape=label(shape, form))
