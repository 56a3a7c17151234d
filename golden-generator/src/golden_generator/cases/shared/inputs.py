"""The values of tensors: seeded by name, drawn from integers by exact arithmetic.

Every random tensor is seeded by its own pool name (SHA-256 in counter mode), so adding a tensor
changes no other. The integers become floats only by +, -, * and /, which IEEE 754 rounds the same
way everywhere: no sampler, no ``torch.randn``, no libm.

Classes of values, first segment of the pool name:

``typical``  full mantissas, so that a lost bit shows
``grid``     small multiples of 1/4: ties and kinks are hit exactly, sums are exact
``extreme``  overflow, underflow, subnormals, with ordinary values between
``special``  NaN, infinities and signed zeros, with ordinary values between
``prob`` (0, 1); ``logprob`` negative numbers (no loss checks that they are normalised);
``sign`` ±1; ``bits`` 0 and 1; ``class`` integers with both ends of the range
``eighths``  multiples of 1/8, exact and short in text: results of sums and products stay so
``whole``    multiples of another power of 2
``hundredths`` of numbers far from 0 on both sides
``wide``     magnitudes over many decades; ``near`` numbers a few steps from others

Decimals with an exponent are read by ``float``, which rounds correctly everywhere.
"""

import hashlib
from functools import lru_cache
from typing import Sequence

import numpy as np

from golden_generator.cases.shared.tensors import NamedTensor, Shape, named, pool_shape

EXTREMES = {
    "float32": (3e38, -3e38, 1e-45, -1e-45, 1e-38, 2e19, -2e19, 1e-20, 88.5, -104.0, 1.5, -0.75),
    "float64": (1e308, -1e308, 5e-324, -5e-324, 1e-308, 2e154, -2e154, 1e-170, 709.5, -746.0)
    + (1.5, -0.75),
}
"""Largest, smallest, subnormal, overflowing when squared, near exp's limits; two ordinary ones."""

SPECIALS = (float("nan"), float("inf"), -float("inf"), -0.0, 0.0, 1.5, -0.75)
"""What is not an ordinary number, and two that are."""


@lru_cache(maxsize=None)
def integers(name: str, count: int) -> np.ndarray:
    """Return ``count`` unsigned 64-bit integers that depend only on ``name``."""
    blocks = [
        hashlib.sha256(("%s#%d" % (name, block)).encode("ascii")).digest()
        for block in range((count + 3) // 4)
    ]
    return np.frombuffer(b"".join(blocks), dtype="<u8")[:count]


def unit(name: str, dtype: str, count: int) -> np.ndarray:
    """Return ``count`` numbers of [0, 1) with all the bits that ``dtype`` can hold."""
    drawn = integers(name, count)
    if dtype == "float16":
        return (drawn >> np.uint64(54)).astype(np.float16) * np.float16(2.0**-10)
    if dtype == "float32":
        return (drawn >> np.uint64(40)).astype(np.float32) * np.float32(2.0**-24)
    return (drawn >> np.uint64(11)).astype(np.float64) * 2.0**-53


def _size(shape: Sequence[int]) -> int:
    size = 1
    for length in shape:
        size *= length
    return size


def _name(kind: str, shape: Shape, role: str) -> str:
    return "%s/%s/%s" % (kind, pool_shape(shape), role)


@lru_cache(maxsize=None)
def uniform(kind: str, dtype: str, shape: Shape, role: str, low: float, high: float) -> NamedTensor:
    """Return numbers of [low, high) with full mantissas, named ``kind/shape/role``."""
    name = _name(kind, shape, role)
    scalar = np.dtype(dtype).type
    values = scalar(low) + (scalar(high) - scalar(low)) * unit(name, dtype, _size(shape))
    return named(name, dtype, values, shape)


def typical(
    dtype: str, shape: Shape, role: str, low: float = -3.0, high: float = 3.0
) -> NamedTensor:
    """Return ordinary numbers with full mantissas."""
    return uniform("typical", dtype, shape, role, low, high)


def probabilities(dtype: str, shape: Shape, role: str) -> NamedTensor:
    """Return numbers strictly inside (0, 1)."""
    return uniform("prob", dtype, shape, role, 0.015625, 0.984375)


def log_probabilities(dtype: str, shape: Shape, role: str) -> NamedTensor:
    """Return negative numbers such as log_softmax gives."""
    return uniform("logprob", dtype, shape, role, -4.0, -0.03125)


def positive(dtype: str, shape: Shape, role: str, high: float = 3.0) -> NamedTensor:
    """Return numbers of [1/16, high): weights, rates, counts."""
    return uniform("positive", dtype, shape, role, 0.0625, high)


@lru_cache(maxsize=None)
def grid(dtype: str, shape: Shape, role: str, span: float = 2.0, step: float = 0.25) -> NamedTensor:
    """Return multiples of ``step`` from -span to span, both included."""
    name = _name("grid", shape, role)
    reach = int(span / step)
    drawn = integers(name, _size(shape)) % np.uint64(2 * reach + 1)
    return named(name, dtype, (drawn.astype(np.int64) - reach) * step, shape)


def shifted(base: NamedTensor, role: str, deltas: Sequence[float]) -> NamedTensor:
    """Return ``base`` plus ``deltas`` in turn: exact ties and kinks between two grid tensors."""
    count = base.array.size
    offsets = np.array([deltas[i % len(deltas)] for i in range(count)], dtype=base.dtype)
    kind = base.name.split("/")[0]
    values = base.array.reshape(-1) + offsets
    return named(_name(kind, base.shape, role), base.dtype, values, base.shape)


@lru_cache(maxsize=None)
def taken(kind: str, dtype: str, shape: Shape, role: str, table: Sequence[float]) -> NamedTensor:
    """Return the values of ``table`` in turn, from a seeded start with a seeded stride."""
    name = _name(kind, shape, role)
    start, stride = (int(value) for value in integers(name, 2))
    length = len(table)
    strides = [step for step in range(1, length) if np.gcd(step, length) == 1] or [1]
    step = strides[stride % len(strides)]
    values = [table[(start + i * step) % length] for i in range(_size(shape))]
    return named(name, dtype, values, shape)


def extreme(dtype: str, shape: Shape, role: str, table: Sequence[float] = None) -> NamedTensor:
    """Return values near the limits of ``dtype`` (:data:`EXTREMES` unless a table is given)."""
    return taken("extreme", dtype, shape, role, tuple(table or EXTREMES[dtype]))


def special(dtype: str, shape: Shape, role: str, table: Sequence[float] = SPECIALS) -> NamedTensor:
    """Return NaN, infinities and signed zeros among ordinary values."""
    return taken("special", dtype, shape, role, tuple(table))


def signs(dtype: str, shape: Shape, role: str) -> NamedTensor:
    """Return +1 and -1, both present from two elements on."""
    return taken("sign", dtype, shape, role, (1.0, -1.0, -1.0, 1.0, 1.0))


def bits(dtype: str, shape: Shape, role: str) -> NamedTensor:
    """Return 0 and 1, both present from three elements on."""
    return taken("bits", dtype, shape, role, (1.0, 0.0, 0.0, 1.0, 1.0))


def one_hot(dtype: str, shape: Shape, role: str) -> NamedTensor:
    """Return rows of zeros with a single 1, along axis 1 of a (N, C, ...) shape."""
    name = _name("onehot", shape, role)
    rows = (shape[0],) + tuple(shape[2:])
    chosen = (integers(name, _size(rows)) % np.uint64(shape[1])).astype(np.int64).reshape(rows)
    hot = np.arange(shape[1]).reshape((1, -1) + (1,) * len(shape[2:])) == chosen[:, None]
    return named(name, dtype, hot.astype(dtype), shape)


@lru_cache(maxsize=None)
def classes(
    count: int, shape: Shape, role: str, ignored: int = None, dtype: str = "int64"
) -> NamedTensor:
    """Return class indices of [0, count): the first is count-1, the last 0, both boundaries.

    With ``ignored``, every third one, beginning with the second, is that value.
    """
    name = "class/C%d/%s/%s" % (count, pool_shape(shape), role)
    size = _size(shape)
    values = (integers(name, size) % np.uint64(max(count, 1))).astype(np.int64)
    if size:
        values[0] = count - 1
    if size > 1:
        values[-1] = 0
    if ignored is not None:
        values[1::3] = ignored
        name += ",ignored=%d" % ignored
    return named(name, dtype, values, shape)


@lru_cache(maxsize=None)
def hundredths(dtype: str, shape: Shape, role: str, low: int, high: int) -> NamedTensor:
    """Return whole hundredths from ``low`` to ``high``, both included, but never 0."""
    name = _name("hundredths", shape, role)
    return named(name, dtype, _counts(name, shape, low, high, dtype) / 100, shape)


@lru_cache(maxsize=None)
def eighths(
    dtype: str, shape: Shape, role: str, low: int = -24, high: int = 24, above: float = 0.0
) -> NamedTensor:
    """Return whole eighths from ``low`` to ``high``, but never 0, with ``above`` added to each."""
    name = _name("eighths", shape, role)
    return named(name, dtype, _counts(name, shape, low, high, dtype) / 8 + above, shape)


@lru_cache(maxsize=None)
def whole(dtype: str, shape: Shape, role: str, low: int, high: int, times: float) -> NamedTensor:
    """Return whole numbers from ``low`` to ``high``, but never 0, multiplied by a power of 2."""
    name = _name("whole", shape, role)
    counts = _counts(name, shape, low, high, dtype)
    return named(name, dtype, counts * np.dtype(dtype).type(times), shape)


def _counts(name: str, shape: Shape, low: int, high: int, dtype: str) -> np.ndarray:
    """Return whole numbers from ``low`` to ``high``, but never 0; division keeps the dtype."""
    drawn = integers(name, _size(shape)) % np.uint64(high - low + 1)
    counts = drawn.astype(np.int64) + low
    counts[counts == 0] = high
    return counts.astype(dtype)


def _exponents(name: str, count: int, low: int, high: int) -> np.ndarray:
    """Return drawn whole numbers; the first is ``low``, the second ``high``."""
    drawn = (integers(name, count) % np.uint64(high - low + 1)).astype(np.int64) + low
    drawn[:2] = (low, high)[:count]
    return drawn


def _even_exponents(name: str, count: int, low: int, high: int) -> np.ndarray:
    """Return evenly spaced whole numbers, both ends included, in an order that is drawn."""
    order = np.argsort(np.argsort(integers(name, count), kind="stable"), kind="stable")
    return low + order * (high - low) // max(count - 1, 1)


@lru_cache(maxsize=None)
def wide_gradient(dtype: str, shape: Shape, low: int, high: int) -> NamedTensor:
    """Return an incoming gradient with two digits and evenly spaced exponents of ten."""
    name = _name("wide", shape, "go,%d..%d" % (low, high))
    exponents = _even_exponents(name, _size(shape), low, high)
    return named(name, dtype, _scientific(name, dtype, exponents, 0), shape)


@lru_cache(maxsize=None)
def wide(
    dtype: str, shape: Shape, role: str, low: int, high: int, sign: int = 0, kind: str = "wide"
) -> NamedTensor:
    """Return numbers with two digits whose exponents of ten run from ``low`` to ``high``.

    ``sign`` 1 or -1 is the sign of all; 0 draws one for each. The first element has the lowest
    exponent, the second the highest.
    """
    name = _name(kind, shape, role)
    exponents = _exponents(name, _size(shape), low, high)
    return named(name, dtype, _scientific(name, dtype, exponents, sign), shape)


def _scientific(name: str, dtype: str, exponents: np.ndarray, sign: int) -> np.ndarray:
    size = len(exponents)
    digits = integers(name + "/digits", size) % np.uint64(89) + np.uint64(11)
    draws = integers(name + "/sign", size) % np.uint64(2) == 0
    signs = np.full(size, sign) if sign else np.where(draws, 1, -1)
    texts = ["%de%d" % (digit, power - 1) for digit, power in zip(digits, exponents)]
    values = np.array([float(spelled) for spelled in texts]).astype(dtype)
    return values * signs.astype(dtype)


def near(base: np.ndarray, role: str, steps: Sequence[int] = (1, -2, 5, -17, 130)) -> NamedTensor:
    """Return the numbers of ``base`` moved by ``steps`` units in the last place, in turn."""
    flat = base.reshape(-1)
    moved = [step * np.spacing(value) for step, value in zip(_turns(steps, flat.size), flat)]
    values = flat + np.array(moved, dtype=base.dtype)
    return named(_name("near", base.shape, role), base.dtype.name, values, base.shape)


def _turns(values: Sequence, count: int) -> list:
    return [values[i % len(values)] for i in range(count)]


@lru_cache(maxsize=None)
def drawn_signs(dtype: str, shape: Shape, role: str) -> NamedTensor:
    """Return +1 and -1 without a pattern; the first is -1."""
    name = _name("sign", shape, role + ",drawn")
    values = np.where(integers(name, _size(shape)) % np.uint64(2) == 0, 1, -1)
    values[:1] = -1
    return named(name, dtype, values, shape)


@lru_cache(maxsize=None)
def drawn_bits(dtype: str, shape: Shape, role: str) -> NamedTensor:
    """Return 0 and 1 without a pattern; the first is 1."""
    name = _name("bits", shape, role + ",drawn")
    values = (integers(name, _size(shape)) % np.uint64(2)).astype(np.int64)
    values[:1] = 1
    return named(name, dtype, values, shape)


def crossed(kind: str, dtype: str, roles: Sequence[str], *tables: Sequence[float]) -> list:
    """Return one 1-D tensor per role that together hold the whole product of the tables."""
    axes = np.meshgrid(*[np.array(table, dtype=dtype) for table in tables], indexing="ij")
    return [
        named(_name(kind, (axis.size,), role), dtype, axis.reshape(-1))
        for role, axis in zip(roles, axes)
    ]


@lru_cache(maxsize=None)
def grad_output(dtype: str, shape: Shape, variant: str = "a") -> NamedTensor:
    """Return an incoming gradient for an output of this shape: never 0, never 1."""
    name = _name("go", shape, variant)
    half = unit(name, dtype, _size(shape))
    scalar = np.dtype(dtype).type
    sign = np.where(integers(name + "/sign", _size(shape)) % np.uint64(2) == 0, 1, -1)
    return named(name, dtype, (scalar(0.25) + half * scalar(0.6875)) * sign.astype(dtype), shape)


@lru_cache(maxsize=None)
def incoming(dtype: str, shape: Shape, kind: str) -> NamedTensor:
    """Return an odd incoming gradient: all of a kind, huge and zero with both signs in turn."""
    name = _name("go", shape, kind)
    size = _size(shape)
    turns = np.where(np.arange(size) % 2 == 0, 1, -1).astype(dtype)
    if kind == "huge":
        scalar = np.dtype(dtype).type
        share = scalar(0.5) + unit(name, dtype, size) * scalar(0.5)
        return named(name, dtype, share * np.finfo(dtype).max * turns, shape)
    if kind == "zero":
        return named(name, dtype, turns * 0, shape)
    return named(name, dtype, np.full(size, float(kind)), shape)
