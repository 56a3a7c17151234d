"""What MarginRankingLoss rejects: parameters, arguments and calls."""

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


def _invalid(build: Cases, dtype: str, draw: Callable[..., Any]) -> Iterator[Case]:
    triple = draw(dtype, (2, 3))
    half = named("half/2x3/input", "float16", [[1, 2, 3], [4, 5, 6]])
    yield from unknown_reductions(build, triple)
    yield build.invalid("reduction=1", params={"reduction": 1}, inputs=triple)
    yield build.invalid("margin=None", params={"margin": None}, inputs=triple)
    yield build.invalid("margin=text", params={"margin": "wide"}, inputs=triple)
    yield build.invalid("p", params={"p": 2.0}, inputs=triple)
    for name in triple:
        scalar = {name: inputs.typical(dtype, (), name)}
        yield build.invalid("%s=0d" % name, inputs={**triple, **scalar})
        short = {name: inputs.typical(dtype, (2,), name)}
        yield build.invalid("%s=N2" % name, inputs={**triple, **short})
        integers = {name: named("int/2x3/%s" % name, "int64", [[1, 2, 3], [4, 5, 6]])}
        yield build.invalid(
            "%s=int64,grad" % name, inputs={**triple, **integers}, requires_grad=(name,)
        )
    # the documentation allows a target per row, which torch does not
    yield build.invalid(
        "shape=" + label((3, 2), (3, 2), (3,)), inputs=draw(dtype, (3, 2), (3, 2), (3,))
    )
    yield build.invalid("dtype=float16", inputs={"input1": half, "input2": half, "target": half})
    yield build.invalid("no-input2", inputs={"input1": triple["input1"]})
    yield build.invalid(
        "no-target", inputs={"input1": triple["input1"], "input2": triple["input2"]}
    )
    shapes = (("none", (3, 2)), ("none", ()), ("mean", (2,)), ("sum", (2, 3)))
    yield from misshapen_gradients(build, triple, shapes)
