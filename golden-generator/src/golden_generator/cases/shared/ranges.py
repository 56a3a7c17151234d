"""The covering of ranges: magnitudes over many decades within one tensor.

Every class of values that a loss's table yields is crossed with the reductions. Without a reduction
the incoming gradient is wide too. A gradient far below its tensor's largest then exists, and a
port that flushes it, or computes it by a difference that cancels, shows.

``wide``       magnitudes of inputs spread over many decades
``near``       differences of numbers that are a few units in the last place apart
``saturated``  sigmoids and exponentials far out on both sides
``peaked``     probabilities of which a few hold nearly all
``crowded``    probabilities of 1,000 classes and more, of which a few hold nearly all
``rare``       weights, some of them tiny
``paths``      alignments of very different probability

How many decades outputs and gradients without a reduction span at least is declared for each loss,
class and tensor (:class:`Spans`); the audit refuses a case that spans fewer. The goal is 9 decades
in float32 and 15 in float64. What the formula does not allow is declared lower, with the reason.
"""

import math
from typing import Any, Callable, Dict, Iterator, List, Mapping, NamedTuple, Sequence, Tuple

import numpy as np

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import REDUCTIONS, product
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.notes import Note
from golden_generator.cases.shared.sizes import Question
from golden_generator.cases.shared.tensors import NamedTensor, Shape

GOAL = {"float32": 9.0, "float64": 15.0}
"""Decades that a tensor of a range class spans at least, if nothing is declared."""

KINDS = {
    "wide": "a port that is exact only near the largest element: flushes small ones, or scales by"
    " the largest",
    "near": "a port that subtracts in another order or another precision, where nearly equal"
    " numbers leave few digits",
    "saturated": "a port that flushes or loses the tail of a sigmoid, on either side",
    "peaked": "a port that flushes small probabilities, or takes softmax minus one-hot where that"
    " cancels",
    "crowded": "a port that adds many small probabilities in too little precision, or flushes them",
    "rare": "a port that loses what a tiny weight multiplies",
    "paths": "a port that drops improbable alignments, or adds them in too little precision",
}


class Spans(NamedTuple):
    """Fewest decades of a tensor of a range class: in float32, in float64, and why not more."""

    float32: float
    float64: float
    because: str = ""


class Ranged(NamedTuple):
    """A question of a range class; ``incoming`` are the exponents of ten of its gradient.

    ``reductions`` are those that it is asked with, if not all.
    """

    kind: str
    question: Question
    incoming: Tuple[int, int]
    reductions: Sequence[str] = ()


Ask = Callable[[str], Iterator[Ranged]]
Declared = Mapping[str, Mapping[str, Spans]]
"""By class and tensor (``output`` or the argument of a gradient), the spans below the goal."""


def range_notes(source: str, kinds: Sequence[str], declared: Declared) -> Dict[str, Note]:
    """Return the notes of the classes, with the decades that the loss declares."""
    return {kind: Note(KINDS[kind], source, spans=declared.get(kind, {})) for kind in kinds}


def range_cases(build: Cases, ask: Ask, reductions: Sequence[str] = REDUCTIONS) -> Iterator[Case]:
    """Yield every question of the classes under every reduction."""
    for ranged, reduction in product(list(ask(build.dtype)), reductions):
        question, kind = ranged.question, ranged.kind
        if reduction not in (ranged.reductions or reductions):
            continue
        if reduction == "none":
            incoming = inputs.wide_gradient(build.dtype, question.output, *ranged.incoming)
        else:
            incoming = inputs.eighths(build.dtype, (), "go", -7, 7)
        yield build.values(
            reduction,
            *question.segments,
            question.where,
            kind,
            params={**question.params, "reduction": reduction},
            inputs=question.inputs,
            requires_grad=question.requires_grad,
            grad_output=incoming,
            flags=[kind, *question.flags],
        )


def decades(array: np.ndarray) -> float:
    """Return how many decades the finite elements other than 0 span."""
    sizes = np.abs(array[np.isfinite(array) & (array != 0)].astype("float64"))
    return math.log10(sizes.max()) - math.log10(sizes.min()) if sizes.size else 0.0


def narrow(case: Case, arrays: Mapping[str, Any], notes: Mapping[str, Note]) -> List[str]:
    """Return the tensors that span fewer decades than their class declares for the loss."""
    if case.params.get("reduction") != "none":
        return []
    problems = []
    for kind in set(case.flags) & set(KINDS):
        for name, array in arrays.items():
            spans = notes[kind].spans.get(name)
            least = GOAL[case.dtype] if spans is None else getattr(spans, case.dtype)
            if decades(array) < least:
                problems.append(
                    "%s: %s spans %.2f decades, fewer than %g" % (kind, name, decades(array), least)
                )
    return problems


def exponents(dtype: str, narrow: Tuple[int, int], double: Tuple[int, int]) -> Tuple[int, int]:
    """Return the exponents for the dtype."""
    return narrow if dtype == "float32" else double


SHAPE: Shape = (4, 6)
"""Of the losses that work element by element, and of rows of classes and features."""


def drawn(
    dtype: str,
    role: str,
    narrow: Tuple[int, int],
    double: Tuple[int, int],
    sign: int = 0,
    shape: Shape = SHAPE,
    kind: str = "wide",
) -> NamedTensor:
    """Return wide numbers; the exponents are those of float32 and of float64."""
    return inputs.wide(dtype, shape, role, *exponents(dtype, narrow, double), sign, kind)
