"""What MultiLabelMarginLoss rejects: parameters, arguments and calls."""

from typing import Any, Callable, Dict, Iterator

import numpy as np

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.calls import misshapen_gradients
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.tensors import NamedTensor, label, named, pool_shape


def rejected(build: Cases, draw: Callable[..., Any], labels: Callable[..., Any]) -> Iterator[Case]:
    """Yield what torch rejects; the arguments of an ordinary call are drawn as given."""
    yield from _invalid(build, build.dtype, draw, labels)


def _invalid(
    build: Cases, dtype: str, draw: Callable[..., Any], labels: Callable[..., Any]
) -> Iterator[Case]:
    pair = draw(dtype, (4, 6))
    parameters: Dict[str, Dict[str, Any]] = {
        **{"reduction=" + word: {"reduction": word} for word in ("foo", "Mean", "batchmean")},
        "reduction=1": {"reduction": 1},
        "margin": {"margin": 1.0},
        "weight": {"weight": inputs.positive(dtype, (6,), "weight")},
    }
    for name, params in parameters.items():
        yield build.invalid(name, params=params, inputs=pair)
    yield from _invalid_arguments(build, dtype, pair, draw, labels)
    shapes = (("none", (3,)), ("none", (4, 6)), ("mean", (4,)), ("sum", (2,)))
    yield from misshapen_gradients(build, pair, shapes)


def _invalid_arguments(
    build: Cases,
    dtype: str,
    pair: Dict[str, NamedTensor],
    draw: Callable[..., Any],
    labels: Callable[..., Any],
) -> Iterator[Case]:
    for kind, position, value in (
        ("C", 0, 6),
        ("-2", 1, -2),
        ("far", 7, 2**32 + 1),
        ("C-behind-end", 23, 6),
        ("-2-behind-end", 5, -2),
    ):
        values = labels((4, 6), "several").array.reshape(-1).copy()
        values[position] = value
        target = named("labels/4x6/bad=%s" % kind, "int64", values, (4, 6))
        yield build.invalid("target=" + kind, inputs={**pair, "target": target})
    for shape, other in (
        ((4, 6), (4, 5)),
        ((4, 6), (6,)),
        ((4, 6), (24,)),
        ((4, 6), (4,)),
        ((6,), (1, 6)),
        ((6,), (5,)),
        ((6,), ()),
        ((1,), (1, 1)),
        ((1, 1), (1,)),
        ((1, 1), ()),
        ((1,), (0,)),
        ((), (2,)),
        ((1,), (2,)),
        ((2,), (1,)),
        ((1, 6), (6,)),
        ((0, 6), (0, 6)),
        ((4, 0), (4, 0)),
        ((0,), (0,)),
        ((2, 3, 2), (2, 3, 2)),
    ):
        target = named("labels/%s/zero" % pool_shape(other), "int64", np.zeros(other))
        yield build.invalid(
            "shape=" + label(shape, other),
            inputs={"input": inputs.typical(dtype, shape, "input"), "target": target},
        )
    for kind in ("int32", "uint8", "bool", dtype):
        target = named("labels/4x6/%s" % kind, kind, np.ones((4, 6)))
        yield build.invalid("targetDtype=" + kind, inputs={**pair, "target": target})
    for kind in ("float16", "int64"):
        tensor = named("whole/4x6/%s" % kind, kind, np.arange(24).reshape(4, 6) % 7)
        yield build.invalid(
            "inputDtype=" + kind, inputs={**pair, "input": tensor}, requires_grad=()
        )
    yield build.invalid("no-target", inputs={"input": pair["input"]})
