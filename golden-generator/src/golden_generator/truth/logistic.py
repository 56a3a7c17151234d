"""The logistic function and its logarithm: exact far out in both tails."""

import numpy
from mpmath import mpf

from .arithmetic import NAN, ONE, ZERO, Arithmetic, exact, exp, log, log1p
from .bounded import bounded_by
from .rounding import nearest


def sigmoid(x: mpf) -> mpf:
    """Return 1 / (1 + e^-x)."""
    if x != x:
        return NAN
    return ONE / (ONE + exp(-x)) if x > 0 else exp(x) / (ONE + exp(x))


def log_sigmoid(x: mpf) -> mpf:
    """Return log(1 / (1 + e^-x)) = min(x, 0) - log(1 + e^-|x|)."""
    if x != x:
        return NAN
    return (x if x < 0 else ZERO) - log1p(exp(-abs(x)))


def sigmoid_form(x: mpf) -> mpf:
    """Return the logistic function as PyTorch computes it on both sides: 1 / (1 + e^-x)."""
    return ONE / (ONE + exp(-x))


def surprise_form(x: mpf) -> mpf:
    """Return log(1 + e^-|x|) as PyTorch computes it: without log1p, so that 1 + e^-|x| rounds."""
    return log(ONE + exp(-abs(x)))


def log_complement(arithmetic: Arithmetic, x: mpf) -> mpf:
    """Return log(1 - sigmoid(x)) for x >= 0 as PyTorch's formula sees it.

    The dtype rounds sigmoid(x) near 1, so that few bits of the complement are left and then none:
    the exact value stands only while its rounding error is below 64 units.
    """
    precise = bounded_by(log_sigmoid(-x), log(ONE - sigmoid_form(x)))
    if x != x or not arithmetic.formula:
        return precise
    kind = arithmetic.scalar
    with numpy.errstate(all="ignore"):
        complement = exact(
            float(kind(1) - kind(1) / (kind(1) + kind(nearest(exp(-x), arithmetic.dtype))))
        )
    if complement != 0 and abs(complement - sigmoid(-x)) <= sigmoid(-x) * mpf(2) ** (
        6 - arithmetic.precision
    ):
        return precise
    arithmetic.depart("rounded-complement")
    return bounded_by(log(complement), precise)
