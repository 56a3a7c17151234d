"""CrossEntropyLoss: l = w[y] (log sum_c e^x[c] - x[y]).

``class_likelihood`` has its reductions.

With p = softmax(x): dl/dx[c] = w[y] p[c] for c != y, and -w[y] sum_{c != y} p[c] for c = y.
Everything is computed from e^(x[c] - x[y]), so that a sure prediction keeps its digits: l = w[y]
log1p(sum_{c != y} e^(x[c] - x[y])).

PyTorch subtracts the row's maximum: a row that holds NaN or +inf, or only -inf, is NaN, its
gradient too, even where the row is ignored. It computes p[y] w - w: NaN at an infinite weight.
"""

from typing import List, Optional, Tuple

from mpmath import mp, mpf

from .arithmetic import INF, NAN, ONE, ZERO, Arithmetic, exp, log, log1p
from .bounded import bounded_by
from .call import Call
from .class_likelihood import Chosen
from .statement import Statement
from .values import Values

LOSS = "CrossEntropyLoss"

STATEMENT = Statement(
    summary=(
        "Log softmax over the classes, then the negative log likelihood of the target classes."
    ),
    each="One l for each element of the target; i and y index the input's axis 1.",
    symbols={
        "x": "input",
        "y": "target",
        "w": "weight, 1 if None",
        "E": "the number of the input's elements",
    },
    formula=(
        "m = max(i: x[i])",
        "p(c) = x[c] - m - log(sum(i: exp(x[i] - m)))",
        "v = 0       if y = ignoreIndex",
        "    w[y]    otherwise",
        "l = 0               if y = ignoreIndex",
        "    -w[y] * p(y)    otherwise",
    ),
    shapes=(
        (
            "input is (N, C, ...)",
            "target is (N, ...)",
            "weight has C elements",
            "none gives (N, ...)",
        ),
    ),
    meanings={
        "weight": "a factor w per class",
        "ignore_index": "targets of this value count for nothing",
    },
    mean=(
        "mean: L = sum(l) / sum(v)    if sum(v) != 0",
        "          NaN                if E = 0",
        "          sum(l)             otherwise",
    ),
)


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradient of input."""
    chosen = Chosen(call)
    places = [
        range(start, start + chosen.classes * chosen.inner, chosen.inner)
        for start in map(chosen.row, range(len(chosen.targets)))
    ]
    rows = [[chosen.scores[i] for i in place] for place in places]
    wanted = call.wants("input")
    parts = [_row(arithmetic, row, y, wanted) for row, y in zip(rows, chosen.targets)]
    losses = [
        ZERO if weight is None else weight * loss
        for weight, (loss, _) in zip(chosen.weights, parts)
    ]
    output, incoming = chosen.reduce(call, arithmetic, losses)
    grad = [ZERO] * len(chosen.scores)
    for n, (place, weight, go) in enumerate(zip(places, chosen.weights, incoming)):
        scale = ONE if weight is None else chosen.weighted(arithmetic, weight, go)
        for i, slope in zip(place, parts[n][1] if wanted else ()):
            # to an infinite gradient a probability that the dtype rounds to 0 is 0
            grad[i] = scale * (slope if mp.isfinite(scale) else arithmetic.fit(slope))
        if wanted and mp.isinf(scale) and arithmetic.depart("infinite-input"):
            grad[place[chosen.targets[n]]] = NAN
    return call.values(output, {"input": (chosen.shape, grad)})


def _row(
    arithmetic: Arithmetic, row: List[mpf], y: Optional[int], wanted: bool
) -> Tuple[mpf, Optional[List[mpf]]]:
    """Return loss of one position without its weight, and its derivatives."""
    count = len(row)
    lost = any(not x < INF for x in row) or all(x == -INF for x in row)
    if y is None:
        spoilt = lost and arithmetic.depart("ignored-row")
        return ZERO, [NAN if spoilt else ZERO] * count
    if lost:
        infinite = INF in row and row[y] != INF and not any(x != x for x in row)
        return INF if infinite and not arithmetic.depart("infinite-input") else NAN, [NAN] * count
    if row[y] == -INF:
        return INF, _certain_miss(row, y)
    plain = [mp.make_mpf(x._mpf_) for x in row]
    others = [exp(x - plain[y]) if c != y else ZERO for c, x in enumerate(plain)]
    rest = mp.fsum(others) if len(others) > 2 else sum(others, ZERO)
    value, slopes = _surprise(plain, y, rest), None
    if wanted and mp.isinf(rest):
        slopes = _certain_miss(plain, y)
    elif wanted:
        slopes = [other / (ONE + rest) for other in others]
        slopes[y] = -rest / (ONE + rest)
    return _as_rounded(arithmetic, row, y, value, slopes) if arithmetic.formula else (value, slopes)


def _as_rounded(
    arithmetic: Arithmetic, row: List[mpf], y: int, value: mpf, slopes: Optional[List[mpf]]
) -> Tuple[mpf, Optional[List[mpf]]]:
    """Return value and derivatives with the bounds of PyTorch's log-softmax and of its backward.

    It is (x - max) - log sum e^(x - max), and backward takes e to that, and then one off for y.
    """
    top = max(row)
    lowered = [x - top for x in row]
    logarithm = log(arithmetic.unlimited(exp(x) for x in lowered))
    value = bounded_by(value, logarithm - lowered[y])
    if slopes is not None:
        shares = [exp(x - logarithm) for x in lowered]
        shares[y] = shares[y] - ONE
        slopes = [bounded_by(slope, share) for slope, share in zip(slopes, shares)]
    return value, slopes


def _surprise(row: List[mpf], y: int, rest: mpf) -> mpf:
    """Return log(1 + rest); where rest is beyond e^(2^40), the greatest difference of logits."""
    return max(row) - row[y] if mp.isinf(rest) else log1p(rest)


def _certain_miss(row: List[mpf], y: int) -> List[mpf]:
    """Return derivatives where p[y] = 0: the softmax of the others, and -1."""
    top = max(x for c, x in enumerate(row) if c != y)
    shares = [exp(x - top) if c != y else ZERO for c, x in enumerate(row)]
    total = sum(shares, ZERO)
    slopes = [share / total for share in shares]
    slopes[y] = -ONE
    return slopes
