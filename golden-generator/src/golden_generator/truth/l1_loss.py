"""L1Loss: l = |x - y|.

dl/dx = sign(x - y), dl/dy = -sign(x - y); sign(0) = 0.
"""

from mpmath import mpf

from .arithmetic import Arithmetic
from .call import Call
from .conventions import sign
from .elementwise import difference_reduction
from .elementwise import evaluate as evaluate_terms
from .statement import Statement
from .values import Term, Values

LOSS = "L1Loss"

STATEMENT = Statement(
    summary="Mean absolute error between input x and target y.",
    each="One l for each element; the arguments broadcast.",
    symbols={"x": "input", "y": "target"},
    formula=("l = |x - y|",),
    shapes=(
        (
            "input and target broadcast",
            "none gives the broadcast of input and target",
        ),
    ),
)


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradients of input and target."""

    def term(x: mpf, y: mpf) -> Term:
        difference = arithmetic.fit(x - y)
        slope = sign(arithmetic, difference)
        return abs(difference), (slope, -slope)

    return evaluate_terms(
        call, arithmetic, ("input", "target"), term, difference_reduction(call, arithmetic)
    )
