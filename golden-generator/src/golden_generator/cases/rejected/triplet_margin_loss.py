"""What TripletMarginLoss rejects: parameters, arguments and calls."""

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
        ((),) * 3,
        ((3,),) * 3,
        ((3,), (3,), (2, 3)),
        ((2, 3), (2, 3), (2, 2)),
        ((2, 3), (2, 2), (2, 3)),
        ((2, 3), (3, 3), (2, 3)),
        ((2, 3), (2, 3), (3, 3)),
        ((4, 3), (4, 3), (2, 4, 3)),
        ((0, 3), (2, 3), (2, 3)),
        ((2, 3), (2, 3, 2), (2, 3)),
    ):
        yield build.invalid("shapes=" + label(*shapes), inputs=draw(dtype, shapes))
    values = draw(dtype, ((2, 3),) * 3)
    yield from unknown_reductions(build, values)
    yield build.invalid("reduction=1", params={"reduction": 1}, inputs=values)
    for name in ("margin", "p", "eps", "swap"):
        yield build.invalid(name + "=None", params={name: None}, inputs=values)
        yield build.invalid(name + "=word", params={name: "fro"}, inputs=values)
    yield build.invalid("swap=1", params={"swap": 1}, inputs=values)
    for p in (1e300, -1e39):
        yield build.invalid("p=%s" % p, params={"p": p}, inputs=values)
    yield build.invalid(
        "weight", params={"weight": inputs.positive(dtype, (2,), "weight")}, inputs=values
    )
    half = named("half/2x3/input", "float16", [[1, 2, 3], [0.5, -1, 2]])
    yield build.invalid("dtype=float16", inputs=dict.fromkeys(values, half), requires_grad=())


def _invalid_calls(build: Cases, dtype: str, draw: Callable[..., Any]) -> Iterator[Case]:
    values = draw(dtype, ((2, 3),) * 3)
    yield build.invalid(
        "no-negative", inputs={role: values[role] for role in ("anchor", "positive")}
    )
    yield build.invalid("no-positive", inputs={"anchor": values["anchor"]})
    shapes = (("none", (3,)), ("none", (2, 3)), ("mean", (2,)), ("sum", (2, 2)))
    yield from misshapen_gradients(build, values, shapes)
