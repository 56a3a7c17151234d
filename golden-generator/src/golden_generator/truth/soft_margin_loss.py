"""SoftMarginLoss: l = log(1 + exp(-y x)).

dl/dx = -y s(-y x), s the sigmoid. PyTorch takes z = exp(-y x) literally: where z overflows the dtype the value is
infinite and the gradient -y z / (1 + z) is NaN.
"""

from mpmath import mp

from .arithmetic import INF, NAN, exp
from .elementwise import evaluate as evaluate_terms
from .logistic import log_sigmoid, sigmoid

LOSS = "SoftMarginLoss"


def evaluate(call, arithmetic):
    """Output and gradient of input."""

    def term(x, y):
        exponent = arithmetic.fit(-x * y)
        if arithmetic.formula and mp.isinf(arithmetic.fit(exp(exponent))):
            arithmetic.depart("overflow")
            return INF, (NAN,)
        slope = sigmoid(exponent)
        return -log_sigmoid(-exponent), (-y * slope if slope != 0 or mp.isfinite(y) else NAN,)

    return evaluate_terms(call, arithmetic, ("input",), term, extra=(call.tensor("target"),))
