"""How far answers are from the golden ones, in units, and the collector of the answers.

An element's unit is the unit of rounding times the magnitude that its roundings act on
(:mod:`golden_generator.write.allowance`).

``python -m golden_generator.measure.spread FOLDER LOSS/DTYPE... [but=FILE]`` is the worker of
``noise``: it writes what torch answers to every golden case with values but those that the file
names.
"""

import pickle
import sys
from functools import partial
from pathlib import Path
from typing import Any, Dict, FrozenSet, List, NamedTuple

import numpy as np

from golden_generator.measure.workshop import serve
from golden_generator.write.allowance import UNIT

Arrays = Dict[str, np.ndarray]

SEPARATOR = " "
"""Between case and quantity in the name of an array."""

BUT = "but="
"""Before the name of a file with the ids of the cases that are not asked, one a line."""

_LEAST = 5e-324
"""No unit is less: float64 has no number between this one and 0."""


class Golden(NamedTuple):
    """A golden tensor: its values, and the unit of each element."""

    values: np.ndarray
    units: np.ndarray


class SpecialValueError(Exception):
    """A setting turned a number into NaN or an infinity, or back."""


def golden(fixture: Dict[str, Any]) -> Dict[str, Golden]:
    """Return the golden tensors of a file by case and quantity; rejections have none."""
    found = {}
    for case in fixture["cases"]:
        expected = case["expected"]
        if "error" in expected:
            continue
        magnitudes = case.get("truth", {}).get("magnitudes", {})
        tensors = {name: grad for name, grad in expected.get("grads", {}).items() if grad}
        for name, tensor in {**tensors, "output": expected["output"]}.items():
            quantity = name if name == "output" else "grad." + name
            found[case["id"] + SEPARATOR + quantity] = _golden(tensor, magnitudes.get(name))
    return found


def _golden(tensor: Dict[str, Any], magnitudes: Any) -> Golden:
    numbers = [float(value) for value in tensor["data"]]
    values = np.array(numbers, tensor["dtype"]).reshape(tensor["shape"])
    own = np.abs(values.astype("float64"))
    told = own if magnitudes is None else np.array(magnitudes, "float64").reshape(values.shape)
    acted = np.where(told == 0, own, told)
    finite = np.where(np.isfinite(acted), acted, 0.0)
    acted = np.maximum(finite, np.finfo(values.dtype).tiny)
    return Golden(values, np.maximum(UNIT[values.dtype.name] * acted, _LEAST))


def spread(expected: Golden, other: np.ndarray) -> float:
    """Return how many units the array lies from the golden values, of one dtype and shape."""
    values = expected.values
    if values.dtype != other.dtype or values.shape != other.shape:
        raise SpecialValueError("%s%s became %s%s" % _types(values, other))
    with np.errstate(invalid="ignore"):
        moved = ~((values == other) | (np.isnan(values) & np.isnan(other)))
    if not moved.any():
        return 0.0
    here, there = values[moved].astype("float64"), other[moved].astype("float64")
    if not (np.isfinite(here).all() and np.isfinite(there).all()):
        odd = ~(np.isfinite(here) & np.isfinite(there))
        raise SpecialValueError("%r became %r" % (here[odd][0], there[odd][0]))
    return float(np.max(np.abs(there - here) / expected.units[moved]))


def _types(values: np.ndarray, other: np.ndarray) -> tuple:
    return values.dtype.name, list(values.shape), other.dtype.name, list(other.shape)


class Collected(NamedTuple):
    """Answers by case and quantity, and the ids of the cases that this CPU can't compute."""

    arrays: Arrays
    uncomputed: List[str]


def collect(loss: str, dtype: str, known: FrozenSet[str] = frozenset()) -> Collected:
    """Return what torch answers here to all cases but the known ones."""
    from golden_generator.ask.evaluate import evaluate
    from golden_generator.cases import discover
    from golden_generator.cases.shared.case import VALUES
    from golden_generator.measure.isolated import apart
    from golden_generator.spelling import camel

    asked = [case for case in discover()[loss].cases(dtype) if case.expect == VALUES]
    found = Collected({}, [])
    for case, answer in apart([case for case in asked if case.id not in known], evaluate):
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


def write(loss: str, dtype: str, path: Path, known: FrozenSet[str] = frozenset()) -> List[str]:
    """Write the answers of one file; return the ids of the cases that this CPU can't compute."""
    found = collect(loss, dtype, known)
    path.write_bytes(pickle.dumps(found.arrays, protocol=pickle.HIGHEST_PROTOCOL))
    return found.uncomputed


if __name__ == "__main__":
    WORDS = [word for word in sys.argv[1:] if not word.startswith(BUT)]
    FILES = [Path(word[len(BUT) :]) for word in sys.argv if word.startswith(BUT)]
    KNOWN = frozenset(line for file in FILES for line in file.read_text("ascii").split("\n"))
    serve(WORDS, partial(write, known=KNOWN))
