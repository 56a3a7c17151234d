"""KLDivLoss: reduction (batchmean too) x shape x which arguments require a gradient.

Full product: reduction x shape x gradients (both, only input, only target), typical values;
reduction x pair of different shapes x gradients (none too): torch rejects the input's where it does
not have as many elements as the target, and the target's where it has not the loss's shape.
Covered: grid, kinks, extreme and special values with every reduction and gradients of both, at one
shape each; the nine legacy settings with every reduction beside them, shapes taken in turn.
Left out: float32 beside float64 (torch computes a value, in the input's dtype); size_average and
reduce that are no booleans.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Dict, Iterator, Tuple

import numpy as np

from golden_generator.cases.rejected.kl_div_loss import rejected
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import (
    BROADCAST_PAIRS,
    ELEMENTWISE_SHAPES,
    REDUCTIONS,
    product,
)
from golden_generator.cases.shared.case import IMPLICIT, Case, Cases
from golden_generator.cases.shared.elementwise import (
    OLD_NAME,
    default_cases,
    flags_of,
    invalid_cases,
)
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import elementwise
from golden_generator.cases.shared.ranged import elementwise as wide_elementwise
from golden_generator.cases.shared.ranges import range_cases, range_notes
from golden_generator.cases.shared.sizes import ELEMENTS, SIZE_NOTES, SQUARES, Sizes, size_cases
from golden_generator.cases.shared.table import Table, Word, rows
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named, pool_shape
from golden_generator.cases.shared.variants import unasked

LOSS = "KLDivLoss"

_SOURCE = "aten/src/ATen/native/Loss.cpp kl_div"

NOTES = {
    **SIZE_NOTES,
    **range_notes(_SOURCE, ("wide",), {}),
    **incoming_notes("aten/src/ATen/native/Loss.cpp kl_div_backward_cpu: selects target > 0"),
    **common("empty", "extreme", "implicit-gradient", "invalid", "kink", "large", "legacy"),
    **common("one-gradient", "special"),
    "broadcast": Note("a port that requires equal shapes in the forward pass", _SOURCE),
    "infinite-gradient": Note(
        "a port that multiplies an infinite gradient by a target of 0: torch writes 0 there",
        _SOURCE + "_backward",
    ),
    "storage-order": Note(
        "a port whose gradient of the input is summed over a broadcast: torch pairs the elements"
        " of input and target in storage order if there are as many",
        _SOURCE + "_backward_cpu",
    ),
    "batchmean": Note(
        "a port that divides by the number of elements, or by 1 where the input is 1-D",
        "torch/nn/functional.py kl_div: divides by input.size(0), a 0-d input by nothing",
    ),
    "old-name": OLD_NAME,
    "undefined-total": Note(
        "a port whose mean or sum over NaN and infinities stays finite", _SOURCE, vacuous=True
    ),
}

ALL_REDUCTIONS = REDUCTIONS + ("batchmean",)

ASKED = (("input", "target"), ("input",), ("target",))

VECTORS = (((1,), (3,)), ((3,), (1,)))  # one element beside several

INPUT_SHAPED = (((2, 3), (1, 2, 3)), ((), (1,)), ((1, 4), (4,)), ((2, 1), (1, 2)), ((1,), ()))
"""Pairs of different shapes with as many elements: the input has a gradient."""


SIZES = Sizes(elementwise.kl_div, ELEMENTS, SQUARES, 2, 1, ALL_REDUCTIONS)

INCOMING = (
    "N14/kinks",
    "N36/special",
    "N3-C4/grid",
    "grad=input/N2-C3/typical",
    "grad=target/N2-C3/typical",
    "grad=input/N1-C4,N4/typical",
)
"""Cases that are asked with odd incoming gradients too."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of KLDivLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    build = Cases(LOSS, dtype, gradients=("input", "target"))
    yield from unasked(declared, _requested(build, dtype))
    yield from incoming_cases(declared, INCOMING)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=("input", "target"))
    table = Table(build)
    yield from _typical(table, dtype)
    yield from _broadcast(table, dtype)
    yield from _values(table, dtype)

    def pair(shape: Shape) -> Dict[str, NamedTensor]:
        return _pair(dtype, shape, shape)

    yield from default_cases(build, pair, ALL_REDUCTIONS)
    yield from invalid_cases(build, pair, ALL_REDUCTIONS)
    yield from rejected(build, _pair)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_elementwise.kl_div, reductions=ALL_REDUCTIONS)


def _pair(dtype: str, shape: Shape, other: Shape) -> Dict[str, NamedTensor]:
    return {
        "input": inputs.log_probabilities(dtype, shape, "input"),
        "target": inputs.probabilities(dtype, other, "target"),
    }


def _flags(reduction: str, *flags: str) -> tuple:
    return flags + (("batchmean",) if reduction == "batchmean" else ())


def _typical(table: Table, dtype: str) -> Iterator[Case]:
    for row in rows({"reduction": ALL_REDUCTIONS, "grad": ASKED, "shape": ELEMENTWISE_SHAPES}):
        shape = row.pop("shape")
        flags = flags_of(shape, *_flags(row["reduction"])) + _one(row["grad"])
        yield table.case(row, _pair(dtype, shape, shape), flags=flags)


def _one(names: Tuple[str, ...]) -> Tuple[str, ...]:
    return ("one-gradient",) if len(names) == 1 else ()


def _broadcast(table: Table, dtype: str) -> Iterator[Case]:
    for reduction, (shape, other) in product(ALL_REDUCTIONS, BROADCAST_PAIRS):
        yield table.build.values(
            reduction,
            "forward",
            label(shape, other),
            "typical",
            params={"reduction": reduction},
            inputs=_pair(dtype, shape, other),
            requires_grad=(),
            flags=_flags(reduction, "broadcast"),
        )
    over = {"reduction": ALL_REDUCTIONS, "shapes": INPUT_SHAPED, "grad": (("input",),)}
    for row in rows(over):
        shape, other = row.pop("shapes")
        if row["reduction"] == "none" and (shape, other) not in (((1, 4), (4,)), ((1,), ())):
            continue  # the output has not the input's shape: no gradient
        flags = _flags(row["reduction"], "broadcast", "storage-order")
        yield table.case(row, _pair(dtype, shape, other), flags=flags)


def _requested(build: Cases, dtype: str) -> Iterator[Case]:
    """Yield pairs that broadcast with every subset of the gradients: torch answers or raises."""
    for reduction, (shape, other), names in product(
        ALL_REDUCTIONS, BROADCAST_PAIRS + INPUT_SHAPED + VECTORS, ASKED
    ):
        segment = "grad=" + "+".join(names)
        pair = _pair(dtype, shape, other)
        if (shape, other) == VECTORS[0]:
            pair = {
                "input": named("minus-one/1/input", dtype, [-1.0]),
                "target": named("issue/3/target", dtype, [0.2, 0.3, 0.5]),
            }
        fields = {"params": {"reduction": reduction}, "inputs": pair, "requires_grad": names}
        if all(_answered(reduction, shape, other)[name] for name in names):
            yield build.values(
                reduction,
                segment,
                label(shape, other),
                "typical",
                flags=_flags(reduction, "broadcast", *_one(names)),
                **fields,
            )
        else:
            yield build.invalid(
                "backward=%s,%s,%s" % (segment, reduction, label(shape, other)), **fields
            )


def _answered(reduction: str, shape: Shape, other: Shape) -> Dict[str, bool]:
    """Return whether torch has a gradient of input and target.

    The input's needs as many elements as the target has, and without a reduction the loss's shape;
    the target's needs the loss's shape.
    """
    loss = np.broadcast(np.empty(shape), np.empty(other)).shape
    paired = np.prod(shape) == np.prod(other)
    return {"input": paired and (reduction != "none" or loss == shape), "target": loss == other}


def _values(table: Table, dtype: str) -> Iterator[Case]:
    roles = ("input", "target")
    tiny = {"float32": (1e-45, 1e-38), "float64": (5e-324, 1e-308)}[dtype]
    targets = (0.0, -0.0, 1.0, 0.5, -0.25) + tiny
    numbers = (float("nan"), float("inf"), -float("inf"), -0.0, 0.0, 1.5)
    grid = {role: inputs.grid(dtype, (3, 4), role) for role in roles}
    kinks = inputs.crossed("kinks", dtype, roles, (-1.5, 0.0), targets)
    special = inputs.crossed("special", dtype, roles, numbers, numbers)
    at_kinks = dict(zip(roles, kinks))
    near = {
        "input": inputs.log_probabilities(dtype, (8, 6), "input"),
        "target": inputs.uniform("near-one", dtype, (8, 6), "target", 0.984375, 1.015625),
    }
    classes = (
        ("grid", grid, ("kink",)),
        ("near-one", near, ()),
        ("kinks", at_kinks, ("kink",)),
        ("extreme", {role: inputs.extreme(dtype, (4, 3), role) for role in roles}, ("extreme",)),
        ("special", dict(zip(roles, special)), ("special",)),
    )
    for row in rows({"reduction": ALL_REDUCTIONS}):
        for kind, pair, flags in classes:
            if row["reduction"] != "none" and kind in ("special", "extreme"):
                flags += ("undefined-total",)
            yield table.case(row, pair, kind, _flags(row["reduction"], *flags))
    # MKL's log rounds otherwise than the C library's here
    rounding = {
        "input": named("rounding/1/input", dtype, [0.68275344]),
        "target": named("rounding/1/target", dtype, [0.67242557]),
    }
    for row in rows({"reduction": ALL_REDUCTIONS, "grad": (("input",),)}):
        yield table.case(row, rounding, "rounding", _flags(row["reduction"]))
    yield from _incoming(table, dtype, at_kinks)
    for row in rows({"reduction": ("mean", "batchmean")}):
        pair = _pair(dtype, (40, 25), (40, 25))
        yield table.case(row, pair, flags=_flags(row["reduction"], "large"))


def _incoming(table: Table, dtype: str, kinks: Dict[str, NamedTensor]) -> Iterator[Case]:
    """Yield an infinite gradient where the target is 0, and the implicit one of only the input."""
    infinite = np.where(kinks["target"].array == 0, np.inf, 0.5)
    name = "go/infinite/%s" % pool_shape(kinks["input"].shape)
    incoming = Word("infinite", named(name, dtype, infinite))
    for row in rows({"reduction": ("none",), "grad": ASKED, "go": (incoming,)}):
        flags = ("kink", "infinite-gradient") + _one(row["grad"])
        yield table.case(row, kinks, "kinks", flags)
    over = {"reduction": ("mean", "batchmean"), "grad": (("input",),), "go": (IMPLICIT,)}
    for row in rows(over):
        flags = _flags(row["reduction"], "implicit-gradient", "one-gradient")
        yield table.case(row, _pair(dtype, (2, 3), (2, 3)), flags=flags)
