"""BCEWithLogitsLoss: reduction x weight x pos_weight x shape.

Full product: reduction x weight x pos_weight (each absent, plain, with zeros, negative sum; one per
column) x target (probabilities; zeros and ones, from three elements on) x shape, gradients of input
and target, typical values; reduction x every shape that a weight or a pos_weight may have. Covered:
gradients of one argument with both weights absent or plain, at one shape; grid, kinks, saturated,
extreme and special values with every reduction, and pos_weight absent or plain; the nine legacy
settings with every reduction beside them, shapes taken in turn.
Left out: dtypes that torch promotes (a weight of float16, int64 or the other float dtype; a target
of the other float dtype); size_average and reduce that are no booleans.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Dict, Iterator, Sequence, Tuple

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import ELEMENTWISE_SHAPES, REDUCTIONS, product
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.column_weights import WEIGHT_SHAPES, column_weight, weight_kinds
from golden_generator.cases.shared.elementwise import (
    OLD_NAME,
    default_cases,
    flags_of,
    invalid_cases,
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
from golden_generator.cases.shared.variants import requested_cases

LOSS = "BCEWithLogitsLoss"

_SOURCE = "aten/src/ATen/native/Loss.cpp binary_cross_entropy_with_logits"

SPANS = {
    "saturated": {"output": Spans(7.5, 15, "the sum of exponentials rounds to 1")},
    "near": {"output": Spans(0, 0, "near 0 the loss is log 2")},
}
"""Decades of range classes that are not the goal, by class and tensor."""

NOTES = {
    **SIZE_NOTES,
    **range_notes(_SOURCE, ("saturated", "near", "rare"), SPANS),
    **incoming_notes("aten/src/ATen/native/Loss.cpp binary_cross_entropy_with_logits"),
    **common(
        "empty",
        "extreme",
        "implicit-gradient",
        "invalid",
        "kink",
        "large",
        "legacy",
        "odd-parameter",
    ),
    **GUIDE_NOTES,
    **common("one-gradient", "special"),
    "no-log1p": Note(
        "a port that keeps the tail of log(1 + exp(-|x|)): torch loses it near 17 and 37",
        _SOURCE + ": log(exp(-m) + exp(-x-m)), m = max(-x, 0)",
    ),
    "old-name": OLD_NAME,
    "pos-weight": Note(
        "a port that multiplies the whole loss, or the wrong term, by pos_weight",
        _SOURCE + ": another path with pos_weight, forward and backward",
    ),
    "undefined-total": Note(
        "a port whose mean or sum over NaN and infinities stays finite", _SOURCE, vacuous=True
    ),
    "weight": Note(
        "a port that divides the mean by the weights, or takes one shape of weight alone", _SOURCE
    ),
}

HARD_SHAPES = tuple(
    shape for shape in ELEMENTWISE_SHAPES if 0 not in shape and shape not in ((), (1,))
)
"""A target of a single 0 would say nothing about pos_weight."""

SATURATED = {
    "float32": (16.0, 16.5, 17.0, 18.5, 40.0, 88.5, 90.0, 104.0, 800.0),
    "float64": (16.0, 30.0, 36.5, 37.0, 40.0, 709.5, 710.0, 746.0, 8000.0),
}


SIZES = Sizes(elementwise.bce_with_logits, ELEMENTS, SQUARES, settings=5, long=1)

INCOMING = (
    "weight=absent/posWeight=*/N12/kinks",
    "weight=zeros/posWeight=zeros/N36/saturated",
    "weight=zeros/posWeight=zeros/N25/special",
    "weight=N1/N2-C3/typical",
    "posWeight=N2-C1/N2-C3/typical",
)
"""Cases that are asked with odd incoming gradients too."""

REQUESTED = (
    "weight=N*/N2-C3/typical",
    "posWeight=N*/N2-C3/typical",
)
"""Cases of shapes that broadcast, asked for every subset of their gradients."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of BCEWithLogitsLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from requested_cases(declared, REQUESTED, ("input", "target"))
    yield from incoming_cases(declared, INCOMING)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=("input", "target"))
    table = Table(build)
    yield from _typical(table, dtype)
    yield from _weight_shapes(table, dtype)
    yield from _gradients(table, dtype)
    yield from _values(table, dtype)
    yield from _rounding(table, dtype)

    def pair(shape: Shape) -> Dict[str, NamedTensor]:
        return _pair(dtype, shape, "soft")

    yield from default_cases(build, pair)
    yield from invalid_cases(build, pair)
    yield from invalid_shapes(
        build, pair, ((3, 2), (6,), (1, 2, 3), (2,), (3,), (), (2, 1), (1, 3), (0,))
    )
    yield from _invalid(build, dtype)
    yield from guide_cases(LOSS, dtype)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_elementwise.bce_with_logits)


def _pair(dtype: str, shape: Shape, target: str) -> Dict[str, NamedTensor]:
    source = {"hard": inputs.bits, "soft": inputs.probabilities}[target]
    return {
        "input": inputs.typical(dtype, shape, "input"),
        "target": source(dtype, shape, "target"),
    }


def _weighted(row: Row, dtype: str, shape: Shape) -> Row:
    """Return a row with the weights of those kinds."""
    weighted = dict(row)
    for role in ("weight", "pos_weight"):
        if role in row:
            weight = column_weight(dtype, row[role], shape, role)
            weighted[role] = Word(row[role], weight[role]) if weight else ABSENT
    return weighted


def _weighed(row: Row) -> Tuple[str, ...]:
    flags = (("weight", "weight"), ("pos_weight", "pos-weight"))
    return tuple(flag for role, flag in flags if row.get(role, "absent") != "absent")


def _typical(table: Table, dtype: str) -> Iterator[Case]:
    over = {"reduction": REDUCTIONS, "target": ("soft", "hard"), "shape": ELEMENTWISE_SHAPES}
    for outer in rows(over):
        shape, target = outer["shape"], outer["target"]
        if target == "hard" and shape not in HARD_SHAPES:
            continue
        kinds = ("absent",) if shape[-1:] == (0,) else tuple(weight_kinds(shape))
        for row in rows({"weight": kinds, "pos_weight": kinds}):
            flags = flags_of(shape, *_weighed(row))
            row = {"reduction": outer["reduction"], **row, "target": target}
            yield table.case(_weighted(row, dtype, shape), _pair(dtype, shape, target), flags=flags)


def _weight_shapes(table: Table, dtype: str) -> Iterator[Case]:
    for reduction, shape in product(REDUCTIONS, WEIGHT_SHAPES):
        if shape == (3,):
            continue  # one per column, as in the full product
        for role, flag in (("weight", "weight"), ("pos_weight", "pos-weight")):
            weight = Word(label(shape), inputs.positive(dtype, shape, role))
            row = {"reduction": reduction, role: weight}
            yield table.case(row, _pair(dtype, (2, 3), "soft"), flags=[flag])


def _gradients(table: Table, dtype: str) -> Iterator[Case]:
    kinds = ("absent", "plain")
    over = {"reduction": REDUCTIONS, "weight": kinds, "pos_weight": kinds}
    for row in rows({**over, "grad": (("input",), ("target",))}):
        flags = _weighed(row) + ("one-gradient",)
        yield table.case(_weighted(row, dtype, (2, 3)), _pair(dtype, (2, 3), "soft"), flags=flags)


def _rounding(table: Table, dtype: str) -> Iterator[Case]:
    """Yield numbers at which MKL's log rounds otherwise than the C library's."""
    weight = Word("N1", named("rounding/1/posWeight", dtype, [-2.1816163]))
    pair = {
        "input": named("rounding/1/input", dtype, [1.6740113]),
        "target": named("rounding/1/target", dtype, [0.70239055]),
    }
    for row in rows({"reduction": REDUCTIONS, "pos_weight": (weight,)}):
        yield table.case(row, pair, "rounding")


def _values(table: Table, dtype: str) -> Iterator[Case]:
    roles = ("input", "target")
    grid = {role: inputs.grid(dtype, (3, 4), role) for role in roles}
    kinks = inputs.crossed("kinks", dtype, roles, (0.0, -0.0, 1e-3), (0.0, 1.0, 0.5, -0.0))
    limits = SATURATED[dtype] + tuple(-limit for limit in SATURATED[dtype])
    saturated = inputs.crossed("saturated", dtype, roles, limits, (0.0, 1.0))
    numbers = (float("nan"), float("inf"), -float("inf"), -0.0, 0.75)
    special = inputs.crossed("special", dtype, roles, numbers, numbers)
    classes = (
        ("grid", grid, ()),
        ("kinks", dict(zip(roles, kinks)), ("kink",)),
        ("saturated", dict(zip(roles, saturated)), ("no-log1p",)),
        ("extreme", {role: inputs.extreme(dtype, (4, 3), role) for role in roles}, ("extreme",)),
        ("special", dict(zip(roles, special)), ("special",)),
    )

    def case(row: Row, pair: Dict[str, NamedTensor], kind: str, *flags: str) -> Case:
        weighted = _weighted(row, dtype, pair["input"].shape)
        return table.case(weighted, pair, kind, _weighed(row) + flags)

    over = {"reduction": REDUCTIONS, "weight": ("absent",), "pos_weight": ("absent", "plain")}
    for row in rows(over):
        for kind, pair, flags in classes:
            if row["reduction"] != "none" and kind in ("special", "extreme"):
                flags += ("undefined-total",)
            yield case(row, pair, kind, *flags)
    weights = (("zeros", "zeros"), ("negative", "absent"), ("absent", "negative"))
    for row in rows({"reduction": REDUCTIONS, "weights": _both(weights)}):
        for kind, pair, _ in classes:
            if kind in ("saturated", "special"):
                yield case(row, pair, kind, "odd-parameter")
    weights = (("special", "absent"), ("absent", "special"), ("special", "plain"))
    for row in rows({"reduction": REDUCTIONS, "weights": _both(weights)}):
        yield case(row, _pair(dtype, (3, 5), "soft"), "typical", "odd-parameter")
    for row in rows({**over, "reduction": ("mean", "sum")}):
        weighted = _weighted(row, dtype, (40, 25))
        asked = ("input",) if row["reduction"] == "mean" else ()
        yield table.case(
            weighted,
            _pair(dtype, (40, 25), "soft"),
            flags=_weighed(row) + ("large",),
            requires_grad=asked,
        )


def _both(weights: Sequence[Tuple[str, str]]) -> Sequence[Row]:
    return [{"weight": weight, "pos_weight": pos_weight} for weight, pos_weight in weights]


def _invalid(build: Cases, dtype: str) -> Iterator[Case]:
    pair = _pair(dtype, (2, 3), "soft")
    scalar = _pair(dtype, (), "soft")
    weights = (("weight", "weight"), ("pos_weight", "posWeight"))
    for role, name in weights:
        for shape in ((2,), (4,), (6,), (3, 2), (1, 2, 3), (2, 2, 3), (0,)):
            weight = inputs.positive(dtype, shape, role)
            yield build.invalid("%s=%s" % (name, label(shape)), params={role: weight}, inputs=pair)
        for shape in ((1,), (3,), (1, 1)):
            weight = inputs.positive(dtype, shape, role)
            yield build.invalid(
                "scalar,%s=%s" % (name, label(shape)), params={role: weight}, inputs=scalar
            )
        weight = inputs.positive(dtype, (3,), role)
        yield build.invalid(
            name + "-gradient",
            params={role: weight},
            inputs=pair,
            requires_grad=("input", role),
        )
        yield build.invalid(name + "-number", params={role: 1.5}, inputs=pair)
    for kind in ("float16", "int64", "int32", "uint8", "bool"):
        values = [[1, 0, 1], [0, 0, 1]]
        wrong = named("wrong/2x3/%s" % kind, kind, values)
        yield build.invalid(
            "targetDtype=" + kind, inputs={**pair, "target": wrong}, requires_grad=("input",)
        )
        yield build.invalid("inputDtype=" + kind, inputs={**pair, "input": wrong})
