"""SoftMarginLoss: l = log(1 + exp(-y x)).

dl/dx = -y s(-y x), s the sigmoid. PyTorch takes z = exp(-y x) literally: where z overflows the
dtype the value is infinite and the gradient -y z / (1 + z) is NaN; where only y z (for mean y z /
n) overflows the gradient is infinite.
"""

from mpmath import mp, mpf

from .arithmetic import INF, NAN, ONE, Arithmetic, exp, log
from .bounded import bounded_by
from .call import Call
from .elementwise import evaluate as evaluate_terms
from .logistic import log_sigmoid, sigmoid
from .statement import Statement
from .values import Term, Values

LOSS = "SoftMarginLoss"

STATEMENT = Statement(
    summary="Logistic loss of scores x and signs y.",
    each="One l for each element.",
    symbols={"x": "input", "y": "target"},
    formula=("l = log(1 + exp(-y * x))",),
    shapes=(
        (
            "target is input",
            "none gives input",
        ),
    ),
)


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradient of input."""
    count = len(call.tensor("input").data)
    share = ONE / count if count and call.reduction() == "mean" else ONE

    def term(x: mpf, y: mpf) -> Term:
        exponent = arithmetic.fit(-x * y)
        if arithmetic.formula and mp.isinf(arithmetic.fit(exp(exponent))):
            arithmetic.depart("overflow")
            return INF, (NAN,)
        grown = exp(exponent)
        # what is subnormal loses bits after the division by the number of elements
        slope = bounded_by(-y * sigmoid(exponent), y * grown * share / (ONE + grown) / share)
        if arithmetic.formula and mp.isinf(arithmetic.fit(share * y * exp(exponent))):
            arithmetic.depart("overflow")
            slope = -y * INF
        return bounded_by(-log_sigmoid(-exponent), log(ONE + grown)), (
            # to an infinite gradient a derivative that the dtype rounds to 0 is 0
            lambda go: go * (slope if mp.isfinite(go) else arithmetic.fit(share * slope)),
        )

    return evaluate_terms(call, arithmetic, ("input",), term, extra=(call.tensor("target"),))
