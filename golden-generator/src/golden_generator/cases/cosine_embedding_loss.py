"""CosineEmbeddingLoss: reduction x margin x shape.

Full product: reduction x margin (absent, 0, positive, negative) x shape (broadcasting inputs and
targets included), typical values (of vectors that mostly face each other, so
that margins count), targets of +1 and -1. Covered: grid, extreme and special values,
targets that are all +1, all -1 or neither, and cosines exactly at the margin are crossed with
reduction and margin at one shape each; the nine legacy settings with reduction and margin, shapes
taken in turn; one-sided gradients with every reduction. Left out, although torch accepts them:
targets of another dtype than the inputs (they are promoted), a 0-d tensor or a bool as margin.
Vectors of one element, equal and opposite ones have no gradient: 0 but for rounding errors.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Any, Dict, Iterator, Sequence, Tuple

import numpy as np

from golden_generator.cases.rejected.cosine_embedding_loss import rejected
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import LEGACY, REDUCTIONS, cover, product
from golden_generator.cases.shared.calls import (
    implicit_gradient,
)
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import vectors
from golden_generator.cases.shared.ranged import vectors as wide_vectors
from golden_generator.cases.shared.ranges import Spans, range_cases, range_notes
from golden_generator.cases.shared.sizes import SIZE_NOTES, Axis, Sizes, size_cases
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named
from golden_generator.cases.shared.variants import (
    INTEGER_TARGET,
    WHOLE,
    integer_targets,
    requested_cases,
)

LOSS = "CosineEmbeddingLoss"

_COSINE = "aten/src/ATen/native/Loss.cpp cosine_embedding_loss"

SPANS = {
    "near": {"output": Spans(3, 3, "1 - cos loses what is below a unit of rounding of 1")},
}
"""Decades of range classes that are not the goal, by class and tensor."""

NOTES = {
    **SIZE_NOTES,
    **range_notes(_COSINE, ("wide", "near"), SPANS),
    **INTEGER_TARGET,
    **incoming_notes(
        "aten/src/ATen/native/Loss.cpp cosine_embedding_loss: zeros selected by where, a "
        "mask times the gradient of clamp_min_"
    ),
    **common(
        "broadcast",
        "empty",
        "extreme",
        "implicit-gradient",
        "invalid",
        "large",
        "legacy",
        "odd-parameter",
    ),
    **common("one-gradient"),
    "clamped": Note(
        "a port that gives a loss or a gradient where the cosine is below the margin",
        _COSINE,
        vacuous=True,
    ),
    "kink": Note(
        "a port without a gradient where the cosine equals the margin exactly",
        _COSINE + ": clamp_min passes the gradient at 0",
    ),
    "no-axis": Note(
        "a port that fails on vectors without elements: their cosine is 0",
        _COSINE,
        inert=("input1", "input2", "margin"),
    ),
    "no-gradient": Note(
        "a port that gives the target a gradient: it stays None where one is required",
        _COSINE + ": the target is only compared",
    ),
    "other-target": Note(
        "a port that takes every target but 1 for -1: others add 0",
        _COSINE,
        inert=("input1", "input2", "margin"),
    ),
    "margin-unused": Note(
        "a port that uses margin although no pair of target -1 is beyond it",
        _COSINE,
        inert=("margin",),
    ),
    "overflow": Note(
        "a port that divides by both norms in turn: their product is infinite, and the cosine 0",
        _COSINE,
        vacuous=True,
    ),
    "special": Note(
        "a port that swallows NaN, infinities, or the 1e-12 that keeps zero vectors apart from NaN",
        _COSINE + ", EPSILON",
    ),
    "strict-signed-zero": Note(
        "a port that gives -0.0 where torch's clamp gives 0.0; the sign of zero counts",
        _COSINE + ": (cos - margin).clamp_min_(0)",
    ),
    "undefined-total": Note(
        "a port whose mean or sum over NaN stays finite", _COSINE, vacuous=True
    ),
}

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

MARGINS: Tuple[Tuple[str, Dict[str, Any]], ...] = (
    ("margin=absent", {}),
    ("margin=0.0", {"margin": 0.0}),
    ("margin=0.5", {"margin": 0.5}),
    ("margin=-0.75", {"margin": -0.75}),
)

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
"""Of these, every gradient is NaN, or 0, whatever the incoming one is."""

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
    yield from _typical(build, dtype)
    yield from _targets(build, dtype)
    yield from _values(build, dtype)
    yield from _signed_zero(build, dtype)
    yield from _large(build, dtype)
    yield from _defaults(build, dtype)
    yield from _gradients(build, dtype)
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


def _flags(params: Dict[str, Any], values: Dict[str, NamedTensor]) -> list:
    """Return the flags that follow from which pairs lose something, and which through margin."""
    one, other, target = (values[name].array.astype("float64") for name in values)
    if 0 in one.shape + other.shape:
        return []
    with np.errstate(all="ignore"):
        lengths = ((one * one).sum(1) + 1e-12) * ((other * other).sum(1) + 1e-12)
        cosine = (one * other).sum(1) / np.sqrt(lengths)
        beyond = (target == -1) & (cosine > params.get("margin", 0.0))
    if beyond.any() or (target != target).any():
        return []
    if not (target == 1).any():
        return [] if (cosine == params.get("margin", 0.0)).any() else ["clamped"]
    return ["margin-unused"] if "margin" in params else []


def _typical(build: Cases, dtype: str) -> Iterator[Case]:
    for reduction, (segment, margin), (shapes, flag) in product(REDUCTIONS, MARGINS, SHAPES):
        values = _arguments(dtype, shapes)
        params = {**margin, "reduction": reduction}
        gradients = _ONE_ELEMENT.get(shapes[1], _PAIR)
        yield build.values(
            reduction,
            *([] if gradients == _PAIR else ["grad=" + "+".join(gradients or ("none",))]),
            segment,
            label(*shapes) if len(set(shapes)) > 1 else label(shapes[0]),
            "typical",
            params=params,
            inputs=values,
            requires_grad=gradients,
            flags=([flag] if flag else []) + _flags(params, values),
        )


def _targets(build: Cases, dtype: str) -> Iterator[Case]:
    values = _arguments(dtype, ((4, 3), (4, 3), (4,)))
    kinds: Sequence[Tuple[str, Sequence[float], Sequence[str]]] = (
        ("similar", [1, 1, 1, 1], []),
        ("dissimilar", [-1, -1, -1, -1], []),
        ("other", [0, 1, 2, -1], ["other-target"]),
        ("fraction", [0.5, -1, -0.5, 1], ["other-target"]),
        ("nan", [float("nan"), 1, -1, float("inf")], ["other-target"]),
    )
    for reduction, (segment, margin), (kind, target, flags) in product(REDUCTIONS, MARGINS, kinds):
        params = {**margin, "reduction": reduction}
        arguments = {**values, "target": named("sign/4/" + kind, dtype, target)}
        yield build.values(
            reduction,
            segment,
            label((4, 3)),
            "target=" + kind,
            params=params,
            inputs=arguments,
            flags=list(flags) + _flags(params, arguments),
        )
    six = _arguments(dtype, ((6, 3), (6, 3), (6,)))
    for reduction, (kind, whole) in product(REDUCTIONS, WHOLE.items()):
        yield build.values(
            reduction,
            "target=" + kind,
            label((6, 3)),
            "target=others",
            params={"reduction": reduction},
            inputs={**six, "target": named("whole/6/" + kind, kind, whole)},
            flags=["integer-target", "other-target"],
        )
    for margin in (1, 2.0, -2, float("inf"), -float("inf")):
        for reduction in REDUCTIONS:
            yield build.values(
                reduction,
                "margin=%s" % margin,
                label((4, 3)),
                "typical",
                params={"margin": margin, "reduction": reduction},
                inputs=values,
                flags=_flags({"margin": margin}, values),
            )
    for reduction in REDUCTIONS:
        yield build.values(
            reduction,
            "margin=nan",
            label((4, 3)),
            "typical",
            params={"margin": float("nan"), "reduction": reduction},
            inputs=values,
            flags=["odd-parameter"],
        )


def _values(build: Cases, dtype: str) -> Iterator[Case]:
    sign = inputs.signs(dtype, (4,), "target")
    first = inputs.grid(dtype, (4, 3), "input1")
    huge = {"float32": 1e10, "float64": 1e78}[dtype]
    classes = {
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
    for reduction, margin in product(REDUCTIONS, (float("nan"), float("inf"), -float("inf"))):
        flags = ["odd-parameter"]
        yield from _special(
            build, dtype, reduction, "margin=%s" % margin, {"margin": margin}, flags
        )
    for reduction, (segment, margin) in product(REDUCTIONS, MARGINS):
        params = {**margin, "reduction": reduction}
        for kind, (one, other) in classes.items():
            shape = one.shape
            target = sign if shape[0] == 4 else inputs.signs(dtype, shape[:1], "target")
            values = {"input1": one, "input2": other, "target": target}
            flags = _flags(params, values)
            if kind == "overflow":
                flags.append("overflow")
            if kind == "extreme":
                flags += ["extreme"] + ([] if reduction == "none" else ["undefined-total"])
            yield build.values(
                reduction,
                segment,
                label(shape),
                kind,
                params=params,
                inputs=values,
                requires_grad=() if kind in ("equal", "opposite") else _PAIR,
                flags=flags,
            )
        yield from _special(build, dtype, reduction, segment, margin)
    yield from _kinks(build, dtype)


def _special(
    build: Cases,
    dtype: str,
    reduction: str,
    segment: str,
    margin: Dict[str, Any],
    flags: Sequence[str] = (),
) -> Iterator[Case]:
    numbers = (float("nan"), float("inf"), -float("inf"), -0.0, 1.5)
    one, other = inputs.crossed("special", dtype, _PAIR, numbers, numbers)
    count = one.array.size
    beside = named("special/%dx2/input1" % count, dtype, [[v, 1.0] for v in one.array])
    second = named("special/%dx2/input2" % count, dtype, [[v, -0.5] for v in other.array])
    params = {**margin, "reduction": reduction}
    values = {
        "input1": beside,
        "input2": second,
        "target": inputs.signs(dtype, (count,), "target"),
    }
    yield build.values(
        reduction,
        segment,
        label(beside.shape),
        "special",
        params=params,
        inputs=values,
        flags=flags
        or ["special"] + (_flags(params, values) if reduction == "none" else ["undefined-total"]),
    )


def _kinks(build: Cases, dtype: str) -> Iterator[Case]:
    one = named("kinks/3x2/input1", dtype, [[1, 0], [2, -1], [0.5, 0.25]])
    orthogonal = named("kinks/3x2/input2", dtype, [[0, 2], [1, 2], [-0.5, 1]])
    target = named("sign/3/dissimilar", dtype, [-1, -1, -1])
    values = {"input1": one, "input2": orthogonal, "target": target}
    for reduction, (segment, margin) in product(REDUCTIONS, MARGINS):
        yield build.values(
            reduction,
            segment,
            label((3, 2)),
            "kinks",
            params={**margin, "reduction": reduction},
            inputs=values,
            flags=_flags(margin, values) + (["kink"] if not margin.get("margin") else []),
        )


def _signed_zero(build: Cases, dtype: str) -> Iterator[Case]:
    """Yield cosines of -0.0, as their squares overflow: torch clamps them to 0.0."""
    far = {"float32": 1e25, "float64": 1e160}[dtype]
    values = {
        "input1": named("signed-zero/3x1/input1", dtype, [[far], [far], [1.5]]),
        "input2": named("signed-zero/3x1/input2", dtype, [[-1e-5], [1e-5], [0.75]]),
        "target": named("sign/3/dissimilar", dtype, [-1, -1, -1]),
    }
    for reduction, (segment, margin) in product(REDUCTIONS, MARGINS[:3]):
        yield build.values(
            reduction,
            segment,
            label((3, 1)),
            "signed-zero",
            params={**margin, "reduction": reduction},
            inputs=values,
            requires_grad=(),
            flags=["strict-signed-zero"],
        )


def _large(build: Cases, dtype: str) -> Iterator[Case]:
    for reduction, (shape, gradients) in product(
        ("mean", "sum"), (((40, 25), _PAIR), ((1200, 2), ()))
    ):
        shapes = (shape, shape, shape[:1])
        yield build.values(
            reduction,
            "margin=0.5",
            label(shape),
            "typical",
            params={"margin": 0.5, "reduction": reduction},
            inputs=_arguments(dtype, shapes),
            requires_grad=gradients,
            flags=["large"],
        )


def _defaults(build: Cases, dtype: str) -> Iterator[Case]:
    shapes = [shapes for shapes, flag in SHAPES if flag in ("", "broadcast")]
    shapes = [one for one in shapes if one[2] not in ((), (1,)) and one[1] not in _ONE_ELEMENT]
    rows = list(product(LEGACY, MARGINS[1:], (None, "none", "sum")))
    for ((segment, legacy), (margin, params), reduction), shape in cover(rows, shapes):
        beside = {} if reduction is None else {"reduction": reduction}
        yield build.values(
            reduction or "default",
            segment,
            margin,
            label(*shape),
            "typical",
            params={**params, **legacy, **beside},
            inputs=_arguments(dtype, shape),
            flags=["legacy"] + _flags(params, _arguments(dtype, shape)),
        )
    plain = _arguments(dtype, ((4, 3), (4, 3), (4,)))
    yield build.values("default", label((4, 3)), "typical", inputs=plain)
    yield build.values(
        "reduction=elementwise_mean",
        label((4, 3)),
        "typical",
        params={"reduction": "elementwise_mean"},
        inputs=plain,
    )
    single = _arguments(dtype, ((1, 4), (1, 4), (1,)))
    for reduction, values in (("mean", plain), ("sum", plain), ("none", single)):
        yield implicit_gradient(build, reduction, label(values["input1"].shape), values)


def _gradients(build: Cases, dtype: str) -> Iterator[Case]:
    sides = (("input1",), ("input2",), ("input1", "target"), ("input1", "input2", "target"))
    shapes = [((4, 3), (4, 3), (4,)), ((4, 3), (1, 3), (4,)), ((2, 3, 2), (2, 3, 2), (2, 2))]
    for (reduction, names), shape in cover(list(product(REDUCTIONS, sides)), shapes):
        yield build.values(
            reduction,
            "grad=" + "+".join(names),
            "margin=-0.75",
            label(*shape),
            "typical",
            params={"margin": -0.75, "reduction": reduction},
            inputs=_arguments(dtype, shape),
            requires_grad=names,
            flags=["no-gradient" if "target" in names else "one-gradient"],
        )
