"""What torch's signatures do not say of a loss: its purpose, formula and shapes, in words."""

from typing import Mapping, NamedTuple, Sequence

MEAN = "mean: L = mean(l)"


class Statement(NamedTuple):
    """What a loss is, for readers and for programs that list the losses.

    ``each`` says what one l belongs to, ``symbols`` what the letters of the formula stand for.
    ``formula`` has a line per case; ``mean`` and ``more`` are the reductions that are not the usual
    ones. ``shapes`` has one list per form that the arguments may have. ``meanings`` explains the
    parameters that only some losses have.
    """

    summary: str
    each: str
    symbols: Mapping[str, str]
    formula: Sequence[str]
    shapes: Sequence[Sequence[str]]
    meanings: Mapping[str, str] = {}
    mean: Sequence[str] = (MEAN,)
    more: Sequence[str] = ()

    def lines(self) -> Sequence[str]:
        """Return the whole formula: of an element or sample, then of every reduction."""
        return [*self.formula, "none: L = l", *self.mean, "sum:  L = sum(l)", *self.more]
