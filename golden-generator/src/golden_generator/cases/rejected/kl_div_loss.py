"""What KLDivLoss rejects: parameters, arguments and calls."""

from typing import Any, Callable, Iterator

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import (
    BROADCAST_PAIRS,
    product,
)
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.tensors import label, named


def rejected(build: Cases, draw: Callable[..., Any]) -> Iterator[Case]:
    """Yield what torch rejects; the arguments of an ordinary call are drawn as given."""
    yield from _invalid(build, build.dtype, draw)


def _invalid(build: Cases, dtype: str, draw: Callable[..., Any]) -> Iterator[Case]:
    pair = draw(dtype, (2, 3), (2, 3))
    for shape, other in (((2, 3), (2,)), ((2, 3), (3, 2)), ((2, 3), (0, 3)), ((2, 3), (6,))):
        yield build.invalid(
            "shape=" + label(shape, other), inputs=draw(dtype, shape, other), requires_grad=()
        )
    for reduction, (shape, other) in product(("none", "mean", "batchmean"), BROADCAST_PAIRS):
        yield build.invalid(
            "backward=%s,%s" % (reduction, label(shape, other)),
            params={"reduction": reduction},
            inputs=draw(dtype, shape, other),
        )
    for reduction, (shape, other) in (
        ("none", ((2, 3), (1, 2, 3))),
        ("none", ((2, 1), (1, 2))),
        ("mean", ((2, 1), (1, 2))),
        ("sum", ((1, 4), (4,))),
    ):
        yield build.invalid(
            "backward=%s,%s" % (reduction, label(shape, other)),
            params={"reduction": reduction},
            inputs=draw(dtype, shape, other),
        )
    other = "float64" if dtype == "float32" else "float32"
    for kind in ("float16", "int64", "int32", "uint8", "bool", other):
        target = named("wrong/2x3/%s" % kind, kind, [[1, 0, 1], [0, 0, 1]])
        yield build.invalid(
            "targetDtype=" + kind, inputs={**pair, "target": target}, requires_grad=("input",)
        )
    source = named("wrong/2x3/bool", "bool", [[1, 0, 1], [0, 0, 1]])
    yield build.invalid("inputDtype=bool", inputs={**pair, "input": source})
    weight = inputs.positive(dtype, (3,), "weight")
    yield build.invalid("weight", params={"weight": weight}, inputs=pair)
