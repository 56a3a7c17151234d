"""MSELoss: l = (x - y)^2.

dl/dx = 2 (x - y), dl/dy = -2 (x - y). PyTorch computes 2 (x - y), for mean 2 (x - y) / n, which may
overflow, before it multiplies by the incoming gradient; with a target that requires grad it doubles
the incoming gradient first, which may overflow too.
"""

from mpmath import mpf

from .arithmetic import ONE, Arithmetic
from .call import Call, broadcast, size
from .elementwise import difference_reduction
from .elementwise import evaluate as evaluate_terms
from .statement import Statement
from .values import Term, Values

LOSS = "MSELoss"

STATEMENT = Statement(
    summary="Mean squared error between input x and target y.",
    each="One l for each element; the arguments broadcast.",
    symbols={"x": "input", "y": "target"},
    formula=("l = (x - y)^2",),
    shapes=(
        (
            "input and target broadcast",
            "none gives the broadcast of input and target",
        ),
    ),
)


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradients of input and target."""
    reduction = difference_reduction(call, arithmetic)
    count = size(broadcast([call.tensor(name).shape for name in ("input", "target")])[0])
    share = ONE / max(count, 1) if reduction == "mean" else ONE

    def term(x: mpf, y: mpf) -> Term:
        difference = arithmetic.fit(x - y)
        square = arithmetic.fit(difference * difference)
        if call.wants("target"):
            return square, (
                lambda go: arithmetic.fit(2 * go) * difference,
                lambda go: arithmetic.fit(2 * go) * -difference,
            )
        slope = arithmetic.fit(2 * share * difference) / share
        return square, (slope, -slope)

    return evaluate_terms(call, arithmetic, ("input", "target"), term, reduction)
