"""HingeEmbeddingLoss: reduction x margin x shape.

Full product: reduction x margin (1, 0, positive, negative) x shape (pairs that broadcast included),
typical values. Covered: grid (kinks), extreme and special values and targets other than 1 and -1
are crossed with reduction and margin, at one shape each; the nine legacy settings with every
reduction beside them, shapes and margins taken in turn; a target that requires a gradient (torch
leaves it None) with reduction, shapes in turn.

Left out: arguments of different dtypes, of integers and of booleans, which torch takes.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Dict, Iterator

import numpy as np

from golden_generator.cases.rejected.hinge_embedding_loss import rejected
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import (
    BROADCAST_PAIRS,
    ELEMENTWISE_SHAPES,
    LEGACY,
    REDUCTIONS,
    cover,
    product,
)
from golden_generator.cases.shared.calls import (
    implicit_gradient,
)
from golden_generator.cases.shared.case import Case, Cases
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
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named, pool_shape
from golden_generator.cases.shared.variants import INTEGER_TARGET, WHOLE, integer_targets

LOSS = "HingeEmbeddingLoss"

_ATEN = "aten/src/ATen/native/Loss.cpp hinge_embedding_loss"

SPANS = {
    "near": {"output": Spans(6.5, 13, "below the margin 1 a difference has its unit of rounding")},
}
"""Decades of range classes that are not the goal, by class and tensor."""

NOTES = {
    **SIZE_NOTES,
    **range_notes(_ATEN, ("wide", "near"), SPANS),
    **INTEGER_TARGET,
    **incoming_notes(
        "aten/src/ATen/native/Loss.cpp hinge_embedding_loss: zeros selected by where, a "
        "mask times the gradient of clamp_min_"
    ),
    **common("broadcast", "empty", "extreme", "implicit-gradient"),
    **common("invalid", "kink", "large", "odd-parameter"),
    **common("legacy", "special"),
    "absorbed": Note(
        "a port that sums wider than its dtype: beside 1e38 the margin is lost",
        _ATEN,
        inert=("margin",),
    ),
    "any-target": Note(
        "a port that takes one branch where the target is neither 1 nor -1: torch adds both", _ATEN
    ),
    "exact-target": Note(
        "a port that looks at the target's sign: a target beside 1 is not 1", _ATEN
    ),
    "infinite-margin": Note(
        "a port that clamps, or rejects, a margin without bound", _ATEN, vacuous=True
    ),
    "none-gradient": Note("a port that gives the target a gradient: torch leaves it None", _ATEN),
    "one-sign": Note(
        "a port that mixes up the branches where all targets are alike; the margin then may not"
        " matter",
        _ATEN,
        inert=("margin",),
    ),
    "strict-signed-zero": Note(
        "a port that selects where torch adds a masked branch: -0.0 + 0.0 is 0.0; the sign of zero"
        " counts",
        _ATEN,
    ),
    "undefined-total": Note(
        "a port whose mean or sum over NaN and infinities stays finite", _ATEN, vacuous=True
    ),
}

MARGINS = (1.0, 0.0, 0.5, -0.25)

SHAPES = tuple((shape, shape) for shape in ELEMENTWISE_SHAPES)
SHAPES += tuple(pair for pair in BROADCAST_PAIRS if pair[0]) + (((), (3, 1)),)


SIZES = Sizes(elementwise.hinge, ELEMENTS, SQUARES + SQUARE_PAIRS)

INCOMING = (
    "margin=1.0/N12/kinks",
    "margin=1.0/N21/others",
    "margin=1.0/N30/special",
    "margin=1.0/N15/beyond",
    "margin=0.5/N3-C4/grid",
    "margin=1.0/N2-C3,N3/typical",
    "grad=input+target/*",
)
"""Cases that are asked with odd incoming gradients too."""

INTEGERS = (
    "margin=0.5/N2-C3/typical",
    "margin=1.0/N3-C4/grid",
    "margin=1.0/N12/kinks",
    "margin=0.5/N2-C3,N3/typical",
    "margin=0.5/N3,N2-C3/typical",
    "margin=1.0/0d/typical",
    "margin=1.0/N0-C3/typical",
    "margin=1.0/N15/beyond",
)
"""Cases that are asked with a target of int64 too."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of HingeEmbeddingLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from integer_targets(declared, INTEGERS)
    yield from incoming_cases(declared, INCOMING)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=("input",))
    yield from _typical(build, dtype)
    yield from _values(build, dtype)
    yield from _defaults(build, dtype)
    yield from rejected(build, _pair)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_elementwise.hinge)


def _pair(dtype: str, shape: Shape, other: Shape = None) -> Dict[str, NamedTensor]:
    other = shape if other is None else other
    return {
        "input": inputs.typical(dtype, shape, "input", -4.0, 1.0),
        "target": _signs(dtype, other),
    }


def _signs(dtype: str, shape: Shape) -> NamedTensor:
    """Return targets, more of them -1, whose branch has the margin."""
    return inputs.taken("sign", dtype, shape, "target", (-1.0, 1.0, -1.0, -1.0, 1.0))


def _margin(margin: float) -> str:
    return "margin=%s" % margin


def _flags(pair: Dict[str, NamedTensor]) -> list:
    flags = []
    if 0 in pair["input"].shape:
        flags.append("empty")
    if pair["input"].shape != pair["target"].shape:
        flags.append("broadcast")
    if len(set(pair["target"].array.reshape(-1))) == 1:
        flags.append("one-sign")
    return flags


def _typical(build: Cases, dtype: str) -> Iterator[Case]:
    for reduction, margin, (shape, other) in product(REDUCTIONS, MARGINS, SHAPES):
        pair = _pair(dtype, shape, other)
        yield build.values(
            reduction,
            _margin(margin),
            label(shape) if shape == other else label(shape, other),
            "typical",
            params={"margin": margin, "reduction": reduction},
            inputs=pair,
            flags=_flags(pair),
        )


def _values(build: Cases, dtype: str) -> Iterator[Case]:
    shape = (3, 4)
    kinks = (1.0, 0.0, 0.5, -0.25, 1.25, -0.5)
    signs = _signs(dtype, shape)
    tied, both = inputs.crossed("kinks", dtype, ("input", "target"), kinks, (1.0, -1.0))
    others, odd = inputs.crossed("other", dtype, ("input", "target"), (0.3, -0.7, 2.1), _odd(dtype))
    numbers = (float("nan"), float("inf"), -float("inf"), -0.0, -0.75, 1.5)
    beyond, sides = inputs.crossed(
        "beyond", dtype, ("input", "target"), (2.0, float("nan"), 1.0, 0.5, -1.5), (-1.0, 0.0, 1.0)
    )
    targets = (1.0, -1.0, 0.0) + numbers[:2]
    first, second = inputs.crossed("special", dtype, ("input", "target"), numbers, targets)
    for reduction, margin in product(REDUCTIONS, MARGINS):
        for kind, source, target, flags in (
            ("grid", inputs.grid(dtype, shape, "input"), signs, []),
            ("kinks", tied, both, ["kink"]),
            ("extreme", inputs.extreme(dtype, shape, "input"), signs, ["extreme"]),
            ("others", others, odd, ["any-target", "exact-target"]),
            ("special", first, second, ["special"]),
            ("beyond", beyond, sides, ["special"]),
        ):
            if kind == "beyond" and margin != 1.0:
                continue
            if kind in ("special", "beyond") and reduction != "none":
                flags = flags + ["undefined-total"]
            if kind == "extreme" and reduction != "none":
                flags = flags + ["absorbed"]
            yield build.values(
                reduction,
                _margin(margin),
                label(source.shape),
                kind,
                params={"margin": margin, "reduction": reduction},
                inputs={"input": source, "target": target},
                flags=flags,
            )
    for reduction, kind in product(REDUCTIONS, (0.0, -0.0)):
        size = beyond.shape if reduction == "none" else ()
        name = "go/%s/%s" % (pool_shape(size), kind)
        yield build.values(
            reduction,
            _margin(1.0),
            "go=%s" % kind,
            label(beyond.shape),
            "signed-zero",
            params={"margin": 1.0, "reduction": reduction},
            inputs={"input": beyond, "target": sides},
            grad_output=named(name, dtype, np.full(size, kind)),
            flags=["special", "strict-signed-zero", "undefined-total"],
        )
    for reduction, (kind, whole) in product(REDUCTIONS, WHOLE.items()):
        yield build.values(
            reduction,
            _margin(0.5),
            "target=" + kind,
            label((6,)),
            "others",
            params={"margin": 0.5, "reduction": reduction},
            inputs={
                "input": inputs.typical(dtype, (6,), "input", -4.0, 1.0),
                "target": named("whole/6/" + kind, kind, whole),
            },
            flags=["any-target", "exact-target", "integer-target"],
        )
    for reduction, margin in product(REDUCTIONS, (float("inf"), -float("inf"), 2)):
        yield build.values(
            reduction,
            _margin(margin),
            label(shape),
            "grid",
            params={"margin": margin, "reduction": reduction},
            inputs={"input": inputs.grid(dtype, shape, "input"), "target": signs},
            flags=[] if margin == 2 else ["infinite-margin"],
        )
    odd = (float("nan"), float("inf"), -float("inf"))
    for reduction, margin, kind in product(REDUCTIONS, odd, ("grid", "special")):
        pair = {"input": first, "target": second}
        if kind == "grid":
            if margin == margin:
                continue  # above
            pair = {"input": inputs.grid(dtype, shape, "input"), "target": signs}
        yield build.values(
            reduction,
            _margin(margin),
            label(pair["input"].shape),
            kind,
            params={"margin": margin, "reduction": reduction},
            inputs=pair,
            flags=["odd-parameter"],
        )
    for reduction in ("mean", "sum"):
        yield build.values(
            reduction,
            _margin(0.5),
            label((40, 25)),
            "typical",
            params={"margin": 0.5, "reduction": reduction},
            inputs=_pair(dtype, (40, 25)),
            flags=["large"],
        )


def _odd(dtype: str) -> tuple:
    """Return targets other than 1 and -1, their neighbours among them, and for contrast a 1."""
    below = 1 - (2.0**-24 if dtype == "float32" else 2.0**-53)
    return (0.0, -0.0, 2.0, -0.5, below, -below, 1.0)


def _defaults(build: Cases, dtype: str) -> Iterator[Case]:
    yield build.values("default", label((2, 3)), "typical", inputs=_pair(dtype, (2, 3)))
    yield build.values(
        "reduction=elementwise_mean",
        label((2, 3)),
        "typical",
        params={"reduction": "elementwise_mean"},
        inputs=_pair(dtype, (2, 3)),
    )
    shapes = [shape for shape in ELEMENTWISE_SHAPES if 0 not in shape]
    rows = cover(list(product(LEGACY, (None,) + REDUCTIONS)), shapes, MARGINS)
    for ((segment, legacy), reduction), shape, margin in rows:
        beside = {} if reduction is None else {"reduction": reduction}
        pair = _pair(dtype, shape)
        yield build.values(
            reduction or "default",
            segment,
            _margin(margin),
            label(shape),
            "typical",
            params={"margin": margin, **legacy, **beside},
            inputs=pair,
            flags=["legacy"] + _flags(pair),
        )
    for reduction, shape in cover(REDUCTIONS, ((2, 3), (5,), (2, 3, 2))):
        yield build.values(
            reduction,
            "grad=input+target",
            label(shape),
            "typical",
            params={"reduction": reduction},
            inputs=_pair(dtype, shape),
            requires_grad=("input", "target"),
            flags=["none-gradient"],
        )
    for reduction, shape in (("mean", (2, 3)), ("sum", (5,)), ("none", (1,)), ("none", ())):
        pair = _pair(dtype, shape)
        yield implicit_gradient(build, reduction, label(shape), pair, flags=_flags(pair))
