"""What an evaluation gives: plain tuples of shapes and lists of mpf."""

from typing import Any, Dict, Iterator, List, NamedTuple, Tuple

from mpmath import mp, mpf

from .bounded import Bound, bound_of

Shape = Tuple[int, ...]
"""The lengths of a tensor's dimensions."""
Term = Tuple[mpf, Tuple[Any, ...]]
"""The value of one element and its partial derivatives, each a number or a function of the incoming
gradient."""


def _plain(data: List[mpf]) -> List[mpf]:
    return [mp.make_mpf(value._mpf_) for value in data]


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

    def bounds(self) -> Dict[str, List[Bound]]:
        """Return by tensor the bounds that its elements carry."""
        return {name: [bound_of(value) for value in data] for name, _, data in self.tensors()}

    def plain(self) -> "Values":
        """Return the same values without bounds."""
        grads = {
            name: None if grad is None else (grad[0], _plain(grad[1]))
            for name, grad in self.grads.items()
        }
        return Values((self.output[0], _plain(self.output[1])), grads)

    def finite(self) -> bool:
        """Return true where no element is an infinity or NaN."""
        return all(mp.isfinite(value) for _, _, data in self.tensors() for value in data)


class Truth(NamedTuple):
    """The mathematical values, those of PyTorch's formula, and why they differ.

    Both are the same object where there is no departure. ``bounds`` has by tensor (output, gradient
    names) how far each element may be off, see :mod:`golden_generator.truth.bounded`.
    """

    mathematical: Values
    formula: Values
    departures: List[str]
    bounds: Dict[str, List[Bound]] = {}
