"""What NLLLoss and CrossEntropyLoss share: the weighted choice of the target's class.

With s the per-class score (the log-probability), w the class weight, position n of the batch and
image:

    none: l_n = -w[y_n] s[n, y_n], 0 where y_n = ignore_index
    sum: their sum;  mean: sum / W, W = the sum of w[y_n] over the positions not ignored

PyTorch does not divide by W = 0, and where W <= 0 sum and mean have a gradient of 0.
"""

from typing import Any, List, Tuple

from mpmath import mp, mpf

from .arithmetic import ONE, ZERO, Arithmetic
from .call import Call, size
from .values import Shape


class Chosen:
    """The position of every target in the flat (N, C, d1, ..., dK) scores, and its weight.

    None where ignored.
    """

    def __init__(self, call: Call) -> None:
        """Read input, target, weight and ignore_index."""
        self.shape, self.scores = call.tensor("input")
        self.classes = self.shape[1]
        self.inner = size(self.shape[2:])
        targets, weight = call.tensor("target"), call.tensor("weight")
        ignored = int(call.params.get("ignore_index", -100))
        self.targets = [None if y == ignored else y for y in targets.data]
        self.weights = [
            None if y is None else (ONE if weight is None else weight.data[y]) for y in self.targets
        ]
        self.output_shape = targets.shape
        self.divisor = ONE

    def row(self, position: int) -> int:
        """Return flat index of the first class of a position.

        The classes follow in steps of ``inner``.
        """
        batch, offset = divmod(position, self.inner)
        return batch * self.classes * self.inner + offset

    def reduce(
        self, call: Call, arithmetic: Arithmetic, losses: List[mpf]
    ) -> Tuple[Tuple[Shape, List[mpf]], List[mpf]]:
        """Return output and the incoming gradient of every position, given -s[n, y_n] w."""
        reduction = call.reduction()
        if reduction == "none" or not self.targets:
            return call.reduce(arithmetic, self.output_shape, losses, reduction)
        used = [weight for weight in self.weights if weight is not None]
        total = arithmetic.total(used)
        seen = (
            arithmetic.side(total, used, lambda: _total_in_dtype(arithmetic, used))
            if used
            else total
        )
        # torch divides an input without elements by its total weight of 0
        if seen <= 0 and self.scores and arithmetic.depart("total-weight"):
            output, incoming = call.reduce(
                arithmetic, (), losses, reduction, ONE if seen == 0 else total
            )
            return output, [ZERO] * len(incoming)
        if reduction == "mean" and total != 0 and mp.isfinite(total):
            self.divisor = total
        return call.reduce(arithmetic, (), losses, reduction, total)

    def weighted(self, arithmetic: Arithmetic, weight: mpf, incoming: mpf) -> mpf:
        """Return weight * incoming; without an image PyTorch divides a mean by the weights last."""
        if len(self.shape) > 2:
            return arithmetic.fit(weight * incoming)
        return arithmetic.fit(weight * incoming * self.divisor) / self.divisor


def _total_in_dtype(arithmetic: Arithmetic, used: List[mpf]) -> Any:
    """Return the sum of the weights as PyTorch rounds it."""
    total = arithmetic.scalar(0)
    for weight in used:
        total = total + arithmetic.scalar(float(weight))
    return total
