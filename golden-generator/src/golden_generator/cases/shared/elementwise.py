"""What losses of an input and a target share beside their values: defaults, legacy, invalid use.

Covered: the nine legacy settings are crossed with every reduction beside them (and none), shapes
taken in turn; the implicit gradient takes every reduction once.
"""

from typing import Any, Callable, Dict, Iterator, Sequence, Tuple

from golden_generator.cases.shared.axes import (
    ELEMENTWISE_SHAPES,
    LEGACY,
    REDUCTIONS,
    cover,
    product,
)
from golden_generator.cases.shared.calls import implicit_gradient, misshapen_gradients
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.notes import Note
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named

Pair = Callable[[Shape], Dict[str, NamedTensor]]

FULL_SHAPES = tuple(shape for shape in ELEMENTWISE_SHAPES if 0 not in shape)

OLD_NAME = Note(
    "a port that does not take the former name elementwise_mean for the mean",
    "torch/nn/_reduction.py get_enum",
)


def flags_of(shape: Shape, *flags: str) -> Tuple[str, ...]:
    """Return the flags and, for a shape without elements, ``empty``."""
    return flags + (("empty",) if 0 in shape else ())


def default_cases(
    build: Cases, pair: Pair, reductions: Sequence[str] = REDUCTIONS, old_name: bool = True
) -> Iterator[Case]:
    """Yield the default, the legacy settings, the implicit gradient and the mean's former name."""
    yield build.values("default", label((2, 3)), "typical", inputs=pair((2, 3)))
    rows = cover(list(product(LEGACY, (None,) + tuple(reductions))), FULL_SHAPES)
    for ((segment, legacy), reduction), shape in rows:
        beside = {} if reduction is None else {"reduction": reduction}
        yield build.values(
            reduction or "default",
            segment,
            label(shape),
            "typical",
            params={**legacy, **beside},
            inputs=pair(shape),
            flags=["legacy"],
        )
    totals = [(reduction, (2, 3)) for reduction in reductions if reduction != "none"]
    for reduction, shape in totals + [("none", (1,)), ("none", ())]:
        yield implicit_gradient(build, reduction, label(shape), pair(shape))
    if old_name:
        yield build.values(
            "reduction=elementwise_mean",
            label((2, 3)),
            "typical",
            params={"reduction": "elementwise_mean"},
            inputs=pair((2, 3)),
            flags=["old-name"],
        )


def invalid_cases(
    build: Cases,
    pair: Pair,
    reductions: Sequence[str] = REDUCTIONS,
    not_differentiated: Sequence[str] = (),
) -> Iterator[Case]:
    """Yield wrong reductions, missing and unknown arguments, dtypes, and incoming gradients."""
    good = pair((2, 3))
    for word in ("foo", "Mean", "batchmean", "NONE"):
        if word not in reductions:
            yield build.invalid("reduction=" + word, params={"reduction": word}, inputs=good)
    for value in (1, None, True):
        yield build.invalid("reduction=%s" % value, params={"reduction": value}, inputs=good)
    yield build.invalid("unknown", params={"beta": 1.0}, inputs=good)
    yield build.invalid("no-target", inputs={"input": good["input"]})
    yield build.invalid("no-input", inputs={"target": good["target"]})
    for name in not_differentiated:
        yield build.invalid(name + "-gradient", inputs=good, requires_grad=("input", name))
    half = named("half/2x3/input", "float16", [[0.25, 0.5, 0.75], [0.5, 0.125, 0.25]])
    yield build.invalid("dtype=float16", inputs={"input": half, "target": half})
    wrong = (("none", (3, 2)), ("none", (3,)), ("none", ()), ("mean", (1,)), ("sum", (2, 3)))
    others = tuple((reduction, (2,)) for reduction in reductions if reduction not in REDUCTIONS)
    yield from misshapen_gradients(build, good, wrong + others)


def invalid_dtypes(build: Cases, pair: Pair, input_kinds: bool = True) -> Iterator[Case]:
    """Yield targets, and inputs, of every dtype that is not the file's."""
    good = pair((2, 3))
    other = "float64" if build.dtype == "float32" else "float32"
    for kind in (other, "float16", "int64", "int32", "uint8", "bool"):
        values = [[1, 0, 1], [0, 0, 1]]
        wrong = {"target": named("wrong/2x3/%s" % kind, kind, values)}
        yield build.invalid(
            "targetDtype=" + kind, inputs={**good, **wrong}, requires_grad=("input",)
        )
        if input_kinds and kind != "float16":
            wrong = {"input": named("wrong/2x3/%s" % kind, kind, values)}
            yield build.invalid("inputDtype=" + kind, inputs={**good, **wrong}, requires_grad=())


def invalid_shapes(build: Cases, pair: Pair, shapes: Sequence[Shape]) -> Iterator[Case]:
    """Yield targets of wrong shapes beside an input of (2, 3)."""
    for shape in shapes:
        arguments: Dict[str, Any] = {
            "input": pair((2, 3))["input"],
            "target": pair(shape)["target"],
        }
        yield build.invalid("shape=" + label((2, 3), shape), inputs=arguments)
