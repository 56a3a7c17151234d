"""TripletMarginLoss: l = max(0, margin + D(a, p) - D(a, n)).

D(u, v) = |u - v + eps|_p along dimension 1.

With swap, D(a, n) is replaced by min(D(a, n), D(p, n)). eps is part of the definition: it is added
to every difference. For d = u - v + eps and D = (sum |d|^p)^(1/p):

    dD/dd_i = sign(d_i) |d_i|^(p-1) / D^(p-1);  p = inf, -inf: sign(d_i) where |d_i| = D;  p = 0: 0

The exponent is PyTorch's ``p``; D = 0 has gradient 0 (for p < 1 NaN: 0 * inf).
"""

from typing import Any, Dict, List, Sequence, Tuple

import numpy
from mpmath import mp, mpf

from .arithmetic import NAN, ONE, ZERO, Arithmetic, divide, exact, magnitude, power, sqrt
from .bounded import bounded_by
from .call import Call, along_dimension_1, broadcast, gather
from .conventions import closed_hinge, sign
from .rounding import nearest, power_in
from .statement import Statement
from .values import Values

LOSS = "TripletMarginLoss"

STATEMENT = Statement(
    summary="Asks that the positive is nearer to the anchor than the negative.",
    each="One l for each sample; the arguments broadcast, and i indexes their axis 1.",
    symbols={"a": "anchor", "b": "positive", "c": "negative"},
    formula=(
        "d(u, v) = norm(i: u[i] - v[i] + eps, float32(p))",
        "f = min(d(a, c), d(b, c))    if swap",
        "    d(a, c)                  otherwise",
        "l = max(0, margin + d(a, b) - f)",
    ),
    shapes=(
        (
            "anchor, positive and negative have 2 axes or more",
            "with swap, negative broadcasts with positive",
            (
                "anchor and positive without axis 1 broadcasts with anchor and negative without "
                "axis 1"
            ),
            (
                "none gives the broadcast of (anchor and positive without axis 1) and (anchor "
                "and negative without axis 1)"
            ),
        ),
    ),
    meanings={
        "margin": "by how much the positive has to be nearer",
        "p": "the norm's degree",
        "eps": "is added to each difference",
        "swap": "whether the distance from positive to negative counts if it is the smaller",
    },
)


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradients of anchor, positive and negative."""
    near = _Distance(call, arithmetic, "anchor", "positive")
    far = [_Distance(call, arithmetic, "anchor", "negative")]
    if call.params.get("swap", False):
        far.append(_Distance(call, arithmetic, "positive", "negative"))
    shape, (near_of, *far_of) = broadcast([near.shape] + [distance.shape for distance in far])
    margin = call.number("margin", 1.0)
    terms = [_term(arithmetic, margin, near, far, row[0], row[1:]) for row in zip(near_of, *far_of)]
    output, incoming = call.reduce(arithmetic, shape, [term[0] for term in terms])
    grads = {name: [ZERO] * len(call.tensor(name).data) for name in call.requires_grad}
    masked = [mask * go for go, (_, mask, _) in zip(incoming, terms)]
    near.backward(grads, gather(arithmetic, near.shape, near_of, masked)[1])
    for position, distance in enumerate(far):
        parts = [-go if shares[position] else ZERO for go, (_, _, shares) in zip(masked, terms)]
        distance.backward(grads, gather(arithmetic, distance.shape, far_of[position], parts)[1])
    return call.values(
        output, {name: (call.tensor(name).shape, data) for name, data in grads.items()}
    )


def _term(
    arithmetic: Arithmetic,
    margin: mpf,
    near: "_Distance",
    far: List["_Distance"],
    close_at: int,
    away_at: Sequence[int],
) -> Tuple[mpf, mpf, Tuple[bool, ...]]:
    """Return value and derivative of max(0, z), and the shares.

    The shares tell which of the distances to the negative get the gradient.
    """
    shares, chosen = _nearer(arithmetic, far, away_at)
    close, away = near.values[close_at], far[chosen].values[away_at[chosen]]

    def in_dtype() -> Any:
        return (
            arithmetic.scalar(float(margin))
            + near.in_dtype(close_at)
            - far[chosen].in_dtype(away_at[chosen])
        )

    ranked = arithmetic.fit(margin + close) - away
    return closed_hinge(arithmetic, ranked, (margin, close, away), in_dtype) + (shares,)


def _nearer(
    arithmetic: Arithmetic, far: List["_Distance"], places: Sequence[int]
) -> Tuple[Tuple[bool, ...], int]:
    """Return which of the distances to the negative get the gradient.

    The second result is the index of the lesser one.
    """
    if len(far) == 1:
        return (True,), 0
    first, second = [distance.values[place] for distance, place in zip(far, places)]
    if first != first or second != second:
        passed_over = second == second and arithmetic.depart("nan-ignored")
        return (True, True), 1 if first == first or passed_over else 0
    if mp.isinf(first) and mp.isinf(second):
        return (False, True), 1
    seen = arithmetic.side(
        first - second,
        (first, second),
        lambda: far[0].in_dtype(places[0]) - far[1].in_dtype(places[1]),
    )
    return (seen < 0, seen >= 0), 0 if first < second else 1


class _Distance:
    """|u - v + eps|_p along dimension 1 of two broadcast arguments."""

    def __init__(self, call: Call, arithmetic: Arithmetic, left: str, right: str) -> None:
        """Compute the differences and their norms."""
        self.names, self.arithmetic = (left, right), arithmetic
        self.p, self.eps = call.number("p", 2.0), call.number("eps", 1e-6)
        self.norm_p = self._norm_exponent()
        self.tensors = [call.tensor(left), call.tensor(right)]
        shape, self.indexes = broadcast([given.shape for given in self.tensors])
        self.shape, self.lines = along_dimension_1(shape)
        fit = arithmetic.fit
        u, v = [[given.data[i] for i in index] for given, index in zip(self.tensors, self.indexes)]
        self.differences = [self._difference(fit(x - y), x, y) for x, y in zip(u, v)]
        self.values = [self._norm([abs(self.differences[i]) for i in line]) for line in self.lines]

    def _norm_exponent(self) -> mpf:
        """Return the exponent of the norm; PyTorch rounds it to float32, not in the gradient."""
        with numpy.errstate(all="ignore"):
            seen = exact(float(numpy.float32(float(self.p))))
        departs = seen != self.p and self.p == self.p and self.arithmetic.depart("rounded-p")
        return self.arithmetic.constant(seen) if departs else self.p

    def _difference(self, difference: mpf, x: mpf, y: mpf) -> mpf:
        """Return x - y + eps, or the dtype's rounded one where all digits cancel."""
        kind = self.arithmetic.scalar
        value = difference + self.eps
        if (
            self.arithmetic.side(
                value,
                (difference, self.eps),
                lambda: kind(float(x)) - kind(float(y)) + kind(float(self.eps)),
            )
            == 0
        ):
            return ZERO
        return value

    def _norm(self, sizes: List[mpf]) -> mpf:
        fit, p = self.arithmetic.fit, self.norm_p
        if not sizes:
            return ZERO  # of every p, by convention; the minimum of nothing would be infinite
        if p == 0:
            return sum((ONE for size in sizes if size != 0), ZERO)
        if p == 1:
            return self.arithmetic.total(sizes)
        if p == 2:
            return sqrt(self.arithmetic.total(fit(size * size) for size in sizes))
        if mp.isinf(p):
            return self._extreme(sizes)
        return fit(power(self.arithmetic.total(fit(power(size, p)) for size in sizes), ONE / p))

    def _extreme(self, sizes: List[mpf]) -> mpf:
        """Return the maximum or minimum.

        PyTorch starts from the dtype's least normal or largest number and passes over NaN.
        """
        known = [size for size in sizes if size == size]
        if len(known) < len(sizes) and not self.arithmetic.depart("nan-ignored"):
            return NAN
        if self.norm_p > 0:
            greatest = max(known + [ZERO])
            least = exact(float(numpy.finfo(self.arithmetic.dtype).tiny))
            return least if greatest < least and self.arithmetic.depart("underflow") else greatest
        return min(known + [self.arithmetic.top]) if self.arithmetic.formula else min(known)

    def in_dtype(self, place: int) -> Any:
        """Return the distance in the dtype's arithmetic, in plain order."""
        kind = self.arithmetic.scalar
        rows = [
            [kind(float(given.data[index[i]])) for i in self.lines[place]]
            for given, index in zip(self.tensors, self.indexes)
        ]
        sizes = [abs(x - y + kind(float(self.eps))) for x, y in zip(*rows)]
        if mp.isinf(self.norm_p):
            return (max if self.norm_p > 0 else min)(sizes)
        p, total = kind(float(self.norm_p)), kind(0)
        for size in sizes:
            total = total + (size * size if p == 2 else power_in(size, p) if p else kind(size != 0))
        return kind(numpy.sqrt(total) if p == 2 else power_in(total, kind(1) / p) if p else total)

    def backward(self, grads: Dict[str, Any], incoming: List[mpf]) -> None:
        """Add this distance's share to the gradients of its two arguments."""
        parts = [ZERO] * len(self.differences)
        for go, norm, line in zip(incoming, self.values, self.lines):
            if go == 0 and not self.arithmetic.formula:
                continue
            for i in line:
                parts[i] = self._slope(self.differences[i], norm, go)
        for name, given, index, positive in zip(
            self.names, self.tensors, self.indexes, (True, False)
        ):
            if name in grads:
                sums = gather(self.arithmetic, given.shape, index, parts)[1]
                grads[name] = [
                    _sum(old, new if positive else -new) for old, new in zip(grads[name], sums)
                ]

    def _slope(self, d: mpf, norm: mpf, go: mpf) -> mpf:
        """Return derivative of the norm times the incoming gradient."""
        fit, p = self.arithmetic.fit, self.p
        if p == 0:
            return ZERO
        if p == 1:
            return sign(self.arithmetic, d) * go
        if mp.isinf(p):
            if norm == 0:
                return ZERO
            if not self._reaches(abs(d), norm):
                return ZERO * go
            return sign(self.arithmetic, d) * go
        if p == 2:
            scaled, scale = d, divide(go, norm)
        elif p < 2:
            scaled, scale = (
                sign(self.arithmetic, d) * self._power(abs(d), p - 1),
                divide(go, self._power(norm, p - 1)),
            )
        else:
            scaled, scale = (
                fit(d * self._power(abs(d), p - 2)),
                divide(go, self._power(norm, p - 1)),
            )
        return fit(scaled * (ZERO if norm == 0 else fit(scale)))

    def _reaches(self, size: mpf, norm: mpf) -> bool:
        """Return true if a difference is the greatest, or least, one; PyTorch compares rounded."""
        dtype = self.arithmetic.dtype
        return (
            size == norm
            or self.arithmetic.side(
                size - norm, (size, norm), lambda: nearest(size, dtype) - nearest(norm, dtype)
            )
            == 0
        )

    def _power(self, base: mpf, exponent: mpf) -> mpf:
        """Return base ** exponent within range.

        PyTorch takes the exponent -2 as 1 / (base * base).
        """
        if exponent == -2:
            return self.arithmetic.fit(divide(ONE, self.arithmetic.fit(base * base)))
        return self.arithmetic.fit(power(base, exponent))


def _sum(old: mpf, new: mpf) -> mpf:
    """Return old + new, without digits below the working precision."""
    total = old + new
    return bounded_by(ZERO, total) if magnitude(total) < magnitude(old) - 180 else total
