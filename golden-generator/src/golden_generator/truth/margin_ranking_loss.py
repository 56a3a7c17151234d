"""MarginRankingLoss: l = max(0, z), z = -y (x1 - x2) + margin.

With m = 1 where z >= 0: dl/dx1 = -m y, dl/dx2 = m y, dl/dy = -m (x1 - x2).
"""

from mpmath import mpf

from .arithmetic import Arithmetic
from .call import Call
from .conventions import closed_hinge
from .elementwise import evaluate as evaluate_terms
from .statement import Statement
from .values import Term, Values

LOSS = "MarginRankingLoss"

STATEMENT = Statement(
    summary="Asks that input1 ranks above input2 (y = 1), or below it (y = -1).",
    each="One l for each element; the arguments broadcast.",
    symbols={"a": "input1", "b": "input2", "y": "target"},
    formula=("l = max(0, -y * (a - b) + margin)",),
    shapes=(
        (
            "input1, input2 and target have 1 axis or more",
            "input1, input2 and target broadcast",
            "none gives the broadcast of input1, input2 and target",
        ),
    ),
    meanings={"margin": "by how much the one has to be above the other"},
)


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradients of input1, input2 and target."""
    margin = call.number("margin", 0.0)
    kind = arithmetic.scalar

    def term(first: mpf, second: mpf, y: mpf) -> Term:
        difference = arithmetic.fit(first - second)
        ranking = arithmetic.fit(-y * difference)
        value, mask = closed_hinge(
            arithmetic,
            ranking + margin,
            (ranking, margin),
            lambda: (
                -kind(float(y)) * (kind(float(first)) - kind(float(second))) + kind(float(margin))
            ),
        )
        slope = arithmetic.masked(mask, y)
        return value, (-slope, slope, arithmetic.masked(mask, -difference))

    return evaluate_terms(call, arithmetic, ("input1", "input2", "target"), term)
