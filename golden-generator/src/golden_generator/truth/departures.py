"""The reasons why PyTorch's formula and the mathematics differ, and where that matters."""

from typing import List

from mpmath import mp, mpf

from .arithmetic import PRECISION, SMALLEST, magnitude
from .rounding import saturated, ulp
from .values import Truth, Values

DEPARTURES = {
    "overflow": "an intermediate result is beyond the dtype's range though the result is within it",
    "underflow": (
        "an intermediate result is below the dtype's normal numbers and loses bits, or all of them"
    ),
    "rounded-comparison": (
        "PyTorch compares a rounded number within rounding of a kink and takes the other branch"
    ),
    "rounded-p": "PyTorch's norm rounds its exponent p to float32, the norm's gradient does not",
    "masked-infinity": (
        "PyTorch multiplies an infinity or NaN by a mask of 0, which gives NaN instead of 0"
    ),
    "nan-ignored": (
        "PyTorch's comparison with NaN is false: the element counts as 0, in the value or in "
        "the gradient"
    ),
    "infinite-input": (
        "PyTorch's form of the formula gives inf - inf or 0 * inf where the definition has a value"
    ),
    "eps": "PyTorch adds a constant to keep a denominator from 0",
    "log-of-0": "PyTorch replaces log(0) by log(1e-12)",
    "rounded-complement": (
        "PyTorch takes the logarithm of 1 - sigmoid(x), which the dtype rounds to few bits or to 0"
    ),
    "rounded-derivative": (
        "the dtype rounds a derivative to 0, which makes NaN of an infinite incoming gradient"
    ),
    "limit-at-0": "PyTorch sets an infinite derivative at target 0 to 0",
    "domain": "the definition has no value outside its domain, PyTorch's formula has",
    "label": "the target is neither 1 nor -1; PyTorch's formula adds both or no branches",
    "total-weight": (
        "the weights sum to 0 or less: PyTorch does not divide by 0 and drops the gradient"
    ),
    "ignored-row": "an ignored row with NaN or infinite logits gets a NaN gradient",
    "reduction": "'elementwise_mean' with a target that requires grad sums",
    "storage-order": "PyTorch pairs elements in storage order instead of spreading the shapes",
    "gradient-convention": (
        "PyTorch's CTC gradient is exp(log_prob) - posterior instead of -posterior"
    ),
    "impossible-log-prob": (
        "PyTorch's CTC gradient at a log-probability of -inf, or of an infeasible target, is NaN"
    ),
    "last-label-blank": (
        "where the last label is the blank, PyTorch's CTC overwrites its last frame's gradient"
    ),
}
"""Every word that a truth's ``departures`` may hold."""

_NEGLIGIBLE = mpf(2) ** -8
_SUBNORMAL = mpf(0.5)
"""In ulp: below the normal numbers a mere rounding of the result is no departure."""


def settle(mathematical: Values, formula: Values, words: List[str], dtype: str) -> Truth:
    """Drop departures that no value of the dtype shows.

    Both truths are then the mathematical one.
    """
    for mine, theirs in zip(mathematical.tensors(), formula.tensors()):
        for a, b in zip(mine[2], theirs[2]):
            if not agree(a, b, dtype):
                unexplained = [] if words else ["infinite-input"]
                return Truth(mathematical, formula, list(words) + unexplained)
    return Truth(mathematical, mathematical, [])


def agree(a: mpf, b: mpf, dtype: str) -> bool:
    """Return true where the dtype can't show two values' difference: within 1/256 ulp."""
    a, b = saturated(a, dtype), saturated(b, dtype)
    if a == b:
        return True
    if not (mp.isfinite(a) and mp.isfinite(b)):
        return a != a and b != b
    subnormal = magnitude(a) < SMALLEST[dtype] + PRECISION[dtype]
    return abs(a - b) <= (_SUBNORMAL if subnormal else _NEGLIGIBLE) * ulp(a, dtype)
