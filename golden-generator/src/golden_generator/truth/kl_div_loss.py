"""KLDivLoss: l = y (log y - x) for y > 0, and its limit 0 at y = 0; x is a log-probability.

dl/dx = -y, dl/dy = log y + 1 - x. Below 0 and at NaN there is no value: NaN, where PyTorch gives 0.
At y = 0 dl/dy is minus infinity, PyTorch's 0.

Where input and target spread over each other, PyTorch's gradient of the input does not sum: it
pairs the elements of both in storage order, and a mean divides by their number.
"""

from typing import List, Tuple

from mpmath import mpf

from .arithmetic import INF, NAN, ONE, ZERO, Arithmetic, log
from .call import Call, broadcast, size
from .elementwise import evaluate as evaluate_terms
from .values import Shape, Term, Values

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

    reduction = call.reduction()
    batchmean = reduction == "batchmean"
    values = evaluate_terms(
        call, arithmetic, ("input", "target"), term, "sum" if batchmean else reduction
    )
    spread = reduction != "none" and call.wants("input") and _spread(call)
    if spread and arithmetic.depart("storage-order"):
        values.grads["input"] = _in_storage_order(call, reduction)
    if not batchmean:
        return values
    shape = call.tensor("input").shape
    return _divided(values, shape[0]) if shape else values


def _spread(call: Call) -> bool:
    """Return true if input and target have as many elements, and the loss has more."""
    given = [call.tensor(name) for name in ("input", "target")]
    shape, _ = broadcast([tensor.shape for tensor in given])
    return len(given[0].data) == len(given[1].data) < size(shape)


def _in_storage_order(call: Call, reduction: str) -> Tuple[Shape, List[mpf]]:
    """Return the gradient of the input as PyTorch pairs it with the target."""
    shape, inputs = call.tensor("input")
    go = ONE if call.grad_output is None else call.grad_output.data[0]
    share = go / len(inputs) if reduction == "mean" else go
    return shape, [-y * share if y > 0 else ZERO for y in call.tensor("target").data]


def _divided(values: Values, count: int) -> Values:
    """Return All values divided by the batch length, NaN for an empty batch's output."""
    grads = {
        name: (shape, [part / count for part in data])
        for name, (shape, data) in values.grads.items()
    }
    total = values.output[1][0]
    return values._replace(output=((), [total / count if count else NAN]), grads=grads)
