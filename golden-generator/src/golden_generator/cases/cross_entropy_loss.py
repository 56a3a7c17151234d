"""CrossEntropyLoss: the axes of :mod:`shared.classification`, over logits.

Covered: grid, extreme, special and shifted (far from 0) values are crossed with reduction and
weight, at a 2-D and an N-D shape each, because log_softmax has a path of its own for the last
axis; weights in other shapes than (C) at three ranks; classes that fill no, one and several
vectors (C = 2 to 41), and no classes at all.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Any, Iterator

import numpy as np

from golden_generator.cases.shared import classification, inputs
from golden_generator.cases.shared.axes import REDUCTIONS, product
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.classification import target_flags, target_of, weight_of
from golden_generator.cases.shared.guide import GUIDE_NOTES, guide_cases
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import classes
from golden_generator.cases.shared.ranged import classes as wide_classes
from golden_generator.cases.shared.ranges import Spans, range_cases, range_notes
from golden_generator.cases.shared.sizes import SIZE_NOTES, Axis, Sizes, size_cases
from golden_generator.cases.shared.tensors import NamedTensor, label, named, pool_shape

LOSS = "CrossEntropyLoss"

_SOFTMAX = "aten/src/ATen/native/SoftMax.cpp"
_NLL = "aten/src/THNN/generic/ClassNLLCriterion.c"

SPANS = {
    "peaked": {"output": Spans(7, 15, "log of the sum is lost below a unit of rounding of 1")},
    "crowded": {"output": Spans(0, 0, "there are two losses at most")},
    "near": {"output": Spans(0, 0, "nearly equal logits have losses near log C")},
}
"""Decades of range classes that are not the goal, by class and tensor."""

NOTES = {
    **SIZE_NOTES,
    **range_notes(_SOFTMAX, ("peaked", "crowded", "near", "rare"), SPANS),
    **incoming_notes(
        "aten/src/ATen/native/LossNLL.cpp; aten/src/ATen/native/cpu/SoftMaxKernel.cpp: "
        "grad - exp(output) * sum of grad"
    ),
    **common("empty", "implicit-gradient", "invalid", "legacy", "odd-parameter"),
    **GUIDE_NOTES,
    "boundary": Note("a port that is one off at the first or the last class", _NLL),
    "extreme": Note("a port that does not subtract the greatest logit", _SOFTMAX),
    "ignored": Note("a port that counts ignored targets, or divides by them", _NLL),
    "large": Note("a port whose sums drift over many rows, or that ends its loops early", _NLL),
    "no-class": Note(
        "a port that fails where all targets are ignored and there is no class",
        _SOFTMAX,
        vacuous=True,
    ),
    "one-class": Note(
        "a port whose loss or gradient is not 0 where there is one class", _SOFTMAX, vacuous=True
    ),
    "shift": Note("a port that exponentiates before it subtracts the greatest logit", _SOFTMAX),
    "special": Note(
        "a port that spreads the NaN of a row to another, hides that of an ignored row's gradient,"
        " or fails at a logit of -infinity",
        _SOFTMAX,
    ),
    "subnormal": Note("a port whose softmax flushes subnormal probabilities to 0", _SOFTMAX),
    "total-weight": Note(
        "a port that gives NaN, or a gradient, where the weights of the targets sum to <= 0",
        _NLL + ": W == 0 is not divided, W <= 0 has no gradient",
        vacuous=True,
    ),
    "vectors": Note(
        "a port that sums the exponentials of a row in another order than torch's vectors",
        "aten/src/ATen/native/cpu/SoftMaxKernel.cpp",
    ),
    "weight-cancels": Note(
        "a port that divides the mean by something else than the weights of the targets",
        _NLL + ": one target, or all of one class: its weight cancels",
        inert=("weight",),
    ),
    "weight-shape": Note(
        "a port that wants the weight to be 1-D", _NLL + ": C elements are enough"
    ),
}

_NAN, _INF = float("nan"), float("inf")

_ROWS = (
    (_NAN, 1.0, 2.0, -1.0),
    (_INF, 0.5, -1.0, 0.25),
    (-_INF, 0.5, 1.5, -0.75),
    (-_INF, 0.5, 1.5, -0.75),
    (-_INF, -_INF, -_INF, -_INF),
    (0.0, -0.0, -0.0, 0.0),
    (_NAN, 1.0, _INF, -1.0),
    (1.25, -0.5, 0.75, -1.5),
)
"""One oddity per row; the targets below hit it, miss it, and ignore it."""

_ROW_TARGETS = (1, 0, 1, 0, 2, 3, -100, 2)


SIZES = Sizes(
    ask=classes.likelihood(-24, 24),
    axes=(
        Axis("classes", lambda length: (1, length)),
        Axis("samples", lambda length: (length, 2)),
    ),
    equal=((3, 3), (8, 8), (3, 3, 3), (8, 8, 8), (3, 3, 3, 3), (3, 3, 3, 3, 3)),
    settings=2,
)

INCOMING = (
    "weight=absent/N4-C5/target=one-kept",
    "weight=plain/N4-C5/grid",
    "ignore=inside/N4-C5/extreme",
    "weight=zeros/N4-C5/extreme",
    "weight=plain/N8-C4/special",
    "weight=zeros/ignore=inside/N2-C3-2x2/typical",
)
"""Cases that are asked with odd incoming gradients too."""

SKIPPED = (
    "weight=absent/N4-C5/target=ignored",
    "weight=nonpositive/N4-C5/target=ends",
    "weight=zeros/N4-C5/target=weight-zero",
)
"""Of these, torch skips every row."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of CrossEntropyLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from incoming_cases(declared, INCOMING, SKIPPED)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=("input",))
    yield from classification.typical(build, inputs.typical)
    yield from _values(build, dtype)
    yield from _odd(build, dtype)
    yield from _vectors(build, dtype)
    yield from _weight_shapes(build, dtype)
    yield from classification.boundaries(build, inputs.typical)
    yield from classification.no_classes(build, inputs.typical)
    yield from classification.defaults(build, inputs.typical)
    yield from classification.invalid(build, inputs.typical)
    yield from _more_invalid(build, dtype)
    yield from guide_cases(LOSS, dtype)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_classes.likelihood(logits=True))


def _special(dtype: str, planar: bool) -> dict:
    rows, targets = np.array(_ROWS), np.array(_ROW_TARGETS)
    if planar:
        name, shape = "special/2x4x4/input", (2, 4)
        rows = rows.reshape(2, 4, 4).transpose(0, 2, 1)
    else:
        name, shape = "special/8x4/input", (8,)
    target = named("class/C4/%s/special" % pool_shape(shape), "int64", targets, shape)
    return {"input": named(name, dtype, rows.reshape(-1), rows.shape), "target": target}


def _far(dtype: str, shape: tuple) -> NamedTensor:
    return inputs.uniform("far", dtype, shape, "input", 4096.0, 4104.0)


def _apart(dtype: str, shape: tuple) -> NamedTensor:
    """Return logits so far apart that the smaller probabilities are subnormal or 0."""
    depth = {"float32": 87.0, "float64": 708.0}[dtype]
    table = (0.0, -depth - 1.25, -depth - 9.5, 0.5, -depth - 60.0)
    return inputs.taken("subnormal", dtype, shape, "input", table)


def _values(build: Cases, dtype: str) -> Iterator[Case]:
    for reduction, weight, shape in product(
        REDUCTIONS, ("absent", "plain", "negative"), ((4, 5), (2, 3, 2, 2))
    ):
        target = target_of(shape, {})
        for kind, tensor, flags in (
            ("grid", inputs.grid(dtype, shape, "input"), []),
            ("extreme", inputs.extreme(dtype, shape, "input"), ["extreme"]),
            ("shifted", _far(dtype, shape), ["shift"]),
            ("subnormal", _apart(dtype, shape), ["subnormal"]),
        ):
            yield _case(build, reduction, weight, kind, {"input": tensor, "target": target}, flags)
    for reduction, weight, planar in product(
        REDUCTIONS, ("absent", "plain", "negative"), (False, True)
    ):
        yield _case(build, reduction, weight, "special", _special(dtype, planar), ["special"])


def _odd(build: Cases, dtype: str) -> Iterator[Case]:
    kinds = (
        ("extreme", lambda shape: inputs.extreme(dtype, shape, "input")),
        ("special", lambda shape: inputs.special(dtype, shape, "input")),
    )
    yield from classification.odd(build, inputs.typical, kinds)


def _vectors(build: Cases, dtype: str) -> Iterator[Case]:
    for reduction, shape in product(
        ("none", "mean"), ((2, 2), (2, 8), (2, 9), (2, 16), (1, 33), (1, 41), (1, 9, 5), (1, 3, 19))
    ):
        pair = {"input": inputs.typical(dtype, shape, "input"), "target": target_of(shape, {})}
        yield _case(build, reduction, "absent", "typical", pair, ["vectors"])
    for reduction, weight in product(("mean", "sum"), ("absent", "plain")):
        for shape in ((40, 25), (700, 2)):
            pair = {"input": inputs.typical(dtype, shape, "input"), "target": target_of(shape, {})}
            grads = {} if shape == (40, 25) and weight == "absent" else {"requires_grad": ()}
            yield _case(build, reduction, weight, "typical", pair, ["large"], **grads)


def _weight_shapes(build: Cases, dtype: str) -> Iterator[Case]:
    for reduction, weight_shape, shape in product(
        REDUCTIONS, ((1, 3), (3, 1)), ((4, 3), (2, 3, 4), (2, 3, 2, 2))
    ):
        yield build.values(
            reduction,
            "weight=" + pool_shape(weight_shape),
            label(shape),
            "typical",
            params={
                "reduction": reduction,
                "weight": inputs.positive(dtype, weight_shape, "weight"),
            },
            inputs={"input": inputs.typical(dtype, shape, "input"), "target": target_of(shape, {})},
            flags=["weight-shape"],
        )
    for reduction, shape in product(REDUCTIONS, ((2, 0), (2, 0, 2, 1))):
        yield build.values(
            reduction,
            label(shape),
            "empty",
            params={"reduction": reduction},
            inputs={
                "input": inputs.typical(dtype, shape, "input"),
                "target": _ignored_only(shape),
            },
            flags=["no-class"],
        )


def _ignored_only(shape: tuple) -> NamedTensor:
    """Return targets for an input of this shape, none of which counts."""
    rest = shape[:1] + shape[2:]
    return named(
        "class/C%d/%s/ignored" % (shape[1], pool_shape(rest)), "int64", np.full(rest, -100)
    )


def _case(
    build: Cases, reduction: str, weight: str, kind: str, pair: dict, flags: list, **fields: Any
) -> Case:
    """Return a case of one class of values."""
    shape = pair["input"].shape
    params = {**weight_of(build.dtype, weight, shape[1]), "reduction": reduction}
    return build.values(
        reduction,
        "weight=" + weight,
        label(shape),
        kind,
        params=params,
        inputs=pair,
        flags=flags + target_flags(params, pair["target"], shape[1]),
        **fields,
    )


def _more_invalid(build: Cases, dtype: str) -> Iterator[Case]:
    whole = named("int/4x5/input", "int64", np.arange(20).reshape(4, 5) % 7)
    pair = {"input": inputs.typical(dtype, (4, 5), "input"), "target": target_of((4, 5), {})}
    yield build.invalid("inputDtype=int64", inputs={**pair, "input": whole}, requires_grad=())
    yield build.invalid(
        "no-class",
        inputs={
            "input": inputs.typical(dtype, (2, 0, 3), "input"),
            "target": _ignored_only((2, 0, 3)),
        },
    )
    yield build.invalid("labelSmoothing", params={"label_smoothing": 0.5}, inputs=pair)
    probabilities = inputs.probabilities(dtype, (4, 5), "target")
    yield build.invalid("probabilities", inputs={**pair, "target": probabilities})
