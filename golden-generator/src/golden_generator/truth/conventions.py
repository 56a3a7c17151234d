"""What is a choice and not mathematics: the subgradients at ties, in one place.

At a kink every number between the one-sided derivatives is a subgradient. PyTorch 1.4.0 chooses as
follows, and both truths follow it, so that a tie is no departure:

* L1: sign(0) = 0.
* SmoothL1: both sides agree at |d| = 1.
* max(0, z) of MarginRanking, HingeEmbedding, CosineEmbedding, TripletMargin: 1 at z = 0
  (``closed_hinge``).
* max(0, z) of MultiMargin and MultiLabelMargin: 0 at z = 0 (``open_hinge``).
* Triplet, p = inf and -inf: sign(d) at every tied element, not shared among them; D = 0: gradient 0
  for p >= 1.
* Triplet, swap with D(a,n) = D(p,n): all to D(p,n).
* Products 0 * log(0) of a probability and its logarithm are 0, as entropy defines them
  (mathematical truth only).
* PoissonNLL, full: the Stirling term belongs to target > 1, and its derivative is 0 at 1.

NaN: the mathematical value and gradient are NaN; where PyTorch's comparison swallows it, that is
the departure ``nan-ignored``.
"""

from typing import Any, Callable, Sequence, Tuple

from mpmath import mpf

from .arithmetic import NAN, ONE, ZERO, Arithmetic
from .bounded import Bounded, bounded_by


def sign(arithmetic: Arithmetic, value: mpf) -> mpf:
    """Return -1, 0 or 1; PyTorch's sign of NaN is 0."""
    if value != value:
        return ZERO if arithmetic.depart("nan-ignored") else NAN
    return ONE if value > 0 else (-ONE if value < 0 else ZERO)


def closed_hinge(
    arithmetic: Arithmetic, value: mpf, terms: Sequence[mpf], in_dtype: Callable[[], Any]
) -> Tuple[mpf, mpf]:
    """Return max(0, value) and its derivative, 1 at 0.

    At NaN the value is NaN and PyTorch's derivative 0.
    """
    if value != value:
        return NAN, (ZERO if arithmetic.depart("nan-ignored") else NAN)
    passes = arithmetic.side(value, terms, in_dtype) >= 0
    return _clamped(arithmetic, value), (ONE if passes else ZERO)


def open_hinge(
    arithmetic: Arithmetic, value: mpf, terms: Sequence[mpf], in_dtype: Callable[[], Any]
) -> Tuple[mpf, mpf]:
    """Return max(0, value) and its derivative, 0 at 0.

    PyTorch's value and derivative at NaN are 0.
    """
    if value != value:
        return (ZERO, ZERO) if arithmetic.depart("nan-ignored") else (NAN, NAN)
    passes = arithmetic.side(value, terms, in_dtype) > 0
    return _clamped(arithmetic, value), (ONE if passes else ZERO)


def _clamped(arithmetic: Arithmetic, value: mpf) -> mpf:
    """Return max(0, value): 0 keeps the bounds of a value that rounding may lift above it."""
    if value > 0:
        return value
    if isinstance(value, Bounded) and value.doubtful():
        return bounded_by(ZERO, value)
    return ZERO


def entropy_product(arithmetic: Arithmetic, factor: mpf, logarithm: mpf) -> mpf:
    """Return factor * logarithm with 0 * inf = 0, as entropy defines it.

    It is NaN in PyTorch's formula.
    """
    if factor == 0 and abs(logarithm) > 0:
        return arithmetic.masked(ZERO, logarithm) if logarithm == logarithm else NAN
    return factor * logarithm
