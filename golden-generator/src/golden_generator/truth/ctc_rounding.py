"""The bounds of PyTorch's CTC: it adds up logarithms of probabilities, one frame after another.

The truth multiplies probabilities, whose exponents are unbounded. PyTorch's recursion

    a_t(s) = log(sum_i e^(a_{t-1}(i) - m)) + m + log_prob[t, l'_s],  m the largest of up to three

rounds logarithms, whose magnitudes grow with the frames. An error in a_{t-1}(i) comes through with
the share that i has of the sum, so that the bounds of a state are the weighted mean of those before
it, and the roundings of its own frame.
"""

from functools import reduce
from typing import Dict, List, NamedTuple, Sequence, Tuple

import numpy

from .bounded import LIBRARY, SCALE
from .portable import exp, hypots, log

_NONE = -numpy.inf


class Row(NamedTuple):
    """The logarithms of a frame's states, and for each linear, spread and reach."""

    values: numpy.ndarray
    linear: numpy.ndarray
    spread: numpy.ndarray
    reach: numpy.ndarray


def sample(
    log_probs: numpy.ndarray, states: Sequence[int], skips: Sequence[bool]
) -> Tuple[Row, Dict[int, Row]]:
    """Return the log-likelihood of a sample, and by class the logarithms of its posteriors.

    A posterior has an element per frame: the states of the class, added up one after another.
    """
    before, after = forward(log_probs, states, skips), backward(log_probs, states, skips)
    last = before[-1]
    ends = [Row(*[part[i : i + 1] for part in last]) for i in range(len(states))[-2:]]
    likelihood = log_sum(ends)
    through = plus(_stacked(before), _stacked(after))
    found: Dict[int, Row] = {}
    for s, state in enumerate(states):
        one = Row(*[part[:, s] for part in through])
        found[state] = log_sum([found[state], one]) if state in found else one
    for state, row in found.items():
        found[state] = plus(plus(row, likelihood, -1.0), exact(log_probs[:, state]), -1.0)
    return likelihood, found


def _stacked(rows: List[Row]) -> Row:
    return Row(*[numpy.array(parts) for parts in zip(*rows)])


def exact(values: numpy.ndarray) -> Row:
    """Return numbers without roundings."""
    zero = numpy.zeros_like(values)
    return Row(values, zero, zero, zero)


def forward(log_probs: numpy.ndarray, states: Sequence[int], skips: Sequence[bool]) -> List[Row]:
    """Return a row per frame; ``log_probs`` has a row per frame, ``skips`` a flag per state."""
    count = len(states)
    first = numpy.full(count, _NONE)
    first[:2] = log_probs[0][list(states[:2])]
    rows = [exact(first)]
    may = numpy.array(skips, dtype=bool)
    for frame in log_probs[1:]:
        before = rows[-1]
        sources = [before, _shifted(before, 1), _where(may, _shifted(before, 2))]
        rows.append(_plus(log_sum(sources), frame[list(states)]))
    return rows


def backward(log_probs: numpy.ndarray, states: Sequence[int], skips: Sequence[bool]) -> List[Row]:
    """Return the same from the last frame on: of the mirrored lattice, mirrored again."""
    count = len(states)
    mirrored = [count - 1 - s + 2 < count and skips[count - 1 - s + 2] for s in range(count)]
    rows = forward(log_probs[::-1], list(states)[::-1], mirrored)
    return [Row(*[part[::-1] for part in row]) for row in reversed(rows)]


def log_sum(sources: Sequence[Row]) -> Row:
    """Return log(sum of e^source), computed with the largest taken out, with its bounds."""
    with numpy.errstate(all="ignore"):
        values = numpy.array([source.values for source in sources])
        top = values.max(axis=0)
        top = numpy.where(top == _NONE, 0.0, top)
        lowered = values - top
        exps = exp(lowered)
        total = exps.sum(axis=0)
        alive = total > 0
        shares = exps / numpy.where(alive, total, 1.0)
        logs = log(total)
        # each term: its difference and e to it; then the additions; what is 0 adds nothing
        sizes = numpy.where(exps > 0, numpy.abs(lowered) + LIBRARY * (lowered != 0), 0.0)
        own = shares * sizes
        added = (values > _NONE).sum(axis=0) - 1.0
        last = [numpy.where(logs != 0, LIBRARY * numpy.abs(logs), 0.0), numpy.abs(logs + top)]
        roundings = list(own) + [numpy.maximum(added, 0.0)] + last
        roundings = [
            numpy.where(alive & numpy.isfinite(one), SCALE * one, 0.0) for one in roundings
        ]
        carried = [
            sum(share * getattr(source, name) for share, source in zip(shares, sources))
            for name in ("linear", "spread", "reach")
        ]
        carried = [numpy.where(alive, one, 0.0) for one in carried]
        return Row(
            logs + top,
            carried[0] + sum(roundings),
            hypots(carried[1], reduce(hypots, roundings)),
            numpy.maximum(carried[2], numpy.max(roundings, axis=0)),
        )


def plus(first: Row, second: Row, sign: float = 1.0) -> Row:
    """Return the sum of two rows, or with sign -1 the difference."""
    with numpy.errstate(all="ignore"):
        values = first.values + sign * second.values
        own = numpy.where(numpy.isfinite(values), SCALE * numpy.abs(values), 0.0)
        return Row(
            values,
            first.linear + second.linear + own,
            hypots(hypots(first.spread, second.spread), own),
            numpy.maximum(numpy.maximum(first.reach, second.reach), own),
        )


def _plus(row: Row, exactly: numpy.ndarray) -> Row:
    return plus(row, exact(exactly))


def _shifted(row: Row, by: int) -> Row:
    """Return at every state what stands ``by`` states before it."""
    count = len(row.values)
    parts = []
    for part, filler in zip(row, (_NONE, 0.0, 0.0, 0.0)):
        moved = numpy.full(count, filler)
        moved[by:] = part[: count - by] if by < count else part[:0]
        parts.append(moved)
    return Row(*parts)


def _where(may: numpy.ndarray, row: Row) -> Row:
    return row._replace(values=numpy.where(may, row.values, _NONE))
