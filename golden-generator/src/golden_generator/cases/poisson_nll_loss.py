"""PoissonNLLLoss: reduction x log_input x full x eps x shape.

Full product: reduction x setting (log_input with and without full; rates with and without full at
the default eps and at 1/4) x shape (pairs that broadcast included), typical values, both gradients.
Covered: counts around the kink of full (target 1), zeros, extreme and special values are crossed
with reduction and setting, at one shape each; one-sided gradients with reduction and setting, and
the nine legacy settings with every reduction beside them, shapes and settings taken in turn.

Left out: arguments of different dtypes, which torch promotes.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Any, Dict, Iterator, Tuple

import numpy as np

from golden_generator.cases.rejected.poisson_nll_loss import rejected
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
from golden_generator.cases.shared.guide import GUIDE_NOTES, guide_cases
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
from golden_generator.cases.shared.table import Table, rows
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named
from golden_generator.cases.shared.variants import requested_cases

LOSS = "PoissonNLLLoss"

_ATEN = "aten/src/ATen/native/Loss.cpp poisson_nll_loss"

SPANS = {"near": {"output": Spans(0, 0, "the loss is not the difference, its gradient is")}}

NOTES = {
    **SIZE_NOTES,
    **range_notes(_ATEN, ("wide", "near"), SPANS),
    **incoming_notes(
        "aten/src/ATen/native/Loss.cpp poisson_nll_loss: the derivatives of exp, log and "
        "masked_fill_"
    ),
    **common("broadcast", "empty", "extreme", "implicit-gradient"),
    **common("invalid", "large", "legacy", "odd-parameter", "one-gradient", "special"),
    **GUIDE_NOTES,
    "limits": Note(
        "a port whose exp overflows, flushes subnormal results or underflows elsewhere", _ATEN
    ),
    "no-eps": Note("a port that forgets eps, or keeps its own beside eps=0", _ATEN),
    "stirling": Note(
        "a port that adds Stirling's term at a target of 1 or below, or not just above 1", _ATEN
    ),
    "undefined-total": Note(
        "a port whose mean or sum over NaN and infinities stays finite", _ATEN, vacuous=True
    ),
    "zero": Note("a port that treats a rate of 0 apart, or adds its own eps", _ATEN),
}

Params = Dict[str, Any]

SETTINGS: Tuple[Params, ...] = (
    {"log_input": True, "full": False},
    {"log_input": True, "full": True},
    {"log_input": False, "full": False},
    {"log_input": False, "full": True},
    {"log_input": False, "full": False, "eps": 0.25},
    {"log_input": False, "full": True, "eps": 0.25},
)

SHAPES = tuple((shape, shape) for shape in ELEMENTWISE_SHAPES) + BROADCAST_PAIRS

GRADIENTS = ("input", "target")

EXP_LIMITS = {
    "float32": (88.722832, 88.722840, -87.336540, -87.336555, -95.5, -103.972076, -103.972092),
    "float64": (709.782712893384, 709.7827128933841, -708.396418532264, -708.3964185322642)
    + (-720.5, -745.1332191019411, -745.1332191019412),
}
"""Where exp overflows, becomes subnormal, and 0: on both sides; a subnormal result between."""


SIZES = Sizes(elementwise.poisson, ELEMENTS, SQUARES + SQUARE_PAIRS, settings=2, long=4)

INCOMING = (
    "logInput=*,full=*/N3-C4/kinks",
    "logInput=False,full=False/N8/zeros",
    "logInput=True,full=True/N42/special",
    "logInput=False,full=True,eps=0.0/N42/special",
)
"""Cases that are asked with odd incoming gradients too."""

REQUESTED = (
    "logInput=True,full=True/*,*/typical",
    "logInput=False,full=False/*,*/typical",
)
"""Cases of shapes that broadcast, asked for every subset of their gradients."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of PoissonNLLLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from requested_cases(declared, REQUESTED, ("input", "target"))
    yield from incoming_cases(declared, INCOMING)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=GRADIENTS)
    table = Table(build)
    yield from _typical(table, dtype)
    yield from _values(table, dtype)
    yield from _rounding(table, dtype)
    yield from _defaults(table, dtype)
    yield from rejected(build, _pair)
    yield from guide_cases(LOSS, dtype)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_elementwise.poisson)


def _pair(dtype: str, params: Params, shape: Shape, other: Shape = None) -> Dict[str, NamedTensor]:
    other = shape if other is None else other
    logs = params.get("log_input", True)
    source = inputs.typical if logs else inputs.positive
    return {
        "input": source(dtype, shape, "input"),
        "target": inputs.positive(dtype, other, "target", 4.0),
    }


def _rounding(table: Table, dtype: str) -> Iterator[Case]:
    """Yield numbers at which MKL's exp and log round otherwise than the C library's."""
    numbers = {True: (1.782464411360773, 2.0), False: (5.4133577, 1.25)}
    for row in rows({"reduction": REDUCTIONS, "log_input": (True, False)}):
        pair = {
            role: named("rounding/%s/%s" % (row["log_input"], role), dtype, [number])
            for role, number in zip(GRADIENTS, numbers[row["log_input"]])
        }
        yield table.case(row, pair, "rounding")


def _typical(table: Table, dtype: str) -> Iterator[Case]:
    for row in rows({"reduction": REDUCTIONS, "setting": SETTINGS, "shapes": SHAPES}):
        shape, other = row.pop("shapes")
        flags = ["empty"] if 0 in shape else []
        pair = _pair(dtype, row, shape, other)
        yield table.case(row, pair, flags=flags if shape == other else ["broadcast"])


def _kinks(dtype: str) -> tuple:
    """Return targets around 1, where Stirling's term sets in, and whole counts."""
    scalar = np.dtype(dtype).type
    one = scalar(1)
    return (one, np.nextafter(one, scalar(2)), np.nextafter(one, scalar(0)), 0.5, 2.0, 7.0)


def _classes(dtype: str, params: Params) -> Iterator[tuple]:
    """Yield the classes of values of one setting: name, inputs, flags."""
    pair = _pair(dtype, params, (3, 4))
    counts = inputs.taken("kinks", dtype, (3, 4), "target", _kinks(dtype))
    yield "kinks", {**pair, "target": counts}, ["stirling"]
    kind, table = (
        ("grid", (-1.5, 0.25, -0.5, 2.0)) if params["log_input"] else ("zeros", (0.0, 1.5))
    )
    first, second = inputs.crossed(kind, dtype, GRADIENTS, table, (0.5, 1.0, 2.25, 3.0))
    yield kind, {"input": first, "target": second}, ["zero"] if kind == "zeros" else []
    if params["log_input"]:
        rates, some = inputs.crossed("limits", dtype, GRADIENTS, EXP_LIMITS[dtype], (0.0, 1.0))
        yield "limits", {"input": rates, "target": some}, ["limits"]
    extreme = inputs.extreme(dtype, (3, 4), "input")
    yield "extreme", {**pair, "input": extreme}, ["extreme"]
    numbers = (float("nan"), float("inf"), -float("inf"), -0.0, 1.5, -0.75)
    counts = (float("nan"), float("inf"), -float("inf"), 0.0, 1.0, 2.5, -2.0)
    first, second = inputs.crossed("special", dtype, GRADIENTS, numbers, counts)
    yield "special", {"input": first, "target": second}, ["special"]


def _values(table: Table, dtype: str) -> Iterator[Case]:
    for row in rows({"reduction": REDUCTIONS, "setting": SETTINGS}):
        for kind, pair, flags in _classes(dtype, row):
            total = kind in ("extreme", "special") and row["reduction"] != "none"
            yield table.case(row, pair, kind, flags + ["undefined-total"] * total)
    rates = {"reduction": REDUCTIONS, "log_input": (False,)}
    for row in rows({**rates, "full": (False, True), "eps": (0.0, 1)}):
        flags = [] if row["eps"] else ["no-eps"]
        yield table.case(row, _pair(dtype, row, (3, 4)), flags=flags)
    zeros = inputs.crossed("zeros", dtype, GRADIENTS, (0.0, 1.5), (0.5, 1.0, 2.25, 3.0))
    odd = (-0.25, float("inf"), -float("inf"), float("nan"))
    for row in rows({**rates, "full": (False,), "eps": odd}):
        yield table.case(row, _pair(dtype, row, (3, 4)), flags=["odd-parameter"])
        yield table.case(row, dict(zip(GRADIENTS, zeros)), "zeros", ["odd-parameter"])
    for row in rows({**rates, "full": (True,), "eps": (0.0,)}):
        for kind, pair, _ in _classes(dtype, row):
            if kind != "zeros":  # all subnormal rates come with eps=0 below
                yield table.case(row, pair, kind, ["no-eps", "odd-parameter"])
    smallest = float(np.finfo(dtype).tiny)
    subnormal = inputs.crossed(
        "subnormal", dtype, GRADIENTS, (0.0, smallest / 8, smallest, 1.5), (0.0, 0.5, 2.25)
    )
    for row in rows({**rates, "full": (False, True), "eps": (0.0,)}):
        flags = ["no-eps", "zero"] + ["undefined-total"] * (row["reduction"] != "none")
        yield table.case(row, dict(zip(GRADIENTS, subnormal)), "subnormal", flags)
    for row in rows({"reduction": ("mean", "sum"), "setting": SETTINGS[1:4:2]}):
        yield table.case(row, _pair(dtype, row, (40, 25)), flags=["large"])


def _defaults(table: Table, dtype: str) -> Iterator[Case]:
    yield table.case({}, _pair(dtype, {}, (2, 3)))
    shapes = [shape for shape in ELEMENTWISE_SHAPES if 0 not in shape]
    names = [(name,) for name in GRADIENTS]
    asked = list(rows({"reduction": REDUCTIONS, "setting": SETTINGS[:4], "grad": names}))
    for row in rows({"asked": asked, "shape": shapes}, cover):
        pair = _pair(dtype, row, row.pop("shape"))
        yield table.case(row, pair, flags=["one-gradient"])
    asked = list(rows({"legacy": LEGACY, "reduction": (None,) + REDUCTIONS}))
    for row in rows({"asked": asked, "shape": shapes, "setting": SETTINGS}, cover):
        pair = _pair(dtype, row, row.pop("shape"))
        yield table.case(row, pair, flags=["legacy"])
    for reduction, shape in (("mean", (2, 3)), ("sum", (5,)), ("none", (1,)), ("none", ())):
        pair = _pair(dtype, {}, shape)
        yield implicit_gradient(table.build, reduction, label(shape), pair)
