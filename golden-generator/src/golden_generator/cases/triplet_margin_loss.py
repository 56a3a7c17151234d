"""TripletMarginLoss: reduction x margin x p x swap x shape.

Full product: reduction x margin (0, positive, negative) x p (1, 2, 3, 1.7, 0, inf) x swap x shape
(broadcasting ones included), typical values; for p = 0, which counts differences, small integers
with eps = 0 instead. Empty shapes: reduction x p. Covered: eps (0, positive, negative) is crossed
with reduction and p, swap taken in turn; further p (fractions below 1, negative, -inf, NaN, near
0, integers) with reduction; grid, extreme and special values, equal arguments, ties of swap and
losses exactly at the clamp with p and reduction; the nine legacy settings with swap and p, shapes
taken in turn. Left out, although torch accepts them: arguments of several dtypes (they are
promoted), bools as margin, p or eps.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Dict, Iterator, Tuple

import numpy as np

from golden_generator.cases.notes import triplet_margin_loss as notes
from golden_generator.cases.rejected.triplet_margin_loss import rejected
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import LEGACY, REDUCTIONS, cover, product
from golden_generator.cases.shared.calls import implicit_gradient
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.guide import guide_cases
from golden_generator.cases.shared.incoming import incoming_cases
from golden_generator.cases.shared.norms import against_zero, distance, power_rows
from golden_generator.cases.shared.plain import vectors
from golden_generator.cases.shared.ranged import vectors as wide_vectors
from golden_generator.cases.shared.ranges import range_cases
from golden_generator.cases.shared.sizes import Axis, Sizes, size_cases
from golden_generator.cases.shared.table import Row, Table, Word, rows, shapes_of
from golden_generator.cases.shared.tensors import NamedTensor, Shape, named
from golden_generator.cases.shared.variants import requested_cases

LOSS = "TripletMarginLoss"

NOTES = notes.NOTES

Shapes = Tuple[Shape, Shape, Shape]


def _same(*shape: int) -> Shapes:
    return (shape, shape, shape)


SHAPES: Tuple[Shapes, ...] = (
    _same(2, 3),
    _same(1, 4),
    _same(3, 1),
    _same(2, 2, 2),
    ((2, 3), (1, 3), (2, 1)),
    ((2, 2), (2, 2), (3, 2, 2)),
)

PS: Tuple[float, ...] = (1.0, 2.0, 3.0, 1.7, 0.0, float("inf"))

MARGINS = (0.0, 1.5, -0.25)

SWAPS = (False, True)

_ROLES = ("anchor", "positive", "negative")

SIZES = Sizes(
    ask=vectors.triplet,
    axes=(
        Axis("features", lambda length: (1, length)),
        Axis("samples", lambda length: (length, 2)),
    ),
    equal=(
        (3, 3),
        (8, 8),
        (3, 3, 3),
        (8, 8, 8),
        (3, 3, 3, 3),
        ((3, 3), (1, 3), (3, 1)),
        ((3, 3), (3, 3), (3, 3, 3)),
    ),
    settings=3,
    long=1,
)

INCOMING = (
    "margin=-0.25/p=2.0/swap=*/N2-C3/typical",
    "margin=-0.25/p=inf/swap=*/N2-C3/typical",
    "margin=8.0/p=*/swap=True/N2-C3/swap-tie",
    "margin=1.0/p=*/eps=0.0/N2-C2/kinks",
    "p=1.0/swap=False/N25-C2/special",
    "p=2.0/swap=True/N25-C2/special",
    "margin=1.5/p=2.0/swap=True/N2-C3,N1-C3,N2-C1/typical",
)
"""Cases that are asked with odd incoming gradients too."""

SKIPPED = ("p=0.0/swap=*/N4-C3/grid", "p=*/eps=0.0/N2-C3/equal")
"""In these, every gradient is 0 or NaN for any incoming gradient."""

REQUESTED = (
    "margin=1.5/p=1.0/swap=True/*,*,*/typical",
    "margin=1.5/p=2.0/swap=*/*,*,*/typical",
)
"""Cases of shapes that broadcast, asked for every subset of their gradients."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of TripletMarginLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from requested_cases(declared, REQUESTED, _ROLES)
    yield from incoming_cases(declared, INCOMING, SKIPPED)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=_ROLES)
    table = Table(build, order=("margin", "p", "eps", "swap"))
    yield from _typical(table, dtype)
    yield from _apart(table, dtype)
    yield from _parameters(table, dtype)
    yield from _values(table, dtype)
    yield from _powers(table, dtype)
    yield from _ties(table, dtype)
    yield from _large(table, dtype)
    yield from _defaults(table, dtype)
    yield from _gradients(table, dtype)
    yield from rejected(build, _drawn)
    yield from guide_cases(LOSS, dtype)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_vectors.triplet)


def _drawn(dtype: str, shapes: Shapes) -> Dict[str, NamedTensor]:
    return {role: inputs.typical(dtype, shape, role) for role, shape in zip(_ROLES, shapes)}


def _whole(dtype: str, shapes: Shapes) -> Dict[str, NamedTensor]:
    return {
        role: inputs.grid(dtype, shape, role, span=1.0, step=1.0)
        for role, shape in zip(_ROLES, shapes)
    }


def _flags(row: Row, values: Dict[str, NamedTensor]) -> list:
    """Return the flags that follow from p, and from whether anything is lost at all."""
    if row.get("p") == 0:
        return ["counts"]
    anchor, positive, negative = (values[role].array.astype("float64") for role in _ROLES)
    p, eps = row.get("p", 2.0), row.get("eps", 1e-6)
    near = distance(anchor, positive, p, eps)
    far = distance(anchor, negative, p, eps)
    if row.get("swap"):
        far = np.minimum(far, distance(positive, negative, p, eps))
    lost = row.get("margin", 1.0) + near - far >= 0
    flags = [] if lost.any() else ["clamped"]
    if positive.shape[1] == 1 and "p" in row:
        flags.append("one-element")
    return flags + (["rounded-p"] if p in (1.7, 2.3) else [])


def _typical(table: Table, dtype: str) -> Iterator[Case]:
    over = {"reduction": REDUCTIONS, "margin": MARGINS, "p": PS, "swap": SWAPS, "shapes": SHAPES}
    for row in rows(over):
        shapes, counts = row.pop("shapes"), row["p"] == 0
        if counts:
            row["eps"] = 0.0
        values = _whole(dtype, shapes) if counts else _drawn(dtype, shapes)
        flags = (["broadcast"] if len(set(shapes)) > 1 else []) + _flags(row, values)
        yield table.case(row, values, "grid" if counts else "typical", flags)
    for row in rows({"reduction": REDUCTIONS, "p": PS, "shape": ((0, 3), (3, 0))}):
        shape = row.pop("shape")
        flag = "empty" if shape[0] == 0 else "no-axis"
        yield table.case(row, _drawn(dtype, _same(*shape)), flags=[flag])


def _apart(table: Table, dtype: str) -> Iterator[Case]:
    """Yield a positive and a negative that fit the anchor but not each other: only swap minds."""
    values = _drawn(dtype, ((4, 1), (4, 2), (4, 3)))
    for row in rows({"reduction": REDUCTIONS, "margin": (1.5,), "swap": (False,)}):
        yield table.case(row, values, flags=["broadcast"] + _flags(row, values))
    name = "swap=True,shapes=" + shapes_of(values)
    yield table.build.invalid(name, params={"swap": True}, inputs=values)


def _parameters(table: Table, dtype: str) -> Iterator[Case]:
    values = _drawn(dtype, _same(4, 3))
    ps = (0.5, 0.25, -3.0, -1.5, 2.3, 4.0, 7.5, -float("inf"), 1, 2, 3)
    beside = list(rows({"eps": (0.0, 0.25, -0.5), "p": PS[:4] + PS[5:]}))
    beside = [{"p": row["p"], "eps": row["eps"]} for row in beside]
    for given in (beside, [{"p": p} for p in ps]):
        asked = list(rows({"reduction": REDUCTIONS, "given": given}))
        for row in rows({"asked": asked, "swap": SWAPS}, cover):
            yield table.case(row, values, flags=_flags(row, values))
    for row in rows({"reduction": REDUCTIONS, "p": (-1.0,), "swap": SWAPS}):
        yield table.case(row, values, flags=_flags(row, values))
    for row in rows({"reduction": REDUCTIONS, "p": (-float("inf"),)}):
        yield table.case(row, _drawn(dtype, _same(3, 0)), flags=["no-axis"])
    long = _drawn(dtype, _same(7, 14))
    over = {"reduction": ("none", "mean"), "p": (1.7, 3.0, 4.0, 5.0, 0.5, 1.5, 2.5, -1.0)}
    for row in rows({"asked": list(rows(over)), "swap": SWAPS, "margin": (4.5,)}, cover):
        yield table.case(row, long, flags=["large"] + _flags(row, long))
    for row in rows({"reduction": REDUCTIONS, "p": (float("nan"), 0.001, 1e-300, 1e30)}):
        yield table.case(row, values, flags=["undefined"])
    for row in rows({"reduction": REDUCTIONS, "given": _OTHERS}):
        numbers = [row[name] for name in ("margin", "eps") if name in row]
        odd = not np.isfinite(numbers).all() and row.get("margin") != float("inf")
        yield table.case(row, values, flags=["undefined"] if odd else _flags(row, values))


_OTHERS = (
    {"margin": 2},
    {"margin": -1, "swap": True},
    *({"margin": value} for value in (float("inf"), -float("inf"), float("nan"))),
    *({"eps": value} for value in (0, float("inf"), -float("inf"), float("nan"))),
    *({"swap": value} for value in (True, False)),
)


def _special(dtype: str) -> Dict[str, NamedTensor]:
    numbers = (float("nan"), float("inf"), -float("inf"), -0.0, 1.5)
    one, other = inputs.crossed("special", dtype, _ROLES[:2], numbers, numbers)
    columns = (
        ("anchor", one.array, 0.5),
        ("positive", other.array, -1.0),
        ("negative", np.roll(other.array, 3), 0.25),
    )
    return {
        role: named(
            "special/%dx2/%s" % (len(array), role), dtype, [[value, beside] for value in array]
        )
        for role, array, beside in columns
    }


def _values(table: Table, dtype: str) -> Iterator[Case]:
    classes = (
        ("grid", _whole(dtype, _same(4, 3))),
        ("tiny", {r: inputs.uniform("tiny", dtype, (3, 2), r, -2e-6, 2e-6) for r in _ROLES}),
        ("extreme", {role: inputs.extreme(dtype, (6, 2), role) for role in _ROLES}),
        ("special", _special(dtype)),
    )
    for row in rows({"reduction": REDUCTIONS, "p": PS, "swap": SWAPS}):
        for kind, values in classes:
            flags = [kind] if kind in ("extreme", "special") else []
            if row["p"] == 0:
                flags.append("counts")
            elif row["reduction"] != "none" and flags:
                flags.append("undefined")
            yield table.case(row, values, kind, flags)


def _powers(table: Table, dtype: str) -> Iterator[Case]:
    """Yield norms that a square root misses: the loss is the distance to 0, or from a grid."""
    anchors = [power_rows(dtype, columns) for columns in (2, 3, 7)]
    exactly = {"margin": (0.0,), "p": (2.0,), "eps": (0.0,)}
    for anchor in anchors:
        for row in rows({"reduction": REDUCTIONS, **exactly, "swap": SWAPS}):
            flags = ["norm-by-power"] + (["clamped"] if row["swap"] else [])
            yield table.case(row, against_zero(anchor), "power", flags)
    for anchor in anchors:
        others = {role: inputs.grid(dtype, anchor.shape, role) for role in _ROLES[1:]}
        for row in rows({"reduction": ("none", "sum"), "margin": (4.5,)}):
            yield table.case(row, {"anchor": anchor, **others}, "power", ["norm-by-power"])


def _ties(table: Table, dtype: str) -> Iterator[Case]:
    same = _drawn(dtype, _same(2, 3))
    same["positive"] = named("equal/2x3/positive", dtype, same["anchor"].array)
    at_clamp = {
        "anchor": named("kinks/2x2/anchor", dtype, [[0, 0], [1, -1]]),
        "positive": named("kinks/2x2/positive", dtype, [[1, 0], [1, 1]]),
        "negative": named("kinks/2x2/negative", dtype, [[1, 1], [-2, -1]]),
    }
    kinds = (
        ("equal", same, {"eps": 0.0}, "equal"),
        ("swap-tie", same, {"swap": True, "margin": 8.0}, "swap-tie"),
        ("kinks", at_clamp, {"eps": 0.0, "margin": 1.0}, "kink"),
    )
    for row in rows({"reduction": REDUCTIONS, "p": PS[:4] + PS[5:] + (0.5,)}):
        for kind, values, others, flag in kinds:
            given = {"reduction": row["reduction"], **others, "p": row["p"]}
            extra = _flags(given, values) if kind == "equal" else []
            yield table.case(given, values, kind, [flag] + extra)
    smallest = float(np.finfo(dtype).tiny)
    distant = {
        "anchor": named("tiniest/2x2/anchor", dtype, [[0, 0], [0, 0]]),
        "positive": named("tiniest/2x2/positive", dtype, [[2.5 * smallest, 0], [0, 3 * smallest]]),
        "negative": named("tiniest/2x2/negative", dtype, [[0, 0], [smallest / 4, 0]]),
    }
    over = {"reduction": REDUCTIONS, "margin": (0.0,), "p": (float("inf"),), "eps": (0.0,)}
    for row in rows(over):
        yield table.case(row, distant, "tiniest", ["tiniest"])
    infinite = Word("infinite", named("go/infinite/2", dtype, [np.inf, 0.5]))
    for row in rows({"reduction": ("none",), "eps": (0.0,), "p": (1.0, 2.0), "go": (infinite,)}):
        yield table.case(row, same, "equal", ["equal", "infinite-gradient"])
    for row in rows({"reduction": REDUCTIONS, "eps": (0.0,), "margin": (1.0,), "p": (-1.0, -1.5)}):
        yield table.case(row, at_clamp, "kinks", ["kink"])


def _large(table: Table, dtype: str) -> Iterator[Case]:
    sizes = ((2.0, (40, 12), _ROLES), (2.0, (300, 3), ()), (3.0, (300, 3), ()))
    for reduction, (p, shape, gradients) in product(("mean", "sum"), sizes):
        row = {"reduction": reduction, "p": p, "swap": True}
        values = _drawn(dtype, _same(*shape))
        yield table.case(row, values, flags=["large"], requires_grad=gradients)


def _defaults(table: Table, dtype: str) -> Iterator[Case]:
    shapes = SHAPES + (_same(2, 3, 2, 2), ((2, 3), (3,), (2, 3)), ((1, 3), (4, 3), (1, 1)))
    shapes = tuple(one for one in shapes if len(one[1]) > 1)
    asked = list(
        rows({"legacy": LEGACY, "margin": (1.5,), "p": PS[:3], "reduction": (None, "none", "sum")})
    )
    over = {"asked": asked, "shapes": shapes, "swap": (False, True, True)}
    for row in rows(over, cover):
        values = _drawn(dtype, row.pop("shapes"))
        yield table.case(row, values, flags=["legacy"] + _flags(row, values))
    plain, single = _drawn(dtype, _same(2, 3)), _drawn(dtype, _same(1, 4))
    yield table.case({}, plain)
    yield table.case({"reduction": "elementwise_mean"}, plain)
    for reduction, values in (("mean", plain), ("sum", plain), ("none", single)):
        yield implicit_gradient(
            table.build, reduction, shapes_of(values), values, ["margin=4.5"], margin=4.5
        )


def _gradients(table: Table, dtype: str) -> Iterator[Case]:
    sides = tuple((role,) for role in _ROLES) + (("anchor", "negative"), ("positive", "negative"))
    shapes = (_same(2, 3), ((2, 3), (1, 3), (2, 1)), _same(2, 2, 2))
    asked = list(rows({"reduction": REDUCTIONS, "grad": sides, "margin": (4.5,)}))
    over = {"asked": asked, "shapes": shapes, "p": (2.0, 1.0, 3.0, 1.7), "swap": (True,)}
    for row in rows(over, cover):
        yield table.case(row, _drawn(dtype, row.pop("shapes")), flags=["one-gradient"])
