"""Declared cases asked again: with other gradients requested, and with targets of whole numbers.

A module names cases of its own by patterns of the id's axes after the reduction, and all reductions
that these have are asked.
"""

from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import combinations
from typing import Iterable, Iterator, List, Sequence, Tuple

import numpy as np

from golden_generator.cases.shared.case import RANDOM, VALUES, Case, question
from golden_generator.cases.shared.notes import Note
from golden_generator.cases.shared.tensors import FLOATS, NamedTensor, named

INTEGER_TARGET = {
    "integer-target": Note(
        "a port that takes the signs 1 and -1 as floats only, or narrows them: 4294967297 is not 1,"
        " but to uint8 255 is -1",
        "torch compares the target with 1 and -1 in the target's own dtype",
    )
}


WHOLE = {
    "int64": (1, -1, 0, 2, 4294967297, -4294967297),
    "int32": (1, -1, 0, 2, -1, 65537),
    "uint8": (1, 0, 2, 255, 1, 128),
}
"""Targets of integers by their dtype; among them numbers that are 1 or -1 when narrowed."""


def fitting(declared: Sequence[Case], patterns: Sequence[str]) -> List[Case]:
    """Return the cases with values that fit a pattern; refuses a pattern that none fits."""
    chosen = [case for case in declared if fits(case, patterns)]
    unused = [pattern for pattern in patterns if not any(fits(case, (pattern,)) for case in chosen)]
    if unused:
        raise ValueError("no case fits %s" % ", ".join(unused))
    return chosen


def fits(case: Case, patterns: Sequence[str]) -> bool:
    """Whether a case with values and an ordinary incoming gradient fits a pattern."""
    if case.expect != VALUES or case.grad_output != RANDOM or not case.requires_grad:
        return False
    rest = "/".join(case.axes[1:])
    return any(fnmatchcase(rest, pattern) for pattern in patterns)


def requested_cases(
    declared: Sequence[Case], patterns: Sequence[str], gradients: Sequence[str]
) -> Iterator[Case]:
    """Yield the cases that fit a pattern with every subset of their gradients requested.

    Subsets that are declared already are left out.
    """
    yield from unasked(declared, _requested(declared, patterns, gradients))


def unasked(declared: Sequence[Case], more: Iterable[Case]) -> Iterator[Case]:
    """Yield those of ``more`` whose question is not among the declared ones."""
    asked = {question(case) for case in declared}
    return (case for case in more if question(case) not in asked)


def _requested(
    declared: Sequence[Case], patterns: Sequence[str], gradients: Sequence[str]
) -> Iterator[Case]:
    for case in fitting(declared, patterns):
        given = [name for name in gradients if _differentiable(case, name)]
        for names in _subsets(given):
            kept = tuple(flag for flag in case.flags if flag != "one-gradient")
            yield replace(
                case,
                axes=_requesting(case.axes, names),
                requires_grad=names,
                flags=kept + (("one-gradient",) if len(names) < len(given) else ()),
            )


def _differentiable(case: Case, name: str) -> bool:
    value = case.arguments.get(name)
    return isinstance(value, NamedTensor) and value.dtype in FLOATS


def _subsets(names: Sequence[str]) -> Iterator[Tuple[str, ...]]:
    for count in range(1, len(names) + 1):
        yield from combinations(names, count)


def _requesting(axes: Tuple[str, ...], names: Tuple[str, ...]) -> Tuple[str, ...]:
    kept = tuple(axis for axis in axes if not axis.startswith("grad="))
    return kept[:-2] + ("grad=" + "+".join(names),) + kept[-2:]


def integer_targets(declared: Sequence[Case], patterns: Sequence[str]) -> Iterator[Case]:
    """Yield the cases that fit a pattern with their target, of whole numbers, as int64."""
    for case in fitting(declared, patterns):
        target = case.inputs["target"]
        whole = named(target.name + ",int64", "int64", target.array)
        if not np.array_equal(whole.array, target.array):
            raise ValueError("%s: the target is not of whole numbers" % case.id)
        yield replace(
            case,
            axes=case.axes[:-2] + ("target=int64",) + case.axes[-2:],
            inputs={**case.inputs, "target": whole},
            flags=case.flags + ("integer-target",),
        )
