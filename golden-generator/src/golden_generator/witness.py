"""Holds torch's answer against the truth: the third witness beside torch and a port.

A golden value must lie within :data:`BOUNDS` of the truth of torch's own formula (see
:mod:`golden_generator.truth`), in units of the tensor's scale: its largest finite element, or what
was added up to an element of it if that is more. A flag whose note says ``strays`` explains why its
cases' values do not.
"""

import math
from typing import Any, Dict, Iterator, List, NamedTuple, Optional

import numpy as np
from mpmath import mp, mpf

from golden_generator.case import Case
from golden_generator.evaluate import Answer
from golden_generator.notes import Note
from golden_generator.tensors import NamedTensor
from golden_generator.truth import DIGITS, Truth, Values, saturated, ulp_error
from golden_generator.truth import evaluate as exactly

BOUNDS: Dict[str, float] = {"float32": 2e-6, "float64": 4e-15}
"""Greatest distance from the truth, in units of the tensor's scale."""

LOOSER: Dict[str, Dict[str, float]] = {
    "CTCLoss": {"float32": 6e-5, "float64": 2e-13},
    "CrossEntropyLoss": {"float32": 1e-5, "float64": 4e-14},
    "NLLLoss": {"float32": 6e-6, "float64": 1e-14},
    "TripletMarginLoss": {"float32": 4e-6, "float64": 6e-14},
}
"""Bounds of losses that add up one by one, or raise e or a huge number to a power: twice the worst
that was measured."""


class Golden(NamedTuple):
    """A tensor of torch's answer beside its truth."""

    name: str
    values: np.ndarray
    formula: List[mpf]
    mathematical: List[mpf]
    own_scale: mpf
    scale: mpf


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
        finite = np.abs(values[np.isfinite(values)])
        own = mpf(float(finite.max())) if finite.size else mpf(0)
        noted = truth.scales.get(name, mpf(0))
        scale = max(own, noted if mp.isfinite(noted) else mpf(0))
        yield Golden(name, values, formula[name], mathematical[name], own, scale)


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
    bound = LOOSER.get(case.loss, BOUNDS)[case.dtype]
    with mp.workdps(DIGITS):
        return [
            problem
            for golden in beside(answer, truth)
            for problem in _stray(golden, bound, case.dtype)
        ]


def _stray(golden: Golden, bound: float, dtype: str) -> List[str]:
    """Return the element of a tensor that lies farthest from the truth, if that is too far."""
    worst, place = 0.0, -1
    values = golden.values.ravel().tolist()
    unit = max(golden.scale, mpf(float(np.finfo(dtype).tiny)))
    for i, (value, truth) in enumerate(zip(values, golden.formula)):
        error = scaled_error(value, saturated(truth, dtype), unit)
        if error > worst:
            worst, place = error, i
    if worst <= bound:
        return []
    value, truth = values[place], golden.formula[place]
    index = [int(axis) for axis in np.unravel_index(place, golden.values.shape)]
    return [
        "%s%s: torch's %r is %.3g of the scale %s (%.3g ulp) off the truth %s, more than %g"
        % (
            golden.name if golden.name == "output" else "grad." + golden.name,
            index,
            value,
            worst,
            mp.nstr(unit, 4),
            ulp_error(value, truth, dtype),
            mp.nstr(truth, 20),
            bound,
        )
    ]


def scaled_error(value: float, truth: mpf, scale: mpf) -> float:
    """Return the distance in units of scale; infinite where special values differ."""
    if value != value or truth != truth:
        return 0.0 if value != value and truth != truth else math.inf
    if value == truth:
        return 0.0
    if math.isinf(value) or mp.isinf(truth):
        return math.inf
    return float(abs(truth - mpf(value)) / scale)
