"""What an evaluation gives: plain tuples of shapes and lists of mpf."""

from typing import NamedTuple

from mpmath import mp


class Values(NamedTuple):
    """Output and gradients, each (shape, flat list of mpf in C order); a gradient that PyTorch leaves None is None."""

    output: tuple
    grads: dict

    def tensors(self):
        """Yields (name, shape, data) of the output and of every gradient that exists."""
        yield ("output",) + tuple(self.output)
        for name, grad in self.grads.items():
            if grad is not None:
                yield (name,) + tuple(grad)

    def finite(self):
        """True where no element is an infinity or NaN."""
        return all(mp.isfinite(value) for _, _, data in self.tensors() for value in data)


class Truth(NamedTuple):
    """The mathematical values, those of PyTorch's formula (the same object without departures), why they differ."""

    mathematical: Values
    formula: Values
    departures: list
