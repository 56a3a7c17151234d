"""Named tensors: the values that cases share through a fixture's pool.

A :class:`NamedTensor` is a name and a numpy array. Cases refer to the object; the fixture's writer
collects every tensor that some case uses and refuses two different ones under one name.
"""

from dataclasses import dataclass
from typing import Sequence, Tuple

import numpy as np

FLOATS = ("float32", "float64")
"""The dtypes a fixture file may have."""

Shape = Tuple[int, ...]


@dataclass(frozen=True, eq=False)
class NamedTensor:
    """A tensor of the pool: never changes under its name."""

    name: str
    array: np.ndarray

    @property
    def dtype(self) -> str:
        """The dtype as the fixture spells it."""
        return self.array.dtype.name

    @property
    def shape(self) -> Shape:
        """The shape, () for a 0-d tensor."""
        return self.array.shape

    def same_as(self, other: "NamedTensor") -> bool:
        """Whether name, dtype, shape and every bit agree."""
        return (
            self.name == other.name
            and self.dtype == other.dtype
            and self.shape == other.shape
            and self.array.tobytes() == other.array.tobytes()
        )


def named(name: str, dtype: str, values: Sequence, shape: Sequence[int] = None) -> NamedTensor:
    """Return a tensor of explicit values; without a shape it has the shape of ``values``."""
    array = np.array(values, dtype=dtype)
    if shape is not None:
        array = array.reshape(tuple(shape))
    array = np.require(array, requirements="C")
    array.setflags(write=False)
    return NamedTensor(name, array)


def pool_shape(shape: Sequence[int]) -> str:
    """Spell a shape in a pool name: ``2x3``, ``0d`` for a scalar."""
    return "x".join(str(size) for size in shape) if len(shape) else "0d"


def label(*shapes: Sequence[int]) -> str:
    """Spell one or more shapes in a case id: ``N2-C3-4x5``, ``N5``, ``0d``, ``N2-C1,N3``."""
    return ",".join(_label(tuple(shape)) for shape in shapes)


def _label(shape: Shape) -> str:
    parts = ["N%d" % size for size in shape[:1]] + ["C%d" % size for size in shape[1:2]]
    if shape[2:]:
        parts.append(pool_shape(shape[2:]))
    return "-".join(parts) or "0d"
