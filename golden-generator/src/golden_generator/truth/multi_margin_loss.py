"""MultiMarginLoss: l = 1/C sum_{i != y} w[y] max(0, margin - x[y] + x[i])^p, p = 1 or 2.

With z_i = margin - x[y] + x[i] and g_i = w[y] p z_i^(p-1) / C where z_i > 0, else 0: dl/dx[i] =
g_i, dl/dx[y] = -sum of g_i.
"""

from typing import List, Tuple

from mpmath import mpf

from .arithmetic import ONE, ZERO, Arithmetic
from .call import Call
from .conventions import open_hinge
from .statement import Statement
from .values import Values

LOSS = "MultiMarginLoss"

STATEMENT = Statement(
    summary="Hinge loss of one target class y per sample.",
    each="One l for each row; i and j index the input's last axis.",
    symbols={"x": "input", "y": "target", "w": "weight, 1 if None", "C": "the number of classes"},
    formula=(
        "h(z) = z    if z > 0",
        "       0    otherwise",
        "l = sum(i != y: w[y] * h(margin - x[y] + x[i])^p) / C",
    ),
    shapes=(
        (
            "input is (N, C)",
            "target is (N)",
            "weight is (K)",
            "K is C or more",
            "N is 1 or more",
            "C is 1 or more",
            "none gives (N)",
        ),
        (
            "input is (1, C)",
            "target is ()",
            "C is 1 or more",
            "none gives (1)",
        ),
        (
            "input is (C)",
            "target is () or (1)",
            "weight is (K)",
            "K is C or more",
            "C is 1 or more",
            "none gives ()",
        ),
        (
            "input is ()",
            "target is () or (1)",
            "weight is (K)",
            "K is 1 or more",
            "none gives ()",
        ),
    ),
    meanings={
        "p": "the exponent, 1 or 2",
        "margin": "by how much the target's score has to be above the others",
        "weight": "a factor w per class",
    },
)


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradient of input.

    One-dimensional and 0-d inputs are one sample with a 0-d output.
    """
    shape, data = call.tensor("input")
    count = shape[0] if len(shape) == 2 else 1
    classes = shape[-1] if shape else 1
    weight = call.tensor("weight")
    parts = []
    for n, y in enumerate(call.tensor("target").data):
        row = data[n * classes : (n + 1) * classes]
        parts.append(_sample(call, arithmetic, row, y, ONE if weight is None else weight.data[y]))
    output, incoming = call.reduce(
        arithmetic, (count,) if len(shape) == 2 else (), [value for value, _ in parts]
    )
    grad = [go * slope for go, (_, slopes) in zip(incoming, parts) for slope in slopes]
    return call.values(output, {"input": (shape, grad)})


def _sample(
    call: Call, arithmetic: Arithmetic, row: List[mpf], y: int, w: mpf
) -> Tuple[mpf, List[mpf]]:
    """Return value and derivatives of one sample."""
    margin, square = call.number("margin", 1.0), call.params.get("p", 1) == 2
    kind = arithmetic.scalar
    values, slopes = [], [ZERO] * len(row)
    share = arithmetic.constant(ONE / len(row))
    for i, x in enumerate(row):
        if i == y:
            continue
        z = arithmetic.total((margin, -row[y], x))
        value, mask = open_hinge(
            arithmetic,
            z,
            (margin, row[y], x),
            lambda x=x: kind(float(margin)) - kind(float(row[y])) + kind(float(x)),
        )
        values.append(w * (arithmetic.fit(value * value) if square else value))
        if mask != 0:
            slopes[i] = w * (2 * value if square else mask) * share
    slopes[y] = -arithmetic.unlimited(slopes)
    return arithmetic.unlimited(values) / len(row), slopes
