"""Random choices and values, drawn from a seed by exact arithmetic.

The stream is SHA-256 in counter mode, as for the golden data, so a seed means the same calls with
every version of Python and NumPy.
"""

import hashlib
from typing import Any, Dict, Sequence, Tuple

import numpy as np

from golden_generator.cases.shared.inputs import EXTREMES, SPECIALS
from golden_generator.cases.shared.tensors import Shape

_WORDS = 64
_BITS = {"float16": (10, -24, 15), "float32": (23, -149, 127), "float64": (52, -1074, 1023)}
"""Bits of the mantissa, exponent of the least subnormal number, greatest exponent."""

ORDINARY: Tuple[str, ...] = ("typical",) * 8 + ("grid",) * 3 + ("wide", "wide", "mixed", "mixed")
HARD: Tuple[str, ...] = ("huge", "tiny", "special", "zeros", "mixed", "mixed", "wide", "extreme")


class Dice:
    """A stream of choices that depends only on its name."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._block = 0
        self._left: Sequence[int] = ()

    def words(self, count: int) -> np.ndarray:
        """Return ``count`` unsigned 64-bit integers."""
        blocks = (count + 3) // 4
        first = self._block
        self._block += blocks
        digests = [
            hashlib.sha256(("%s#%d" % (self._name, first + i)).encode("ascii")).digest()
            for i in range(blocks)
        ]
        return np.frombuffer(b"".join(digests), dtype="<u8")[:count]

    def below(self, count: int) -> int:
        """Return an integer of [0, count)."""
        return int(self.words(1)[0]) % count

    def chance(self, percent: float) -> bool:
        """Return True in the given number of 100 calls."""
        return self.below(10000) < percent * 100

    def pick(self, choices: Sequence[Any]) -> Any:
        """Return one of the choices."""
        return choices[self.below(len(choices))]

    def some(self, choices: Sequence[Any]) -> Tuple[Any, ...]:
        """Return a part of the choices, in their order; all of them half of the time."""
        if self.chance(50):
            return tuple(choices)
        return tuple(choice for choice in choices if self.chance(50))

    def unit(self, dtype: str, count: int) -> np.ndarray:
        """Return numbers of [0, 1) with all the bits that the dtype holds."""
        bits = _BITS[dtype][0] + 1
        return np.ldexp((self.words(count) >> np.uint64(64 - bits)).astype(np.float64), -bits)

    def uniform(self, dtype: str, count: int, low: float, high: float) -> np.ndarray:
        """Return numbers between two others."""
        return (low + (high - low) * self.unit(dtype, count)).astype(dtype)

    def integers(self, count: int, low: int, high: int) -> np.ndarray:
        """Return integers of [low, high)."""
        return (self.words(count) % np.uint64(high - low)).astype(np.int64) + low

    def signs(self, count: int) -> np.ndarray:
        """Return numbers 1 and -1."""
        return self.integers(count, 0, 2) * 2 - 1

    def scaled(self, dtype: str, count: int, low: int, high: int) -> np.ndarray:
        """Return numbers of either sign whose binary exponents lie in [low, high]."""
        mantissas = (1 + self.unit(dtype, count)) * self.signs(count)
        with np.errstate(over="ignore", under="ignore"):
            return np.ldexp(mantissas, self.integers(count, low, high + 1)).astype(dtype)

    def values(self, dtype: str, count: int, kind: str) -> np.ndarray:
        """Return numbers of a kind; ``mixed`` takes another kind for each element."""
        least, most = _BITS[dtype][1:]
        if kind == "typical":
            return self.uniform(dtype, count, -3, 3)
        if kind == "grid":
            return (self.integers(count, -8, 9) * 0.25).astype(dtype)
        if kind == "wide":
            return self.scaled(dtype, count, -40, 6)
        if kind == "huge":
            return self.scaled(dtype, count, most // 2 - 4, most)
        if kind == "tiny":
            return self.scaled(dtype, count, least, most // -2)
        if kind == "zeros":
            return (self.signs(count) * 0.0).astype(dtype)
        if kind in ("special", "extreme"):
            table = SPECIALS if kind == "special" else EXTREMES[dtype]
            return np.array([table[i] for i in self.integers(count, 0, len(table))], dtype=dtype)
        return self._mixed(dtype, count)

    def _mixed(self, dtype: str, count: int) -> np.ndarray:
        kinds = ("typical", "typical", "grid", "wide", "huge", "tiny", "special", "zeros")
        columns = {kind: self.values(dtype, count, kind) for kind in sorted(set(kinds))}
        rows = self.integers(count, 0, len(kinds))
        return np.array([columns[kinds[row]][i] for i, row in enumerate(rows)], dtype=dtype)


class Shapes:
    """Draws shapes: mostly small, some long, some without elements."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice

    def size(self) -> int:
        """Return the length of an axis."""
        dice = self._dice
        if dice.chance(2):
            return 0
        return 1 if dice.chance(20) else 2 + dice.below(5)

    def shape(self, low: int = 0, high: int = 5) -> Shape:
        """Return a shape of ``low`` to ``high`` axes."""
        dice = self._dice
        rank = low + dice.below(high - low + 1)
        sizes = [self.size() for _ in range(rank)]
        if rank and dice.chance(12):
            sizes = [min(size, 3) for size in sizes]
            sizes[dice.below(rank)] = 7 + dice.below(400 if rank < 3 else 60)
        return tuple(sizes)

    def narrowed(self, shape: Shape) -> Shape:
        """Return a shape that broadcasts to this one, mostly the same."""
        dice = self._dice
        if dice.chance(55):
            return shape
        sizes = [1 if dice.chance(35) else size for size in shape]
        return tuple(sizes[dice.below(len(sizes) + 1) if dice.chance(40) else 0 :])

    def broken(self, shape: Shape) -> Shape:
        """Return a shape, in some cases one that does not fit any more."""
        dice = self._dice
        if not dice.chance(2):
            return shape
        if not shape or dice.chance(30):
            return shape + (2,)
        place = dice.below(len(shape))
        return shape[:place] + (shape[place] + 1,) + shape[place + 1 :]

    def pair(self, broadcast: bool, low: int = 0) -> Tuple[Shape, Shape]:
        """Return the shapes of two arguments."""
        first, second = self.several(2, broadcast, low)
        return first, second

    def several(self, count: int, broadcast: bool, low: int = 0) -> Tuple[Shape, ...]:
        """Return the shapes of some arguments that fit each other, with few exceptions."""
        shape = self.shape(low)
        if broadcast and not self._dice.chance(50):
            shapes = [self.narrowed(shape) for _ in range(count)]
        else:
            shapes = [shape] * count
        return tuple(self.broken(one) for one in shapes)


def keyed(values: Dict[str, Any]) -> Dict[str, Any]:
    """Return the entries that are there."""
    return {name: value for name, value in values.items() if value is not None}
