"""BCELoss: reduction x weight x target x shape.

Full product: reduction x weight (absent, plain, with zeros, negative sum; one per column) x target
(zeros and ones, probabilities) x shape, typical values; reduction x every shape a weight may have.
Covered: grid, kinks (probabilities of 0 and 1), extreme and special values with every reduction and
weight absent or plain, at one shape each; pairs of as many elements in other shapes with every
reduction; the nine legacy settings with every reduction beside them, shapes taken in turn.
Left out: size_average and reduce that are no booleans (Python's truthiness decides).

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Dict, Iterator

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import ELEMENTWISE_SHAPES, REDUCTIONS, product
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.column_weights import WEIGHT_SHAPES, column_weight, weight_kinds
from golden_generator.cases.shared.elementwise import (
    OLD_NAME,
    default_cases,
    flags_of,
    invalid_cases,
    invalid_dtypes,
    invalid_shapes,
)
from golden_generator.cases.shared.guide import GUIDE_NOTES, guide_cases
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import elementwise
from golden_generator.cases.shared.ranged import elementwise as wide_elementwise
from golden_generator.cases.shared.ranges import Spans, range_cases, range_notes
from golden_generator.cases.shared.sizes import ELEMENTS, SIZE_NOTES, SQUARES, Sizes, size_cases
from golden_generator.cases.shared.table import ABSENT, Row, Table, Word, rows
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named

LOSS = "BCELoss"

_SOURCE = "aten/src/THNN/generic/BCECriterion.c"

SPANS = {
    "saturated": {
        "output": Spans(8, 14, "1 - p has a unit of rounding of 1, and 1e-12 bounds the other end")
    },
    "near": {"output": Spans(0, 0, "at a target of p the loss is the entropy, of ordinary size")},
}
"""Decades of range classes that are not the goal, by class and tensor."""

NOTES = {
    **SIZE_NOTES,
    **range_notes(_SOURCE, ("saturated", "near", "rare"), SPANS),
    **incoming_notes("aten/src/THNN/generic/BCECriterion.c"),
    **common(
        "empty", "extreme", "implicit-gradient", "invalid", "large", "legacy", "odd-parameter"
    ),
    **GUIDE_NOTES,
    "kink": Note(
        "a port that clamps the logarithm at -100 or gives an infinite loss at 0 and 1",
        _SOURCE + ": log(1e-12) at exactly 0, 1e-12 added to both factors of the denominator",
    ),
    "old-name": OLD_NAME,
    "same-numel": Note(
        "a port that requires or broadcasts shapes: as many elements are enough, in storage order",
        "torch/nn/functional.py binary_cross_entropy",
    ),
    "special": Note("a port that checks the target, or swallows NaN and infinities in it", _SOURCE),
    "undefined-total": Note(
        "a port whose mean or sum over NaN and infinities stays finite", _SOURCE, vacuous=True
    ),
    "weight": Note(
        "a port that divides the mean by the weights, or takes one shape of weight alone",
        "torch/nn/functional.py binary_cross_entropy: expands the weight to the target's shape",
    ),
}

TINY = {
    "float32": (1e-45, 1e-38, 1e-20, 1e-12, 1 - 2.0**-24),
    "float64": (5e-324, 1e-308, 1e-20, 1e-12, 1 - 2.0**-53),
}

SAME_NUMEL = (((4,), (2, 2)), ((2, 3), (6,)), ((2, 3), (3, 2)), ((), (1,)), ((1,), ()))


SIZES = Sizes(elementwise.bce, ELEMENTS, SQUARES, settings=4)

INCOMING = (
    "weight=absent/N20/kinks",
    "weight=zeros/N20/kinks",
    "weight=zeros/N15/special",
    "weight=plain/N15/special",
    "weight=N2-C1/N2-C3/typical",
)
"""Cases that are asked with odd incoming gradients too."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of BCELoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from incoming_cases(declared, INCOMING)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=("input",))
    table = Table(build)
    yield from _typical(table, dtype)
    yield from _shapes(table, dtype)
    yield from _values(table, dtype)

    def pair(shape: Shape) -> Dict[str, NamedTensor]:
        return _pair(dtype, shape, shape, "hard")

    yield from default_cases(build, pair)
    yield from invalid_cases(build, pair, not_differentiated=("target",))
    yield from invalid_dtypes(build, pair)
    yield from invalid_shapes(build, pair, ((2,), (3,), (), (2, 1), (0,), (1, 3), (7,)))
    yield from _invalid(build, dtype)
    yield from guide_cases(LOSS, dtype)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_elementwise.bce)


def _pair(dtype: str, shape: Shape, other: Shape, target: str) -> Dict[str, NamedTensor]:
    source = {"hard": inputs.bits, "soft": inputs.probabilities}[target]
    return {
        "input": inputs.probabilities(dtype, shape, "input"),
        "target": source(dtype, other, "target"),
    }


def _weighted(row: Row, dtype: str, shape: Shape) -> Row:
    """Return a row with the weight of that kind."""
    weight = column_weight(dtype, row["weight"], shape, "weight")
    return {**row, "weight": Word(row["weight"], weight["weight"]) if weight else ABSENT}


def _typical(table: Table, dtype: str) -> Iterator[Case]:
    over = {"reduction": REDUCTIONS, "target": ("hard", "soft"), "shape": ELEMENTWISE_SHAPES}
    for outer in rows(over):
        shape, target = outer["shape"], outer["target"]
        for weight in weight_kinds(shape):
            if 0 in shape[-1:] and weight != "absent":
                continue  # no column, no weight
            flags = flags_of(shape) if weight == "absent" else flags_of(shape, "weight")
            row = {"reduction": outer["reduction"], "weight": weight, "target": target}
            pair = _pair(dtype, shape, shape, target)
            yield table.case(_weighted(row, dtype, shape), pair, flags=flags)


def _shapes(table: Table, dtype: str) -> Iterator[Case]:
    for reduction, shape in product(REDUCTIONS, WEIGHT_SHAPES + ((1, 2, 3),)):
        if shape == (3,):
            continue  # one per column, as in the full product
        weight = Word(label(shape), inputs.positive(dtype, shape, "weight"))
        row = {"reduction": reduction, "weight": weight}
        yield table.case(row, _pair(dtype, (2, 3), (2, 3), "soft"), flags=["weight"])
    over = {"reduction": REDUCTIONS, "weight": ("absent", "plain"), "shapes": SAME_NUMEL}
    for row in rows(over):
        shape, other = row.pop("shapes")
        pair = _pair(dtype, shape, other, "soft")
        yield table.case(_weighted(row, dtype, other), pair, flags=["same-numel"])


def _values(table: Table, dtype: str) -> Iterator[Case]:
    roles = ("input", "target")
    ends = (0.0, 1.0, -0.0, 0.5)
    grid = {
        "input": named("grid/3x4/input", dtype, [[k / 16.0 for k in range(2, 14)]], (3, 4)),
        "target": inputs.grid(dtype, (3, 4), "target", 1.0, 0.25),
    }
    kinks = inputs.crossed("kinks", dtype, roles, ends, (0.0, 1.0, 0.25, 2.0, -1.0))
    big = {"float32": 3e38, "float64": 1e308}[dtype]
    extreme = inputs.crossed("extreme", dtype, roles, TINY[dtype], (0.0, 1.0, 0.75, big))
    numbers = (float("nan"), float("inf"), -float("inf"), -0.0, 0.75)
    special = inputs.crossed("special", dtype, roles, (0.0, 1.0, 0.375), numbers)
    near = {
        "input": inputs.uniform("near-one", dtype, (8, 6), "input", 0.984375, 1.0),
        "target": inputs.positive(dtype, (8, 6), "target", 1.0),
    }
    classes = (
        ("grid", grid, ("kink",)),
        ("near-one", near, ()),
        ("kinks", dict(zip(roles, kinks)), ("kink",)),
        ("extreme", dict(zip(roles, extreme)), ("extreme",)),
        ("special", dict(zip(roles, special)), ("special",)),
    )

    def case(row: Row, pair: Dict[str, NamedTensor], kind: str, *flags: str) -> Case:
        return table.case(_weighted(row, dtype, pair["input"].shape), pair, kind, flags)

    for row in rows({"reduction": REDUCTIONS, "weight": ("absent", "plain")}):
        for kind, pair, flags in classes:
            if row["reduction"] != "none" and kind in ("special", "extreme"):
                flags += ("undefined-total",)
            yield case(row, pair, kind, *flags)
    for row in rows({"reduction": REDUCTIONS, "weight": ("zeros", "negative")}):
        for kind, pair, _ in classes:
            if kind in ("special", "kinks"):
                yield case(row, pair, kind, "odd-parameter")
    for row in rows({"reduction": REDUCTIONS, "weight": ("special",)}):
        yield case(row, _pair(dtype, (3, 5), (3, 5), "soft"), "typical", "odd-parameter")
    for row in rows({"reduction": ("mean", "sum"), "shape": ((40, 25), (1500,))}):
        shape = row.pop("shape")
        asked = ("input",) if shape == (40, 25) else ()
        pair = _pair(dtype, shape, shape, "soft")
        yield table.case(row, pair, flags=["large"], requires_grad=asked)


def _invalid(build: Cases, dtype: str) -> Iterator[Case]:
    pair = _pair(dtype, (2, 3), (2, 3), "hard")
    above = {"float32": 1 + 2.0**-23, "float64": 1 + 2.0**-52}[dtype]
    below = {"float32": -1e-45, "float64": -5e-324}[dtype]
    outside = (("above-1", above), ("below-0", below), ("nan", float("nan")), ("2", 2.0))
    outside += (("inf", float("inf")), ("-inf", -float("inf")))
    for name, value in outside:
        values = [[0.25, 0.5, 0.75], [0.5, value, 0.25]]
        source = named("outside/2x3/%s" % name, dtype, values)
        yield build.invalid("input=" + name, inputs={**pair, "input": source})
    first = named("outside/2x3/first", dtype, [[2.0, 0.5, 0.75], [0.5, 0.125, 0.25]])
    yield build.invalid("input=first", inputs={**pair, "input": first})
    for reduction in ("none", "sum"):
        source = named("outside/2x3/2", dtype, [[0.25, 0.5, 0.75], [0.5, 2.0, 0.25]])
        yield build.invalid(
            "input=2,%s" % reduction,
            params={"reduction": reduction},
            inputs={**pair, "input": source},
        )
    for shape in ((2,), (4,), (6,), (3, 1), (3, 2), (2, 2, 3), (0,), (1, 0)):
        weight = inputs.positive(dtype, shape, "weight")
        yield build.invalid("weight=" + label(shape), params={"weight": weight}, inputs=pair)
    row = _pair(dtype, (3,), (3,), "hard")
    for shape in ((2, 3), (3, 1), (2, 1)):
        weight = inputs.positive(dtype, shape, "weight")
        yield build.invalid("row,weight=" + label(shape), params={"weight": weight}, inputs=row)
    other = "float64" if dtype == "float32" else "float32"
    for kind in (other, "float16", "int64"):
        weight = named("wrong/3/%s" % kind, kind, [1, 2, 3])
        yield build.invalid("weightDtype=" + kind, params={"weight": weight}, inputs=pair)
    yield build.invalid("weight-number", params={"weight": 1.5}, inputs=pair)
    weight = inputs.positive(dtype, (3,), "weight")
    yield build.invalid(
        "weight-gradient",
        params={"weight": weight},
        inputs=pair,
        requires_grad=("input", "weight"),
    )
    yield build.invalid("posWeight", params={"pos_weight": weight}, inputs=pair)
