"""What an element of a golden tensor may be off: a number of roundings times a unit of its own.

The unit of an element is the unit of rounding times the magnitude that its roundings act on. An
element may be off by as many units as its tensor has roundings, and always by 4 ulp.

Both come from the bounds that the formula's truth carries (:mod:`golden_generator.truth`). The
magnitude is the reach of an element's bound, or the element itself where that tells as much. The
number of roundings is the least that covers the bound of every element.
"""

import math
from decimal import ROUND_CEILING, Decimal, localcontext
from typing import Iterable, List, NamedTuple, Optional, Sequence

import numpy as np

from golden_generator.truth import Bound

UNIT = {"float32": 2.0**-24, "float64": 2.0**-53}
"""The unit of rounding: half the distance of neighbouring numbers at 1."""

ULPS = 4
"""So many ulp are allowed at least: a few steps in another order must not matter."""

NOTABLE = 2.0
"""A magnitude is written if it is at least this many times the element."""


class Allowance(NamedTuple):
    """The number of roundings of a tensor, and the magnitude per element; None is the element."""

    roundings: float
    magnitudes: List[Optional[float]]


def allowance(values: Sequence[float], bounds: Sequence[Bound], dtype: str) -> Allowance:
    """Return what the golden values of a tensor may be off, by the bounds of their truth."""
    reaches = [_reach(abs(value), bound, dtype) for value, bound in zip(values, bounds)]
    roundings = max(
        [1.0]
        + [
            bound.roundings * (bound.reach / reach)
            for bound, reach in zip(bounds, reaches)
            if reach
        ]
    )
    magnitudes = [
        rounded_up(reach) if _told(abs(value), reach, bound, roundings) else None
        for value, bound, reach in zip(values, bounds, reaches)
    ]
    return Allowance(rounded_up(roundings), magnitudes)


def _reach(size: float, bound: Bound, dtype: str) -> float:
    """Return what roundings act on: below the normal numbers the units of all are the same."""
    if not math.isfinite(size):
        return 0.0
    least = float(np.finfo(dtype).tiny) if size else 0.0
    return max(size, least, bound.reach)


def _told(size: float, reach: float, bound: Bound, roundings: float) -> bool:
    """Whether the magnitude must be told: it is notable, or the element itself allows too little.

    Without the latter one element with nearly twice its size would double the roundings of all.
    """
    if size * NOTABLE < reach:
        return True
    return reach > 0 and roundings * (size / reach) < bound.roundings * (bound.reach / reach)


def rounded_up(number: float) -> float:
    """Return two significant digits, never less than the number."""
    with localcontext() as context:
        context.prec, context.rounding = 2, ROUND_CEILING
        return min(float(+Decimal(number)), 1.79e308)


def allowed(values: Iterable[float], given: Allowance, dtype: str) -> Iterable[float]:
    """Yield how far each element may be off."""
    unit = given.roundings * UNIT[dtype]
    for value, magnitude in zip(values, given.magnitudes):
        if not math.isfinite(value):
            yield 0.0
            continue
        least = ULPS * ulp(abs(value), dtype)
        yield max(least, unit * (abs(value) if magnitude is None else magnitude))


def ulp(size: float, dtype: str) -> float:
    """Return the distance of neighbouring numbers of the dtype from a finite one upwards."""
    kind = np.finfo(dtype)
    bottom = kind.minexp - kind.nmant
    above = math.frexp(size)[1] - kind.nmant - 1
    return math.ldexp(1.0, max(above, bottom) if size else bottom)
