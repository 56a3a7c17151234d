"""What L1Loss, MSELoss and SmoothL1Loss share: their axes, and the rules by which these cross.

Full product: reduction x shape (broadcasting pairs included) x gradients (input and target, input
alone: torch takes another path when the target requires one), typical values. Covered: the other
classes of values are crossed with reduction and gradients at one shape each; the nine legacy
settings with every reduction beside them, and target alone requiring a gradient with every
reduction, shapes taken in turn.

Left out: a reduction of another name beside a target that requires a gradient. torch then takes any
word for a sum, unchecked; a typed API has no such words.
"""

from typing import Dict, Iterator, Sequence

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import (
    BROADCAST_PAIRS,
    ELEMENTWISE_SHAPES,
    LEGACY,
    REDUCTIONS,
    cover,
    product,
)
from golden_generator.cases.shared.calls import implicit_gradient, unknown_reductions
from golden_generator.cases.shared.case import IMPLICIT, Case, Cases
from golden_generator.cases.shared.incoming import incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import elementwise
from golden_generator.cases.shared.ranges import range_notes
from golden_generator.cases.shared.sizes import ELEMENTS, SIZE_NOTES, SQUARE_PAIRS, SQUARES, Sizes
from golden_generator.cases.shared.tensors import label, named

GRADIENTS = (("grad=input+target", ("input", "target")), ("grad=input", ("input",)))

SHAPES = tuple((shape, shape) for shape in ELEMENTWISE_SHAPES) + BROADCAST_PAIRS

REGRESSION_SIZES = Sizes(
    elementwise.regression, ELEMENTS, SQUARES + SQUARE_PAIRS, settings=2, long=1
)


def regression_notes(function: str) -> Dict[str, Note]:
    """Return the notes; ``function`` is the loss's name in torch.nn.functional."""
    return {
        **common("broadcast", "empty", "extreme", "implicit-gradient", "invalid", "kink", "large"),
        **common("legacy", "special"),
        **SIZE_NOTES,
        **range_notes("aten/src/ATen/native/Loss.cpp", ("wide", "near"), {}),
        **incoming_notes("aten/src/ATen/native/Loss.cpp %s; torch/nn/functional.py" % function),
        "one-gradient": Note(
            "a port whose gradient depends on whether the other argument requires one",
            "torch/nn/functional.py %s: another path when target.requires_grad" % function,
        ),
        "undefined-total": Note(
            "a port whose mean or sum over NaN and infinities stays finite",
            "aten/src/ATen/native/Loss.cpp %s" % function,
            vacuous=True,
        ),
    }


def regression_cases(loss: str, dtype: str, kinks: Sequence[float]) -> Iterator[Case]:
    """Yield the cases that the three losses share; ``kinks`` are differences that hit theirs."""
    build = Cases(loss, dtype, gradients=("input", "target"))
    yield from _typical(build, dtype)
    yield from _values(build, dtype, kinks)
    yield from _defaults(build, dtype)
    yield from _invalid(build, dtype)


def _pair(dtype: str, input_shape: tuple, target_shape: tuple) -> dict:
    return {
        "input": inputs.typical(dtype, input_shape, "input"),
        "target": inputs.typical(dtype, target_shape, "target"),
    }


def _typical(build: Cases, dtype: str) -> Iterator[Case]:
    for reduction, (shape, other), (segment, names) in product(REDUCTIONS, SHAPES, GRADIENTS):
        flags = []
        if 0 in shape:
            flags.append("empty")
        if shape != other:
            flags.append("broadcast")
        if names == ("input",):
            flags.append("one-gradient")
        where = label(shape) if shape == other else label(shape, other)
        yield build.values(
            reduction,
            segment,
            where,
            "typical",
            params={"reduction": reduction},
            inputs=_pair(dtype, shape, other),
            requires_grad=names,
            flags=flags,
        )


def _values(build: Cases, dtype: str, kinks: Sequence[float]) -> Iterator[Case]:
    grid = inputs.grid(dtype, (3, 4), "input")
    tied = {
        "input": grid,
        "target": inputs.shifted(grid, "target", kinks),
    }
    shape = (3, 4)
    extreme = {
        "input": inputs.extreme(dtype, shape, "input"),
        "target": inputs.extreme(dtype, shape, "target"),
    }
    numbers = (float("nan"), float("inf"), -float("inf"), -0.0, 0.0, 1.5)
    first, second = inputs.crossed("special", dtype, ("input", "target"), numbers, numbers)
    large = _pair(dtype, (40, 25), (40, 25))
    for reduction, (segment, names) in product(REDUCTIONS, GRADIENTS):
        flags = ["one-gradient"] if names == ("input",) else []
        settings = {"params": {"reduction": reduction}, "requires_grad": names}
        at = (reduction, segment)
        yield build.values(
            *at, label(shape), "grid", inputs=tied, flags=flags + ["kink"], **settings
        )
        yield build.values(
            *at, label(shape), "extreme", inputs=extreme, flags=flags + ["extreme"], **settings
        )
        yield build.values(
            *at,
            label(first.shape),
            "special",
            inputs={"input": first, "target": second},
            flags=flags + ["special"] + ([] if reduction == "none" else ["undefined-total"]),
            **settings,
        )
        if reduction != "none":
            yield build.values(
                *at, label((40, 25)), "typical", inputs=large, flags=flags + ["large"], **settings
            )


def _defaults(build: Cases, dtype: str) -> Iterator[Case]:
    yield build.values("default", label((2, 3)), "typical", inputs=_pair(dtype, (2, 3), (2, 3)))
    shapes = [shape for shape in ELEMENTWISE_SHAPES if 0 not in shape]
    rows = cover(list(product(LEGACY, (None,) + REDUCTIONS)), shapes)
    for ((segment, legacy), reduction), shape in rows:
        beside = {} if reduction is None else {"reduction": reduction}
        yield build.values(
            reduction or "default",
            segment,
            label(shape),
            "typical",
            params={**legacy, **beside},
            inputs=_pair(dtype, shape, shape),
            flags=["legacy"],
        )
    for reduction, shape in cover(REDUCTIONS * 3, shapes):
        yield build.values(
            reduction,
            "grad=target",
            label(shape),
            "typical",
            params={"reduction": reduction},
            inputs=_pair(dtype, shape, shape),
            requires_grad=("target",),
            flags=["one-gradient"],
        )
    for reduction, shape in (("mean", (2, 3)), ("sum", (5,)), ("none", (1,)), ("none", ())):
        yield implicit_gradient(build, reduction, label(shape), _pair(dtype, shape, shape))
    for reduction, shape in (("mean", (2, 3)), ("none", (1,))):
        yield build.values(
            reduction,
            "grad=input",
            "implicit",
            label(shape),
            "typical",
            params={"reduction": reduction},
            inputs=_pair(dtype, shape, shape),
            requires_grad=("input",),
            grad_output=IMPLICIT,
            flags=["implicit-gradient", "one-gradient"],
        )
    yield build.values(
        "reduction=elementwise_mean",
        "grad=input",
        label((2, 3)),
        "typical",
        params={"reduction": "elementwise_mean"},
        inputs=_pair(dtype, (2, 3), (2, 3)),
        requires_grad=("input",),
        flags=["one-gradient"],
    )


def _invalid(build: Cases, dtype: str) -> Iterator[Case]:
    pair = _pair(dtype, (2, 3), (2, 3))
    half = named("half/2x3/input", "float16", [[1, 2, 3], [4, 5, 6]])
    yield from unknown_reductions(build, pair, requires_grad=("input",))
    yield build.invalid(
        "reduction=1", params={"reduction": 1}, inputs=pair, requires_grad=("input",)
    )
    yield build.invalid("shape=" + label((2, 3), (2,)), inputs=_pair(dtype, (2, 3), (2,)))
    yield build.invalid("shape=" + label((2, 3), (3, 2)), inputs=_pair(dtype, (2, 3), (3, 2)))
    yield build.invalid("shape=" + label((0, 3), (2, 3)), inputs=_pair(dtype, (0, 3), (2, 3)))
    yield build.invalid("dtype=float16", inputs={"input": half, "target": half})
    yield build.invalid(
        "weight", params={"weight": inputs.positive(dtype, (3,), "weight")}, inputs=pair
    )
    yield build.invalid("no-target", inputs={"input": pair["input"]})
    yield build.invalid(
        "backward=implicit", params={"reduction": "none"}, inputs=pair, grad_output=IMPLICIT
    )
    for reduction, shape in (("none", (3, 2)), ("none", ()), ("mean", (2,)), ("sum", (2, 3))):
        for segment, names in (("", ("input", "target")), ("grad=input,", ("input",))):
            yield build.invalid(
                "%sbackward=%s,go=%s" % (segment, reduction, label(shape)),
                params={"reduction": reduction},
                inputs=pair,
                requires_grad=names,
                grad_output=inputs.grad_output(dtype, shape),
            )
