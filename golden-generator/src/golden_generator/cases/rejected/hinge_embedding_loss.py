"""What HingeEmbeddingLoss rejects: parameters, arguments and calls."""

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
    pair = draw(dtype, (2, 3))
    half = named("half/2x3/input", "float16", [[1, 2, 3], [4, 5, 6]])
    whole = named("int/2x3/input", "int64", [[2, 2, 0], [1, 9, 6]])
    yield from unknown_reductions(build, pair)
    yield build.invalid("reduction=1", params={"reduction": 1}, inputs=pair)
    if dtype == "float32":
        yield build.invalid("margin=1e+40", params={"margin": 1e40}, inputs=pair)
    yield build.invalid("margin=None", params={"margin": None}, inputs=pair)
    yield build.invalid("margin=text", params={"margin": "wide"}, inputs=pair)
    yield build.invalid("p", params={"p": 2.0}, inputs=pair)
    for shape, other in (((2, 3), (2,)), ((2, 3), (3, 2)), ((0, 3), (2, 3)), ((2, 3), (2, 3, 1))):
        yield build.invalid("shape=" + label(shape, other), inputs=draw(dtype, shape, other))
    yield build.invalid("dtype=float16", inputs={"input": half, "target": half})
    yield build.invalid(
        "dtype=int64", inputs={"input": whole, "target": whole}, requires_grad=("input",)
    )
    yield build.invalid("no-target", inputs={"input": pair["input"]})
    yield build.invalid(
        "grad=target",
        params={"margin": 0.5},
        inputs=pair,
        requires_grad=("target",),
    )
    shapes = (("none", (3, 2)), ("none", ()), ("mean", (2,)), ("sum", (2, 3)))
    yield from misshapen_gradients(build, pair, shapes)
