"""MSELoss: l = (x - y)^2.

dl/dx = 2 (x - y), dl/dy = -2 (x - y).
"""

from mpmath import mpf

from .arithmetic import Arithmetic
from .call import Call
from .elementwise import difference_reduction
from .elementwise import evaluate as evaluate_terms
from .values import Term, Values

LOSS = "MSELoss"


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradients of input and target."""

    def term(x: mpf, y: mpf) -> Term:
        difference = arithmetic.fit(x - y)
        return arithmetic.fit(difference * difference), (2 * difference, -2 * difference)

    return evaluate_terms(
        call, arithmetic, ("input", "target"), term, difference_reduction(call, arithmetic)
    )
