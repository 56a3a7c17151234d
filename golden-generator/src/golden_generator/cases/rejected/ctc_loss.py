"""What CTCLoss rejects: parameters, arguments and calls."""

from typing import Iterator

import numpy as np

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.alignments import CLASSES, log_probs_of, typical_arguments
from golden_generator.cases.shared.calls import (
    misshapen_gradients,
    unknown_reductions,
)
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.tensors import named, pool_shape


def rejected(build: Cases) -> Iterator[Case]:
    """Yield what torch rejects."""
    yield from _invalid_parameters(build, build.dtype)
    yield from _invalid_arguments(build, build.dtype)
    yield from _invalid_calls(build, build.dtype)


def _invalid_parameters(build: Cases, dtype: str) -> Iterator[Case]:
    values = typical_arguments(dtype, "padded,mixed")
    yield from unknown_reductions(build, values)
    for blank in (CLASSES, -1, 1.0, None, "0"):
        yield build.invalid("blank=%s" % blank, params={"blank": blank}, inputs=values)
    yield build.invalid("blank=bool", params={"blank": True}, inputs=values)
    for zero in (1, None, "yes"):
        yield build.invalid("zeroInfinity=%s" % zero, params={"zero_infinity": zero}, inputs=values)
    for name, spelled in (("size_average", "sizeAverage"), ("reduce", "reduce")):
        yield build.invalid(spelled, params={name: True}, inputs=values)
    yield build.invalid(
        "weight", params={"weight": inputs.positive(dtype, (4,), "weight")}, inputs=values
    )


def _invalid_arguments(build: Cases, dtype: str) -> Iterator[Case]:
    values = typical_arguments(dtype, "padded,mixed")
    joined = typical_arguments(dtype, "joined,mixed")
    for shape in ((6, 3), (4,), (6, 3, 4, 1)):
        tensor = log_probs_of(dtype, shape)
        name = "logProbs=" + pool_shape(shape)
        yield build.invalid(name, inputs={**values, "log_probs": tensor})
    for shape in ((), (3, 3, 1), (2, 3), (4, 3), (3, 2), (5,), (7,)):
        target = inputs.classes(3, shape, "targets")
        yield build.invalid("targets=" + pool_shape(shape), inputs={**values, "targets": target})
    for name, spelled, lengths in (
        ("input_lengths", "inputLengths", (6, 7, 5)),
        ("input_lengths", "inputLengths", (6, 4)),
        ("input_lengths", "inputLengths", (6, 4, 5, 6)),
        ("target_lengths", "targetLengths", (3, 1)),
        ("target_lengths", "targetLengths", (4, 1, 2)),
        ("target_lengths", "targetLengths", (3, 1, 2, 1)),
    ):
        segment = "%s=%s" % (spelled, ",".join(str(length) for length in lengths))
        yield build.invalid(segment, inputs={**values, name: lengths})
    yield build.invalid("joined=short", inputs={**joined, "target_lengths": (3, 2, 2)})
    yield build.invalid("joined=long", inputs={**joined, "target_lengths": (2, 1, 2)})
    tensor = named("length/3/targetLengths", "int64", (3, 1, 2))
    yield build.invalid("lengths=tuple+tensor", inputs={**values, "target_lengths": tensor})
    tensor = named("length/3/inputLengths", "int64", (6, 4, 5))
    yield build.invalid("lengths=tensor+tuple", inputs={**values, "input_lengths": tensor})
    for kind in (dtype, "bool"):
        lengths = {
            name: named("length/%s/%s" % (kind, name), kind, (1, 1, 1))
            for name in ("input_lengths", "target_lengths")
        }
        yield build.invalid("lengthsDtype=" + kind, inputs={**values, **lengths})
    for kind in ("float16", "int64"):
        tensor = named("%s/6x3x4/logProbs" % kind, kind, -np.arange(72) % 5, (6, 3, 4))
        yield build.invalid("logProbsDtype=" + kind, inputs={**values, "log_probs": tensor})
    none = {"targets": named("label/3x0", "int64", [], (3, 0)), "target_lengths": (0, 0, 0)}
    frames = {"log_probs": log_probs_of(dtype, (0, 3, 4)), "input_lengths": (0, 0, 0)}
    yield build.invalid("no-frames", inputs={**values, **none, **frames})
    nothing = {
        "log_probs": log_probs_of(dtype, (0, 0, 4)),
        "targets": named("label/0x3", "int64", [], (0, 3)),
        "input_lengths": (),
        "target_lengths": (),
    }
    yield build.invalid("no-frames,no-batch", inputs=nothing)
    classes = {"log_probs": log_probs_of(dtype, (6, 3, 0))}
    yield build.invalid("no-classes", inputs={**values, **none, **classes})


def _invalid_calls(build: Cases, dtype: str) -> Iterator[Case]:
    values = typical_arguments(dtype, "padded,mixed")
    for count, name in ((3, "targetLengths"), (2, "inputLengths"), (1, "targets")):
        yield build.invalid("no-" + name, inputs=dict(list(values.items())[:count]))
    shapes = (("none", (2,)), ("none", (6, 3, 4)), ("mean", (3,)), ("sum", (2,)))
    yield from misshapen_gradients(build, values, shapes, pool_shape)
