"""Holds torch's answer against the truth: the third witness beside torch and a port.

A golden value must lie within its allowance (:mod:`golden_generator.write.allowance`) of the truth
of torch's own formula (:mod:`golden_generator.truth`). A flag whose note says ``strays`` explains
why its cases' values do not.
"""

import math
from typing import Any, Dict, Iterator, List, NamedTuple, Optional

import numpy as np
from mpmath import mp, mpf

from golden_generator.ask.evaluate import Answer
from golden_generator.cases.shared.case import Case
from golden_generator.cases.shared.notes import Note
from golden_generator.cases.shared.tensors import NamedTensor
from golden_generator.truth import DIGITS, Bound, Truth, Values, saturated, ulp_error
from golden_generator.truth import evaluate as exactly
from golden_generator.write.allowance import UNIT, Allowance, allowance, allowed


class Golden(NamedTuple):
    """A tensor of torch's answer beside its truth."""

    name: str
    values: np.ndarray
    formula: List[mpf]
    mathematical: List[mpf]
    allowance: Allowance


def witness(case: Case, answer: Answer) -> Truth:
    """Return the truth of a case that torch answered with values."""
    incoming = answer.grad_output
    return exactly(
        case.loss,
        case.dtype,
        {name: _plain(value) for name, value in case.params.items()},
        {name: _plain(value) for name, value in case.inputs.items()},
        case.requires_grad,
        None if incoming is None else incoming.array.astype(answer.output.dtype),
    )


def _plain(value: Any) -> Any:
    return value.array if isinstance(value, NamedTensor) else value


def beside(answer: Answer, truth: Truth) -> Iterator[Golden]:
    """Yield output and gradients of an answer beside their truth."""
    formula, mathematical = _data(truth.formula), _data(truth.mathematical)
    for name, values in _arrays(answer).items():
        bounds = truth.bounds.get(name) or [Bound(0.0, 0.0)] * values.size
        given = allowance(values.ravel().tolist(), bounds, values.dtype.name)
        yield Golden(name, values, formula[name], mathematical[name], given)


def _arrays(answer: Answer) -> Dict[str, np.ndarray]:
    found: Dict[str, Optional[np.ndarray]] = {"output": answer.output, **(answer.grads or {})}
    return {name: values for name, values in found.items() if values is not None}


def _data(values: Values) -> Dict[str, List[mpf]]:
    return {name: data for name, _, data in values.tensors()}


def strays(case: Case, answer: Answer, truth: Truth, notes: Dict[str, Note]) -> List[str]:
    """Return where the answer lies too far from the truth; empty if a flag explains it."""
    shapes = {name: tuple(shape) for name, shape, _ in truth.formula.tensors()}
    answered = {name: values.shape for name, values in _arrays(answer).items()}
    if shapes != answered:
        return ["the truth has the tensors %s, torch gave %s" % (shapes, answered)]
    if any(notes[flag].strays for flag in case.flags):
        return []
    with mp.workdps(DIGITS):
        return [
            problem for golden in beside(answer, truth) for problem in _stray(golden, case.dtype)
        ]


def _stray(golden: Golden, dtype: str) -> List[str]:
    """Return the element that exceeds its allowance most, if one does."""
    worst, place, limit = 1.0, -1, 0.0
    values = golden.values.ravel().tolist()
    limits = allowed(values, golden.allowance, dtype)
    for i, (value, truth, most) in enumerate(zip(values, golden.formula, limits)):
        error = distance(value, saturated(truth, dtype))
        share = (error / most if most else math.inf) if error else 0.0
        if share > worst:
            worst, place, limit = share, i, most
    if place < 0:
        return []
    value, magnitude = values[place], golden.allowance.magnitudes[place]
    unit = UNIT[dtype] * (abs(value) if magnitude is None else magnitude)
    error = distance(value, saturated(golden.formula[place], dtype))
    index = [int(axis) for axis in np.unravel_index(place, golden.values.shape)]
    return [
        "%s%s: torch's %r is off the truth %s by %.3g, which is %.3g units of %.3g (%.3g ulp); "
        "%g roundings allow %.3g"
        % (
            golden.name if golden.name == "output" else "grad." + golden.name,
            index,
            value,
            mp.nstr(golden.formula[place], 20),
            error,
            error / unit if unit else math.inf,
            unit,
            ulp_error(value, golden.formula[place], dtype),
            golden.allowance.roundings,
            limit,
        )
    ]


def distance(value: float, truth: mpf) -> float:
    """Return how far a value is from the truth; infinite where special values differ."""
    if value != value or truth != truth:
        return 0.0 if value != value and truth != truth else math.inf
    if value == truth:
        return 0.0
    if math.isinf(value) or mp.isinf(truth):
        return math.inf
    return float(abs(truth - mpf(value)))
