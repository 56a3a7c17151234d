"""From the truth to numbers a file can hold, and a dtype's distance from it."""

from math import ldexp
from typing import Any, Iterable, List

from mpmath import mp, mpf

from .arithmetic import INF, LARGEST, PRECISION, SMALLEST, exact, exp, log, magnitude, power

DECIMALS = 20
"""Significant digits of a truth that float64 can't hold: 1e-20 is below 1/1000 ulp of float64."""

_BEYOND = 1 << 20


def ulp(truth: mpf, dtype: str) -> mpf:
    """Return the distance of neighbouring numbers of the dtype at the truth.

    The smallest subnormal's near 0.
    """
    if truth == 0:
        return mpf(2) ** SMALLEST[dtype]
    top = min(magnitude(truth), LARGEST[dtype])
    return mpf(2) ** max(top - PRECISION[dtype], SMALLEST[dtype])


def nearest(truth: mpf, dtype: str) -> float:
    """Return the dtype's number nearest to the truth as a Python float.

    Ties to even, infinite beyond the range.
    """
    sign, mantissa, exponent, bits = truth._mpf_
    if not mantissa:
        return float(truth)
    mantissa = int(mantissa)
    last = max(exponent + bits - PRECISION[dtype], SMALLEST[dtype])
    shift = last - exponent
    if shift > bits + 1:
        mantissa = 0
    elif shift > 0:
        below = mantissa & ((1 << shift) - 1)
        mantissa >>= shift
        half = 1 << (shift - 1)
        mantissa += below > half or (below == half and mantissa & 1)
    else:
        last = exponent
    if mantissa and mantissa.bit_length() + last > LARGEST[dtype]:
        return float("-inf") if sign else float("inf")
    value = ldexp(mantissa, last)
    return -value if sign else value


def exp_in(x: Any) -> Any:
    """Return e to a number of numpy, rounded to its dtype: the C library's may differ by an ulp."""
    return type(x)(nearest(exp(exact(float(x))), x.dtype.name))


def log_in(x: Any) -> Any:
    """Return the logarithm of a number of numpy, rounded to its dtype."""
    return type(x)(nearest(log(exact(float(x))), x.dtype.name))


def power_in(base: Any, exponent: Any) -> Any:
    """Return a power of a number of numpy that is not negative, rounded to its dtype."""
    result = power(exact(float(base)), exact(float(exponent)))
    return type(base)(nearest(result, base.dtype.name))


def saturated(truth: mpf, dtype: str) -> mpf:
    """Return the truth itself, or the infinity that the dtype rounds it to."""
    if magnitude(truth) < LARGEST[dtype]:
        return truth
    value = nearest(truth, dtype) if truth == truth else 0.0
    return exact(value) if value in (float("inf"), float("-inf")) else truth


def rounded(values: Iterable[mpf], dtype: str) -> List[Any]:
    """Encode truths for a fixture: Python floats, to be written as shortest decimals, and strings.

    A float32 truth is a float64. A string stands where float64 is too short: a decimal of 20 digits
    for a float64 truth that is no float64 itself, and for any truth beyond float64's range or among
    its subnormals; ``NaN``, ``Infinity`` and ``-Infinity`` for the special values. Beyond 2^1048576
    a truth is written as an infinity or as 0.
    """
    return [_encode(value, dtype) for value in values]


def _encode(value: mpf, dtype: str) -> Any:
    if value != value:
        return "NaN"
    size = magnitude(value)
    if size > _BEYOND:
        return "Infinity" if value > 0 else "-Infinity"
    if size < -_BEYOND:
        return 0.0
    near = nearest(value, "float64")
    if exact(near) == value:
        return near
    if dtype == "float32" and -1021 <= size < 1024:
        return near
    with mp.workdps(DECIMALS + 5):
        return mp.nstr(+value, DECIMALS)


def ulp_error(torch_value: float, truth: mpf, dtype: str) -> float:
    """Return how far a number of the dtype is from the truth, in ulp of the truth, as a float.

    0 for NaN at NaN and for an infinity where the truth is or rounds to it; infinite for any other
    special value.
    """
    value = exact(float(torch_value))
    target = saturated(truth, dtype)
    if value != value or target != target:
        return 0.0 if value != value and target != target else float("inf")
    if value == target:
        return 0.0
    if abs(value) == INF or abs(target) == INF:
        return float("inf")
    return float(abs(value - target) / ulp(target, dtype))
