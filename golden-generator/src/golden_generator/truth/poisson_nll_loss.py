"""PoissonNLLLoss: l = e^x - y x (log_input), else x - y log(x + eps); full adds Stirling's term.

    log_input: dl/dx = e^x - y,  dl/dy = -x
    otherwise: dl/dx = 1 - y / (x + eps),  dl/dy = -log(x + eps)

Stirling's term y log y - y + log(2 pi y) / 2 and its derivative log y + 1 / (2 y) belong to y > 1.
PyTorch computes them everywhere and masks: its gradient of the target is NaN at y <= 0. Where x +
eps < 0 there is no value (NaN), though PyTorch's dl/dx is finite. With x + eps = 0 and y = 0 the
definition's y log(x + eps) is 0, PyTorch's NaN. Each part of a derivative takes the incoming
gradient: an infinite one gives inf - inf.
"""

from typing import Callable, Tuple

from mpmath import mp, mpf

from .arithmetic import HALF, INF, NAN, ZERO, Arithmetic, divide, exp, log
from .call import Call
from .conventions import entropy_product
from .elementwise import evaluate as evaluate_terms
from .statement import Statement
from .values import Term, Values

LOSS = "PoissonNLLLoss"

STATEMENT = Statement(
    summary="Negative log likelihood of counts y under a Poisson distribution.",
    each="One l for each element; the arguments broadcast.",
    symbols={"x": "input", "y": "target"},
    formula=(
        "r = exp(x) - y * x          if logInput",
        "    x - y * log(x + eps)    otherwise",
        "s = y * log(y) - y + 0.5 * log(2 * pi * y)    if full and y > 1",
        "    0                                         otherwise",
        "l = r + s",
    ),
    shapes=(
        (
            "input and target broadcast",
            "none gives the broadcast of input and target",
        ),
    ),
    meanings={
        "log_input": "whether the input is the logarithm of the rate",
        "full": "whether s, Stirling's approximation of log(y!), is added",
        "eps": "keeps the logarithm of a rate of 0 finite where logInput is False",
    },
)

Slope = Callable[[mpf], mpf]
"""A gradient as a function of the incoming one; PyTorch adds up the products."""


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradients of input and target."""
    log_input, full = call.params.get("log_input", True), call.params.get("full", False)
    eps, fit = call.number("eps", 1e-8), arithmetic.fit

    def by_log(x: mpf, y: mpf) -> Tuple[mpf, Slope, Slope]:
        rate = fit(exp(x)) if x == x else x
        return (
            rate - fit(y * x),
            lambda go: fit(go * rate) - fit(go * y),
            lambda go: -go * x,
        )

    def by_rate(x: mpf, y: mpf) -> Tuple[mpf, Slope, Slope]:
        moved = x + eps
        if moved < 0:
            if not arithmetic.depart("domain"):
                return NAN, lambda go: NAN, lambda go: NAN
            return NAN, lambda go: go - fit(divide(fit(go * y), moved)), lambda go: NAN
        logarithm = log(moved)
        sure = moved == 0 and y == 0 and not arithmetic.depart("infinite-input")
        return (
            x - fit(entropy_product(arithmetic, y, logarithm)),
            lambda go: go - (ZERO if sure else fit(divide(fit(go * y), moved))),
            lambda go: -go * logarithm,
        )

    def stirling(y: mpf) -> Tuple[mpf, Slope]:
        if y <= 1:
            lost = y <= 0 and arithmetic.depart("masked-infinity")
            return ZERO, lambda go: NAN if lost else ZERO
        if mp.isinf(y):
            lost = arithmetic.depart("infinite-input")
            return (NAN, lambda go: NAN) if lost else (INF, lambda go: go * INF)
        logarithm = log(y)
        rest = HALF * log(fit(2 * mp.pi * y))
        return (
            fit(y * logarithm) - y + rest,
            lambda go: (
                fit(go * logarithm) + fit(divide(fit(go * y), y)) - go + fit(divide(HALF * go, y))
            ),
        )

    def term(x: mpf, y: mpf) -> Term:
        value, slope, target_slope = by_log(x, y) if log_input else by_rate(x, y)
        if not full:
            return value, (slope, target_slope)
        extra, extra_slope = stirling(y)
        return value + extra, (slope, lambda go: target_slope(go) + extra_slope(go))

    return evaluate_terms(call, arithmetic, ("input", "target"), term)
