"""NLLLoss: l = -w[y] x[y], see ``class_likelihood`` for its reductions.

dl/dx[c] = -w[y] for c = y, else 0.
"""

from .arithmetic import ZERO, Arithmetic
from .call import Call
from .class_likelihood import Chosen
from .statement import Statement
from .values import Values

LOSS = "NLLLoss"

STATEMENT = Statement(
    summary="Negative log likelihood of the target classes y, given log probabilities x.",
    each="One l for each element of the target; i and y index the input's axis 1.",
    symbols={
        "x": "input",
        "y": "target",
        "w": "weight, 1 if None",
        "E": "the number of the input's elements",
    },
    formula=(
        "v = 0       if y = ignoreIndex",
        "    w[y]    otherwise",
        "l = 0               if y = ignoreIndex",
        "    -w[y] * x[y]    otherwise",
    ),
    shapes=(
        (
            "input is (N, C, ...)",
            "target is (N, ...)",
            "weight has C elements",
            "none gives (N, ...)",
        ),
    ),
    meanings={
        "weight": "a factor w per class",
        "ignore_index": "targets of this value count for nothing",
    },
    mean=(
        "mean: L = sum(l) / sum(v)    if sum(v) != 0",
        "          NaN                if E = 0",
        "          sum(l)             otherwise",
    ),
)


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
