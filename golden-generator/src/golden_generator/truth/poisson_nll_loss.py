"""PoissonNLLLoss: l = e^x - y x (log_input), else x - y log(x + eps); full adds Stirling's term.

    log_input: dl/dx = e^x - y,  dl/dy = -x
    otherwise: dl/dx = 1 - y / (x + eps),  dl/dy = -log(x + eps)

Stirling's term y log y - y + log(2 pi y) / 2 and its derivative log y + 1 / (2 y) belong to y > 1.
PyTorch computes them everywhere and masks: its gradient of the target is NaN at y <= 0. Where x +
eps < 0 there is no value (NaN), though PyTorch's dl/dx is finite. With x + eps = 0 and y = 0 the
definition's y log(x + eps) is 0, PyTorch's NaN.
"""

from typing import Tuple

from mpmath import mp, mpf

from .arithmetic import HALF, INF, NAN, ONE, ZERO, Arithmetic, divide, exp, log
from .call import Call
from .conventions import entropy_product
from .elementwise import evaluate as evaluate_terms
from .values import Term, Values

LOSS = "PoissonNLLLoss"


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradients of input and target."""
    log_input, full = call.params.get("log_input", True), call.params.get("full", False)
    eps = call.number("eps", 1e-8)

    def rate_known_by_log(x: mpf, y: mpf) -> Tuple[mpf, mpf, mpf]:
        rate = arithmetic.fit(exp(x)) if x == x else x
        return rate - arithmetic.fit(y * x), rate - y, -x

    def rate_known(x: mpf, y: mpf) -> Tuple[mpf, mpf, mpf]:
        moved = x + eps
        if moved < 0:
            slope = ONE - y / moved if arithmetic.depart("domain") else NAN
            return NAN, slope, NAN
        logarithm = log(moved)
        slope = ONE - (
            ZERO
            if moved == 0 and y == 0 and not arithmetic.depart("infinite-input")
            else divide(y, moved)
        )
        return x - arithmetic.fit(entropy_product(arithmetic, y, logarithm)), slope, -logarithm

    def stirling(y: mpf) -> Tuple[mpf, mpf]:
        if y <= 1:
            return ZERO, NAN if y <= 0 and arithmetic.depart("masked-infinity") else ZERO
        if mp.isinf(y):
            return (NAN, NAN) if arithmetic.depart("infinite-input") else (INF, INF)
        logarithm = log(y)
        rest = HALF * log(arithmetic.fit(2 * mp.pi * y))
        return arithmetic.fit(y * logarithm) - y + rest, logarithm + HALF / y

    def term(x: mpf, y: mpf) -> Term:
        value, slope, target_slope = rate_known_by_log(x, y) if log_input else rate_known(x, y)
        if full:
            extra, extra_slope = stirling(y)
            value, target_slope = value + extra, target_slope + extra_slope
        return value, (slope, target_slope)

    return evaluate_terms(call, arithmetic, ("input", "target"), term)
