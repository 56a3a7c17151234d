"""MultiLabelSoftMarginLoss: l = -1/C sum_c w (y log s(x) + (1 - y) log s(-x)).

Here s is the sigmoid and c runs along dimension 1.

    dl/dx = w ((1 - y) s(x) - y s(-x)) / C,  dl/dy = -w x / C
    dl/dw = -(y log s(x) + (1 - y) log s(-x)) / C

with 0 * inf = 0. C is the input's length of dimension 1 even where target or weight enlarge the
result. PyTorch's log-sigmoid is NaN at minus infinity, so any infinite logit makes value and
gradients NaN.
"""

from typing import Any

import numpy
from mpmath import mp, mpf

from .arithmetic import NAN, ONE, ZERO, Arithmetic, exp
from .bounded import bounded_by
from .call import Call, along_dimension_1, broadcast, gather
from .conventions import entropy_product
from .logistic import log_sigmoid, sigmoid, surprise_form
from .rounding import exp_in, log_in
from .statement import Statement
from .values import Term, Values

LOSS = "MultiLabelSoftMarginLoss"

STATEMENT = Statement(
    summary="Binary cross entropy with logits, averaged over the classes of each sample.",
    each="One l for each sample; the arguments broadcast, and i indexes their axis 1.",
    symbols={
        "x": "input",
        "y": "target",
        "w": "weight, 1 if None",
        "C": "the size of the input's axis 1",
    },
    formula=(
        "m(a) = max(-a, 0)",
        "s(a) = -m(a) - log(exp(-m(a)) + exp(-a - m(a)))",
        "l = sum(i: -w[i] * (y[i] * s(x[i]) + (1 - y[i]) * s(-x[i]))) / C",
    ),
    shapes=(
        (
            "input has 2 axes or more",
            "input, target and weight broadcast",
            "none gives the broadcast of input, target and weight without axis 1",
        ),
    ),
    meanings={"weight": "a factor w, as a rule per class"},
)


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradients of input, target and weight."""
    names = [name for name in ("input", "target", "weight") if call.tensor(name) is not None]
    tensors = [call.tensor(name) for name in names]
    shape, indexes = broadcast([given.shape for given in tensors])
    rows = list(zip(*[[given.data[i] for i in index] for given, index in zip(tensors, indexes)]))
    elements = [_element(arithmetic, *row) for row in rows]
    classes = call.tensor("input").shape[1]
    kept, lines = along_dimension_1(shape)
    sums = [arithmetic.total(elements[i][0] for i in line) for line in lines]
    output, incoming = call.reduce(
        arithmetic, kept, [total / classes if classes else NAN for total in sums]
    )
    share = [ZERO] * len(elements)
    for go, line in zip(incoming, lines):
        for i in line:
            share[i] = go / classes
    grads = {}
    for position, name in enumerate(names):
        if call.wants(name):
            parts = [element[1][position](go) for go, element in zip(share, elements)]
            grads[name] = gather(arithmetic, tensors[position].shape, indexes[position], parts)
    return call.values(output, grads)


def _element(arithmetic: Arithmetic, x: mpf, y: mpf, w: mpf = ONE) -> Term:
    """Return value and derivatives of one class, each a function of the incoming gradient."""
    if mp.isinf(x) and arithmetic.depart("infinite-input"):
        return NAN, (_lost, _lost, _lost)
    fit = arithmetic.fit
    positive, negative = _log_sigmoid(arithmetic, x), _log_sigmoid(arithmetic, -x)
    value = -(
        entropy_product(arithmetic, y, positive) + entropy_product(arithmetic, ONE - y, negative)
    )

    def by_input(go: mpf) -> mpf:
        scaled = fit(go * w)
        towards = fit(scaled * (ONE - y)) * _rounded(arithmetic, x, scaled)
        return towards - fit(scaled * y) * _rounded(arithmetic, -x, scaled)

    def by_target(go: mpf) -> mpf:
        scaled = fit(go * w)
        return fit(scaled * negative) - fit(scaled * positive)

    def by_weight(go: mpf) -> mpf:
        if mp.isfinite(go) or not arithmetic.formula or _seen(arithmetic, x, y) != 0:
            return go * value
        arithmetic.depart("rounded-derivative")
        return go * ZERO

    return w * value, (by_input, by_target, by_weight)


def _log_sigmoid(arithmetic: Arithmetic, x: mpf) -> mpf:
    """Return log s(x) with the bounds of PyTorch's -(m + log(e^-m + e^(-x-m))), m = max(-x, 0)."""
    if not arithmetic.formula:
        return log_sigmoid(x)
    return bounded_by(log_sigmoid(x), surprise_form(x) + (-x if x < 0 else ZERO))


def _sigmoid(arithmetic: Arithmetic, x: mpf) -> mpf:
    """Return s(x) with the bounds of PyTorch's (z - 1) / z, or 1 less it, where z = 1 + e^-|x|."""
    if not arithmetic.formula:
        return sigmoid(x)
    whole = ONE + exp(-abs(x))
    share = (whole - ONE) / whole
    return bounded_by(sigmoid(x), share if x < 0 else ONE - share)


def _lost(incoming: mpf) -> mpf:
    return NAN


def _rounded(arithmetic: Arithmetic, x: mpf, incoming: mpf) -> mpf:
    """Return the derivative of log s(-x); beside an infinity as the dtype rounds it, 0 far out."""
    exact = _sigmoid(arithmetic, x)
    if mp.isfinite(incoming) or not arithmetic.formula or not x < 0:
        return exact
    kind = arithmetic.scalar
    with numpy.errstate(all="ignore"):
        if kind(1) + exp_in(kind(float(x))) == 1 and arithmetic.depart("rounded-derivative"):
            return ZERO
    return exact


def _seen(arithmetic: Arithmetic, x: mpf, y: mpf) -> Any:
    """Return the value of one class as the dtype rounds it."""
    kind = arithmetic.scalar

    def log_sigmoid_of(logit: Any) -> Any:
        most = max(kind(0), -logit)
        return -(most + log_in(exp_in(-most) + exp_in(-logit - most)))

    with numpy.errstate(all="ignore"):
        logit, target = kind(float(x)), kind(float(y))
        return target * log_sigmoid_of(logit) + (kind(1) - target) * log_sigmoid_of(-logit)
