"""Functions of floats that give the same bits under every C library.

Only what IEEE 754 rounds correctly is used: ``+ - * /``, the square root, and powers of two. The
results err by an ulp or two, which is more than enough for bounds that are written with two digits.
"""

from math import sqrt

import numpy

_LN2_HIGH, _LN2_LOW = 0.693147180369123816490, 1.90821492927058770002e-10
"""log 2 in two parts; a whole number below 2^20 times the first is exact."""

_LEAST = -745.2
"""Below it, e to the number is 0 in float64."""

_TERMS = 14
_ODD_TERMS = 30


def hypot(a: float, b: float) -> float:
    """Return the root of the sum of two squares; neither number is negative."""
    if a < b:
        a, b = b, a
    if a == 0.0:  # the other one is 0 or NaN
        return b
    if b == 0.0 or a == b:
        return a if b == 0.0 else a * sqrt(2.0)
    ratio = b / a
    return a * sqrt(1.0 + ratio * ratio)


def hypots(a: numpy.ndarray, b: numpy.ndarray) -> numpy.ndarray:
    """Return the same of two arrays of finite numbers."""
    most = numpy.maximum(a, b)
    ratio = numpy.minimum(a, b) / numpy.where(most > 0, most, 1.0)
    return most * numpy.sqrt(1.0 + ratio * ratio)


def exp(x: numpy.ndarray) -> numpy.ndarray:
    """Return e to numbers that are not positive; minus infinity gives 0."""
    held = numpy.maximum(x, _LEAST)
    twos = numpy.rint(held / _LN2_HIGH)
    rest = (held - twos * _LN2_HIGH) - twos * _LN2_LOW
    result = numpy.ones_like(rest)
    for n in range(_TERMS, 0, -1):
        result = 1.0 + result * rest / n
    return numpy.where(x < _LEAST, 0.0, numpy.ldexp(result, twos.astype("int64")))


def log(x: numpy.ndarray) -> numpy.ndarray:
    """Return the logarithm of numbers from 1 to 3; 0 gives minus infinity."""
    share = (x - 1.0) / (x + 1.0)
    square = share * share
    result = numpy.zeros_like(share)
    for n in range(_ODD_TERMS, -1, -1):
        result = result * square + 1.0 / (2 * n + 1)
    return numpy.where(x > 0, 2.0 * share * result, -numpy.inf)
