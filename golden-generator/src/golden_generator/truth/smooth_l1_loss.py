"""SmoothL1Loss: with d = x - y, l = d^2 / 2 where |d| < 1, else |d| - 1/2.

dl/dx = d inside, sign(d) outside; dl/dy = -dl/dx. With a target that requires grad PyTorch
differentiates both branches and masks them: at an infinite d the masked one gives 0 * inf = NaN.
"""

from mpmath import mp, mpf

from .arithmetic import HALF, NAN, ONE, Arithmetic
from .call import Call
from .elementwise import difference_reduction
from .elementwise import evaluate as evaluate_terms
from .statement import Statement
from .values import Term, Values

LOSS = "SmoothL1Loss"

STATEMENT = Statement(
    summary="Squared error near zero, absolute error elsewhere; also known as Huber loss.",
    each="One l for each element; the arguments broadcast.",
    symbols={"x": "input", "y": "target"},
    formula=(
        "d = |x - y|",
        "l = 0.5 * d^2    if d < 1",
        "    d - 0.5      otherwise",
    ),
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
        d = arithmetic.fit(x - y)
        if d != d:
            return d, (d, d)
        size = abs(d)
        if size < 1:
            return HALF * d * d, (d, -d)
        slope = ONE if d > 0 else -ONE
        if mp.isinf(size) and call.wants("target") and arithmetic.depart("masked-infinity"):
            slope = NAN
        return size - HALF, (slope, -slope)

    return evaluate_terms(
        call, arithmetic, ("input", "target"), term, difference_reduction(call, arithmetic)
    )
