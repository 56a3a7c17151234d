"""MSELoss: l = (x - y)^2.

dl/dx = 2 (x - y), dl/dy = -2 (x - y).
"""

from .elementwise import difference_reduction
from .elementwise import evaluate as evaluate_terms

LOSS = "MSELoss"


def evaluate(call, arithmetic):
    """Output and gradients of input and target."""

    def term(x, y):
        difference = arithmetic.fit(x - y)
        return arithmetic.fit(difference * difference), (2 * difference, -2 * difference)

    return evaluate_terms(call, arithmetic, ("input", "target"), term, difference_reduction(call, arithmetic))
