"""BCELoss: l = -w (y log x + (1 - y) log(1 - x)), x in [0, 1], with 0 log 0 = 0.

dl/dx = w ((1 - y) / (1 - x) - y / x), a term with factor 0 being 0. PyTorch's formula replaces
log(0) by log(1e-12) and differentiates to w (x - y) / ((1 - x + 1e-12) (x + 1e-12)), in float64
until it meets the incoming gradient unless the reduction is none, and the weight last; mean and sum
add up terms in float64, of which only y log x is of the dtype.
"""

from typing import Optional

from mpmath import mpf

from .arithmetic import ONE, ZERO, Arithmetic, divide, exact, log
from .bounded import Bounded, bounded_by
from .call import Call, Tensor, broadcast
from .elementwise import evaluate as evaluate_terms
from .statement import Statement
from .values import Term, Values

LOSS = "BCELoss"

STATEMENT = Statement(
    summary="Binary cross entropy between probabilities x and targets y.",
    each=(
        "One l for each element; input and target pair in storage order, and the weight "
        "broadcasts with the target."
    ),
    symbols={"x": "input", "y": "target", "w": "weight, 1 if None"},
    formula=(
        "g(a) = log(1e-12)    if a = 0",
        "       log(a)        otherwise",
        "l = -w * (y * g(x) + (1 - y) * g(1 - x))",
    ),
    shapes=(
        (
            "target has as many elements as input",
            "the broadcast of weight and target has as many elements as input",
            "none gives input",
        ),
    ),
    meanings={"weight": "a factor w of each element"},
)
_EPS = exact(1e-12)


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradient of input.

    Input and target pair up in storage order, the weight spreads over the target.
    """
    count = len(call.tensor("input").data)
    share_of_mean = ONE / count if count and call.reduction() == "mean" else ONE

    in_dtype = call.reduction() == "none" or call.dtype == "float64"
    arithmetic.terms_in_range = in_dtype
    eps = arithmetic.constant(_EPS)

    def logarithm(x: mpf) -> mpf:
        if x == 0 and arithmetic.depart("log-of-0"):
            return log(eps)
        return log(x)

    def other_logarithm(x: mpf, negative: mpf) -> mpf:
        if x == 0 or negative != 1:
            return logarithm(negative)
        # x is lost in the working precision; PyTorch rounds it away, log1p would not
        form = negative.again(1.0) if isinstance(negative, Bounded) else negative
        return bounded_by(-x, log(form))

    def share(factor: mpf, other: mpf) -> mpf:
        return ZERO if factor == 0 else factor * other

    def term(x: mpf, y: mpf, w: Optional[mpf]) -> Term:
        negative = ONE - x
        positive = share(y, logarithm(x))
        positive = positive if in_dtype else arithmetic.fit(positive)
        value = -(positive + share(ONE - y, other_logarithm(x, negative)))
        if call.wants("input") and arithmetic.depart("eps"):
            slope = share_of_mean * (x - y) / ((negative + eps) * (x + eps))
            slope = (arithmetic.fit(slope) if in_dtype else slope) / share_of_mean
        else:
            slope = share(ONE - y, divide(ONE, negative)) - share(y, divide(ONE, x))
        if w is None:
            return value, (slope,)
        if call.reduction() == "none":
            return w * value, (w * slope,)
        return w * value, (lambda go: w * arithmetic.fit(slope * go),)

    target, weight = call.tensor("target"), call.tensor("weight")
    shape = call.tensor("input").shape
    if weight is not None:
        _, (index, _) = broadcast([weight.shape, target.shape])
        weight = Tensor(shape, [weight.data[i] for i in index])
    return evaluate_terms(
        call, arithmetic, ("input",), term, extra=(Tensor(shape, target.data), weight)
    )
