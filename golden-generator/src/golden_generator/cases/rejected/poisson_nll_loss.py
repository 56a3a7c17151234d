"""What PoissonNLLLoss rejects: parameters, arguments and calls."""

from typing import Any, Callable, Iterator

from golden_generator.cases.shared.calls import (
    misshapen_gradients,
    unknown_reductions,
)
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.tensors import label, named


def rejected(build: Cases, draw: Callable[..., Any]) -> Iterator[Case]:
    """Yield what torch rejects; the arguments of an ordinary call are drawn as given."""
    yield from _invalid(build, build.dtype, draw)


def _invalid(build: Cases, dtype: str, draw: Callable[..., Any]) -> Iterator[Case]:
    pair = draw(dtype, {}, (2, 3))
    half = named("half/2x3/input", "float16", [[1, 2, 3], [4, 5, 6]])
    whole = named("int/2x3/input", "int64", [[2, 2, 0], [1, 9, 6]])
    yield from unknown_reductions(build, pair, "elementwise_mean")
    yield build.invalid("reduction=1", params={"reduction": 1}, inputs=pair)
    for name, value in (
        ("logInput=1", {"log_input": 1}),
        ("logInput=None", {"log_input": None}),
        ("full=1", {"full": 1}),
        ("full=None", {"full": None}),
        ("eps=None", {"log_input": False, "eps": None}),
        ("eps=text", {"log_input": False, "eps": "small"}),
        ("margin", {"margin": 1.0}),
    ):
        yield build.invalid(name, params=value, inputs=pair)
    for shape, other in (((2, 3), (2,)), ((2, 3), (3, 2)), ((0, 3), (2, 3))):
        yield build.invalid("shape=" + label(shape, other), inputs=draw(dtype, {}, shape, other))
    yield build.invalid("dtype=float16", inputs={"input": half, "target": half})
    yield build.invalid("dtype=int64", inputs={"input": whole, "target": whole})
    yield build.invalid("no-target", inputs={"input": pair["input"]})
    shapes = (("none", (3, 2)), ("none", ()), ("mean", (2,)), ("sum", (2, 3)))
    yield from misshapen_gradients(build, pair, shapes)
