"""What MultiLabelSoftMarginLoss rejects: parameters, arguments and calls."""

from typing import Any, Callable, Dict, Iterator

import numpy as np

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.calls import misshapen_gradients
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.tensors import NamedTensor, label, named, pool_shape


def rejected(build: Cases, draw: Callable[..., Any]) -> Iterator[Case]:
    """Yield what torch rejects; the arguments of an ordinary call are drawn as given."""
    yield from _invalid(build, build.dtype, draw)


def _invalid(build: Cases, dtype: str, draw: Callable[..., Any]) -> Iterator[Case]:
    pair = draw(dtype, (4, 5))
    parameters: Dict[str, Dict[str, Any]] = {
        "reduction=" + word: {"reduction": word}
        for word in ("foo", "Mean", "batchmean", "elementwise_mean")
    }
    parameters["posWeight"] = {"pos_weight": inputs.positive(dtype, (5,), "weight")}
    for shape in ((4,), (6,), (3, 1), (5, 4)):
        weight = inputs.positive(dtype, shape, "weight")
        parameters["weight=" + pool_shape(shape)] = {"weight": weight}
    for name, params in parameters.items():
        yield build.invalid(name, params=params, inputs=pair)
    yield from _invalid_arguments(build, dtype, pair, draw)
    shapes = (("none", (3,)), ("none", (4, 5)), ("mean", (4,)), ("sum", (2,)))
    yield from misshapen_gradients(build, pair, shapes)


def _invalid_arguments(
    build: Cases, dtype: str, pair: Dict[str, NamedTensor], draw: Callable[..., Any]
) -> Iterator[Case]:
    for shape, other in (
        ((5,), (5,)),
        ((), ()),
        ((5,), (4, 5)),
        ((4, 5), (4,)),
        ((4, 5), (5, 4)),
        ((4, 5), (0, 5)),
        ((2, 3, 4), (2, 3)),
    ):
        yield build.invalid(
            "shape=" + label(shape, other),
            inputs={
                "input": inputs.typical(dtype, shape, "input"),
                "target": inputs.bits(dtype, other, "target"),
            },
        )
    ones = np.ones((4, 5))
    half = named("ones/4x5/float16", "float16", ones)
    whole = named("ones/4x5/int64", "int64", ones)
    mask = named("ones/4x5/bool", "bool", ones)
    yield build.invalid("dtype=float16", inputs={"input": half, "target": half})
    yield build.invalid("dtype=int64", inputs={"input": whole, "target": whole})
    yield build.invalid("targetDtype=bool", inputs={**pair, "target": mask})
    yield build.invalid("no-target", inputs={"input": pair["input"]})
