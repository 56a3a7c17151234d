"""How far answers lie from others, in ulp and in units of a tensor's scale; and who collects them.

``python -m golden_generator.measure.spread FOLDER LOSS/DTYPE... [but=FILE] [parallel]`` is the
worker of ``noise``: it writes what torch answers to every golden case with values but those that
the file names, and with the last word to the large questions of
:mod:`golden_generator.measure.large`.
"""

import math
import sys
from functools import partial
from pathlib import Path
from typing import Dict, FrozenSet, List, NamedTuple

import numpy as np

from golden_generator.measure.workshop import serve

Arrays = Dict[str, np.ndarray]

SEPARATOR = " "
"""Between case and quantity in the name of an array."""

PARALLEL = "parallel"

BUT = "but="
"""Before the name of a file with the ids of the cases that are not asked, one a line."""

_INTEGERS = {"float32": np.int32, "float64": np.int64}


class Spread(NamedTuple):
    """A tensor's greatest deviation: in ulp, and in units of its largest finite magnitude."""

    ulps: int
    scaled: float

    def joined(self, other: "Spread") -> "Spread":
        """Return the greater of each."""
        return Spread(max(self.ulps, other.ulps), max(self.scaled, other.scaled))


class SpecialValueError(Exception):
    """A setting turned a number into NaN or an infinity, or back."""


def spread(golden: np.ndarray, other: np.ndarray) -> Spread:
    """Return how far the second array lies from the first, of one dtype and shape."""
    if golden.dtype != other.dtype or golden.shape != other.shape:
        raise SpecialValueError("%s%s became %s%s" % _types(golden, other))
    with np.errstate(invalid="ignore"):
        moved = ~((golden == other) | (np.isnan(golden) & np.isnan(other)))
    if not moved.any():
        return Spread(0, 0.0)
    here, there = golden[moved], other[moved]
    if not (np.isfinite(here).all() and np.isfinite(there).all()):
        odd = ~(np.isfinite(here) & np.isfinite(there))
        raise SpecialValueError("%r became %r" % (here[odd][0], there[odd][0]))
    scale = float(np.abs(golden[np.isfinite(golden)]).max())
    return Spread(
        max(abs(_ordinal(a) - _ordinal(b)) for a, b in zip(here, there)),
        max(_scaled(float(a), float(b), scale) for a, b in zip(here, there)),
    )


def _types(golden: np.ndarray, other: np.ndarray) -> tuple:
    return golden.dtype.name, list(golden.shape), other.dtype.name, list(other.shape)


def _scaled(golden: float, other: float, scale: float) -> float:
    return abs(other - golden) / scale if scale else math.inf


def _ordinal(value: np.floating) -> int:
    """Return the place of a number among all of its dtype; both zeros have place 0."""
    bits = int(value.view(_INTEGERS[value.dtype.name]))
    return bits if bits >= 0 else -(bits & (2 ** (value.dtype.itemsize * 8 - 1) - 1))


class Collected(NamedTuple):
    """Answers by case and quantity, and the ids of the cases that this CPU can't compute."""

    arrays: Arrays
    uncomputed: List[str]


def collect(loss: str, dtype: str, large: bool, known: FrozenSet[str] = frozenset()) -> Collected:
    """Return what torch answers here to all cases but the known ones."""
    from golden_generator.ask.evaluate import evaluate
    from golden_generator.cases import discover
    from golden_generator.cases.shared.case import VALUES
    from golden_generator.measure.isolated import apart
    from golden_generator.measure.large import cases as large_cases
    from golden_generator.spelling import camel

    asked = [case for case in discover()[loss].cases(dtype) if case.expect == VALUES]
    asked = [case for case in asked if case.id not in known]
    asked += large_cases(loss, dtype) if large else []
    found = Collected({}, [])
    for case, answer in apart(asked, evaluate):
        if answer is None:
            found.uncomputed.append(case.id)
            continue
        if answer.error:
            raise SpecialValueError("%s was rejected: %s" % (case.id, answer.error))
        found.arrays[case.id + SEPARATOR + "output"] = answer.output
        for name, grad in (answer.grads or {}).items():
            if grad is not None:
                found.arrays[case.id + SEPARATOR + "grad." + camel(name)] = grad
    return found


def write(
    loss: str,
    dtype: str,
    path: Path,
    large: bool = False,
    known: FrozenSet[str] = frozenset(),
) -> List[str]:
    """Write the answers of one file; return the ids of the cases that this CPU can't compute."""
    found = collect(loss, dtype, large, known)
    with path.open("wb") as file:
        np.savez(file, **found.arrays)
    return found.uncomputed


if __name__ == "__main__":
    WORDS = [word for word in sys.argv[1:] if word != PARALLEL and not word.startswith(BUT)]
    FILES = [Path(word[len(BUT) :]) for word in sys.argv if word.startswith(BUT)]
    KNOWN = frozenset(line for file in FILES for line in file.read_text("ascii").split("\n"))
    serve(WORDS, partial(write, large=PARALLEL in sys.argv, known=KNOWN))
