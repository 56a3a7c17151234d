"""BCEWithLogitsLoss: l = -w (p y log s(x) + (1 - y) log(1 - s(x))).

Here s is the sigmoid, p = pos_weight or 1.

Since 1 - s(x) = s(-x) and log s(-x) = log s(x) - x:

    dl/dx = w ((1 - y) s(x) - p y s(-x))
    dl/dy = w (log s(-x) - p log s(x)), -w x for p = 1

In the mathematics 0 * inf is 0 here (entropy), so an infinite logit that agrees with its label
costs nothing. PyTorch's form (1 - y) x + (1 + (p - 1) y) (log(e^-m + e^(-x-m)) + m), m = max(-x,
0), gives NaN there; its lack of log1p is rounding, no departure. With p its dl/dy takes the
logarithms of 1 - s(x) and s(x) as the dtype rounds them: infinite where they round to 0, from x =
37 (float32: 17) on and below x = -709 (-88). An infinite incoming gradient meets its derivatives as
the dtype rounds them, so that it is NaN where they are 0.
"""

from typing import Any, Optional, Tuple

import numpy
from mpmath import mp, mpf

from .arithmetic import INF, NAN, ONE, ZERO, Arithmetic, exp, log
from .bounded import bounded_by
from .call import Call
from .conventions import entropy_product
from .elementwise import evaluate as evaluate_terms
from .logistic import log_complement, log_sigmoid, sigmoid, sigmoid_form, surprise_form
from .rounding import exp_in, log_in
from .statement import Statement
from .values import Term, Values

LOSS = "BCEWithLogitsLoss"

STATEMENT = Statement(
    summary="Sigmoid, then binary cross entropy, in one step that does not overflow.",
    each="One l for each element; the arguments broadcast.",
    symbols={"x": "input", "y": "target", "w": "weight, 1 if None", "p": "posWeight"},
    formula=(
        "m = max(-x, 0)",
        "s = m + log(exp(-m) + exp(-x - m))",
        "k = 1                  if posWeight = None",
        "    1 + (p - 1) * y    otherwise",
        "l = w * ((1 - y) * x + k * s)",
    ),
    shapes=(
        (
            "target is input",
            "weight broadcasts to input",
            "posWeight broadcasts to input",
            "none gives input",
        ),
    ),
    meanings={
        "weight": "a factor w of each element",
        "pos_weight": "a factor p of the positive targets",
    },
)


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradients of input and target."""

    def as_computed(x: mpf, y: mpf, p: mpf) -> Tuple[mpf, mpf]:
        """Return value and slope of PyTorch's form; its infinities meet where y p overflows."""
        surprise = NAN if x == -INF else -log_sigmoid(x)
        positive = arithmetic.fit(p * y)
        if p == 1:
            return (ONE - y) * x + surprise, sigmoid(x) - y
        factor = arithmetic.fit(arithmetic.fit(p - ONE) * y) + ONE
        value = arithmetic.fit((ONE - y) * x) + arithmetic.fit(factor * surprise)
        return value, (positive + ONE - y) * sigmoid(x) - positive

    def loses(x: mpf, y: mpf, p: mpf) -> bool:
        """Return true where PyTorch's form meets an infinity."""
        if not arithmetic.formula:
            return False
        if not mp.isfinite(x + y + p):
            return arithmetic.depart("infinite-input")
        return not (
            mp.isfinite(arithmetic.fit(p * y)) and mp.isfinite(arithmetic.fit((p - ONE) * y))
        )

    def value_of(x: mpf, y: mpf, p: mpf) -> mpf:
        """Return the value; of finite numbers so that a huge y does not cancel digits away."""
        if mp.isfinite(x + y + p):
            factor = ONE if p == 1 else (p - ONE) * y + ONE
            return (-p * y if x < 0 else ONE - y) * x - factor * log_sigmoid(abs(x))
        return -(
            entropy_product(arithmetic, p * y, log_sigmoid(x))
            + entropy_product(arithmetic, ONE - y, log_sigmoid(-x))
        )

    def slope(x: mpf, y: mpf, p: mpf) -> mpf:
        return (ONE - y) * sigmoid(x) - p * y * sigmoid(-x)

    def value_form(x: mpf, y: mpf, p: Optional[mpf]) -> mpf:
        """Return PyTorch's sum, whose order decides what its roundings act on."""
        if not arithmetic.formula:
            return ZERO
        most = -x if x < 0 else ZERO
        if p is None:
            return (ONE - y) * x + most + surprise_form(x)
        return (ONE - y) * x + ((p - ONE) * y + ONE) * (surprise_form(x) + most)

    def vanishes(x: mpf) -> bool:
        """Return true where PyTorch's sigmoid is 1 / infinity: e^-x is beyond the range."""
        over = arithmetic.formula and x < 0 and mp.isinf(arithmetic.fit(exp(-x)))
        return over and arithmetic.depart("overflow")

    def slope_form(x: mpf, y: mpf, p: Optional[mpf]) -> mpf:
        if not arithmetic.formula or not call.wants("input"):
            return ZERO
        if p is None:
            return sigmoid_form(x) - y
        return (p * y + ONE - y) * sigmoid_form(x) - p * y

    def target_slope(x: mpf, p: Optional[mpf]) -> mpf:
        if p is None:
            return -x
        if not arithmetic.formula:
            return log_sigmoid(-x) - entropy_product(arithmetic, p, log_sigmoid(x))
        negative = log_sigmoid(-x) if x < 0 else log_complement(arithmetic, x)
        positive = bounded_by(log_sigmoid(x), log(sigmoid_form(x)))
        if x < 0:
            negative = bounded_by(negative, log(ONE - sigmoid_form(x)))
        if x < 0 and mp.isinf(arithmetic.fit(exp(-x))):
            positive = -INF
        return negative - p * positive

    def term(x: mpf, y: mpf, w: Optional[mpf], p: Optional[mpf]) -> Term:
        target = target_slope(x, p) if call.wants("target") else ZERO
        positive = ONE if p is None else p
        if loses(x, y, positive):
            value, towards = as_computed(x, y, positive)
        else:
            value = bounded_by(value_of(x, y, positive), value_form(x, y, p))
            if call.wants("input") and vanishes(x):
                towards = -positive * y
            else:
                towards = bounded_by(slope(x, y, positive), slope_form(x, y, p))
        factor = ONE if w is None else w
        seen = _Rounded(arithmetic, x, y, p)
        return factor * value, (
            lambda go: share(go, seen.slope(towards, go), factor),
            lambda go: share(go, seen.target_slope(target, go), factor),
        )

    count = max(len(call.tensor("input").data), 1) if call.reduction() == "mean" else 1

    def share(incoming: mpf, derivative: mpf, factor: mpf) -> mpf:
        """Return a gradient: PyTorch multiplies by the weight and divides by the number last."""
        return arithmetic.fit(factor * arithmetic.fit(incoming * count * derivative)) / count

    weights = (call.tensor("weight"), call.tensor("pos_weight"))
    return evaluate_terms(call, arithmetic, ("input", "target"), term, extra=weights)


class _Rounded:
    """Derivatives as the dtype sees them, which matters where they vanish beside an infinity."""

    def __init__(self, arithmetic: Arithmetic, x: mpf, y: mpf, p: Optional[mpf]) -> None:
        """Take the logit, the target and the weight of the positive, if there is one."""
        self.arithmetic, self.x, self.y, self.p = arithmetic, x, y, p

    def slope(self, exact: mpf, incoming: mpf) -> mpf:
        """Return the derivative by the logit."""
        if mp.isfinite(incoming) or not self.arithmetic.formula:
            return exact
        kind = self.arithmetic.scalar
        with numpy.errstate(all="ignore"):
            y, sure = kind(float(self.y)), self._sigmoid()
            if self.p is None:
                return self._settled(exact, sure - y)
            positive = kind(float(self.p)) * y
            return self._settled(exact, (positive + kind(1) - y) * sure - positive)

    def target_slope(self, exact: mpf, incoming: mpf) -> mpf:
        """Return the derivative by the target."""
        if mp.isfinite(incoming) or not self.arithmetic.formula or self.p is None:
            return exact
        kind = self.arithmetic.scalar
        with numpy.errstate(all="ignore"):
            sure = self._sigmoid()
            seen = log_in(kind(1) - sure) - kind(float(self.p)) * log_in(sure)
        return self._settled(exact, seen)

    def _sigmoid(self) -> Any:
        kind = self.arithmetic.scalar
        return kind(1) / (kind(1) + exp_in(-kind(float(self.x))))

    def _settled(self, exact: mpf, seen: Any) -> mpf:
        if seen == 0 and exact != 0:
            self.arithmetic.depart("rounded-derivative")
            return ZERO
        return exact
