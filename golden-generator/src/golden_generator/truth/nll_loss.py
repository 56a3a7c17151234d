"""NLLLoss: l = -w[y] x[y], see ``class_likelihood`` for its reductions.

dl/dx[c] = -w[y] for c = y, else 0.
"""

from .arithmetic import ZERO, Arithmetic
from .call import Call
from .class_likelihood import Chosen
from .values import Values

LOSS = "NLLLoss"


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradient of input."""
    chosen = Chosen(call)
    places = [
        None if y is None else chosen.row(n) + y * chosen.inner
        for n, y in enumerate(chosen.targets)
    ]
    losses = [
        ZERO if place is None else -chosen.scores[place] * weight
        for place, weight in zip(places, chosen.weights)
    ]
    output, incoming = chosen.reduce(call, arithmetic, losses)
    grad = [ZERO] * len(chosen.scores)
    for place, weight, go in zip(places, chosen.weights, incoming):
        if place is not None:
            grad[place] = -chosen.weighted(arithmetic, weight, go)
    return call.values(output, {"input": (chosen.shape, grad)})
