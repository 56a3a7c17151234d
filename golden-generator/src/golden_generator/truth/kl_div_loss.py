"""KLDivLoss: l = y (log y - x) for y > 0, and its limit 0 at y = 0; x is a log-probability.

dl/dx = -y, dl/dy = log y + 1 - x. Below 0 and at NaN there is no value: NaN, where PyTorch gives 0.
At y = 0 dl/dy is minus infinity, PyTorch's 0.

Where input and target spread over each other, PyTorch's gradient of the input does not sum: it
pairs the elements of both in storage order, and a mean divides by their number.
"""

from typing import Callable, List, Tuple

from mpmath import mpf

from .arithmetic import INF, NAN, ONE, ZERO, Arithmetic, divide, log
from .call import Call, broadcast, size
from .elementwise import evaluate as evaluate_terms
from .statement import Statement
from .values import Shape, Term, Values

LOSS = "KLDivLoss"

STATEMENT = Statement(
    summary="Kullback-Leibler divergence of the target distribution y from log probabilities x.",
    each="One l for each element; the arguments broadcast.",
    symbols={
        "x": "input",
        "y": "target",
        "N": "the size of the input's first axis, 1 if it has none",
    },
    formula=(
        "l = y * (log(y) - x)    if y > 0",
        "    0                   otherwise",
    ),
    shapes=(
        (
            "input and target broadcast",
            "none gives the broadcast of input and target",
        ),
    ),
    more=("batchmean: L = sum(l) / N",),
)


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradients of input and target.

    The reduction batchmean divides the sum by the length of dimension 0.
    """
    reduction, shape = call.reduction(), call.tensor("input").shape
    if reduction == "batchmean":
        values = _evaluate(call.divided(shape[0]) if shape else call, arithmetic, "sum")
        total = values.output[1][0]
        mean = divide(total, mpf(shape[0])) if shape else total
        return values._replace(output=((), [mean]))
    return _evaluate(call, arithmetic, reduction)


def _evaluate(call: Call, arithmetic: Arithmetic, reduction: str) -> Values:
    count = max(len(call.tensor("target").data), 1) if reduction == "mean" else 1

    def target_slope(surplus: mpf) -> Callable[[mpf], mpf]:
        # torch: a mean is divided last
        return lambda go: arithmetic.fit(go * count * surplus) / count

    def term(x: mpf, y: mpf) -> Term:
        if y > 0:
            surplus = log(y) - x
            return y * surplus, (-y, target_slope(surplus + ONE))
        if y == 0:
            limit = arithmetic.depart("limit-at-0")
            return ZERO, (nothing, nothing if limit else -INF - x)
        lost = arithmetic.depart("domain" if y == y else "nan-ignored")
        return (ZERO, (nothing, NAN)) if lost else (NAN, (NAN, NAN))

    values = evaluate_terms(call, arithmetic, ("input", "target"), term, reduction)
    spread = reduction != "none" and call.wants("input") and _spread(call)
    if spread and arithmetic.depart("storage-order"):
        values.grads["input"] = _in_storage_order(call, reduction)
    return values


def nothing(incoming: mpf) -> mpf:
    """Return 0 for any incoming gradient, because PyTorch selects."""
    return ZERO


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
