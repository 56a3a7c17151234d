"""Losses that are a reduction of one term per element of the broadcast arguments."""

from typing import Any, Callable, Optional, Sequence

from mpmath import mp, mpf

from .arithmetic import Arithmetic
from .call import Call, Tensor, broadcast, gather
from .values import Term, Values


def evaluate(
    call: Call,
    arithmetic: Arithmetic,
    names: Sequence[str],
    term: Callable[..., Term],
    reduction: Optional[str] = None,
    extra: Sequence[Optional[Tensor]] = (),
) -> Values:
    """Return the values of a loss that reduces one term per element.

    ``term(*arguments)`` gives the value and the partial derivatives in the order of ``names``.

    ``names`` are the arguments that may get a gradient (a derivative of None means that PyTorch
    gives none), ``extra`` further tensors or None that the term reads after them. A gradient is the
    incoming one times the partial derivative, summed back to the argument's shape. A derivative may
    be a function of the incoming gradient instead, where PyTorch multiplies in steps or selects.
    """
    tensors = [call.tensor(name) for name in names] + [
        given for given in extra if given is not None
    ]
    shape, indexes = broadcast([given.shape for given in tensors])
    columns = [[given.data[i] for i in index] for given, index in zip(tensors, indexes)]
    for position, given in enumerate(extra):
        if given is None:
            columns.insert(len(names) + position, [None] * len(columns[0]))
    terms = [term(*row) for row in zip(*columns)]
    output, incoming = call.reduce(arithmetic, shape, [value for value, _ in terms], reduction)
    grads = {}
    for position, name in enumerate(names):
        if call.wants(name):
            parts = [
                _part(arithmetic, partials[position], go)
                for go, (_, partials) in zip(incoming, terms)
                if partials[position] is not None
            ]
            if len(parts) == len(terms):
                grads[name] = gather(arithmetic, tensors[position].shape, indexes[position], parts)
    return call.values(output, grads)


def _part(arithmetic: Arithmetic, partial: Any, incoming: mpf) -> mpf:
    if callable(partial):
        return partial(incoming)
    # to an infinite gradient a derivative that the dtype rounds to 0 is 0
    return incoming * (partial if mp.isfinite(incoming) else arithmetic.fit(partial))


def difference_reduction(call: Call, arithmetic: Arithmetic) -> str:
    """Return reduction of L1, MSE and SmoothL1.

    With a target that requires grad, all but 'none' and 'mean' mean the sum.
    """
    reduction = call.reduction()
    if call.wants("target"):
        flags = call.params.get("size_average"), call.params.get("reduce")
        if flags == (None, None) and call.params.get("reduction") == "elementwise_mean":
            return "sum" if arithmetic.depart("reduction") else "mean"
        return reduction if reduction in ("none", "mean") else "sum"
    return reduction
