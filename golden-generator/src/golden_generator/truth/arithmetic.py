"""Real numbers extended by the infinities and NaN, and the range of a dtype.

Plain ``+ - *`` of mpf already follow IEEE 754 for infinities and NaN (inf - inf and 0 * inf are
NaN); the functions here do the same for division, logarithm, powers and roots, where mpmath raises
or turns complex. All are cached: the same pooled inputs come back under every reduction and weight.
What has bounds (see :mod:`golden_generator.truth.bounded`) keeps them through all functions.
"""

from functools import lru_cache
from typing import Any, Callable, Iterable, Sequence

import numpy
from mpmath import mp, mpf
from mpmath.libmp import fone, from_float, from_int, fzero, mpf_add, mpf_exp, mpf_log, mpf_mul

from .bounded import KINDS, LIBRARY, SCALE, Bounded, size_of
from .portable import hypot
from .sums import summed

DIGITS = 60
"""Working precision: 40 digits remain after a cancellation of a whole float64."""

_BITS = 206
_HUGE = 40
ZERO, ONE, HALF = mpf(0), mpf(1), mpf(0.5)
INF, NAN = mpf("inf"), mpf("nan")

PRECISION = {"float32": 24, "float64": 53}
"""Bits of the significand."""
SMALLEST = {"float32": -149, "float64": -1074}
"""Exponent of the smallest subnormal number."""
LARGEST = {"float32": 128, "float64": 1024}
"""Every finite number is below two to this power."""


def exact(value: Any) -> mpf:
    """Return the mpf of a Python float or int, without rounding; an mpf is itself."""
    if isinstance(value, float):
        return _exact(value.hex())
    return mp.make_mpf(from_int(value)) if isinstance(value, int) else mpf(value)


@lru_cache(maxsize=1 << 17)
def _exact(spelled: str) -> mpf:
    """Return the mpf of a float by its spelling: the hashes of floats of few bits collide."""
    return mp.make_mpf(from_float(float.fromhex(spelled)))


def magnitude(value: mpf) -> float:
    """Return the e of 2^(e-1) <= |value| < 2^e.

    It is minus infinity for 0, plus infinity for infinities and NaN.
    """
    _, mantissa, exponent, bits = value._mpf_
    if mantissa:
        return exponent + bits
    return float("-inf") if value == 0 else float("inf")


def exp(value: mpf) -> mpf:
    """Return e to the value.

    Beyond 2^40 it is 0 or infinity, which no dtype and no later step can tell from the value.
    """
    if value._mpf_[1] and value._mpf_[2] + value._mpf_[3] > _HUGE:
        return ZERO if value < 0 else INF
    return _grown(value, _exp(value._mpf_))


def _grown(value: mpf, result: mpf) -> mpf:
    """Return e to a value with its bounds: it is its own derivative."""
    if not isinstance(value, Bounded):
        return result
    count = LIBRARY if value._mpf_[1] else 0.0
    return value.through(result._mpf_, size_of(result._mpf_), count)


@lru_cache(maxsize=1 << 17)
def _exp(raw: tuple) -> mpf:
    return mp.make_mpf(mpf_exp(raw, _BITS, "n"))


def log(value: mpf) -> mpf:
    """Return natural logarithm: minus infinity at 0, NaN below."""
    if value == 0:
        return -INF
    if value < 0:
        return NAN
    result = _log(value._mpf_)
    if isinstance(value, Bounded):
        return value.through(result._mpf_, 1.0, LIBRARY, by=value.size)
    return result


@lru_cache(maxsize=1 << 17)
def _log(raw: tuple) -> mpf:
    return mp.make_mpf(mpf_log(raw, _BITS, "n"))


def log1p(value: mpf) -> mpf:
    """Return log(1 + value) for value >= 0, accurate however small the value is."""
    result = _log1p(value._mpf_)
    if isinstance(value, Bounded):
        return value.through(result._mpf_, 1.0, LIBRARY, by=1.0 + value.size)
    return result


@lru_cache(maxsize=1 << 17)
def _log1p(raw: tuple) -> mpf:
    small = -(raw[2] + raw[3]) if raw[1] else 0
    if small > _BITS:
        return mp.make_mpf(raw)
    return mp.make_mpf(mpf_log(mpf_add(fone, raw, _BITS + 10 + max(0, small), "n"), _BITS, "n"))


def divide(a: mpf, b: mpf) -> mpf:
    """Return a / b: infinite for a non-zero a over 0, NaN for 0 / 0."""
    if b._mpf_[1] or b._mpf_[2]:
        return a / b
    return NAN if a == 0 or a != a else (INF if a > 0 else -INF)


def sqrt(value: mpf) -> mpf:
    """Return square root: NaN below 0."""
    if value < 0:
        return NAN
    result = mp.sqrt(value)
    if isinstance(value, Bounded):
        size = size_of(result._mpf_)
        return value.through(result._mpf_, 0.5, 1.0, by=size) if size else value.exact(fzero)
    return result


def power(base: mpf, exponent: mpf) -> mpf:
    """Return base ** exponent for base >= 0, with IEEE 754's pow at 0, the infinities and NaN."""
    if exponent == 0:
        return ONE
    if base != base or exponent != exponent:
        return NAN
    if base == 0 or mp.isinf(base):
        return ZERO if (exponent > 0) == (base == 0) else INF
    if exponent == 1:
        return base
    plain = mp.make_mpf(base._mpf_)
    if exponent == 2:
        result = mp.make_mpf(mpf_mul(base._mpf_, base._mpf_, mp.prec, "n"))
    else:
        result = exp(mp.make_mpf(exponent._mpf_) * log(plain))
    return _raised(base, exponent, plain, result)


def _raised(base: mpf, exponent: mpf, plain: mpf, result: mpf) -> mpf:
    """Return a power with the bounds that base and exponent carry to it."""
    if not result._mpf_[1] or not (isinstance(base, Bounded) or isinstance(exponent, Bounded)):
        return result
    some = base if isinstance(base, Bounded) else exponent
    size = some.exact(result._mpf_).size
    power_of_base = some.exact(fone)
    if isinstance(base, Bounded) and base.linear:
        power_of_base = base.through(fone, size * abs(float(exponent)), 0.0, by=base.size)
    if isinstance(exponent, Bounded) and exponent.linear:
        slope = size * abs(float(log(plain)))
        power_of_base = power_of_base + (exponent.through(fone, slope, 0.0) - ONE)
    return power_of_base.through(result._mpf_, 1.0, LIBRARY)


class Arithmetic:
    """How a case is read.

    Either by the mathematics, or by PyTorch's formula within the range of the dtype.
    """

    def __init__(self, dtype: str, formula: bool) -> None:
        """Read by PyTorch's formula if ``formula``, else by the mathematics."""
        self.dtype = dtype
        self.formula = formula
        self.scalar = numpy.dtype(dtype).type
        self.departures = []
        self.kind = KINDS[dtype]
        self.terms_in_range = True
        self.precision = PRECISION[dtype]
        self._top = LARGEST[dtype]
        self._bottom = SMALLEST[dtype]
        self._normal = SMALLEST[dtype] + self.precision
        self._overflow = mpf(2) ** self._top - mpf(2) ** (self._top - self.precision - 1)
        self.top = mpf(2) ** self._top - mpf(2) ** (self._top - self.precision)

    def depart(self, word: str) -> bool:
        """Note that the formula departs from the mathematics here.

        The result is true if it is the formula that is wanted.
        """
        if self.formula and word not in self.departures:
            self.departures.append(word)
        return self.formula

    def fit(self, value: mpf) -> mpf:
        """Return an intermediate result as the dtype's range leaves it.

        It is infinite beyond the largest number, and below the normal ones a multiple of the
        smallest.
        """
        if not self.formula:
            return value
        _, mantissa, exponent, bits = value._mpf_
        if not mantissa:
            return value
        top = exponent + bits
        if self._normal <= top < self._top:
            return value
        if top >= self._top:
            if top == self._top and abs(value) < self._overflow:
                return value
            self.depart("overflow")
            return INF if value > 0 else -INF
        if exponent >= self._bottom:
            return value
        self.depart("underflow")
        held = (
            mp.ldexp(mp.nint(mp.ldexp(value, -self._bottom)), self._bottom)
            if top >= self._bottom
            else ZERO
        )
        return self._flushed(value, held)

    def _flushed(self, value: mpf, held: mpf) -> mpf:
        """Return a subnormal result with the bounds of a number that was rounded to it."""
        if not isinstance(value, Bounded):
            return held
        own = self.kind.normal * SCALE
        return value.bare(
            held._mpf_, value.linear + own, hypot(value.spread, own), max(value.reach, own)
        )

    def total(self, values: Iterable[mpf]) -> mpf:
        """Return the sum, in order, each partial sum within range.

        So is each value, unless ``terms_in_range`` is false.
        """
        if not self.formula:
            return self.unlimited(values)
        terms = [self.fit(value) if self.terms_in_range else value for value in values]
        if len(terms) == 1:
            return self.fit(terms[0])
        result = ZERO
        for term in terms:
            result = self.fit(mp.make_mpf(mpf_add(result._mpf_, term._mpf_, *mp._prec_rounding)))
        return summed(self.kind, result._mpf_, terms) if mp.isfinite(result) else result

    def unlimited(self, values: Iterable[mpf]) -> mpf:
        """Return the sum without the dtype's range, because PyTorch adds up in a wider type."""
        terms = list(values)
        if len(terms) == 1:
            return terms[0]
        result = ZERO
        for term in terms:
            result = mp.make_mpf(mpf_add(result._mpf_, term._mpf_, *mp._prec_rounding))
        if not (self.formula and mp.isfinite(result)):
            return result
        return summed(self.kind, result._mpf_, terms)

    def constant(self, value: mpf) -> mpf:
        """Return a constant as the dtype has it: rounded, unless the dtype holds it."""
        if not self.formula:
            return value
        held = self.kind.exact(value._mpf_)
        return held if not value._mpf_[1] or value._mpf_[3] <= held.bits else held.again(1.0)

    def masked(self, mask: mpf, value: mpf) -> mpf:
        """Return mask * value.

        A mask of 0 silences an infinite or NaN value in the mathematics, not in PyTorch's product.
        """
        if mask == 0:
            if mp.isfinite(value):
                return ZERO
            return NAN if self.depart("masked-infinity") else ZERO
        return mask * value

    def side(self, value: mpf, terms: Sequence[mpf], in_dtype: Callable[[], Any]) -> mpf:
        """Return a number on the same side of 0 as ``value``, the sum of ``terms``.

        PyTorch compares the rounded sum: within rounding of 0 its formula takes the sign from
        ``in_dtype``, a function that computes the sum in the dtype.
        """
        if not self.formula:
            return value
        size = max(magnitude(term) for term in terms)
        if magnitude(value) > size - self.precision + 6 or size == float("inf"):
            return value
        with numpy.errstate(all="ignore"):
            seen = exact(float(in_dtype()))
        if (seen > 0) - (seen < 0) != (value > 0) - (value < 0):
            self.depart("rounded-comparison")
        return seen
