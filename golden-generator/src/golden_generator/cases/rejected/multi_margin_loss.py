"""What MultiMarginLoss rejects: parameters, arguments and calls."""

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
    other = "float64" if dtype == "float32" else "float32"
    parameters: Dict[str, Dict[str, Any]] = {
        **{"p=%s" % p: {"p": p} for p in (0, 3, -1, 1.5, "1", None)},
        **{"margin=%s" % margin: {"margin": margin} for margin in (None, "1")},
        **{"reduction=" + word: {"reduction": word} for word in ("foo", "Mean", "batchmean")},
        "posWeight": {"pos_weight": inputs.positive(dtype, (5,), "weight")},
    }
    if dtype == "float32":
        parameters["margin=1e+40"] = {"margin": 1e40}
    for shape in ((1, 5), (5, 1), ()):
        weight = inputs.positive(dtype, shape, "weight")
        parameters["weight=" + pool_shape(shape)] = {"weight": weight}
    wrong = named("positive/5/%s" % other, other, [1, 2, 3, 4, 5])
    parameters["weightDtype=" + other] = {"weight": wrong}
    for name, params in parameters.items():
        yield build.invalid(name, params=params, inputs=pair)
    yield build.invalid(
        "weight-gradient",
        params={"weight": inputs.positive(dtype, (5,), "weight")},
        inputs=pair,
        requires_grad=("input", "weight"),
    )
    yield from _invalid_arguments(build, dtype, pair, draw)
    shapes = (("none", (3,)), ("none", (4, 5)), ("mean", (4,)), ("sum", (2,)))
    yield from misshapen_gradients(build, pair, shapes)


def _invalid_arguments(
    build: Cases, dtype: str, pair: Dict[str, NamedTensor], draw: Callable[..., Any]
) -> Iterator[Case]:
    for kind, values in (("C", [5, 0, 1, 2]), ("-1", [0, -1, 1, 2]), ("far", [0, 1, 2**32 + 1, 2])):
        target = named("class/C5/4/bad=%s" % kind, "int64", values)
        yield build.invalid("target=" + kind, inputs={**pair, "target": target})
    single = named("class/C5/1/bad", "int64", [5])
    yield build.invalid("vector-target=C", inputs={**draw(dtype, (5,)), "target": single})
    for shape, form in (
        ((4, 5), (3,)),
        ((4, 5), (4, 1)),
        ((4, 5), (4, 5)),
        ((4, 5), ()),
        ((5,), (5,)),
        ((5,), (1, 1)),
        ((0, 5), (0,)),
        ((4, 0), (4,)),
        ((0,), (1,)),
        ((2, 5, 1), (2,)),
    ):
        tensor = inputs.typical(dtype, shape, "input", low=-1.5, high=1.5)
        target = named("class/%s/zero" % pool_shape(form), "int64", np.zeros(form))
        yield build.invalid(
            "shape=" + label(shape, form), inputs={"input": tensor, "target": target}
        )
    for kind in ("int32", "uint8", "bool", dtype):
        target = named("class/C5/4/%s" % kind, kind, [1, 0, 1, 1])
        yield build.invalid("targetDtype=" + kind, inputs={**pair, "target": target})
    for kind in ("float16", "int64"):
        tensor = named("whole/4x5/%s" % kind, kind, np.arange(20).reshape(4, 5) % 7)
        yield build.invalid(
            "inputDtype=" + kind, inputs={**pair, "input": tensor}, requires_grad=()
        )
    yield build.invalid("no-target", inputs={"input": pair["input"]})
