"""A number that knows how far PyTorch's roundings may carry it, to first order.

A :class:`Bounded` is an mpf with three magnitudes, each in the size of the value and carried by the
absolute derivatives of the formula:

* ``linear``: the sum over all roundings so far of the magnitude that each one acts on. Times the
  unit of rounding u it bounds the error, whatever the roundings do.
* ``spread``: the root of the sum of their squares. Independent roundings add up like this (N. J.
  Higham and T. Mary, "A new approach to probabilistic rounding error analysis", 2019).
* ``reach``: the largest magnitude that any single rounding acts on; of a sum, what the roundings of
  its terms act on together.

Inputs are exact: all three are 0. An operation adds its own rounding: the size of its result, at
least the smallest normal number, times 1 for ``+ - * /`` and the square root, times 2 for the
functions of the C library. A sum or product of exact numbers that the dtype holds is exact.
"""

from math import inf, ldexp
from typing import Any, NamedTuple, Tuple

from mpmath import mpf
from mpmath.libmp import (
    from_float,
    from_int,
    fzero,
    mpf_abs,
    mpf_add,
    mpf_div,
    mpf_mul,
    mpf_neg,
    mpf_sub,
)

from .portable import hypot

CONFIDENCE = 3.0
"""So many times ``spread`` bounds the error.

An error that is spread evenly over its range has a standard deviation of 1/sqrt(3) of its bound, so
this is 5.2 standard deviations: many roundings exceed it less than once in a million times.
"""

LIBRARY = 2.0
"""Roundings of exp, log, log1p and pow: good libraries err by less than one ulp, two roundings."""

SCALE = 2.0**-40
"""Bounds are kept in this unit, so that those of the greatest float64 don't overflow."""

_GREATEST = 1.79e308
_new = object.__new__


class Bound(NamedTuple):
    """How many roundings stand between the inputs and an element, and what they act on at most.

    Their product times the unit of rounding is the first-order bound of the element's error. Both
    are 0 where the element is exact.
    """

    roundings: float
    reach: float


class Bounded(mpf):
    """An mpf with bounds; :class:`Single` and :class:`Double` are those of a dtype."""

    __slots__ = ("size", "linear", "spread", "reach")
    # the size is a float; the three bounds are in units of SCALE
    bits = 0
    """Of the dtype's significand."""
    normal = 0.0
    """The dtype's smallest normal number."""
    bottom = 0
    """Exponent of the dtype's smallest number."""

    @classmethod
    def exact(cls, raw: tuple) -> "Bounded":
        """Return a number without any rounding."""
        return cls.bare(raw, 0.0, 0.0, 0.0)

    @classmethod
    def bare(cls, raw: tuple, linear: float, spread: float, reach: float) -> "Bounded":
        """Return a number with these bounds; a number that is not finite has none."""
        made = _new(cls)
        made._mpf_ = raw
        made.size = size_of(raw)
        if made.size == inf and not raw[1]:
            linear = spread = reach = 0.0
        made.linear, made.spread, made.reach = linear, spread, reach
        return made

    @classmethod
    def made(
        cls, raw: tuple, linear: float, spread: float, reach: float, count: float
    ) -> "Bounded":
        """Return the result of an operation: the bounds carried to it, and roundings of its own."""
        made = _new(cls)
        made._mpf_ = raw
        if raw[1]:
            size = size_of(raw)
            if count:
                most = size if size > cls.normal else cls.normal
                own = SCALE * most
                reach = own if own > reach else reach
                own *= count
                linear += own
                spread = hypot(spread, own)
            made.size = size
        elif raw[2]:
            made.size = inf
            linear = spread = reach = 0.0
        else:
            made.size = 0.0
        made.linear, made.spread, made.reach = linear, spread, reach
        return made

    def bound(self) -> Bound:
        """Return the number of roundings, and the largest magnitude that one acts on."""
        if self.linear == 0.0 or not self.linear < inf:  # infinite where the element is, too
            return Bound(0.0, 0.0)
        return Bound(
            min(self.linear, CONFIDENCE * self.spread) / self.reach,
            min(self.reach / SCALE, _GREATEST),
        )

    def doubtful(self) -> bool:
        """Whether roundings may change the sign."""
        return self.linear >= self.size * SCALE * ldexp(1.0, self.bits)

    def again(self, count: float) -> "Bounded":
        """Return this value with further roundings: a step of PyTorch's that changes no value."""
        return self.made(self._mpf_, self.linear, self.spread, self.reach, count)

    def through(self, raw: tuple, slope: float, count: float, by: float = 1.0) -> "Bounded":
        """Return a function of this number, given its value and derivative ``slope / by`` here."""
        if self.linear == 0.0 or slope == 0.0 or by == 0.0:
            return self.made(raw, 0.0, 0.0, 0.0, count)
        slope = abs(slope)
        return self.made(
            raw,
            slope * (self.linear / by),
            slope * (self.spread / by),
            slope * (self.reach / by),
            count,
        )

    def _exactly(self, raw: tuple) -> bool:
        """Whether the dtype holds this result of exact numbers, so that nothing is rounded."""
        return raw[3] <= self.bits and raw[2] >= self.bottom

    def __add__(self, other: Any) -> "Bounded":
        """Return the sum."""
        raw = _raw(other)
        precision = self._ctxdata[2]
        return self._added(other, raw, mpf_add(self._mpf_, raw, *precision))

    __radd__ = __add__

    def __sub__(self, other: Any) -> "Bounded":
        """Return the difference."""
        raw = _raw(other)
        precision = self._ctxdata[2]
        return self._added(other, raw, mpf_sub(self._mpf_, raw, *precision))

    def __rsub__(self, other: Any) -> "Bounded":
        """Return the difference of a plain number and this one."""
        raw = _raw(other)
        precision = self._ctxdata[2]
        return self._added(other, raw, mpf_sub(raw, self._mpf_, *precision))

    def _added(self, other: Any, raw: tuple, result: tuple) -> "Bounded":
        linear, spread, reach = _bounds(other)
        if linear == 0.0:
            if self.linear == 0.0:
                count = 0.0 if self._exactly(result) else 1.0
                return self.made(result, 0.0, 0.0, 0.0, count)
            count = 0.0 if raw == fzero else 1.0
            return self.made(result, self.linear, self.spread, self.reach, count)
        if self.linear == 0.0:
            count = 0.0 if self._mpf_ == fzero else 1.0
            return self.made(result, linear, spread, reach, count)
        return self.made(
            result, self.linear + linear, hypot(self.spread, spread), reach + self.reach, 1.0
        )

    def __mul__(self, other: Any) -> "Bounded":
        """Return the product."""
        raw = _raw(other)
        precision = self._ctxdata[2]
        result = mpf_mul(self._mpf_, raw, *precision)
        linear, spread, reach = _bounds(other)
        if linear == 0.0 and self.linear == 0.0:
            count = 0.0 if self._exactly(result) else 1.0
            return self.made(result, 0.0, 0.0, 0.0, count)
        if not raw[1] or not self._mpf_[1]:
            return self._product_with_zero(other, raw, result)
        there = size_of(raw)
        if linear == 0.0:
            count = 0.0 if raw[1] == 1 and there * self.size >= self.normal else 1.0
            return self.made(
                result, there * self.linear, there * self.spread, there * self.reach, count
            )
        here = self.size
        if other is self:
            return self.made(result, 2 * here * linear, 2 * here * spread, here * reach, 1.0)
        return self.made(
            result,
            here * linear + there * self.linear,
            hypot(here * spread, there * self.spread),
            max(here * reach, there * self.reach),
            1.0,
        )

    __rmul__ = __mul__

    def _product_with_zero(self, other: Any, raw: tuple, result: tuple) -> "Bounded":
        """Return a product that is 0 or special: 0 times what has an error keeps the error."""
        if result != fzero:
            return self.exact(result)
        linear, spread, reach = _bounds(other)
        here, there = self.size, size_of(raw)
        return self.made(
            result,
            here * linear + there * self.linear,
            hypot(here * spread, there * self.spread),
            max(here * reach, there * self.reach),
            0.0,
        )

    def __truediv__(self, other: Any) -> "Bounded":
        """Return the quotient."""
        raw = _raw(other)
        return self._quotient(self, self._mpf_, other, raw)

    def __rtruediv__(self, other: Any) -> "Bounded":
        """Return the quotient of a plain number and this one."""
        return self._quotient(other, _raw(other), self, self._mpf_)

    def _quotient(self, upper: Any, above: tuple, lower: Any, below: tuple) -> "Bounded":
        precision = self._ctxdata[2]
        result = mpf_div(above, below, *precision)
        by = size_of(below)
        if by == inf or (not result[1] and result[2]):
            return self.exact(result)
        linear, spread, reach = _bounds(upper)
        linear, spread, reach = linear / by, spread / by, reach / by
        other_linear, other_spread, other_reach = _bounds(lower)
        if other_linear:
            size = size_of(result)
            linear += size * (other_linear / by)
            spread = hypot(spread, size * (other_spread / by))
            reach = max(reach, size * (other_reach / by))
            count = 1.0
        else:
            power_of_two = below[1] == 1 and size_of(result) >= self.normal
            held = linear == 0.0 and self._exactly(result)
            count = 0.0 if power_of_two or held else 1.0
        return self.made(result, linear, spread, reach, count)

    def __neg__(self) -> "Bounded":
        """Return the negative, which is not rounded."""
        return self.bare(mpf_neg(self._mpf_), self.linear, self.spread, self.reach)

    def __abs__(self) -> "Bounded":
        """Return the magnitude, which is not rounded."""
        return self.bare(mpf_abs(self._mpf_), self.linear, self.spread, self.reach)


class Single(Bounded):
    """Bounds of roundings to float32."""

    __slots__ = ()
    bits, normal, bottom = 24, 2.0**-126, -149


class Double(Bounded):
    """Bounds of roundings to float64."""

    __slots__ = ()
    bits, normal, bottom = 53, 2.0**-1022, -1074


KINDS = {"float32": Single, "float64": Double}
"""The type of a dtype."""


def bounded_by(value: mpf, form: Any) -> mpf:
    """Return a value with the bounds of PyTorch's form of it.

    The truth computes a value as well as it can. PyTorch's form of the formula may lose digits, and
    what it may lose is what its form has as bounds.
    """
    if not isinstance(form, Bounded):
        return value
    return form.bare(value._mpf_, form.linear, form.spread, form.reach)


def bound_of(value: mpf) -> Bound:
    """Return the bound of a number; a plain one has none."""
    return value.bound() if isinstance(value, Bounded) else Bound(0.0, 0.0)


def _raw(value: Any) -> tuple:
    try:
        return value._mpf_
    except AttributeError:
        return from_float(value) if isinstance(value, float) else from_int(value)


def _bounds(value: Any) -> Tuple[float, float, float]:
    if isinstance(value, Bounded):
        return value.linear, value.spread, value.reach
    return 0.0, 0.0, 0.0


def size_of(raw: tuple) -> float:
    """Return the magnitude as a float, at most the greatest one unless it is infinite or NaN."""
    _, mantissa, exponent, bits = raw
    if not mantissa:
        return inf if exponent else 0.0
    if bits > 60:
        mantissa >>= bits - 60
        exponent += bits - 60
    try:
        return ldexp(mantissa, exponent)
    except OverflowError:
        return _GREATEST
