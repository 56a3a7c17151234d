"""MarginRankingLoss: reduction x margin x shape.

Full product: reduction x margin (0, positive, negative) x shape (triples that broadcast included),
typical values, all three gradients. Covered: grid (kinks), extreme and special values and targets
other than 1 and -1 are crossed with reduction and margin, at one shape each; the subsets of
gradients with reduction, shapes taken in turn; the nine legacy settings with every reduction
beside them, shapes and margins taken in turn.

Left out: arguments of different dtypes, and of integers, which torch promotes.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Dict, Iterator, Tuple

from golden_generator.cases.rejected.margin_ranking_loss import rejected
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import (
    ELEMENTWISE_SHAPES,
    LEGACY,
    REDUCTIONS,
    cover,
    product,
)
from golden_generator.cases.shared.calls import (
    implicit_gradient,
)
from golden_generator.cases.shared.case import IMPLICIT, Case, Cases
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import elementwise
from golden_generator.cases.shared.ranged import elementwise as wide_elementwise
from golden_generator.cases.shared.ranges import range_cases, range_notes
from golden_generator.cases.shared.sizes import ELEMENTS, SIZE_NOTES, SQUARES, Sizes, size_cases
from golden_generator.cases.shared.table import Table, rows
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named
from golden_generator.cases.shared.variants import requested_cases

LOSS = "MarginRankingLoss"

_ATEN = "aten/src/ATen/native/Loss.cpp margin_ranking_loss"

NOTES = {
    **SIZE_NOTES,
    **range_notes(_ATEN, ("wide", "near"), {}),
    **incoming_notes(
        "aten/src/ATen/native/Loss.cpp margin_ranking_loss: a mask times the gradient of clamp_min_"
    ),
    **common(
        "broadcast",
        "empty",
        "extreme",
        "implicit-gradient",
        "invalid",
        "kink",
        "large",
        "odd-parameter",
    ),
    **common("legacy", "one-gradient", "special"),
    "absorbed": Note(
        "a port that sums wider than its dtype: beside 1e38 the margin is lost",
        _ATEN,
        inert=("margin",),
    ),
    "any-target": Note(
        "a port that reads the target as 1 or -1, rather than multiply by it", _ATEN
    ),
    "infinite-margin": Note(
        "a port that clamps, or rejects, a margin without bound",
        _ATEN,
        vacuous=True,
    ),
    "undefined-total": Note(
        "a port whose mean or sum over NaN and infinities stays finite", _ATEN, vacuous=True
    ),
}

NAMES = ("input1", "input2", "target")

MARGINS = (0.0, 0.5, -0.75)

BROADCAST_TRIPLES: Tuple[Tuple[Shape, Shape, Shape], ...] = (
    ((2, 3), (2, 3), (3,)),
    ((2, 3), (2, 3), (1,)),
    ((3,), (3,), (2, 3)),
    ((3,), (2, 3), (2, 1)),
    ((2, 1), (1, 3), (2, 3)),
    ((2, 1), (3,), (1,)),
    ((2, 1, 2), (1, 3, 1), (2,)),
)
"""The three broadcast: the target smaller, larger, and along other axes than the inputs."""

_NAN, _INF = float("nan"), float("inf")

SHAPES = tuple((shape,) * 3 for shape in ELEMENTWISE_SHAPES if shape) + BROADCAST_TRIPLES


SQUARE_TRIPLES = (
    ((3, 3), (3, 3), (3,)),
    ((3, 3), (3, 3), (3, 1)),
    ((3, 3), (3,), (3, 3)),
    ((3, 1), (3, 3), (3, 3)),
    ((8, 8), (8, 1), (8,)),
)

SIZES = Sizes(elementwise.margin_ranking, ELEMENTS, SQUARES + SQUARE_TRIPLES, settings=2, long=2)

INCOMING = (
    "margin=0.0/N3-C4/grid",
    "margin=0.5/N3-C4/grid",
    "margin=0.5/N2-C4/others",
    "margin=0.5/N100/special",
    "margin=0.5/N2-C1,N1-C3,N2-C3/typical",
)
"""Cases that are asked with odd incoming gradients too."""

REQUESTED = ("margin=0.5/*,*,*/typical",)
"""Cases of shapes that broadcast, asked for every subset of their gradients."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of MarginRankingLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from requested_cases(declared, REQUESTED, NAMES)
    yield from incoming_cases(declared, INCOMING)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=NAMES)
    table = Table(build)
    yield from _typical(table, dtype)
    yield from _values(table, dtype)
    yield from _gradients(build, dtype)
    yield from _defaults(table, dtype)
    yield from rejected(build, _triple)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_elementwise.margin_ranking)


def _triple(dtype: str, *shapes: Shape) -> Dict[str, NamedTensor]:
    first, second, target = shapes if len(shapes) == 3 else shapes * 3
    if shapes == ((1,),):  # a single pair has to be out of order, or nothing is asked
        return {
            "input1": inputs.uniform("below", dtype, (1,), "input1", -3.0, -1.5),
            "input2": inputs.uniform("above", dtype, (1,), "input2", 1.5, 3.0),
            "target": named("sign/1/violated", dtype, [1.0]),
        }
    return {
        "input1": inputs.typical(dtype, first, "input1"),
        "input2": inputs.typical(dtype, second, "input2"),
        "target": inputs.signs(dtype, target, "target"),
    }


def _typical(table: Table, dtype: str) -> Iterator[Case]:
    for row in rows({"reduction": REDUCTIONS, "margin": MARGINS, "shapes": SHAPES}):
        shapes = row.pop("shapes")
        same = len(set(shapes)) == 1
        flags = (["empty"] if 0 in shapes[0] else []) if same else ["broadcast"]
        arguments = _triple(dtype, *(shapes[:1] if same else shapes))
        yield table.case(row, arguments, flags=flags)


def _values(table: Table, dtype: str) -> Iterator[Case]:
    shape = (3, 4)
    grid = inputs.grid(dtype, shape, "input1")
    tied = {
        "input1": grid,
        "input2": inputs.shifted(grid, "input2", (0.0, 0.5, -0.5, 0.75, -0.75, 0.0, 2.0)),
        "target": inputs.signs(dtype, shape, "target"),
    }
    extreme = {
        "input1": inputs.extreme(dtype, shape, "input1"),
        "input2": inputs.extreme(dtype, shape, "input2"),
        "target": inputs.signs(dtype, shape, "target"),
    }
    others = {
        **_triple(dtype, (2, 4)),
        "target": named("other/2x4/target", dtype, [2.0, -0.5, 0.25, -3.0] * 2, (2, 4)),
    }
    numbers = (_NAN, _INF, -_INF, -0.0, 1.5)
    crossed = inputs.crossed(
        "special", dtype, NAMES, numbers, numbers, (1.0, -1.0, 0.0, numbers[0])
    )
    special = dict(zip(NAMES, crossed))
    classes = (
        ("grid", tied, ["kink"], []),
        ("extreme", extreme, ["extreme"], ["absorbed"]),
        ("others", others, ["any-target"], []),
        ("special", special, ["special"], ["undefined-total"]),
    )
    for row in rows({"reduction": REDUCTIONS, "margin": MARGINS}):
        for kind, arguments, flags, totals in classes:
            more = [] if row["reduction"] == "none" else totals
            yield table.case(row, arguments, kind, flags + more)
    for row in rows({"reduction": REDUCTIONS, "margin": (_INF, -_INF, 2)}):
        yield table.case(row, tied, "grid", ["kink" if row["margin"] == 2 else "infinite-margin"])
    for row in rows({"reduction": REDUCTIONS, "margin": (_NAN, _INF, -_INF)}):
        if row["margin"] != row["margin"]:  # the others are above
            yield table.case(row, tied, "grid", ["odd-parameter"])
        yield table.case(row, special, "special", ["odd-parameter"])
    for row in rows({"reduction": ("mean", "sum"), "margin": (0.5,)}):
        yield table.case(row, _triple(dtype, (40, 25)), flags=["large"])


def _gradients(build: Cases, dtype: str) -> Iterator[Case]:
    subsets = [NAMES[:1], NAMES[1:2], NAMES[2:], NAMES[:2], NAMES[1:], NAMES[::2]]
    shapes = ((2, 3), (5,), (2, 3, 2), (1, 4), (2, 2, 1, 3))
    for (reduction, names), shape in cover(list(product(REDUCTIONS, subsets)), shapes):
        yield build.values(
            reduction,
            "grad=" + "+".join(names),
            label(shape),
            "typical",
            params={"margin": 0.5, "reduction": reduction},
            inputs=_triple(dtype, shape),
            requires_grad=names,
            flags=["one-gradient"],
        )


def _defaults(table: Table, dtype: str) -> Iterator[Case]:
    for row in ({}, {"reduction": "elementwise_mean"}):
        yield table.case(row, _triple(dtype, (2, 3)))
    shapes = [shape for shape in ELEMENTWISE_SHAPES if shape and 0 not in shape]
    asked = list(rows({"legacy": LEGACY, "reduction": (None,) + REDUCTIONS}))
    for row in rows({"asked": asked, "shape": shapes, "margin": MARGINS}, cover):
        yield table.case(row, _triple(dtype, row.pop("shape")), flags=["legacy"])
    for reduction, shape in (("mean", (2, 3)), ("sum", (5,)), ("none", (1,))):
        yield implicit_gradient(
            table.build, reduction, label(shape), _triple(dtype, shape), margin=4.0
        )
    yield table.build.values(
        "mean",
        "grad=input1+input2",
        "implicit",
        label((2, 3)),
        "typical",
        params={"margin": 4.0, "reduction": "mean"},
        inputs=_triple(dtype, (2, 3)),
        requires_grad=NAMES[:2],
        grad_output=IMPLICIT,
        flags=["implicit-gradient", "one-gradient"],
    )
