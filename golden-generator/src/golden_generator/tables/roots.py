"""Square roots as torch computes them, for the test of our model of them.

``torch.sqrt`` calls MKL, which does not round correctly under the generator's settings.
"""

from pathlib import Path
from typing import Iterator

import numpy
import torch

_HEADER = "# Argument and torch's square root of it, as bits: python -m golden_generator roots"
_BITS = {"float32": numpy.uint32, "float64": numpy.uint64}
_DRAWN = 250


def _arguments(dtype: str) -> numpy.ndarray:
    """Return numbers of all magnitudes, and those beside which another rule begins."""
    info = numpy.finfo(dtype)
    one, four = numpy.array([1, 4], dtype)
    largest, smallest = info.max, info.tiny
    edges = [0.0, -0.0, numpy.inf, one, four, numpy.nextafter(four, one), smallest, largest]
    edges += [numpy.nextafter(smallest, -one), info.max / 2, info.max / 4, info.eps]
    if dtype == "float32":
        edges += list(numpy.array([0x7F7FEFFF, 0x7F7FF000], numpy.uint32).view(dtype))
    draw = numpy.random.RandomState(1)
    below_four = draw.uniform(1, 4, _DRAWN).astype(dtype)
    below_infinity = int(numpy.array(numpy.inf, dtype).view(_BITS[dtype]))
    bits = draw.randint(1, below_infinity, _DRAWN, dtype=numpy.int64)
    return numpy.concatenate(
        [numpy.array(edges, dtype), below_four, bits.astype(_BITS[dtype]).view(dtype)]
    )


def lines() -> Iterator[str]:
    """Yield the lines of the file: dtype, argument, square root."""
    yield _HEADER
    for dtype, unsigned in _BITS.items():
        arguments = _arguments(dtype)
        roots = torch.sqrt(torch.from_numpy(arguments)).numpy()
        digits = arguments.itemsize * 2
        for argument, root in zip(arguments.view(unsigned), roots.view(unsigned)):
            yield "%s %0*x %0*x" % (dtype, digits, argument, digits, root)


def write(out: Path) -> int:
    """Write the file and return how many roots it has."""
    text = list(lines())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join(text) + "\n")
    return len(text) - 1
