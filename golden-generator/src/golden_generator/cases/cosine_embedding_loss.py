"""CosineEmbeddingLoss: reduction x margin x shape.

Full product: reduction x margin (absent, 0, positive, negative) x shape (broadcasting inputs and
targets included), typical values (of vectors that mostly face each other, so that margins count),
targets of +1 and -1. Covered: grid, extreme and special values, targets that are all +1, all -1 or
neither, and cosines exactly at the margin are crossed with reduction and margin at one shape each;
the nine legacy settings with reduction and margin, shapes taken in turn; one-sided gradients with
every reduction. Left out, although torch accepts them: targets of another dtype than the inputs
(they are promoted), a 0-d tensor or a bool as margin. Vectors of one element, and equal and
opposite vectors, have a gradient of 0 up to rounding errors.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Dict, Iterator, Sequence, Tuple

import numpy as np

from golden_generator.cases.notes import cosine_embedding_loss as notes
from golden_generator.cases.rejected.cosine_embedding_loss import rejected
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import LEGACY, REDUCTIONS, cover
from golden_generator.cases.shared.calls import implicit_gradient
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.incoming import incoming_cases
from golden_generator.cases.shared.plain import vectors
from golden_generator.cases.shared.ranged import vectors as wide_vectors
from golden_generator.cases.shared.ranges import range_cases
from golden_generator.cases.shared.sizes import Axis, Sizes, size_cases
from golden_generator.cases.shared.table import ABSENT, Row, Table, Word, parameters, rows
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named
from golden_generator.cases.shared.variants import (
    WHOLE,
    integer_targets,
    requested_cases,
)

LOSS = "CosineEmbeddingLoss"

NOTES = notes.NOTES

Shapes = Tuple[Shape, Shape, Shape]

SHAPES: Tuple[Tuple[Shapes, str], ...] = (
    (((4, 3), (4, 3), (4,)), ""),
    (((2, 5), (2, 5), (2,)), ""),
    (((1, 4), (1, 4), (1,)), ""),
    (((3, 1), (3, 1), (3,)), ""),
    (((2, 3, 2), (2, 3, 2), (2, 2)), ""),
    (((2, 2, 2, 2), (2, 2, 2, 2), (2, 2, 2)), ""),
    (((0, 3), (0, 3), (0,)), "empty"),
    (((4, 0), (4, 0), (4,)), "no-axis"),
    (((4, 3), (1, 3), (4,)), "broadcast"),
    (((1, 3), (4, 3), (4,)), "broadcast"),
    (((4, 3), (4, 1), (4,)), "broadcast"),
    (((2, 2), (3, 2, 2), (3, 2)), "broadcast"),
    (((4, 3), (4, 3), ()), "broadcast"),
    (((4, 3), (4, 3), (1,)), "broadcast"),
    (((3, 4), (3, 4), (3, 1)), "broadcast"),
    (((3, 4), (3, 4), (2, 3)), "broadcast"),
)

MARGINS = (ABSENT, 0.0, 0.5, -0.75)

ROWS = {"reduction": REDUCTIONS, "margin": MARGINS}

BATCH: Shapes = ((4, 3), (4, 3), (4,))
FLAT = label((4, 3))
"""The usual shapes, and how an id spells them where the target has nothing to tell."""

INF = float("inf")

_PAIR = ("input1", "input2")

_ONE_ELEMENT = {(3, 1): (), (4, 1): ("input1",)}
"""By the shape of input2: what has a gradient that is more than rounding errors."""

SIZES = Sizes(
    ask=vectors.cosine,
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
        ((3, 3), (1, 3), (3,)),
        ((3, 3), (3, 1), (3,)),
        ((3, 3), (3, 3), (3, 1)),
        ((8, 8), (8, 8), (8, 1)),
    ),
    settings=3,
    long=1,
)

INCOMING = (
    "margin=0.5/N4-C3,N4-C3,N4/typical",
    "margin=absent/N4-C3/target=other",
    "margin=0.5/N4-C3/target=nan",
    "margin=0.5/N4-C3/zeros",
    "margin=absent/N3-C2/kinks",
    "margin=0.5/N25-C2/special",
    "margin=0.5/N4-C3,N1-C3,N4/typical",
)
"""Cases that are asked with odd incoming gradients too."""

SKIPPED = ("margin=absent/N4-C3/overflow",)
"""In these, every gradient is NaN or 0 for any incoming gradient."""

REQUESTED = (
    "margin=0.5/N4-C3,N1-C3,N4/typical",
    "margin=0.5/N1-C3,N4-C3,N4/typical",
    "margin=0.5/N2-C2,N3-C2-2,N3-C2/typical",
    "margin=0.5/N3-C4,N3-C4,N2-C3/typical",
    "margin=0.5/N4-C3,N4-C3,0d/typical",
)
"""Cases of shapes that broadcast, asked for every subset of their gradients."""

INTEGERS = (
    "margin=0.5/N4-C3,N4-C3,N4/typical",
    "margin=0.5/N4-C3,N4-C3,0d/typical",
    "margin=0.5/N0-C3,N0-C3,N0/typical",
    "margin=absent/N4-C3/zeros",
    "margin=0.5/N25-C2/special",
)
"""Cases that are asked with a target of int64 too."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of CosineEmbeddingLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from requested_cases(declared, REQUESTED, _PAIR)
    yield from integer_targets(declared, INTEGERS)
    yield from incoming_cases(declared, INCOMING, SKIPPED)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=_PAIR)
    table = Table(build)
    yield from _typical(table, dtype)
    yield from _targets(table, dtype)
    yield from _values(table, dtype)
    yield from _signed_zero(table, dtype)
    yield from _large(table, dtype)
    yield from _defaults(table, dtype)
    yield from _gradients(table, dtype)
    yield from rejected(build, _arguments)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_vectors.cosine)


def _arguments(dtype: str, shapes: Shapes) -> Dict[str, NamedTensor]:
    first, second, target = shapes
    return {
        "input1": inputs.uniform("facing", dtype, first, "input1", -0.5, 2.5),
        "input2": inputs.uniform("facing", dtype, second, "input2", -0.5, 2.5),
        "target": inputs.signs(dtype, target, "target"),
    }


def _flags(row: Row, values: Dict[str, NamedTensor]) -> list:
    """Return the flags that follow from which pairs lose something, and which through margin."""
    one, other, target = (values[name].array.astype("float64") for name in values)
    given = parameters(row)
    margin = given.get("margin", 0.0)
    if 0 in one.shape + other.shape:
        return []
    with np.errstate(all="ignore"):
        lengths = ((one * one).sum(1) + 1e-12) * ((other * other).sum(1) + 1e-12)
        cosine = (one * other).sum(1) / np.sqrt(lengths)
        beyond = (target == -1) & (cosine > margin)
    if beyond.any() or (target != target).any():
        return []
    if not (target == 1).any():
        return [] if (cosine == margin).any() else ["clamped"]
    return ["margin-unused"] if "margin" in given else []


def _typical(table: Table, dtype: str) -> Iterator[Case]:
    for row in rows(ROWS):
        for shapes, flag in SHAPES:
            values = _arguments(dtype, shapes)
            gradients = _ONE_ELEMENT.get(shapes[1], _PAIR)
            asked = row if gradients == _PAIR else {"grad": gradients, **row}
            flags = ([flag] if flag else []) + _flags(row, values)
            yield table.case(asked, values, flags=flags)


def _targets(table: Table, dtype: str) -> Iterator[Case]:
    values = _arguments(dtype, BATCH)
    kinds: Sequence[Tuple[str, Sequence[float], Sequence[str]]] = (
        ("similar", [1, 1, 1, 1], []),
        ("dissimilar", [-1, -1, -1, -1], []),
        ("other", [0, 1, 2, -1], ["other-target"]),
        ("fraction", [0.5, -1, -0.5, 1], ["other-target"]),
        ("nan", [float("nan"), 1, -1, float("inf")], ["other-target"]),
    )
    for row in rows(ROWS):
        for kind, target, flags in kinds:
            arguments = {**values, "target": named("sign/4/" + kind, dtype, target)}
            flags = list(flags) + _flags(row, arguments)
            yield table.case(row, arguments, "target=" + kind, flags, FLAT)
    six = _arguments(dtype, ((6, 3), (6, 3), (6,)))
    for row in rows({"reduction": REDUCTIONS}):
        for kind, whole in WHOLE.items():
            arguments = {**six, "target": named("whole/6/" + kind, kind, whole)}
            asked = {**row, "target": Word(kind, None)}
            flags = ["integer-target", "other-target"]
            yield table.case(asked, arguments, "target=others", flags, label((6, 3)))
    for row in rows({"margin": (1, 2.0, -2, INF, -INF), "reduction": REDUCTIONS}):
        yield table.case(row, values, flags=_flags(row, values), shape=FLAT)
    for row in rows({"reduction": REDUCTIONS, "margin": (float("nan"),)}):
        yield table.case(row, values, flags=["odd-parameter"], shape=FLAT)


def _classes(dtype: str) -> Dict[str, Tuple[NamedTensor, ...]]:
    """Return the pairs of every class of values."""
    first = inputs.grid(dtype, (4, 3), "input1")
    huge = {"float32": 1e10, "float64": 1e78}[dtype]
    return {
        "grid": (first, inputs.grid(dtype, (4, 3), "input2")),
        "equal": (first, named("equal/4x3/input2", dtype, first.array)),
        "opposite": (first, named("opposite/4x3/input2", dtype, -first.array)),
        "zeros": (
            named("zeros/4x3/input1", dtype, [[0, 0, 0], [1, -2, 3], [0, 0, 0], [1, 1, -1]]),
            named("zeros/4x3/input2", dtype, [[1, -1, 2], [0, 0, 0], [0, 0, 0], [2, 0.5, 1]]),
        ),
        "extreme": tuple(inputs.extreme(dtype, (12, 2), role) for role in _PAIR),
        "overflow": tuple(
            inputs.uniform("overflow", dtype, (4, 3), role, huge / 2, huge) for role in _PAIR
        ),
        "tiny": tuple(inputs.uniform("tiny", dtype, (4, 3), role, -2e-6, 2e-6) for role in _PAIR),
    }


def _values(table: Table, dtype: str) -> Iterator[Case]:
    special = _special(dtype)
    for row in rows({"reduction": REDUCTIONS, "margin": (float("nan"), INF, -INF)}):
        yield table.case(row, special, "special", ["odd-parameter"], label(special["input1"].shape))
    classes = _classes(dtype)
    for row in rows(ROWS):
        total = row["reduction"] != "none"
        for kind, (one, other) in classes.items():
            target = inputs.signs(dtype, one.shape[:1], "target")
            values = {"input1": one, "input2": other, "target": target}
            flags = _flags(row, values) + (["overflow"] if kind == "overflow" else [])
            if kind == "extreme":
                flags += ["extreme"] + (["undefined-total"] if total else [])
            gradients = () if kind in ("equal", "opposite") else _PAIR
            where = label(one.shape)
            yield table.case(row, values, kind, flags, where, requires_grad=gradients)
        flags = ["special"] + (["undefined-total"] if total else _flags(row, special))
        yield table.case(row, special, "special", flags, label(special["input1"].shape))
    yield from _kinks(table, dtype)


def _special(dtype: str) -> Dict[str, NamedTensor]:
    numbers = (float("nan"), INF, -INF, -0.0, 1.5)
    one, other = inputs.crossed("special", dtype, _PAIR, numbers, numbers)
    count = one.array.size
    return {
        "input1": named("special/%dx2/input1" % count, dtype, [[v, 1.0] for v in one.array]),
        "input2": named("special/%dx2/input2" % count, dtype, [[v, -0.5] for v in other.array]),
        "target": inputs.signs(dtype, (count,), "target"),
    }


def _kinks(table: Table, dtype: str) -> Iterator[Case]:
    values = {
        "input1": named("kinks/3x2/input1", dtype, [[1, 0], [2, -1], [0.5, 0.25]]),
        "input2": named("kinks/3x2/input2", dtype, [[0, 2], [1, 2], [-0.5, 1]]),  # orthogonal
        "target": named("sign/3/dissimilar", dtype, [-1, -1, -1]),
    }
    for row in rows(ROWS):
        flags = _flags(row, values) + ([] if parameters(row).get("margin") else ["kink"])
        yield table.case(row, values, "kinks", flags, label((3, 2)))


def _signed_zero(table: Table, dtype: str) -> Iterator[Case]:
    """Yield cosines of -0.0, as their squares overflow: torch clamps them to 0.0."""
    far = {"float32": 1e25, "float64": 1e160}[dtype]
    values = {
        "input1": named("signed-zero/3x1/input1", dtype, [[far], [far], [1.5]]),
        "input2": named("signed-zero/3x1/input2", dtype, [[-1e-5], [1e-5], [0.75]]),
        "target": named("sign/3/dissimilar", dtype, [-1, -1, -1]),
    }
    where = label((3, 1))
    for row in rows({"reduction": REDUCTIONS, "margin": MARGINS[:3]}):
        yield table.case(
            row, values, "signed-zero", ["strict-signed-zero"], where, requires_grad=()
        )


def _large(table: Table, dtype: str) -> Iterator[Case]:
    for row in rows({"reduction": ("mean", "sum"), "margin": (0.5,)}):
        for shape, gradients in (((40, 25), _PAIR), ((1200, 2), ())):
            values = _arguments(dtype, (shape, shape, shape[:1]))
            where = label(shape)
            yield table.case(row, values, flags=["large"], shape=where, requires_grad=gradients)


def _defaults(table: Table, dtype: str) -> Iterator[Case]:
    shapes = [shapes for shapes, flag in SHAPES if flag in ("", "broadcast")]
    shapes = [one for one in shapes if one[2] not in ((), (1,)) and one[1] not in _ONE_ELEMENT]
    over = {"legacy": LEGACY, "margin": MARGINS[1:], "reduction": (None, "none", "sum")}
    for row in rows({"asked": list(rows(over)), "shapes": shapes}, cover):
        values = _arguments(dtype, row.pop("shapes"))
        yield table.case(row, values, flags=["legacy"] + _flags(row, values))
    plain = _arguments(dtype, BATCH)
    single = _arguments(dtype, ((1, 4), (1, 4), (1,)))
    yield table.case({}, plain, shape=FLAT)
    yield table.case({"reduction": "elementwise_mean"}, plain, shape=FLAT)
    for reduction, values in (("mean", plain), ("sum", plain), ("none", single)):
        yield implicit_gradient(table.build, reduction, label(values["input1"].shape), values)


def _gradients(table: Table, dtype: str) -> Iterator[Case]:
    sides = (("input1",), ("input2",), ("input1", "target"), ("input1", "input2", "target"))
    shapes = [BATCH, ((4, 3), (1, 3), (4,)), ((2, 3, 2), (2, 3, 2), (2, 2))]
    asked = list(rows({"reduction": REDUCTIONS, "grad": sides, "margin": (-0.75,)}))
    for row in rows({"asked": asked, "shapes": shapes}, cover):
        values = _arguments(dtype, row.pop("shapes"))
        flag = "no-gradient" if "target" in row["grad"] else "one-gradient"
        yield table.case(row, values, flags=[flag])
