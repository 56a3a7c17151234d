"""Draws the arguments of one call, as the drawers of the losses need them."""

from typing import Any, Dict, Optional, Sequence

import numpy as np

from golden_generator.cases.shared.tensors import NamedTensor, Shape, named
from golden_generator.fresh.dice import HARD, ORDINARY, Dice, Shapes

NAN = float("nan")
INFINITY = float("inf")

_MARGINS = (0.0, -0.5, 0.25, 1, 2, 0, -0.0, 1e-3, 1e30, 1e40, NAN, INFINITY, -INFINITY)
_WORDS = ("foo", "Mean", "elementwise_mean", "batchmean", "", "None")
_FLAGS = (None, True, False, True, False, 0, 1, "", "text", 0.5, 0.0, NAN)


class Draw:
    """Draws for one call; its kind of values is chosen once, so that arguments go together."""

    def __init__(self, dice: Dice, dtype: str) -> None:
        self.dice = dice
        self.dtype = dtype
        self.shapes = Shapes(dice)
        self.kind = dice.pick(ORDINARY if dice.chance(70) else HARD)

    def tensor(self, name: str, shape: Shape, values: np.ndarray) -> NamedTensor:
        """Return a tensor of the call's dtype."""
        return named(name, self.dtype, values, shape)

    def real(self, name: str, shape: Shape) -> NamedTensor:
        """Return any numbers."""
        kind = self.kind if self.dice.chance(80) else self.dice.pick(ORDINARY)
        return self.tensor(name, shape, self.dice.values(self.dtype, _size(shape), kind))

    def near(self, name: str, shape: Shape, other: NamedTensor) -> NamedTensor:
        """Return any numbers, in some calls those of another argument or differing by steps."""
        if other.shape != shape or not self.dice.chance(15):
            return self.real(name, shape)
        steps = self.dice.integers(_size(shape), -4, 5).reshape(shape) * 0.5
        with np.errstate(invalid="ignore", over="ignore"):
            return self.tensor(name, shape, other.array + steps.astype(self.dtype))

    def probability(self, name: str, shape: Shape) -> NamedTensor:
        """Return numbers of [0, 1], ends and neighbours included; seldom others."""
        dice, count = self.dice, _size(shape)
        if dice.chance(2):
            return self.real(name, shape)
        values = dice.uniform(self.dtype, count, 0, 1)
        if dice.chance(40):
            small = np.abs(dice.values(self.dtype, count, "tiny"))
            kinds = dice.integers(count, 0, 8)
            near = 1 - np.ldexp(1.0, -dice.integers(count, 10, 60))
            values = np.select(
                [kinds == 0, kinds == 1, kinds == 2, kinds == 3], [0, 1, small, near], values
            )
        return self.tensor(name, shape, values)

    def log_probability(self, name: str, shape: Shape) -> NamedTensor:
        """Return mostly numbers as log_softmax gives them."""
        if self.dice.chance(35):
            return self.real(name, shape)
        return self.tensor(name, shape, self.dice.uniform(self.dtype, _size(shape), -6, 0))

    def sign(self, name: str, shape: Shape) -> NamedTensor:
        """Return mostly 1 and -1."""
        if self.dice.chance(8):
            return self.real(name, shape)
        values = self.dice.signs(_size(shape))
        if self.dice.chance(10):
            values = values * self.dice.integers(_size(shape), 0, 3)
        return self.tensor(name, shape, values)

    def count(self, name: str, shape: Shape) -> NamedTensor:
        """Return mostly counts, and positive numbers."""
        if self.dice.chance(20):
            return self.real(name, shape)
        values = self.dice.integers(_size(shape), 0, 12).astype(self.dtype)
        if self.dice.chance(40):
            values = self.dice.uniform(self.dtype, _size(shape), 0, 12)
        return self.tensor(name, shape, values)

    def weight(self, name: str, shape: Shape) -> Optional[NamedTensor]:
        """Return weights, absent in half of the calls."""
        dice = self.dice
        if not dice.chance(50):
            return None
        if dice.chance(25):
            return self.real(name, shape)
        values = dice.uniform(self.dtype, _size(shape), 0, 2)
        if dice.chance(20):
            values = values * dice.integers(_size(shape), -1, 2)
        return self.tensor(name, shape, values)

    def labels(self, name: str, shape: Shape, low: int, high: int) -> NamedTensor:
        """Return classes of [low, high); seldom one out of range."""
        values = self.dice.integers(_size(shape), low, max(high, low + 1))
        if values.size and self.dice.chance(2):
            values[self.dice.below(values.size)] = self.dice.pick((high, low - 1, 1000000))
        return named(name, "int64", values, shape)

    def some_reals(self, **choices: Sequence[Any]) -> Dict[str, Any]:
        """Return real parameters: of each one of the choices, an odd one, or none."""
        drawn = {}
        for name, usual in choices.items():
            if self.dice.chance(65):
                odd = _MARGINS + tuple(self.dice.uniform("float64", 1, -2, 2).tolist())
                drawn[name] = self.dice.pick(usual if self.dice.chance(75) else odd)
        return drawn

    def some_flags(self, *names: str) -> Dict[str, Any]:
        """Return boolean parameters."""
        return {name: self.dice.chance(50) for name in names if self.dice.chance(60)}

    def reduction(self, *others: str, legacy: bool = True) -> Dict[str, Any]:
        """Return the reduction: mostly by its word, in some calls by legacy flags."""
        dice, params = self.dice, {}
        if dice.chance(90):
            words = ("none", "mean", "sum") + others
            params["reduction"] = dice.pick(words if dice.chance(97) else _WORDS)
        if legacy and dice.chance(8):
            params["size_average"] = dice.pick(_FLAGS)
        if legacy and dice.chance(8):
            params["reduce"] = dice.pick(_FLAGS)
        return params


def _size(shape: Shape) -> int:
    return int(np.prod(shape, dtype=np.int64))
