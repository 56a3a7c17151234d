"""HingeEmbeddingLoss: reduction x margin x shape.

Full product: reduction x margin (1, 0, positive, negative) x shape (pairs that broadcast included),
typical values. Covered: grid (kinks), extreme and special values and targets other than 1 and -1
are crossed with reduction and margin, at one shape each; the nine legacy settings with every
reduction beside them, shapes and margins taken in turn; a target that requires a gradient (torch
leaves it None) with reduction, shapes in turn.

Left out: arguments of different dtypes, of integers and of booleans, which torch takes.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Dict, Iterator

import numpy as np

from golden_generator.cases.rejected.hinge_embedding_loss import rejected
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import (
    BROADCAST_PAIRS,
    ELEMENTWISE_SHAPES,
    LEGACY,
    REDUCTIONS,
    cover,
)
from golden_generator.cases.shared.calls import (
    implicit_gradient,
)
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import elementwise
from golden_generator.cases.shared.ranged import elementwise as wide_elementwise
from golden_generator.cases.shared.ranges import Spans, range_cases, range_notes
from golden_generator.cases.shared.sizes import (
    ELEMENTS,
    SIZE_NOTES,
    SQUARE_PAIRS,
    SQUARES,
    Sizes,
    size_cases,
)
from golden_generator.cases.shared.table import Table, Word, rows
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named, pool_shape
from golden_generator.cases.shared.variants import INTEGER_TARGET, WHOLE, integer_targets

LOSS = "HingeEmbeddingLoss"

_ATEN = "aten/src/ATen/native/Loss.cpp hinge_embedding_loss"

SPANS = {
    "near": {"output": Spans(6.5, 13, "below the margin 1 a difference has its unit of rounding")},
}
"""Decades of range classes that are not the goal, by class and tensor."""

NOTES = {
    **SIZE_NOTES,
    **range_notes(_ATEN, ("wide", "near"), SPANS),
    **INTEGER_TARGET,
    **incoming_notes(
        "aten/src/ATen/native/Loss.cpp hinge_embedding_loss: zeros selected by where, a "
        "mask times the gradient of clamp_min_"
    ),
    **common("broadcast", "empty", "extreme", "implicit-gradient"),
    **common("invalid", "kink", "large", "odd-parameter"),
    **common("legacy", "special"),
    "absorbed": Note(
        "a port that sums wider than its dtype: beside 1e38 the margin is lost",
        _ATEN,
        inert=("margin",),
    ),
    "any-target": Note(
        "a port that takes one branch where the target is neither 1 nor -1: torch adds both", _ATEN
    ),
    "exact-target": Note(
        "a port that looks at the target's sign: a target beside 1 is not 1", _ATEN
    ),
    "infinite-margin": Note(
        "a port that clamps, or rejects, a margin without bound", _ATEN, vacuous=True
    ),
    "none-gradient": Note("a port that gives the target a gradient: torch leaves it None", _ATEN),
    "one-sign": Note(
        "a port that mixes up the branches where all targets are alike; the margin then may not"
        " matter",
        _ATEN,
        inert=("margin",),
    ),
    "strict-signed-zero": Note(
        "a port that selects where torch adds a masked branch: -0.0 + 0.0 is 0.0; the sign of zero"
        " counts",
        _ATEN,
    ),
    "undefined-total": Note(
        "a port whose mean or sum over NaN and infinities stays finite", _ATEN, vacuous=True
    ),
}

MARGINS = (1.0, 0.0, 0.5, -0.25)

_BOTH = ("input", "target")

_NAN, _INF = float("nan"), float("inf")

SHAPES = tuple((shape, shape) for shape in ELEMENTWISE_SHAPES)
SHAPES += tuple(pair for pair in BROADCAST_PAIRS if pair[0]) + (((), (3, 1)),)

SIZES = Sizes(elementwise.hinge, ELEMENTS, SQUARES + SQUARE_PAIRS)

INCOMING = (
    "margin=1.0/N12/kinks",
    "margin=1.0/N21/others",
    "margin=1.0/N30/special",
    "margin=1.0/N15/beyond",
    "margin=0.5/N3-C4/grid",
    "margin=1.0/N2-C3,N3/typical",
    "grad=input+target/*",
)
"""Cases that are asked with odd incoming gradients too."""

INTEGERS = (
    "margin=0.5/N2-C3/typical",
    "margin=1.0/N3-C4/grid",
    "margin=1.0/N12/kinks",
    "margin=0.5/N2-C3,N3/typical",
    "margin=0.5/N3,N2-C3/typical",
    "margin=1.0/0d/typical",
    "margin=1.0/N0-C3/typical",
    "margin=1.0/N15/beyond",
)
"""Cases that are asked with a target of int64 too."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of HingeEmbeddingLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from integer_targets(declared, INTEGERS)
    yield from incoming_cases(declared, INCOMING)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=("input",))
    table = Table(build)
    yield from _typical(table, dtype)
    yield from _values(table, dtype)
    yield from _targets(table, dtype)
    yield from _margins(table, dtype)
    yield from _defaults(table, dtype)
    yield from rejected(build, _pair)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_elementwise.hinge)


def _pair(dtype: str, shape: Shape, other: Shape = None) -> Dict[str, NamedTensor]:
    other = shape if other is None else other
    return {
        "input": inputs.typical(dtype, shape, "input", -4.0, 1.0),
        "target": _signs(dtype, other),
    }


def _signs(dtype: str, shape: Shape) -> NamedTensor:
    """Return targets, more of them -1, whose branch has the margin."""
    return inputs.taken("sign", dtype, shape, "target", (-1.0, 1.0, -1.0, -1.0, 1.0))


def _flags(pair: Dict[str, NamedTensor]) -> list:
    flags = []
    if 0 in pair["input"].shape:
        flags.append("empty")
    if pair["input"].shape != pair["target"].shape:
        flags.append("broadcast")
    if len(set(pair["target"].array.reshape(-1))) == 1:
        flags.append("one-sign")
    return flags


def _typical(table: Table, dtype: str) -> Iterator[Case]:
    for row in rows({"reduction": REDUCTIONS, "margin": MARGINS}):
        for shape, other in SHAPES:
            pair = _pair(dtype, shape, other)
            yield table.case(row, pair, flags=_flags(pair))


def _grid(dtype: str) -> Dict[str, NamedTensor]:
    return {"input": inputs.grid(dtype, (3, 4), "input"), "target": _signs(dtype, (3, 4))}


def _crossed(dtype: str, kind: str, values: tuple, targets: tuple) -> Dict[str, NamedTensor]:
    return dict(zip(_BOTH, inputs.crossed(kind, dtype, _BOTH, values, targets)))


def _beyond(dtype: str) -> Dict[str, NamedTensor]:
    return _crossed(dtype, "beyond", (2.0, _NAN, 1.0, 0.5, -1.5), (-1.0, 0.0, 1.0))


def _special(dtype: str) -> Dict[str, NamedTensor]:
    numbers = (_NAN, _INF, -_INF, -0.0, -0.75, 1.5)
    return _crossed(dtype, "special", numbers, (1.0, -1.0, 0.0) + numbers[:2])


def _values(table: Table, dtype: str) -> Iterator[Case]:
    grid = _grid(dtype)
    kinks = (1.0, 0.0, 0.5, -0.25, 1.25, -0.5)
    extreme = {**grid, "input": inputs.extreme(dtype, (3, 4), "input")}
    classes = (
        ("grid", grid, []),
        ("kinks", _crossed(dtype, "kinks", kinks, (1.0, -1.0)), ["kink"]),
        ("extreme", extreme, ["extreme"]),
        (
            "others",
            _crossed(dtype, "other", (0.3, -0.7, 2.1), _odd(dtype)),
            ["any-target", "exact-target"],
        ),
        ("special", _special(dtype), ["special"]),
        ("beyond", _beyond(dtype), ["special"]),
    )
    totals = {"special": ["undefined-total"], "beyond": ["undefined-total"]}
    totals["extreme"] = ["absorbed"]
    for row in rows({"reduction": REDUCTIONS, "margin": MARGINS}):
        for kind, pair, flags in classes:
            if kind != "beyond" or row["margin"] == 1.0:
                more = [] if row["reduction"] == "none" else totals.get(kind, [])
                yield table.case(row, pair, kind, flags + more)


def _targets(table: Table, dtype: str) -> Iterator[Case]:
    """Yield incoming gradients of both zeros, and targets of integers."""
    beyond = _beyond(dtype)
    for row in rows({"reduction": REDUCTIONS, "margin": (1.0,), "go": (0.0, -0.0)}):
        size = beyond["input"].shape if row["reduction"] == "none" else ()
        zeros = named("go/%s/%s" % (pool_shape(size), row["go"]), dtype, np.full(size, row["go"]))
        row["go"] = Word(str(row["go"]), zeros)
        flags = ["special", "strict-signed-zero", "undefined-total"]
        yield table.case(row, beyond, "signed-zero", flags)
    for row in rows({"reduction": REDUCTIONS, "margin": (0.5,), "target": WHOLE}):
        kind = row["target"]
        pair = {
            "input": inputs.typical(dtype, (6,), "input", -4.0, 1.0),
            "target": named("whole/6/" + kind, kind, WHOLE[kind]),
        }
        row["target"] = Word(kind, None)
        yield table.case(row, pair, "others", ["any-target", "exact-target", "integer-target"])


def _margins(table: Table, dtype: str) -> Iterator[Case]:
    """Yield infinite margins and NaN, an integer, and the large size."""
    grid, special = _grid(dtype), _special(dtype)
    for row in rows({"reduction": REDUCTIONS, "margin": (_INF, -_INF, 2)}):
        yield table.case(row, grid, "grid", [] if row["margin"] == 2 else ["infinite-margin"])
    for row in rows({"reduction": REDUCTIONS, "margin": (_NAN, _INF, -_INF)}):
        if row["margin"] != row["margin"]:  # the others are above
            yield table.case(row, grid, "grid", ["odd-parameter"])
        yield table.case(row, special, "special", ["odd-parameter"])
    for row in rows({"reduction": ("mean", "sum"), "margin": (0.5,)}):
        yield table.case(row, _pair(dtype, (40, 25)), flags=["large"])


def _odd(dtype: str) -> tuple:
    """Return targets other than 1 and -1, their neighbours among them, and for contrast a 1."""
    below = 1 - (2.0**-24 if dtype == "float32" else 2.0**-53)
    return (0.0, -0.0, 2.0, -0.5, below, -below, 1.0)


def _defaults(table: Table, dtype: str) -> Iterator[Case]:
    yield table.case({}, _pair(dtype, (2, 3)))
    yield table.case({"reduction": "elementwise_mean"}, _pair(dtype, (2, 3)))
    shapes = [shape for shape in ELEMENTWISE_SHAPES if 0 not in shape]
    asked = list(rows({"legacy": LEGACY, "reduction": (None,) + REDUCTIONS}))
    for row in rows({"asked": asked, "shape": shapes, "margin": MARGINS}, cover):
        pair = _pair(dtype, row.pop("shape"))
        yield table.case(row, pair, flags=["legacy"] + _flags(pair))
    over = {"reduction": REDUCTIONS, "shape": ((2, 3), (5,), (2, 3, 2)), "grad": (_BOTH,)}
    for row in rows(over, cover):
        yield table.case(row, _pair(dtype, row.pop("shape")), flags=["none-gradient"])
    for reduction, shape in (("mean", (2, 3)), ("sum", (5,)), ("none", (1,)), ("none", ())):
        pair = _pair(dtype, shape)
        yield implicit_gradient(table.build, reduction, label(shape), pair, flags=_flags(pair))
