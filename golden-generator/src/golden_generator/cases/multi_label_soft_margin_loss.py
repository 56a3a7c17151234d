"""MultiLabelSoftMarginLoss: reduction x weight x shape x target.

Full product: reduction x weight (absent, plain, with zeros, with negatives, one per element, one
per row) x shape x target (bits, probabilities), typical values, gradients of input, target and
weight. Covered: grid, extreme, special and steep (exp's ends) values are crossed with reduction
and weight (absent, plain) at one shape; broadcasting targets and weights, one of which enlarges
the result, with reduction; each single gradient with reduction and weight; the nine legacy
settings with weight, shapes taken in turn.

Left out: targets and weights of another dtype, which torch promotes.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Dict, Iterator, List

import numpy as np

from golden_generator.cases.rejected.multi_label_soft_margin_loss import rejected
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import LEGACY, REDUCTIONS, cover
from golden_generator.cases.shared.calls import implicit_gradient
from golden_generator.cases.shared.case import IMPLICIT, Case, Cases
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import classes
from golden_generator.cases.shared.ranged import classes as wide_classes
from golden_generator.cases.shared.ranges import Spans, range_cases, range_notes
from golden_generator.cases.shared.sizes import SIZE_NOTES, Axis, Sizes, size_cases
from golden_generator.cases.shared.table import ABSENT, Table, Word, first_shape, rows
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named, pool_shape
from golden_generator.cases.shared.variants import requested_cases

LOSS = "MultiLabelSoftMarginLoss"

_SOURCE = "torch/nn/functional.py multilabel_soft_margin_loss"
_SIGMOID = "aten/src/ATen/native/Activation.cpp log_sigmoid"

SPANS = {
    "saturated": {"output": Spans(7.5, 15, "log's sum is lost below a unit of rounding of 1")},
}
"""Decades of range classes that are not the goal, by class and tensor."""

NOTES = {
    **SIZE_NOTES,
    **range_notes(_SOURCE, ("saturated", "rare"), SPANS),
    **incoming_notes(
        "torch/nn/functional.py multilabel_soft_margin_loss; "
        "tools/autograd/derivatives.yaml log_sigmoid"
    ),
    **common("implicit-gradient", "invalid", "legacy", "odd-parameter"),
    "broadcast": Note("a port that wants equal shapes, or loses a gradient's sum", _SOURCE),
    "empty": Note(
        "a port that fails without rows, or is not NaN without classes", _SOURCE, vacuous=True
    ),
    "enlarged": Note(
        "a port that divides by another size than that of the input's axis 1",
        _SOURCE + ": loss.sum(dim=1) / input.size(1)",
    ),
    "extreme": Note("a port that overflows, or underflows, where torch does not", _SIGMOID),
    "kink": Note("a port that takes the other side at 0", _SIGMOID),
    "large": Note(
        "a port whose sums run in another order than torch's", "aten/src/ATen/native/cpu/Reduce.h"
    ),
    "one-gradient": Note("a port that gives a gradient only when all require one", _SOURCE),
    "infinite-weight": Note(
        "a port that gives one class of an infinite weight an infinite gradient",
        _SIGMOID,
        strays="torch adds both branches of the formula, of which one is 0 * inf",
    ),
    "special": Note("a port that is finite at infinity, where torch is NaN", _SIGMOID),
    "steep": Note("a port that uses log1p, which torch does not", _SIGMOID),
    "undefined-total": Note(
        "a port whose mean or sum over NaN stays finite", _SIGMOID, inert=("input",)
    ),
}

SHAPES = ((4, 5), (1, 5), (3, 1), (0, 5), (2, 3, 4), (2, 3, 2, 2), (2, 3, 2, 1, 2))

TARGETS = {"bits": inputs.bits, "probabilities": inputs.probabilities}

WEIGHTS = ("absent", "plain", "zeros", "negative", "each", "row")

_ZEROS = (1.25, 0.0, 0.75, 0.0, 0.5)
_NEGATIVE = (1.5, -0.5, 2.25, 0.75, -1.0)

STEEP = {
    "float32": (16.0, -16.0, 17.0, -17.0, 87.0, -87.0, 89.0, -104.0, 0.5, -0.25, 1e-8, 5.5),
    "float64": (36.0, -36.0, 37.0, -37.0, 709.0, -709.0, 710.0, -746.0, 0.5, -0.25, 1e-17, 30.0),
}


SIZES = Sizes(
    ask=classes.multi_label_soft_margin,
    axes=(
        Axis("classes", lambda length: (1, length)),
        Axis("samples", lambda length: (length, 2)),
    ),
    equal=((3, 3), (8, 8), (3, 3, 3), (8, 8, 8), (3, 3, 3, 3), (3, 3, 3, 3, 3)),
    settings=6,
)

INCOMING = (
    "weight=absent/N4-C6/grid",
    "weight=zeros/N4-C6/special-target",
    "weight=plain/N21-C1/special",
    "weight=negative/N4-C6/extreme",
)
"""Cases that are asked with odd incoming gradients too."""

REQUESTED = (
    "target=*x*/*/typical",
    "weight=*x*/*/typical",
    "weight=1/*/typical",
)
"""Cases of shapes that broadcast, asked for every subset of their gradients."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of MultiLabelSoftMarginLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from requested_cases(declared, REQUESTED, ("input", "target", "weight"))
    yield from incoming_cases(declared, INCOMING)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=("input", "target", "weight"))
    table = Table(build, spelled=first_shape)
    yield from _typical(table, dtype)
    yield from _values(table, dtype)
    yield from _broadcast(table, dtype)
    yield from _single_gradients(table, dtype)
    yield from _defaults(table, dtype)
    yield from rejected(build, _pair)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_classes.multi_label_soft_margin)


def _weight(dtype: str, kind: str, shape: Shape) -> Word:
    """Return the parameter; it aligns with the last axes, as one per class in (N, C) does."""
    last = shape[-1:]
    if kind == "absent":
        return ABSENT
    if kind in ("zeros", "negative"):
        values = _ZEROS if kind == "zeros" else _NEGATIVE
        values = [values[i % len(values)] for i in range(last[0])]
        return Word(kind, named("weight/%s/%s" % (pool_shape(last), kind), dtype, values))
    form = {"plain": last, "each": shape, "row": shape[:1] + (1,) * (len(shape) - 1)}[kind]
    return Word(kind, inputs.positive(dtype, form, "weight"))


def _pair(dtype: str, shape: Shape, target: str = "bits") -> Dict[str, NamedTensor]:
    return {
        "input": inputs.typical(dtype, shape, "input"),
        "target": TARGETS[target](dtype, shape, "target"),
    }


def _typical(table: Table, dtype: str) -> Iterator[Case]:
    over = {"reduction": REDUCTIONS, "weight": WEIGHTS, "shape": SHAPES, "target": TARGETS}
    for row in rows(over):
        shape, target, weight = row.pop("shape"), row["target"], row["weight"]
        if weight == "row" and shape[1] == 1:
            continue  # one per row is one per element
        row.update(weight=_weight(dtype, weight, shape), target=Word(target, None))
        flags = ["empty"] if 0 in shape else []
        yield table.case(row, _pair(dtype, shape, target), flags=flags)


def _values(table: Table, dtype: str) -> Iterator[Case]:
    pairs = _pairs(dtype)
    for row in rows({"reduction": REDUCTIONS, "weight": ("absent", "plain")}):
        for kind, (pair, flag) in pairs.items():
            flags = [flag]
            if row["reduction"] != "none" and flag == "special":
                flags.append("undefined-total")
            weight = _weight(dtype, row["weight"], pair["input"].shape)
            yield table.case({**row, "weight": weight}, pair, kind, flags)
    for row in rows({"reduction": REDUCTIONS, "weight": ("zeros", "negative")}):
        for kind in ("extreme", "special-target"):
            pair = pairs[kind][0]
            weight = _weight(dtype, row["weight"], pair["input"].shape)
            yield table.case({**row, "weight": weight}, pair, kind, ["odd-parameter"])
    odd = (float("nan"), 1.5, float("inf"), 0.75, -float("inf"))
    special = Word("special", named("weight/5/special", dtype, odd))
    for row in rows({"reduction": REDUCTIONS, "weight": (special,)}):
        flags = ["infinite-weight", "odd-parameter"]
        yield table.case(row, _pair(dtype, (4, 5)), flags=flags)
    for row in rows({"reduction": ("mean", "sum"), "weight": ("absent", "plain")}):
        for shape in ((30, 25), (2, 70, 5), (2, 400), (450, 2)):
            with_gradients = row["weight"] == "plain" and shape == (30, 25)
            fields = {} if with_gradients else {"requires_grad": ()}
            asked = {**row, "weight": _weight(dtype, row["weight"], shape)}
            yield table.case(asked, _pair(dtype, shape), flags=["large"], **fields)


def _pairs(dtype: str) -> Dict[str, tuple]:
    """Return inputs and flag of every class of values but the typical one."""
    shape = (4, 6)
    special = (float("nan"), float("inf"), -float("inf"), -0.0, 0.0, 1.5, -0.75)
    first, second = inputs.crossed("special", dtype, ("input", "target"), special, (0.0, 1.0, 0.5))
    columns = {
        "input": named("special/21x1/input", dtype, first.array.reshape(21, 1)),
        "target": named("special/21x1/target", dtype, second.array.reshape(21, 1)),
    }
    odd = inputs.taken("odd", dtype, shape, "target", special + (2.0, -1.0))
    steep = inputs.taken("steep", dtype, shape, "input", STEEP[dtype])
    bits = {"target": inputs.bits(dtype, shape, "target")}
    return {
        "grid": ({"input": inputs.grid(dtype, shape, "input"), **bits}, "kink"),
        "extreme": ({"input": inputs.extreme(dtype, shape, "input"), **bits}, "extreme"),
        "steep": ({"input": steep, **bits}, "steep"),
        "special": (columns, "special"),
        "special-target": ({**_pair(dtype, shape), "target": odd}, "special"),
    }


TARGET_PAIRS = (
    ((4, 5), (5,)),
    ((4, 5), (4, 1)),
    ((4, 5), ()),
    ((1, 5), (4, 5)),
    ((4, 1), (5,)),
    ((2, 3, 4), (3, 1)),
    ((4, 5), (2, 4, 5)),
)
"""Shapes of input and target that broadcast."""

WEIGHT_PAIRS = (
    ((4, 5), ()),
    ((4, 5), (1,)),
    ((2, 3, 4), (3, 1)),
    ((2, 3, 4), (2, 1, 4)),
    ((4, 5), (2, 4, 5)),
    ((1, 5), (3, 5)),
    ((4, 1), (5,)),
)
"""Shapes of input and weight that broadcast."""


def _broadcast(table: Table, dtype: str) -> Iterator[Case]:
    for row in rows({"reduction": REDUCTIONS}):
        for shape, other in TARGET_PAIRS:
            pair = {
                "input": inputs.typical(dtype, shape, "input"),
                "target": inputs.probabilities(dtype, other, "target"),
            }
            asked = {**row, "target": Word(pool_shape(other), None)}
            yield table.case(asked, pair, flags=["broadcast"] + _enlarged(shape, other))
    for row in rows({"reduction": REDUCTIONS}):
        for shape, other in WEIGHT_PAIRS:
            weight = Word(pool_shape(other), inputs.positive(dtype, other, "weight"))
            pair = _pair(dtype, shape, "probabilities")
            flags = ["broadcast"] + _enlarged(shape, other)
            yield table.case({**row, "weight": weight}, pair, flags=flags)
    for row in rows({"reduction": REDUCTIONS}):
        yield table.case(row, _pair(dtype, (4, 0)), flags=["empty"])


def _enlarged(shape: Shape, other: Shape) -> List[str]:
    return ["enlarged"] if np.broadcast(np.empty(shape), np.empty(other)).shape != shape else []


def _single_gradients(table: Table, dtype: str) -> Iterator[Case]:
    names = ("input", "target", "weight")
    for row in rows({"reduction": REDUCTIONS, "weight": ("absent", "plain"), "name": names}):
        kind, name = row["weight"], row.pop("name")
        if kind == "absent" and name == "weight":
            continue
        for shape in ((4, 5), (2, 3, 4)):
            asked = {**row, "weight": _weight(dtype, kind, shape), "grad": (name,)}
            pair = _pair(dtype, shape, "probabilities")
            yield table.case(asked, pair, flags=["one-gradient"])


def _defaults(table: Table, dtype: str) -> Iterator[Case]:
    yield table.case({}, _pair(dtype, (4, 5)))
    over = {"legacy": LEGACY, "weight": ("absent", "plain"), "reduction": (None, "none", "sum")}
    shapes = [shape for shape in SHAPES if 0 not in shape]
    for row in rows({"asked": list(rows(over)), "shape": shapes}, cover):
        shape = row.pop("shape")
        asked = {**row, "weight": _weight(dtype, row["weight"], shape)}
        yield table.case(asked, _pair(dtype, shape), flags=["legacy"])
    for reduction, shape in (("mean", (4, 5)), ("sum", (4, 5)), ("none", (1, 5))):
        yield implicit_gradient(table.build, reduction, label(shape), _pair(dtype, shape))
    flags = ["implicit-gradient", "one-gradient"]
    row = {"reduction": "mean", "grad": ("input",), "go": IMPLICIT}
    yield table.case(row, _pair(dtype, (4, 5)), flags=flags)
