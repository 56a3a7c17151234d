"""What CosineEmbeddingLoss rejects: parameters, arguments and calls."""

from typing import Any, Callable, Iterator

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.calls import (
    misshapen_gradients,
    unknown_reductions,
)
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.tensors import label, named


def rejected(build: Cases, draw: Callable[..., Any]) -> Iterator[Case]:
    """Yield what torch rejects; the arguments of an ordinary call are drawn as given."""
    yield from _invalid(build, build.dtype, draw)
    yield from _invalid_calls(build, build.dtype, draw)


def _invalid(build: Cases, dtype: str, draw: Callable[..., Any]) -> Iterator[Case]:
    for shapes in (
        ((), (), ()),
        ((3,), (3,), ()),
        ((4, 3), (3,), (4,)),
        ((3,), (4, 3), (4,)),
        ((4, 3), (4, 2), (4,)),
        ((4, 3), (3, 3), (4,)),
        ((4, 3), (4, 3), (3,)),
        ((4, 3), (4, 3), (4, 3)),
        ((3, 2), (2, 3, 2), (2, 2)),
        ((2, 3, 2), (2, 3, 2), (2, 3)),
        ((0, 3), (4, 3), (4,)),
        ((0, 3), (0, 3), (3,)),
    ):
        yield build.invalid("shapes=" + label(*shapes), inputs=draw(dtype, shapes))
    values = draw(dtype, ((4, 3), (4, 3), (4,)))
    yield from unknown_reductions(build, values)
    yield build.invalid("reduction=1", params={"reduction": 1}, inputs=values)
    yield build.invalid("margin=None", params={"margin": None}, inputs=values)
    yield build.invalid("margin=word", params={"margin": "0.5"}, inputs=values)
    vector = inputs.positive(dtype, (3,), "margin")
    yield build.invalid("margin=tensor", params={"margin": vector}, inputs=values)
    yield build.invalid("p", params={"p": 2.0}, inputs=values)
    yield build.invalid(
        "weight", params={"weight": inputs.positive(dtype, (4,), "weight")}, inputs=values
    )
    half = named("half/4x3/input", "float16", [[1, 2, 3], [0.5, -1, 2], [1, 0, 1], [3, 1, -2]])
    yield build.invalid(
        "dtype=float16",
        inputs={"input1": half, "input2": half, "target": values["target"]},
        requires_grad=(),
    )


def _invalid_calls(build: Cases, dtype: str, draw: Callable[..., Any]) -> Iterator[Case]:
    values = draw(dtype, ((4, 3), (4, 3), (4,)))
    missing = {name: values[name] for name in ("input1", "input2")}
    yield build.invalid("no-target", inputs=missing)
    yield build.invalid("no-input2", inputs={"input1": values["input1"]})
    yield build.invalid("grad=target", inputs=values, requires_grad=("target",))
    shapes = (("none", (3,)), ("none", (4, 3)), ("mean", (4,)), ("sum", (2,)))
    yield from misshapen_gradients(build, values, shapes)
