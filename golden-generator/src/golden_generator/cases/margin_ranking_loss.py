"""MarginRankingLoss: reduction x margin x shape.

Full product: reduction x margin (0, positive, negative) x shape (triples that broadcast included),
typical values, all three gradients. Covered: grid (kinks), extreme and special values and targets
other than 1 and -1 are crossed with reduction and margin, at one shape each; the subsets of
gradients with reduction, shapes taken in turn; the nine legacy settings with every reduction
beside them, shapes and margins taken in turn.

Left out: arguments of different dtypes, and of integers, which torch promotes.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Dict, Iterator, Tuple

from golden_generator.cases.rejected.margin_ranking_loss import rejected
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import (
    ELEMENTWISE_SHAPES,
    LEGACY,
    REDUCTIONS,
    cover,
    product,
)
from golden_generator.cases.shared.calls import (
    implicit_gradient,
)
from golden_generator.cases.shared.case import IMPLICIT, Case, Cases
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import elementwise
from golden_generator.cases.shared.ranged import elementwise as wide_elementwise
from golden_generator.cases.shared.ranges import range_cases, range_notes
from golden_generator.cases.shared.sizes import ELEMENTS, SIZE_NOTES, SQUARES, Sizes, size_cases
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named
from golden_generator.cases.shared.variants import requested_cases

LOSS = "MarginRankingLoss"

_ATEN = "aten/src/ATen/native/Loss.cpp margin_ranking_loss"

NOTES = {
    **SIZE_NOTES,
    **range_notes(_ATEN, ("wide", "near"), {}),
    **incoming_notes(
        "aten/src/ATen/native/Loss.cpp margin_ranking_loss: a mask times the gradient of clamp_min_"
    ),
    **common(
        "broadcast",
        "empty",
        "extreme",
        "implicit-gradient",
        "invalid",
        "kink",
        "large",
        "odd-parameter",
    ),
    **common("legacy", "one-gradient", "special"),
    "absorbed": Note(
        "a port that sums wider than its dtype: beside 1e38 the margin is lost",
        _ATEN,
        inert=("margin",),
    ),
    "any-target": Note(
        "a port that reads the target as 1 or -1, rather than multiply by it", _ATEN
    ),
    "infinite-margin": Note(
        "a port that clamps, or rejects, a margin without bound",
        _ATEN,
        vacuous=True,
    ),
    "undefined-total": Note(
        "a port whose mean or sum over NaN and infinities stays finite", _ATEN, vacuous=True
    ),
}

NAMES = ("input1", "input2", "target")

MARGINS = (0.0, 0.5, -0.75)

BROADCAST_TRIPLES: Tuple[Tuple[Shape, Shape, Shape], ...] = (
    ((2, 3), (2, 3), (3,)),
    ((2, 3), (2, 3), (1,)),
    ((3,), (3,), (2, 3)),
    ((3,), (2, 3), (2, 1)),
    ((2, 1), (1, 3), (2, 3)),
    ((2, 1), (3,), (1,)),
    ((2, 1, 2), (1, 3, 1), (2,)),
)
"""The three broadcast: the target smaller, larger, and along other axes than the inputs."""

SHAPES = tuple((shape,) * 3 for shape in ELEMENTWISE_SHAPES if shape) + BROADCAST_TRIPLES


SQUARE_TRIPLES = (
    ((3, 3), (3, 3), (3,)),
    ((3, 3), (3, 3), (3, 1)),
    ((3, 3), (3,), (3, 3)),
    ((3, 1), (3, 3), (3, 3)),
    ((8, 8), (8, 1), (8,)),
)

SIZES = Sizes(elementwise.margin_ranking, ELEMENTS, SQUARES + SQUARE_TRIPLES, settings=2, long=2)

INCOMING = (
    "margin=0.0/N3-C4/grid",
    "margin=0.5/N3-C4/grid",
    "margin=0.5/N2-C4/others",
    "margin=0.5/N100/special",
    "margin=0.5/N2-C1,N1-C3,N2-C3/typical",
)
"""Cases that are asked with odd incoming gradients too."""

REQUESTED = ("margin=0.5/*,*,*/typical",)
"""Cases of shapes that broadcast, asked for every subset of their gradients."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of MarginRankingLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from requested_cases(declared, REQUESTED, NAMES)
    yield from incoming_cases(declared, INCOMING)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=NAMES)
    yield from _typical(build, dtype)
    yield from _values(build, dtype)
    yield from _gradients(build, dtype)
    yield from _defaults(build, dtype)
    yield from rejected(build, _triple)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_elementwise.margin_ranking)


def _triple(dtype: str, *shapes: Shape) -> Dict[str, NamedTensor]:
    first, second, target = shapes if len(shapes) == 3 else shapes * 3
    if shapes == ((1,),):  # a single pair has to be out of order, or nothing is asked
        return {
            "input1": inputs.uniform("below", dtype, (1,), "input1", -3.0, -1.5),
            "input2": inputs.uniform("above", dtype, (1,), "input2", 1.5, 3.0),
            "target": named("sign/1/violated", dtype, [1.0]),
        }
    return {
        "input1": inputs.typical(dtype, first, "input1"),
        "input2": inputs.typical(dtype, second, "input2"),
        "target": inputs.signs(dtype, target, "target"),
    }


def _margin(margin: float) -> str:
    return "margin=%s" % margin


def _typical(build: Cases, dtype: str) -> Iterator[Case]:
    for reduction, margin, shapes in product(REDUCTIONS, MARGINS, SHAPES):
        same = len(set(shapes)) == 1
        flags = ["empty"] if 0 in shapes[0] else []
        yield build.values(
            reduction,
            _margin(margin),
            label(shapes[0]) if same else label(*shapes),
            "typical",
            params={"margin": margin, "reduction": reduction},
            inputs=_triple(dtype, *(shapes if len(set(shapes)) > 1 else shapes[:1])),
            flags=flags if same else ["broadcast"],
        )


def _values(build: Cases, dtype: str) -> Iterator[Case]:
    shape = (3, 4)
    grid = inputs.grid(dtype, shape, "input1")
    tied = {
        "input1": grid,
        "input2": inputs.shifted(grid, "input2", (0.0, 0.5, -0.5, 0.75, -0.75, 0.0, 2.0)),
        "target": inputs.signs(dtype, shape, "target"),
    }
    extreme = {
        "input1": inputs.extreme(dtype, shape, "input1"),
        "input2": inputs.extreme(dtype, shape, "input2"),
        "target": inputs.signs(dtype, shape, "target"),
    }
    others = {
        **_triple(dtype, (2, 4)),
        "target": named("other/2x4/target", dtype, [2.0, -0.5, 0.25, -3.0] * 2, (2, 4)),
    }
    numbers = (float("nan"), float("inf"), -float("inf"), -0.0, 1.5)
    crossed = inputs.crossed(
        "special", dtype, NAMES, numbers, numbers, (1.0, -1.0, 0.0, numbers[0])
    )
    special = dict(zip(NAMES, crossed))
    for reduction, margin in product(REDUCTIONS, MARGINS):
        for kind, arguments, flags in (
            ("grid", tied, ["kink"]),
            ("extreme", extreme, ["extreme"]),
            ("others", others, ["any-target"]),
            ("special", special, ["special"]),
        ):
            if kind == "special" and reduction != "none":
                flags = flags + ["undefined-total"]
            if kind == "extreme" and reduction != "none":
                flags = flags + ["absorbed"]
            yield build.values(
                reduction,
                _margin(margin),
                label(arguments["input1"].shape),
                kind,
                params={"margin": margin, "reduction": reduction},
                inputs=arguments,
                flags=flags,
            )
    for reduction, margin in product(REDUCTIONS, (float("inf"), -float("inf"), 2)):
        yield build.values(
            reduction,
            _margin(margin),
            label(shape),
            "grid",
            params={"margin": margin, "reduction": reduction},
            inputs=tied,
            flags=["kink"] if margin == 2 else ["infinite-margin"],
        )
    odd = (float("nan"), float("inf"), -float("inf"))
    for reduction, margin, kind in product(REDUCTIONS, odd, ("grid", "special")):
        if kind == "grid" and margin == margin:
            continue  # above
        arguments = tied if kind == "grid" else special
        yield build.values(
            reduction,
            _margin(margin),
            label(arguments["input1"].shape),
            kind,
            params={"margin": margin, "reduction": reduction},
            inputs=arguments,
            flags=["odd-parameter"],
        )
    for reduction in ("mean", "sum"):
        yield build.values(
            reduction,
            _margin(0.5),
            label((40, 25)),
            "typical",
            params={"margin": 0.5, "reduction": reduction},
            inputs=_triple(dtype, (40, 25)),
            flags=["large"],
        )


def _gradients(build: Cases, dtype: str) -> Iterator[Case]:
    subsets = [NAMES[:1], NAMES[1:2], NAMES[2:], NAMES[:2], NAMES[1:], NAMES[::2]]
    shapes = ((2, 3), (5,), (2, 3, 2), (1, 4), (2, 2, 1, 3))
    for (reduction, names), shape in cover(list(product(REDUCTIONS, subsets)), shapes):
        yield build.values(
            reduction,
            "grad=" + "+".join(names),
            label(shape),
            "typical",
            params={"margin": 0.5, "reduction": reduction},
            inputs=_triple(dtype, shape),
            requires_grad=names,
            flags=["one-gradient"],
        )


def _defaults(build: Cases, dtype: str) -> Iterator[Case]:
    yield build.values("default", label((2, 3)), "typical", inputs=_triple(dtype, (2, 3)))
    yield build.values(
        "reduction=elementwise_mean",
        label((2, 3)),
        "typical",
        params={"reduction": "elementwise_mean"},
        inputs=_triple(dtype, (2, 3)),
    )
    shapes = [shape for shape in ELEMENTWISE_SHAPES if shape and 0 not in shape]
    rows = cover(list(product(LEGACY, (None,) + REDUCTIONS)), shapes, MARGINS)
    for ((segment, legacy), reduction), shape, margin in rows:
        beside = {} if reduction is None else {"reduction": reduction}
        yield build.values(
            reduction or "default",
            segment,
            _margin(margin),
            label(shape),
            "typical",
            params={"margin": margin, **legacy, **beside},
            inputs=_triple(dtype, shape),
            flags=["legacy"],
        )
    for reduction, shape in (("mean", (2, 3)), ("sum", (5,)), ("none", (1,))):
        yield implicit_gradient(build, reduction, label(shape), _triple(dtype, shape), margin=4.0)
    yield build.values(
        "mean",
        "grad=input1+input2",
        "implicit",
        label((2, 3)),
        "typical",
        params={"margin": 4.0, "reduction": "mean"},
        inputs=_triple(dtype, (2, 3)),
        requires_grad=NAMES[:2],
        grad_output=IMPLICIT,
        flags=["implicit-gradient", "one-gradient"],
    )
