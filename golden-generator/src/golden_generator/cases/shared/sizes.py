"""The covering of sizes: lengths of every axis that loops run over, and axes of equal length.

Covered, not crossed: every axis that a loss's table names takes each of :data:`LENGTHS` once (the
samples, which no loop of a loss depends on, those of :data:`SAMPLES`), and the lengths beyond the
usual blocks that its table adds; the reductions go round with the lengths,
and the settings of the loss (weights, gradients, norms) with every third length. The other axes are
small. A length whose shape another axis has already is not asked again. Every form of shape that
the table names as equal is crossed with the reductions and with the first settings, so that a
square that is transposed, or a weight along another axis, shows in numbers: the lengths don't fit
wrongly, but the values do.

At the edges of blocks every reduction is asked, because the reductions that go round meet each
remainder of a block of 16 with one and the same reduction.

The values are eighths: short in text, and exact results stay short too. That keeps the data small;
full mantissas are what the value class ``typical`` has.
"""

from typing import Any, Callable, Dict, Iterator, NamedTuple, Sequence, Tuple

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import REDUCTIONS, product
from golden_generator.cases.shared.case import RANDOM, Case, Cases, Input
from golden_generator.cases.shared.notes import Note
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label

LENGTHS = tuple(range(1, 68)) + (127, 128, 129, 255, 256, 257)
"""Every remainder of blocks up to 64, and both sides of two more blocks."""

SAMPLES = tuple(range(1, 26)) + (31, 32, 33, 64, 65, 129)
"""The lengths of samples: each remainder of a block of 8 three times, and sides of larger ones."""

BEYOND: Dict[str, Tuple[int, ...]] = {
    "elements": (4100,),
    "classes": (130, 1000),
    "features": (150, 1025),
    "frames": (80, 200),
}
"""By axis the lengths that no usual block, buffer or limit covers; 65 samples are in LENGTHS."""


EDGES = (8, 15, 16, 17, 32, 63, 64, 65, 127, 128, 129, 255, 256, 257)
"""The lengths at which every reduction is asked, of samples too."""

SHORT = 32
"""Up to this edge a reduction that is asked besides has its gradients, beyond it the output."""

LONG_NONE = 1025
"""The elements of an output without a reduction, where a longer one would be much data."""


class Question(NamedTuple):
    """What a loss is asked at a shape: segments of the id, arguments, and the output's shape."""

    segments: Tuple[str, ...]
    where: str
    output: Shape
    inputs: Dict[str, Input]
    params: Dict[str, Any]
    requires_grad: Tuple[str, ...]
    flags: Tuple[str, ...] = ()

    def tensors(self) -> Iterator[NamedTensor]:
        """Yield the inputs that are tensors."""
        return (value for value in self.inputs.values() if isinstance(value, NamedTensor))


Ask = Callable[[str, str, Any, int], Question]
"""Asks a loss: dtype, reduction, shape or shapes, number of the setting (0 has the most of it)."""


FORWARD = {
    "float32": (127, 257),
    "float64": (129, 255, 4100),
}
"""Lengths at which no gradient is asked for, because the texts of these are most of the data.

Beside a block each has one in one dtype: 127 and 257 in float64, 129 and 255 in float32."""

FORWARD_LABELS = {"float32": (255, 256), "float64": (256, 257)}
"""Further lengths of labels, for which CTCLoss may be off by more than 64 units."""

FEW, MORE = 9, 27
"""How many elements a form of equal axes may have.

Up to the first it is asked with every reduction in every setting, up to the second with every
reduction in one setting and without one in all, beyond that without a reduction in one setting."""


class Axis(NamedTuple):
    """An axis that loops run over: its name, and the shape at a length of it."""

    name: str
    shape: Callable[[int], Any]

    def lengths(self) -> Iterator[Tuple[int, int]]:
        """Yield the lengths that are asked, each with its place among all."""
        for turn, length in enumerate(LENGTHS + BEYOND.get(self.name, ())):
            if self.name != "samples" or length in SAMPLES:
                yield turn, length

    def edges(self) -> Iterator[Tuple[int, int]]:
        """Yield the lengths at which every reduction is asked, each with its place among all."""
        for turn, length in enumerate(LENGTHS + BEYOND.get(self.name, ())):
            if length in EDGES or length > LENGTHS[-1]:
                yield turn, length


class Sizes(NamedTuple):
    """The table of a loss: how it is asked, its axes, its forms of equal axes, their settings.

    ``long`` is the setting at the lengths of :data:`BEYOND`, and at 512 elements with equal axes:
    one that asks for one gradient. The lengths are summed, because exact sums are short.
    """

    ask: Ask
    axes: Tuple[Axis, ...]
    equal: Sequence[Any]
    settings: int = 1
    long: int = 0
    reductions: Sequence[str] = REDUCTIONS


SIZE_NOTES = {
    "sizes": Note(
        "a port whose loops lose the last element, the last lane or the rest of a block, or that is"
        " wrong from a size on",
        "aten/src/ATen/cpu/vec256: vectors, then the rest",
    ),
    "equal-axes": Note(
        "a port that takes one axis for another: transposes a square, or lays a weight or an"
        " incoming gradient along the wrong axis, where the lengths can't tell",
        "the formulas of the documentation: which axis is summed, which has the weights",
    ),
}


def size_cases(build: Cases, table: Sizes) -> Iterator[Case]:
    """Yield every length of every axis, then the forms of equal axes."""
    seen = set()
    for case in _all(build, table):
        if case.id not in seen:
            seen.add(case.id)
            yield case


def _all(build: Cases, table: Sizes) -> Iterator[Case]:
    for axis in table.axes:
        for turn, length in axis.lengths():
            reduction, setting = _turn(table, turn, length)
            question = table.ask(build.dtype, reduction, axis.shape(length), setting)
            if length in _forward(axis, build.dtype):
                question = without_gradients(question)
            yield asked(build, reduction, question, "sizes")
    for form, reduction, setting in product(table.equal, table.reductions, range(table.settings)):
        question = table.ask(build.dtype, reduction, form, setting)
        size = _elements(question)
        plain = reduction == "none"
        if size <= (MORE if plain else FEW) or (setting == 0 and (plain or size <= MORE)):
            if size > LENGTHS[-1]:
                question = table.ask(build.dtype, reduction, form, table.long)
            yield asked(build, reduction, question, "equal-axes")
    for axis in table.axes:
        yield from _edges(build, table, axis)


def _turn(table: Sizes, turn: int, length: int) -> Tuple[str, int]:
    """Return the reduction and the setting that go round to a length."""
    if length > LENGTHS[-1]:
        return "sum", table.long
    count = len(table.reductions)
    # an even number of reductions would keep to the rests of blocks of 8
    shift = 0 if count % 2 else turn // 8
    return table.reductions[(turn + shift) % count], turn // count


def _edges(build: Cases, table: Sizes, axis: Axis) -> Iterator[Case]:
    """Yield the reductions that do not go round to the edges of blocks."""
    known = {length for _, length in axis.lengths()}
    for turn, length in axis.edges():
        usual, setting = _turn(table, turn, length)
        # an odd setting may lay the samples along another axis
        even = setting - setting % 2 if axis.name == "samples" else setting
        known_here = length in known and even == setting
        for reduction in table.reductions:
            if reduction == usual and known_here:
                continue
            shape = axis.shape(length)
            if reduction == "none" and axis.name == "elements" and length > LONG_NONE:
                shape = axis.shape(LONG_NONE)
            question = table.ask(build.dtype, reduction, shape, even)
            if length > SHORT:
                question = without_gradients(question)
            yield asked(build, reduction, question, "sizes")


def _forward(axis: Axis, dtype: str) -> Tuple[int, ...]:
    """Return the lengths of an axis at which there is no gradient."""
    return FORWARD[dtype] + (FORWARD_LABELS[dtype] if axis.name == "labels" else ())


def _elements(question: Question) -> int:
    return max(tensor.array.size for tensor in question.tensors())


def asked(build: Cases, reduction: str, question: Question, flag: str) -> Case:
    """Return the case of a question; the gradient of several outputs differs along each axis."""
    incoming = RANDOM
    if question.requires_grad:
        shape = question.output if reduction == "none" else ()
        incoming = inputs.eighths(build.dtype, shape, "go", -7, 7)
    return build.values(
        reduction,
        *question.segments,
        question.where,
        "eighths",
        params={**question.params, "reduction": reduction},
        inputs=question.inputs,
        requires_grad=question.requires_grad,
        grad_output=incoming,
        flags=[flag, *question.flags],
    )


def without_gradients(question: Question) -> Question:
    """Return the question without its backward pass."""
    kept = tuple(segment for segment in question.segments if not segment.startswith("grad="))
    return question._replace(
        segments=kept + ("grad=none",),
        requires_grad=(),
        flags=tuple(flag for flag in question.flags if flag != "one-gradient"),
    )


def shapes_of(form: Any, count: int) -> Tuple[Shape, ...]:
    """Return the shapes of ``count`` arguments: those of a form, or its one shape for all."""
    if form and isinstance(form[0], tuple):
        return tuple(form)
    return (tuple(form),) * count


def where(shapes: Sequence[Shape]) -> str:
    """Spell shapes in an id, one shape once."""
    return label(shapes[0]) if len(set(shapes)) == 1 else label(*shapes)


def broadcast(shapes: Sequence[Shape]) -> Shape:
    """Return the shape that these broadcast to."""
    rank = max(len(shape) for shape in shapes)
    padded = [(1,) * (rank - len(shape)) + tuple(shape) for shape in shapes]
    return tuple(max(sizes) for sizes in zip(*padded))


def gradients(names: Sequence[str], all_names: Sequence[str]) -> Tuple[str, ...]:
    """Return the id's segment for some of the gradients; none for all."""
    return () if len(names) == len(all_names) else ("grad=" + "+".join(names or ("none",)),)


ELEMENTS = (Axis("elements", lambda length: (length,)),)

SQUARES: Tuple[Shape, ...] = ((3, 3), (8, 8), (3, 3, 3), (8, 8, 8), (3, 3, 3, 3))
"""Equal axes of a loss that works element by element; of rank 4 at 3 only, 8 would be 4,096."""

SQUARE_PAIRS = (
    ((3, 3), (3,)),
    ((3,), (3, 3)),
    ((3, 1), (3,)),
    ((3, 3), (3, 1)),
    ((8, 8), (8,)),
    ((8, 8), (8, 1)),
)
"""Pairs that broadcast along the last axis or the first, of the same length."""
