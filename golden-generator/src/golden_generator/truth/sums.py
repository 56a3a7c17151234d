"""The bounds of long sums, in whatever order or tree they are added up.

The partial sums are greatest if the largest terms come first: the sum of all roundings is taken so,
the root of the sum of squares for terms in a random order. Each addition rounds what it gives, but
never by more than what it adds.

Roundings of equal terms are not independent: beside partial sums of one binade they are the same,
so that they drift. How far they drift is known where the terms are exact numbers, such as class
weights: a partial sum is a multiple of the unit of its binade, so that an addition rounds the term
itself to that unit. Equal terms with errors of their own may drift by all that they round.
"""

from collections import Counter
from math import frexp, inf, ldexp, sqrt
from typing import Dict, Iterable, List, NamedTuple, Type

from mpmath import mpf

from .bounded import CONFIDENCE, SCALE, Bounded, size_of
from .portable import hypot

_BINADES = 4
"""Below the greatest partial sum; the others hold a sixteenth of the additions."""

_MIXED = 2.0
"""Orders that mix the terms drift alike; twice the drift is for those that mix them less well."""


class _Terms(NamedTuple):
    """The terms of a sum: the sizes of those that are not 0, and the data needed for each term."""

    sizes: List[float]
    inexact: List[Bounded]
    exact: Dict[float, int]
    lowest: int
    """Exponent of the last bit of any term."""


def summed(kind: Type[Bounded], raw: tuple, terms: Iterable[mpf]) -> Bounded:
    """Return a sum, given its value, with the bounds of a sum of these terms in any order."""
    given = _terms(kind, terms)
    sizes = sorted(given.sizes, reverse=True)
    linear = sum(term.linear for term in given.inexact)
    spread = _root(term.spread for term in given.inexact)
    if len(sizes) <= 2:
        reach = max([term.reach for term in given.inexact], default=0.0)
        if len(sizes) < 2 or _held(kind, given, sizes):
            return kind.bare(raw, linear, spread, reach)
        return kind.made(raw, linear, spread, reach, 1.0)
    if _held(kind, given, sizes):
        return kind.exact(raw)
    roundings = _roundings(kind, sizes)
    drift = _drift(kind, given.exact, sum(sizes)) / CONFIDENCE
    joint = _alike(roundings, sizes[1:], given.exact)
    own = _root([_independent(kind, sizes), drift] + joint)
    # what drifts together is as one rounding of all that it acts on
    reach = max([max(roundings), sum(term.reach for term in given.inexact)] + joint)
    return kind.bare(raw, linear + sum(roundings), hypot(spread, own), reach)


def _held(kind: Type[Bounded], given: _Terms, sizes: List[float]) -> bool:
    """Whether the dtype holds every partial sum, so that nothing is rounded."""
    if given.inexact:
        return False
    return SCALE * sum(sizes) <= ldexp(SCALE, min(given.lowest + kind.bits, 1023))


def _roundings(kind: Type[Bounded], sizes: List[float]) -> List[float]:
    """Return what each addition may round, from the second term on."""
    unit, partial, roundings = ldexp(1.0, kind.bits), SCALE * sizes[0], []
    for size in sizes[1:]:
        partial += SCALE * size
        roundings.append(max(min(partial, SCALE * size * unit), SCALE * kind.normal))
    return roundings


def _independent(kind: Type[Bounded], sizes: List[float]) -> float:
    """Return the root of the sum of squares of the roundings, the terms in a random order.

    The partial sum of k of n terms has the mean square (k/n)^2 T^2 + k/n (1 - k/n) sum of t^2,
    where T is the total.
    """
    count, total = len(sizes), sum(sizes)
    if not 0.0 < total < inf:
        return 0.0
    unit = ldexp(1.0, kind.bits)
    used = sum(min(1.0, unit * (size / total)) for size in sizes[1:])
    evenness = sum((size / total) * (size / total) for size in sizes)
    share = (count + 1) * (2 * count + 1) / (6.0 * count * count) + evenness / 6
    return SCALE * max(total, kind.normal) * sqrt(used * min(share, 1.0))


def _alike(roundings: List[float], sizes: List[float], exact: Dict[float, int]) -> List[float]:
    """Return the roundings of equal terms that have errors of their own, those of a size in one."""
    together: Dict[float, List[float]] = {}
    for rounding, size in zip(roundings, sizes):
        if size not in exact:
            together.setdefault(size, []).append(rounding)
    return [sum(joint) for joint in together.values() if len(joint) > 1]


def _drift(kind: Type[Bounded], exact: Dict[float, int], total: float) -> float:
    """Return how far repeated exact terms drift while the partial sums grow evenly."""
    repeated = [(value, count) for value, count in exact.items() if count > 1]
    if not repeated or not 0.0 < total < inf:
        return 0.0
    top, drift = frexp(total)[1] - 1, 0.0
    for binade in range(top, top - _BINADES, -1):
        start = ldexp(1.0, binade)
        share = (total - start if binade == top else start) / total
        step = ldexp(1.0, binade + 1 - kind.bits)
        for value, count in repeated:
            off = value / step - round(value / step)
            if abs(off) != 0.5:  # to even: up and down in turn
                drift += count * share * off * SCALE * step
    return _MIXED * abs(drift) * ldexp(1.0, kind.bits)


def _terms(kind: Type[Bounded], terms: Iterable[mpf]) -> _Terms:
    sizes, inexact, exact, lowest, signs = [], [], [], 0, set()
    for term in terms:
        raw = term._mpf_
        has_error = isinstance(term, Bounded) and term.linear
        if has_error:
            inexact.append(term)
        if raw[1]:
            size = size_of(raw)
            sizes.append(size)
            signs.add(raw[0])
            lowest = min(lowest, raw[2]) if len(sizes) > 1 else raw[2]
            if not has_error and raw[3] <= kind.bits:
                exact.append(size)
    counted = Counter(exact) if len(signs) == 1 else dict.fromkeys(exact, 1)
    return _Terms(sizes, inexact, counted, lowest)


def _root(spreads: Iterable[float]) -> float:
    result = 0.0
    for spread in spreads:
        result = hypot(result, spread)
    return result
