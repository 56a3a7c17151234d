"""MultiLabelMarginLoss: reduction x shape x labels.

Full product: reduction x shape x labels (one, several, one of them repeated, labels behind the
first -1, all classes, none), typical values. Covered: grid (ties at the margin), extreme and
special values are crossed with reduction at one shape of each rank or at (N, C) alone; labels at
the boundaries of their range with reduction; the nine legacy settings with the reductions beside
them, shapes and labels taken in turn.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Dict, Iterator, List, Sequence

import numpy as np

from golden_generator.cases.rejected.multi_label_margin_loss import rejected
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import LEGACY, REDUCTIONS, cover, product
from golden_generator.cases.shared.calls import implicit_gradient
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.guide import GUIDE_NOTES, guide_cases
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import classes
from golden_generator.cases.shared.ranged import classes as wide_classes
from golden_generator.cases.shared.ranges import range_cases, range_notes
from golden_generator.cases.shared.sizes import SIZE_NOTES, Axis, Sizes, size_cases
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named, pool_shape

LOSS = "MultiLabelMarginLoss"

_KERNEL = "aten/src/ATen/native/LossMultiLabelMargin.cpp"

NOTES = {
    **SIZE_NOTES,
    **range_notes(_KERNEL, ("near",), {}),
    **incoming_notes(
        "aten/src/ATen/native/LossMultiLabelMargin.cpp: sums of derivatives times the gradient"
    ),
    **common("implicit-gradient", "invalid", "legacy"),
    **GUIDE_NOTES,
    "all-labels": Note(
        "a port that compares the labels with each other: no class is left, the loss is 0",
        _KERNEL,
        vacuous=True,
    ),
    "behind-end": Note("a port that reads labels behind the first -1", _KERNEL),
    "boundary": Note("a port that is one off at the first or the last class", _KERNEL),
    "extreme": Note("a port that overflows, or underflows, where torch does not", _KERNEL),
    "kink": Note(
        "a port whose gradient passes where 1 - x[y] + x[i] is exactly 0", _KERNEL + ": z > 0"
    ),
    "large": Note("a port whose sums drift over many rows, or that ends its loops early", _KERNEL),
    "no-label": Note(
        "a port that fails, or invents a loss, where a row has no label", _KERNEL, vacuous=True
    ),
    "one-class": Note(
        "a port whose loss or gradient is not 0 where there is one class", _KERNEL, vacuous=True
    ),
    "repeated": Note("a port that counts a repeated label once", _KERNEL),
    "special": Note("a port that lets NaN through: NaN > 0 is false, the term is 0", _KERNEL),
}

SHAPES = ((4, 6), (1, 6), (6,), (3, 1), (1,), ())

ROWS: Dict[str, Sequence[Sequence[int]]] = {
    "one": ((3, -1, -1, -1, -1, -1), (0, -1, 4, 2, -1, -1), (5, -1, -1, -1, -1, -1)),
    "several": ((3, 0, -1, -1, -1, -1), (1, 5, 2, -1, -1, -1), (4, 0, 5, 2, 1, -1)),
    "repeated": ((3, 3, 0, -1, -1, -1), (5, 5, 5, 5, 5, 5), (1, 0, 1, 0, 1, -1)),
    "behind-end": ((4, -1, 2, 5, 0, 1), (1, 4, -1, 4, -1, 0), (5, -1, 5, 5, 5, 5)),
    "all": ((5, 4, 3, 2, 1, 0), (0, 1, 2, 3, 4, 5), (2, 0, 1, 5, 4, 3)),
    "none": ((-1, -1, -1, -1, -1, -1), (-1, 2, 3, -1, 0, 5), (-1, 0, 0, 0, 0, 0)),
}
"""Rows of labels by kind; a tensor takes them in turn."""

FLAGS = {
    "repeated": ["repeated"],
    "behind-end": ["behind-end"],
    "all": ["all-labels"],
    "none": ["no-label"],
}

_NAN, _INF = float("nan"), float("inf")

_SPECIAL = (
    (_NAN, 0.5, 1.0, -1.0),
    (_NAN, 0.5, 1.0, -1.0),
    (_INF, 0.5, -1.0, 0.25),
    (0.25, 0.5, -1.0, _INF),
    (-_INF, 0.5, 0.75, -0.25),
    (-_INF, 0.5, -_INF, -0.25),
    (-0.0, 0.0, 1.0, -1.0),
)

_SPECIAL_LABELS = (
    (1, 2, -1, -1),
    (0, 3, -1, -1),
    (0, -1, -1, -1),
    (0, 2, -1, -1),
    (0, 3, -1, -1),
    (1, 2, -1, -1),
    (3, 0, -1, -1),
)


SIZES = Sizes(
    ask=classes.multi_label_margin,
    axes=(
        Axis("classes", lambda length: (1, length)),
        Axis("labels", lambda length: (1, length + 2, length)),
        Axis("samples", lambda length: (length, 2)),
    ),
    equal=((3, 3), (8, 8)),
    settings=1,
)

INCOMING = (
    "labels=several/N4-C6/grid",
    "labels=repeated/N6/grid",
    "N7-C4/special",
    "N4-C6/target=full",
    "labels=one/N4-C6/extreme",
)
"""Cases that are asked with odd incoming gradients too."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of MultiLabelMarginLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from incoming_cases(declared, INCOMING)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=("input",))
    yield from _typical(build, dtype)
    yield from _values(build, dtype)
    yield from _large(build, dtype)
    yield from _boundaries(build, dtype)
    yield from _defaults(build, dtype)
    yield from rejected(build, _pair, _labels)
    yield from guide_cases(LOSS, dtype)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_classes.multi_label_margin)


def _labels(shape: Shape, kind: str) -> NamedTensor:
    name = "labels/%s/%s" % (pool_shape(shape), kind)
    count = shape[-1] if shape else 1
    if count == 1:
        return named(name, "int64", np.full(shape, -1 if kind == "none" else 0))
    rows = shape[0] if len(shape) == 2 else 1
    values = [ROWS[kind][row % 3] for row in range(rows)]
    return named(name, "int64", values, shape)


def _pair(dtype: str, shape: Shape, kind: str = "several") -> Dict[str, NamedTensor]:
    return {"input": inputs.typical(dtype, shape, "input"), "target": _labels(shape, kind)}


def _flags(shape: Shape, kind: str) -> List[str]:
    return FLAGS.get(kind, []) if shape and shape[-1] > 1 else ["one-class"]


def _typical(build: Cases, dtype: str) -> Iterator[Case]:
    for reduction, shape, kind in product(REDUCTIONS, SHAPES, ROWS):
        if kind not in ("one", "none") and not (shape and shape[-1] > 1):
            continue  # one class: it is a label or it is none
        yield build.values(
            reduction,
            "labels=" + kind,
            label(shape),
            "typical",
            params={"reduction": reduction},
            inputs=_pair(dtype, shape, kind),
            flags=_flags(shape, kind),
        )
    for reduction, (shape, other) in product(REDUCTIONS, (((), (1,)), ((1,), ()))):
        yield build.values(
            reduction,
            "labels=one",
            label(shape, other),
            "typical",
            params={"reduction": reduction},
            inputs={**_pair(dtype, shape), "target": _labels(other, "one")},
            flags=["one-class"],
        )


def _values(build: Cases, dtype: str) -> Iterator[Case]:
    special = {
        "input": named("special/7x4/input", dtype, _SPECIAL),
        "target": named("labels/7x4/special", "int64", _SPECIAL_LABELS),
    }
    for reduction in REDUCTIONS:
        for kind, shape in product(("one", "several", "repeated"), ((4, 6), (6,))):
            yield build.values(
                reduction,
                "labels=" + kind,
                label(shape),
                "grid",
                params={"reduction": reduction},
                inputs={**_pair(dtype, shape, kind), "input": inputs.grid(dtype, shape, "input")},
                flags=["kink"],
            )
        for kind in ("one", "several"):
            pair = _pair(dtype, (4, 6), kind)
            yield build.values(
                reduction,
                "labels=" + kind,
                label((4, 6)),
                "extreme",
                params={"reduction": reduction},
                inputs={**pair, "input": inputs.extreme(dtype, (4, 6), "input")},
                flags=["extreme"],
            )
        yield build.values(
            reduction,
            label((7, 4)),
            "special",
            params={"reduction": reduction},
            inputs=special,
            flags=["special"],
        )


def _large(build: Cases, dtype: str) -> Iterator[Case]:
    for reduction, shape in product(("mean", "sum"), ((40, 25), (500, 3))):
        yield build.values(
            reduction,
            label(shape),
            "typical",
            params={"reduction": reduction},
            inputs={
                "input": inputs.typical(dtype, shape, "input"),
                "target": inputs.classes(shape[1], shape, "target", ignored=-1),
            },
            requires_grad=("input",) if shape == (40, 25) else (),
            flags=["large"],
        )


def _boundaries(build: Cases, dtype: str) -> Iterator[Case]:
    rows = {
        "first": [[0, -1, -1, -1, -1, -1]] * 4,
        "last": [[5, -1, -1, -1, -1, -1]] * 4,
        "ends": [[0, 5, -1, -1, -1, -1], [5, 0, -1, 5, 5, 5]] * 2,
        "full": [[0, 0, 1, 1, 2, 2], [5, 5, 5, 5, 5, 4]] * 2,
    }
    for reduction, (kind, values) in product(REDUCTIONS, rows.items()):
        yield build.values(
            reduction,
            label((4, 6)),
            "target=" + kind,
            params={"reduction": reduction},
            inputs={
                "input": inputs.typical(dtype, (4, 6), "input"),
                "target": named("labels/4x6/%s" % kind, "int64", values),
            },
            flags=["boundary"],
        )


def _defaults(build: Cases, dtype: str) -> Iterator[Case]:
    yield build.values("default", label((4, 6)), "typical", inputs=_pair(dtype, (4, 6)))
    yield build.values(
        "reduction=elementwise_mean",
        label((4, 6)),
        "typical",
        params={"reduction": "elementwise_mean"},
        inputs=_pair(dtype, (4, 6)),
    )
    kinds = ("one", "several", "repeated", "behind-end")
    rows = list(product(LEGACY, (None,) + REDUCTIONS))
    places = list(product(kinds, SHAPES[:3])) + [("several", (4, 6))]
    for ((segment, legacy), reduction), (kind, shape) in cover(rows, places):
        beside = {} if reduction is None else {"reduction": reduction}
        yield build.values(
            reduction or "default",
            segment,
            "labels=" + kind,
            label(shape),
            "typical",
            params={**legacy, **beside},
            inputs=_pair(dtype, shape, kind),
            flags=["legacy"] + _flags(shape, kind),
        )
    for reduction, shape in (("mean", (4, 6)), ("sum", (4, 6)), ("none", (1, 6)), ("none", (6,))):
        yield implicit_gradient(build, reduction, label(shape), _pair(dtype, shape))
