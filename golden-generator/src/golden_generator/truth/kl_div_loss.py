"""KLDivLoss: l = y (log y - x) for y > 0, and its limit 0 at y = 0; x is a log-probability.

dl/dx = -y, dl/dy = log y + 1 - x. Below 0 and at NaN there is no value: NaN, where PyTorch gives 0.
At y = 0 dl/dy is minus infinity, PyTorch's 0.
"""

from mpmath import mpf

from .arithmetic import INF, NAN, ONE, ZERO, Arithmetic, log
from .call import Call
from .elementwise import evaluate as evaluate_terms
from .values import Term, Values

LOSS = "KLDivLoss"


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradients of input and target.

    The reduction batchmean divides the sum by the length of dimension 0.
    """

    def term(x: mpf, y: mpf) -> Term:
        if y > 0:
            surplus = log(y) - x
            return y * surplus, (-y, surplus + ONE)
        if y == 0:
            return ZERO, (ZERO, ZERO if arithmetic.depart("limit-at-0") else -INF - x)
        if y != y:
            return (ZERO, (ZERO, NAN)) if arithmetic.depart("nan-ignored") else (NAN, (NAN, NAN))
        return (ZERO, (ZERO, NAN)) if arithmetic.depart("domain") else (NAN, (NAN, NAN))

    if call.reduction() != "batchmean":
        return evaluate_terms(call, arithmetic, ("input", "target"), term)
    values = evaluate_terms(call, arithmetic, ("input", "target"), term, "sum")
    shape = call.tensor("input").shape
    return _divided(values, shape[0]) if shape else values


def _divided(values: Values, count: int) -> Values:
    """Return All values divided by the batch length, NaN for an empty batch's output."""
    grads = {
        name: (shape, [part / count for part in data])
        for name, (shape, data) in values.grads.items()
    }
    total = values.output[1][0]
    return values._replace(output=((), [total / count if count else NAN]), grads=grads)
