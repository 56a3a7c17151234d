"""Spells the truth of a case: what output and gradients are, beside what torch computed.

An element is ``null`` where it is the golden value itself (to 1/1024 ulp); a number where float64
is exact enough: for float32 of 12 significant digits, 1/4000 ulp; otherwise a string of 20
significant digits, or ``"NaN"``, ``"Infinity"``, ``"-Infinity"``. A tensor is left out where every
element would be ``null``. Under ``mathematical`` the same holds with the truth of torch's formula
in the place of the golden value.

``roundings`` and ``magnitudes`` are the allowance of the golden elements, which
:mod:`golden_generator.write.allowance` derives.
"""

import json
from typing import Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple

import numpy as np
from mpmath import mp, mpf

from golden_generator.ask.evaluate import Answer
from golden_generator.spelling import camel, decimal
from golden_generator.truth import DIGITS, Truth, agree, rounded, ulp_error
from golden_generator.write.witness import Golden, beside

SAME = 1.0 / 1024
"""In ulp: a truth this near to the golden value is written as null."""

_FLOAT32_DIGITS = "%.12g"

Spelled = Dict[str, List[str]]


def truth_text(answer: Answer, truth: Truth, dtype: str) -> str:
    """Return the JSON object of a case's truth."""
    with mp.workdps(DIGITS):
        tensors = list(beside(answer, truth))
        parts = _values((golden.name, _formula(golden, dtype)) for golden in tensors)
        parts.extend(_allowances(tensors))
        if truth.mathematical is not truth.formula:
            apart = _values((golden.name, _mathematical(golden, dtype)) for golden in tensors)
            parts.append('"departures":%s' % json.dumps(truth.departures, separators=(",", ":")))
            parts.append('"mathematical":{%s}' % ",".join(apart))
    return "{%s}" % ",".join(parts)


def _formula(golden: Golden, dtype: str) -> List[str]:
    pairs = zip(golden.values.ravel().tolist(), golden.formula)
    return _elements(pairs, lambda value, exact: ulp_error(value, exact, dtype) < SAME, dtype)


def _mathematical(golden: Golden, dtype: str) -> List[str]:
    pairs = zip(golden.formula, golden.mathematical)
    return _elements(pairs, lambda formula, exact: agree(formula, exact, dtype), dtype)


def _elements(
    pairs: Iterable[Tuple[Any, mpf]], same: Callable[[Any, mpf], bool], dtype: str
) -> List[str]:
    return ["null" if same(known, exact) else element(exact, dtype) for known, exact in pairs]


def element(exact: mpf, dtype: str) -> str:
    """Return the JSON of one true value."""
    value = rounded([exact], dtype)[0]
    if isinstance(value, str):
        return '"%s"' % value
    if dtype == "float32":
        value = float(_FLOAT32_DIGITS % value)
    return decimal(value)


def _values(tensors: Iterable[Tuple[str, List[str]]]) -> List[str]:
    """Return the members ``output`` and ``grads``, without tensors that say nothing."""
    spelled = {
        name: "[%s]" % ",".join(elements)
        for name, elements in tensors
        if any(element != "null" for element in elements)
    }
    output = spelled.pop("output", None)
    parts = [] if output is None else ['"output":%s' % output]
    if spelled:
        grads = ['"%s":%s' % (camel(name), data) for name, data in spelled.items()]
        parts.append('"grads":{%s}' % ",".join(grads))
    return parts


def _allowances(tensors: Sequence[Golden]) -> List[str]:
    """Return the members that hold the allowance, without what has none."""
    roundings, magnitudes = [], []
    for golden in tensors:
        if np.isfinite(golden.values).any():
            given = decimal(golden.allowance.roundings)
            roundings.append('"%s":%s' % (camel(golden.name), given))
        if any(magnitude is not None for magnitude in golden.allowance.magnitudes):
            told = ",".join(map(_magnitude, golden.allowance.magnitudes))
            magnitudes.append('"%s":[%s]' % (camel(golden.name), told))
    members = (("roundings", roundings), ("magnitudes", magnitudes))
    return ['"%s":{%s}' % (name, ",".join(given)) for name, given in members if given]


def _magnitude(magnitude: Optional[float]) -> str:
    return "0" if magnitude is None else decimal(magnitude)
