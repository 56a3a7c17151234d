"""Exponentials of whole tensors, for the test of our model of them.

``torch.exp`` calls MKL, whose float32 results are not correctly rounded.
"""

from pathlib import Path
from typing import Iterator

import numpy
import torch

_HEADER = "# Argument and torch's exponential of it, as bits: python -m golden_generator vectors"
_EDGES = (0.0, -0.0, numpy.inf, -numpy.inf, 1e-45, -1e-30, 87.33654, 87.33655, -87.33654)
_LIMITS = (-87.33655, 88.72283, 88.72284, -103.97208, -103.97209, 0.3465736, 0.0027076)
_RANGES = ((-0.35, 0.35), (-3.0, 3.0), (-105.0, 90.0))
_DRAWN = 30000
_PLAIN = 30
_WRONG = 120


def _of_torch(arguments: numpy.ndarray) -> numpy.ndarray:
    return torch.exp(torch.from_numpy(arguments)).numpy()


def _exact(arguments: numpy.ndarray) -> numpy.ndarray:
    """Return the correctly rounded values."""
    with numpy.errstate(over="ignore"):
        return numpy.exp(arguments.astype("float64")).astype("float32")


def _arguments() -> numpy.ndarray:
    """Return the edges, plain numbers, and numbers that torch rounds wrongly."""
    draw = numpy.random.RandomState(1)
    chosen = [numpy.array(_EDGES + _LIMITS, "float32")]
    for low, high in _RANGES:
        drawn = draw.uniform(low, high, _DRAWN).astype("float32")
        wrong = numpy.flatnonzero(_of_torch(drawn) != _exact(drawn))
        chosen += [drawn[:_PLAIN], drawn[wrong][:_WRONG]]
    return numpy.concatenate(chosen)


def lines() -> Iterator[str]:
    """Yield the lines of the file: argument, exponential."""
    yield _HEADER
    arguments = _arguments()
    results = _of_torch(arguments)
    for argument, result in zip(arguments.view(numpy.uint32), results.view(numpy.uint32)):
        yield "%08x %08x" % (argument, result)


def write(out: Path) -> int:
    """Write the file and return how many results it has."""
    text = list(lines())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join(text) + "\n")
    return len(text) - 1
