"""HingeEmbeddingLoss: l = x for y = 1, max(0, margin - x) for y = -1.

dl/dx = 1, or -1 where margin - x >= 0. Any other y has no value in the definition (NaN); PyTorch
adds both branches. The target gets no gradient.
"""

from typing import Tuple

from mpmath import mpf

from .arithmetic import NAN, ONE, Arithmetic
from .call import Call
from .conventions import closed_hinge
from .elementwise import evaluate as evaluate_terms
from .statement import Statement
from .values import Term, Values

LOSS = "HingeEmbeddingLoss"

STATEMENT = Statement(
    summary="Distances x of pairs that are alike (y = 1) or not (y = -1).",
    each="One l for each element; the arguments broadcast.",
    symbols={"x": "input", "y": "target"},
    formula=(
        "h = max(0, margin - x)",
        "l = x        if y = 1",
        "    h        if y = -1",
        "    x + h    otherwise",
    ),
    shapes=(
        (
            "input and target broadcast",
            "none gives the broadcast of input and target",
        ),
    ),
    meanings={"margin": "the distance from which a pair counts as different"},
)


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradient of input."""
    margin = call.number("margin", 1.0)
    kind = arithmetic.scalar

    def apart(x: mpf) -> Tuple[mpf, mpf]:
        value, mask = closed_hinge(
            arithmetic,
            arithmetic.fit(margin - x),
            (margin, -x),
            lambda: kind(float(margin)) - kind(float(x)),
        )
        return value, -mask

    def term(x: mpf, y: mpf) -> Term:
        if y == 1:
            return x, (ONE,)
        value, slope = apart(x)
        if y == -1:
            return value, (slope,)
        if not arithmetic.depart("label"):
            return NAN, (NAN,)
        # torch: each branch takes the incoming gradient; inf and its negative meet in the sum
        return arithmetic.fit(value + x), (lambda go: slope * go + go,)

    target = call.signs("target")
    return evaluate_terms(call, arithmetic, ("input",), term, extra=(target,))
