"""MultiLabelSoftMarginLoss: l = -1/C sum_c w (y log s(x) + (1 - y) log s(-x)).

Here s is the sigmoid and c runs along dimension 1.

    dl/dx = w ((1 - y) s(x) - y s(-x)) / C,  dl/dy = -w x / C
    dl/dw = -(y log s(x) + (1 - y) log s(-x)) / C

with 0 * inf = 0. C is the input's length of dimension 1 even where target or weight enlarge the
result. PyTorch's log-sigmoid is NaN at minus infinity, so any infinite logit makes value and
gradients NaN.
"""

from mpmath import mp, mpf

from .arithmetic import NAN, ONE, ZERO, Arithmetic
from .call import Call, along_dimension_1, broadcast, gather
from .conventions import entropy_product
from .logistic import log_sigmoid, sigmoid
from .values import Term, Values

LOSS = "MultiLabelSoftMarginLoss"


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradients of input, target and weight."""
    names = [name for name in ("input", "target", "weight") if call.tensor(name) is not None]
    tensors = [call.tensor(name) for name in names]
    shape, indexes = broadcast([given.shape for given in tensors])
    rows = list(zip(*[[given.data[i] for i in index] for given, index in zip(tensors, indexes)]))
    arithmetic.note("output", (ONE,))
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
            parts = [go * element[1][position] for go, element in zip(share, elements)]
            grads[name] = gather(
                arithmetic, tensors[position].shape, indexes[position], parts, name
            )
    return call.values(output, grads)


def _element(arithmetic: Arithmetic, x: mpf, y: mpf, w: mpf = ONE) -> Term:
    """Return value and derivatives of one class."""
    if mp.isinf(x) and arithmetic.depart("infinite-input"):
        return NAN, (NAN, NAN, NAN)
    value = -(
        entropy_product(arithmetic, y, log_sigmoid(x))
        + entropy_product(arithmetic, ONE - y, log_sigmoid(-x))
    )
    return w * value, (w * ((ONE - y) * sigmoid(x) - y * sigmoid(-x)), -w * x, value)
