"""SoftMarginLoss: reduction x shape x kind of target.

Full product: reduction x shape x target (signs, any real number, zeros and ones), typical values.
Covered: grid, kinks, tail, extreme, special and overflowing values with every reduction at one
shape each; the nine legacy settings with every reduction beside them, shapes taken in turn.
Left out: size_average and reduce that are no booleans (Python's truthiness decides).

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Dict, Iterator

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import ELEMENTWISE_SHAPES, REDUCTIONS, product
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.elementwise import (
    OLD_NAME,
    default_cases,
    flags_of,
    invalid_cases,
    invalid_dtypes,
    invalid_shapes,
)
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import elementwise
from golden_generator.cases.shared.ranged import elementwise as wide_elementwise
from golden_generator.cases.shared.ranges import Spans, range_cases, range_notes
from golden_generator.cases.shared.sizes import ELEMENTS, SIZE_NOTES, SQUARES, Sizes, size_cases
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named

LOSS = "SoftMarginLoss"

_SOURCE = "aten/src/THNN/generic/SoftMarginCriterion.c"

SPANS = {
    "saturated": {"output": Spans(8, 15, "1 + exp(z) loses z below a unit of rounding of 1")},
}
"""Decades of range classes that are not the goal, by class and tensor."""

NOTES = {
    **SIZE_NOTES,
    **range_notes(_SOURCE, ("saturated",), SPANS),
    **incoming_notes("aten/src/THNN/generic/SoftMarginCriterion.c"),
    **common("empty", "extreme", "implicit-gradient", "invalid", "kink", "large", "legacy"),
    **common("special"),
    "any-target": Note("a port that takes targets other than 1 and -1 for one of them", _SOURCE),
    "literal-exp": Note(
        "a port that evaluates log(1 + exp(z)) without overflow: torch gives Infinity and NaN",
        _SOURCE + ": exp in the dtype, no log1p, gradient z / (1 + z)",
    ),
    "old-name": OLD_NAME,
    "tail": Note(
        "a port that uses log1p: far out log(1 + exp(z)) has lost digits, and ends at exactly 0",
        _SOURCE,
    ),
    "undefined-total": Note(
        "a port whose mean or sum over NaN and infinities stays finite", _SOURCE, vacuous=True
    ),
}

LIMITS = {
    "float32": (88.71875, 88.7265625, 104.0, 103.25, 16.0, 17.0, 87.5, 90.0, 0.0, 1e-8, 5e-5),
    "float64": (709.75, 709.8125, 746.0, 745.0, 36.0, 37.0, 708.0, 710.0, 0.0, 1e-17, 5e-9),
}
"""Where exp overflows or underflows, and where 1 + exp(z) loses z."""


SIZES = Sizes(elementwise.soft_margin, ELEMENTS, SQUARES)

INCOMING = (
    "N16/kinks",
    "N22/limits",
    "N36/special",
    "target=signs/N2-C3/typical",
)
"""Cases that are asked with odd incoming gradients too."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of SoftMarginLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from incoming_cases(declared, INCOMING)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=("input",))
    yield from _typical(build, dtype)
    yield from _values(build, dtype)

    def pair(shape: Shape) -> Dict[str, NamedTensor]:
        return _pair(dtype, shape, "signs")

    yield from default_cases(build, pair)
    yield from invalid_cases(build, pair, not_differentiated=("target",))
    yield from invalid_dtypes(build, pair)
    yield from invalid_shapes(build, pair, ((3, 2), (6,), (1, 2, 3), (2,), (3,), (), (2, 1), (0,)))
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_elementwise.soft_margin)


def _pair(dtype: str, shape: Shape, target: str) -> Dict[str, NamedTensor]:
    source = {"signs": inputs.signs, "real": inputs.typical, "bits": inputs.bits}[target]
    return {
        "input": inputs.typical(dtype, shape, "input"),
        "target": source(dtype, shape, "target"),
    }


def _typical(build: Cases, dtype: str) -> Iterator[Case]:
    targets = ("signs", "real", "bits")
    for reduction, target, shape in product(REDUCTIONS, targets, ELEMENTWISE_SHAPES):
        flags = flags_of(shape) if target == "signs" else flags_of(shape, "any-target")
        yield build.values(
            reduction,
            "target=" + target,
            label(shape),
            "typical",
            params={"reduction": reduction},
            inputs=_pair(dtype, shape, target),
            flags=flags,
        )


def _values(build: Cases, dtype: str) -> Iterator[Case]:
    grid = {
        "input": inputs.grid(dtype, (3, 4), "input"),
        "target": inputs.grid(dtype, (3, 4), "target", 1.0, 0.5),
    }
    limits = LIMITS[dtype]
    numbers = (float("nan"), float("inf"), -float("inf"), -0.0, 0.0, 1.5)
    ties = (0.0, -0.0, 1.0, -1.0)
    roles = ("input", "target")
    classes = (
        ("grid", grid, ()),
        ("kinks", dict(zip(roles, inputs.crossed("kinks", dtype, roles, ties, ties))), ("kink",)),
        (
            "limits",
            dict(zip(roles, inputs.crossed("limits", dtype, roles, limits, (1.0, -1.0)))),
            ("literal-exp",),
        ),
        (
            "tail",
            {
                "input": named("tail/4/input", dtype, (25.0, 30.0, -33.0, 40.0)),
                "target": named("tail/4/target", dtype, (1.0, 1.0, -1.0, 1.0)),
            },
            ("tail",),
        ),
        (
            "extreme",
            {role: inputs.extreme(dtype, (4, 3), role) for role in roles},
            ("extreme", "literal-exp"),
        ),
        (
            "special",
            dict(zip(roles, inputs.crossed("special", dtype, roles, numbers, numbers))),
            ("special",),
        ),
    )
    for reduction, (kind, pair, flags) in product(REDUCTIONS, classes):
        if reduction != "none" and kind in ("special", "extreme"):
            flags += ("undefined-total",)
        yield build.values(
            reduction,
            label(pair["input"].shape),
            kind,
            params={"reduction": reduction},
            inputs=pair,
            flags=flags,
        )
    for reduction, shape in product(("mean", "sum"), ((40, 25), (1500,))):
        yield build.values(
            reduction,
            label(shape),
            "typical",
            params={"reduction": reduction},
            inputs=_pair(dtype, shape, "signs"),
            requires_grad=("input",) if shape == (40, 25) else (),
            flags=["large"],
        )
