"""L1Loss: l = |x - y|.

dl/dx = sign(x - y), dl/dy = -sign(x - y); sign(0) = 0.
"""

from .conventions import sign
from .elementwise import difference_reduction
from .elementwise import evaluate as evaluate_terms

LOSS = "L1Loss"


def evaluate(call, arithmetic):
    """Output and gradients of input and target."""

    def term(x, y):
        difference = arithmetic.fit(x - y)
        slope = sign(arithmetic, difference)
        return abs(difference), (slope, -slope)

    return evaluate_terms(call, arithmetic, ("input", "target"), term, difference_reduction(call, arithmetic))
