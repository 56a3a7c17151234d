"""One call of a loss as exact numbers: its tensors, parameters, reduction and incoming gradient."""

from copy import copy
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple

import numpy
from mpmath import mpf

from .arithmetic import NAN, ONE, PRECISION, Arithmetic, divide, exact
from .bounded import KINDS, Bounded
from .values import Shape, Values


class Tensor(NamedTuple):
    """A shape and the flat elements in C order: mpf, or ints for integer tensors."""

    shape: tuple
    data: list


def tensor(array: Any, number: Callable[[Any], mpf] = exact) -> Tensor:
    """Convert a numpy array (or list of ints) without rounding, each float by ``number``."""
    array = numpy.asarray(array)
    flat = array.ravel().tolist()
    return Tensor(
        tuple(array.shape), flat if array.dtype.kind in "iub" else [number(value) for value in flat]
    )


def broadcast(shapes: Sequence[Shape]) -> Tuple[Shape, List[List[int]]]:
    """Return the common shape and where it reads.

    For every given shape: the flat index that each element of the common one reads.
    """
    views = [numpy.arange(size(shape)).reshape(shape) for shape in shapes]
    views = numpy.broadcast_arrays(*views)
    return tuple(views[0].shape), [view.ravel().tolist() for view in views]


def size(shape: Shape) -> int:
    """Return number of elements."""
    count = 1
    for length in shape:
        count *= length
    return count


def along_dimension_1(shape: Shape) -> Tuple[Shape, List[List[int]]]:
    """Return the shape without dimension 1, and its lines.

    A line holds for an element of that shape the flat indexes along that dimension.
    """
    length, inner = shape[1], size(shape[2:])
    kept = (shape[0],) + tuple(shape[2:])
    return kept, [
        [(n * length + c) * inner + k for c in range(length)]
        for n in range(shape[0])
        for k in range(inner)
    ]


class Call:
    """The question: which loss values and gradients does this call have."""

    def __init__(
        self,
        dtype: str,
        params: Dict[str, Any],
        inputs: Dict[str, Any],
        requires_grad: Sequence[str],
        grad_output: Any,
        bounded: bool = False,
    ) -> None:
        """Take plain data; see ``truth.evaluate``. ``bounded`` numbers carry their bounds."""
        self.dtype = dtype
        self.bounded = bounded
        self.params = params
        self.inputs = inputs
        self.requires_grad = list(requires_grad)
        self.grad_output = None if grad_output is None else tensor(grad_output, self._exact)
        self._given = grad_output
        self._tensors = {}

    def tensor(self, name: str) -> Optional[Tensor]:
        """Return an input, or a tensor parameter (None if absent), as exact numbers."""
        if name not in self._tensors:
            given = self.inputs[name] if name in self.inputs else self.params.get(name)
            self._tensors[name] = None if given is None else tensor(given, self._exact)
        return self._tensors[name]

    def plain(self) -> "Call":
        """Return the same call with numbers that carry no bounds."""
        return Call(self.dtype, self.params, self.inputs, self.requires_grad, self._given)

    def _exact(self, value: Any) -> mpf:
        return KINDS[self.dtype].exact(exact(value)._mpf_) if self.bounded else exact(value)

    def signs(self, name: str) -> Tensor:
        """Return an input of 1 and -1, as PyTorch compares it: in uint8 -1 is 255."""
        given = self.tensor(name)
        if numpy.asarray(self.inputs[name]).dtype != numpy.uint8:
            return given
        return Tensor(given.shape, [-1 if value == 255 else value for value in given.data])

    def number(self, name: str, default: float) -> mpf:
        """Return a numeric parameter as an exact number."""
        value = self.params.get(name, default)
        number = self._exact(int(value) if isinstance(value, (bool, int)) else float(value))
        if self.bounded and number._mpf_[3] > PRECISION[self.dtype]:
            return number.again(1.0)
        return number

    def divided(self, count: int) -> "Call":
        """Return the call whose incoming gradient is this one's divided by ``count``."""
        other = copy(self)
        data = self._incoming(1)
        shape = () if self.grad_output is None else self.grad_output.shape
        other.grad_output = Tensor(shape, [divide(value, exact(count)) for value in data])
        return other

    def finite(self) -> bool:
        """Return true where every float input is finite."""
        arrays = [
            numpy.asarray(value)
            for value in list(self.inputs.values()) + list(self.params.values())
            if isinstance(value, numpy.ndarray)
        ]
        return all(numpy.isfinite(array).all() for array in arrays if array.dtype.kind == "f")

    def wants(self, name: str) -> bool:
        """Return true if the gradient of this argument is asked for."""
        return name in self.requires_grad

    def reduction(self) -> str:
        """Return none, mean, sum or batchmean.

        The legacy flags win, None counts as True, truthiness decides.
        """
        size_average, reduce = self.params.get("size_average"), self.params.get("reduce")
        if size_average is not None or reduce is not None:
            if not (reduce is None or reduce):
                return "none"
            return "mean" if size_average is None or size_average else "sum"
        reduction = self.params.get("reduction", "mean")
        return "mean" if reduction == "elementwise_mean" else reduction

    def reduce(
        self,
        arithmetic: Arithmetic,
        shape: Shape,
        values: List[mpf],
        reduction: Optional[str] = None,
        denominator: Optional[mpf] = None,
    ) -> Tuple[Tuple[Shape, List[mpf]], List[mpf]]:
        """Return the output and the incoming gradient of each element.

        ``denominator`` is what a mean divides by: the number of elements unless given.
        """
        reduction = reduction or self.reduction()
        if reduction == "none":
            return (shape, values), self._incoming(len(values))
        total = arithmetic.total(values)
        incoming = self._incoming(1)[0]
        if reduction == "sum":
            return ((), [total]), [incoming] * len(values)
        count = len(values) if denominator is None else denominator
        if count == 0:
            return ((), [NAN]), [NAN] * len(values)
        share = incoming / count
        if isinstance(share, Bounded) and share.linear:
            share = share.again(1.0)  # PyTorch and others multiply by 1 / count, rounded
        return ((), [total / count]), [share] * len(values)

    def _incoming(self, count: int) -> List[mpf]:
        return [ONE] * count if self.grad_output is None else self.grad_output.data

    def gradients(self, grads: Dict[str, Any]) -> Dict[str, Any]:
        """Return the values of the gradients that are asked for.

        They are (shape, data) by name, None where absent.
        """
        return {name: grads.get(name) for name in self.requires_grad}

    def values(self, output: Tuple[Shape, List[mpf]], grads: Dict[str, Any]) -> Values:
        """Return output and gradients as the result of an evaluation."""
        return Values(output, self.gradients(grads))


def gather(
    arithmetic: Arithmetic, shape: Shape, index: List[int], parts: List[mpf]
) -> Tuple[Shape, List[mpf]]:
    """Sum parts of a broadcast result back to the shape of an argument."""
    count = size(shape)
    if count == len(parts):
        return shape, list(parts)
    terms = [[] for _ in range(count)]
    for position, part in zip(index, parts):
        terms[position].append(part)
    return shape, [arithmetic.total(together) for together in terms]
