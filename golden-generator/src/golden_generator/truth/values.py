"""What an evaluation gives: plain tuples of shapes and lists of mpf."""

from typing import Any, Dict, Iterator, List, NamedTuple, Tuple

from mpmath import mp, mpf

Shape = Tuple[int, ...]
"""The lengths of a tensor's dimensions."""
Term = Tuple[mpf, Tuple[Any, ...]]
"""The value of one element and its partial derivatives, each a number or a function of the incoming
gradient."""


class Values(NamedTuple):
    """Output and gradients, each (shape, flat list of mpf in C order).

    A gradient that PyTorch leaves None is None.
    """

    output: Tuple[Shape, List[mpf]]
    grads: Dict[str, Any]

    def tensors(self) -> Iterator[Tuple[str, Shape, List[mpf]]]:
        """Yield (name, shape, data) of the output and of every gradient that exists."""
        yield ("output",) + tuple(self.output)
        for name, grad in self.grads.items():
            if grad is not None:
                yield (name,) + tuple(grad)

    def finite(self) -> bool:
        """Return true where no element is an infinity or NaN."""
        return all(mp.isfinite(value) for _, _, data in self.tensors() for value in data)


class Truth(NamedTuple):
    """The mathematical values, those of PyTorch's formula, and why they differ.

    Both are the same object where there is no departure. ``scales`` is the unit of rounding
    by tensor (output, gradient names): the greatest sum of sizes of the terms that were added up to
    an element. Where it is absent or less, the tensor's largest element is the unit.
    """

    mathematical: Values
    formula: Values
    departures: List[str]
    scales: Dict[str, mpf] = {}
