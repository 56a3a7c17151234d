"""Exponentials, logarithms and powers of the C library, for the test of our models of them.

torch's loops over single elements, as in CTCLoss, call ``expf``, ``logf``, ``exp`` and ``log``, its
norms ``powf`` and ``pow``; none of them rounds correctly.
"""

import ctypes
import ctypes.util
from pathlib import Path
from typing import Iterator, NamedTuple, Tuple

import numpy
from mpmath import mp

_HEADER = (
    "# Function, dtype, argument (of pow an exponent too) and the C library's result, as bits:"
    " golden_generator scalars"
)
_BITS = {"float32": numpy.uint32, "float64": numpy.uint64}
_PLAIN = 50
_WRONG = 200
_EXPONENTS = (2.0, 0.5, 3.0, 1 / 3, 1.5, -1.0)
_POWERS_DRAWN = 20000
_WRONG_POWERS = 40


class _Function(NamedTuple):
    name: str
    dtype: str
    ranges: Tuple[Tuple[float, float], ...]
    edges: Tuple[float, ...]
    drawn: int  # of a range: as many as it takes to meet enough that are rounded wrongly


_EXP = ((-3.0, 1.0), (-80.0, 80.0))
_LOG = ((0.7, 1.4), (1.0, 3.0), (1e-6, 1e6))
_FUNCTIONS = (
    _Function(
        "exp",
        "float32",
        _EXP,
        (89.0, 88.72284, 88.72283, -103.97209, -103.97208, -103.0, 1e-30),
        200000,
    ),
    _Function("log", "float32", _LOG, (1.0, 3.0, 1e-40, 1.4e-45, 1e38, 0.69921875), 200000),
    _Function("exp", "float64", _EXP, (709.0, 708.9, -707.9, -1e-20, -500.0, 1e-300), 100000),
    _Function(
        "log",
        "float64",
        ((0.9375, 1.0647), (1.0647, 1.4), (1.0, 3.0), (1e-6, 1e6)),
        (1.0, 3.0, 0.6875, 0.9375, 1.375, 4361 / 4096, 1e-310, 5e-324, 1e308, 1e-300),
        100000,
    ),
)


def _of_library(function: _Function, arguments: numpy.ndarray) -> numpy.ndarray:
    library = ctypes.CDLL(ctypes.util.find_library("m"))
    narrow = function.dtype == "float32"
    call = getattr(library, function.name + ("f" if narrow else ""))
    kind = ctypes.c_float if narrow else ctypes.c_double
    call.argtypes, call.restype = [kind], kind
    return numpy.array([call(x) for x in arguments.tolist()], function.dtype)


def _exact(function: _Function, arguments: numpy.ndarray) -> numpy.ndarray:
    """Return the correctly rounded values."""
    if function.dtype == "float32":
        wide = getattr(numpy, function.name)(arguments.astype("float64"))
        return wide.astype(function.dtype)
    exact = getattr(mp, function.name)
    with mp.workprec(120):
        return numpy.array([float(exact(mp.mpf(x))) for x in arguments.tolist()])


def _arguments(function: _Function) -> numpy.ndarray:
    """Return the edges, plain numbers, and numbers that the C library rounds wrongly."""
    draw = numpy.random.RandomState(1)
    chosen = [numpy.array(function.edges, function.dtype)]
    for low, high in function.ranges:
        drawn = draw.uniform(low, high, function.drawn).astype(function.dtype)
        wrong = numpy.flatnonzero(_of_library(function, drawn) != _exact(function, drawn))
        chosen += [drawn[:_PLAIN], drawn[wrong][:_WRONG]]
    return numpy.concatenate(chosen)


def _powers_of_library(bases: numpy.ndarray, exponent: float) -> numpy.ndarray:
    narrow = bases.dtype == numpy.float32
    library = ctypes.CDLL(ctypes.util.find_library("m"))
    call = library.powf if narrow else library.pow
    call.argtypes = [ctypes.c_float if narrow else ctypes.c_double] * 2
    call.restype = call.argtypes[0]
    return numpy.array([call(x, exponent) for x in bases.tolist()], bases.dtype)


def _powers(dtype: str) -> Iterator[Tuple[numpy.ndarray, float]]:
    """Yield bases with an exponent: plain ones, and those that the C library rounds wrongly."""
    draw = numpy.random.RandomState(2)
    for exponent in _EXPONENTS:
        exponent = float(numpy.dtype(dtype).type(exponent))
        bases = numpy.exp(draw.uniform(-8, 8, _POWERS_DRAWN)).astype(dtype)
        exact = numpy.power(bases.astype(numpy.longdouble), numpy.longdouble(exponent))
        wrong = numpy.flatnonzero(_powers_of_library(bases, exponent) != exact.astype(dtype))
        yield numpy.concatenate([bases[:_PLAIN], bases[wrong][:_WRONG_POWERS]]), exponent


def _power_lines(dtype: str) -> Iterator[str]:
    unsigned = _BITS[dtype]
    digits = 2 * numpy.dtype(dtype).itemsize
    for bases, exponent in _powers(dtype):
        results = _powers_of_library(bases, exponent)
        exponents = numpy.full_like(bases, exponent)
        for row in numpy.stack([bases, exponents, results], axis=1).view(unsigned):
            yield "pow %s " % dtype + " ".join("%0*x" % (digits, bits) for bits in row)


def lines() -> Iterator[str]:
    """Yield the lines of the file: function, dtype, argument, exponent if any, result."""
    yield _HEADER
    for function in _FUNCTIONS:
        arguments = _arguments(function)
        results = _of_library(function, arguments)
        unsigned, digits = _BITS[function.dtype], arguments.itemsize * 2
        for argument, result in zip(arguments.view(unsigned), results.view(unsigned)):
            row = function.name, function.dtype, digits, argument, digits, result
            yield "%s %s %0*x %0*x" % row
    for dtype in _BITS:
        yield from _power_lines(dtype)


def write(out: Path) -> int:
    """Write the file and return how many results it has."""
    text = list(lines())
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join(text) + "\n")
    return len(text) - 1
