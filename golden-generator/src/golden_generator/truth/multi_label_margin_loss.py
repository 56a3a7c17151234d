"""MultiLabelMarginLoss: l = 1/C sum_{t in targets} sum_{i not a target} max(0, 1 - x[t] + x[i]).

The targets of a sample are those before its first -1, a repeated one counts repeatedly. Every pair
with z = 1 - x[t] + x[i] > 0 adds 1/C to dl/dx[i] and -1/C to dl/dx[t].

PyTorch divides by C last: what it adds up, for mean and sum over all samples, may overflow.
"""

from typing import List, Tuple

from mpmath import mp, mpf

from .arithmetic import INF, ONE, Arithmetic
from .call import Call
from .conventions import open_hinge
from .statement import Statement
from .values import Values

LOSS = "MultiLabelMarginLoss"

STATEMENT = Statement(
    summary="Hinge loss of several labels per sample; y lists labels up to the first -1.",
    each="One l for each row; i and j index the input's last axis.",
    symbols={"x": "input", "y": "target", "C": "the number of classes"},
    formula=(
        "h(z) = z    if z > 0",
        "       0    otherwise",
        "T = entries of y before -1",
        "l = sum(j in T, i not in T: h(1 - (x[j] - x[i]))) / C",
    ),
    shapes=(
        (
            "input is (N, C)",
            "target is (N, C)",
            "N is 1 or more",
            "C is 1 or more",
            "none gives (N)",
        ),
        (
            "input is (C)",
            "target is (C)",
            "C is 1 or more",
            "none gives (1)",
        ),
        (
            "input is (1)",
            "target is ()",
            "none gives (1)",
        ),
        (
            "input is ()",
            "target is () or (1)",
            "none gives ()",
        ),
    ),
)


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradient of input.

    The output of a one-dimensional input is [1], of a 0-d one 0-d.
    """
    shape, data = call.tensor("input")
    classes = shape[-1] if shape else 1
    count = shape[0] if len(shape) == 2 else 1
    targets = call.tensor("target").data
    parts = []
    for n in range(count):
        row = slice(n * classes, (n + 1) * classes)
        parts.append(_sample(arithmetic, data[row], targets[row]))
    losses = [arithmetic.fit(value) / classes for value, _ in parts]
    output, incoming = call.reduce(arithmetic, (count,) if shape else (), losses)
    if call.reduction() != "none" and mp.isinf(arithmetic.total(value for value, _ in parts)):
        output = (output[0], [INF])
    grad = [go * slope for go, (_, slopes) in zip(incoming, parts) for slope in slopes]
    return call.values(output, {"input": (shape, grad)})


def _sample(arithmetic: Arithmetic, row: List[mpf], labels: List[int]) -> Tuple[mpf, List[mpf]]:
    """Return value (not yet divided by the classes) and derivatives of one sample."""
    targets = labels[: labels.index(-1)] if -1 in labels else labels
    others = [i for i in range(len(row)) if i not in targets]
    kind = arithmetic.scalar
    pairs, slopes = [], [[] for _ in row]
    share = arithmetic.constant(ONE / len(row))
    for t in targets:
        for i in others:
            z = arithmetic.total((ONE, -row[t], row[i]))
            value, mask = open_hinge(
                arithmetic,
                z,
                (ONE, row[t], row[i]),
                lambda t=t, i=i: kind(1) - kind(float(row[t])) + kind(float(row[i])),
            )
            pairs.append(value)
            if mask != 0:
                slopes[i].append(mask * share)
                slopes[t].append(-mask * share)
    return arithmetic.total(pairs), [arithmetic.total(shares) for shares in slopes]
