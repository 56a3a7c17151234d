"""The axis of odd incoming gradients: infinite, NaN, near the dtype's limit, and zero.

Such a gradient tells where torch multiplies from where it selects. A clamp that torch
differentiates as a mask times the gradient gives 0 * inf = NaN where nothing is lost; a kernel that
skips an ignored row gives 0 there. With ordinary gradients both give 0.

A module names cases of its own by patterns, and :func:`incoming_cases` asks them again, under
every reduction that they have, with each kind of gradient. So the elements are those at the kinks,
clamps, zero weights, ignored rows and special values that the module has already.
"""

from dataclasses import replace
from typing import Dict, Iterator, Sequence

from golden_generator.cases.shared.axes import REDUCTIONS
from golden_generator.cases.shared.case import CONVERTED, INCOMING, NOT_FINITE, Case
from golden_generator.cases.shared.notes import Note
from golden_generator.cases.shared.variants import fits, fitting

FLAGS = {
    "Infinity": "incoming-infinity",
    "-Infinity": "incoming-infinity",
    "NaN": "incoming-nan",
    "huge": "incoming-huge",
    "zero": "incoming-zero",
}
"""Kind of gradient by the flag of its cases."""

assert set(FLAGS) == set(INCOMING)


def incoming_notes(where: str) -> Dict[str, Note]:
    """Return the notes; ``where`` is the place in PyTorch that multiplies or selects."""
    return {
        "incoming-infinity": Note(
            "a port that selects where torch multiplies an infinite incoming gradient by a mask, a"
            " weight or a derivative of 0, which is NaN, or that multiplies where torch selects",
            where,
        ),
        "incoming-nan": Note(
            "a port that loses a NaN of the incoming gradient at a clamp or a weight of 0, or that"
            " lets it into elements which torch leaves at 0",
            where,
        ),
        "incoming-huge": Note(
            "a port that scales in another order than torch, and so overflows where torch does not,"
            " or not where torch does",
            where,
        ),
        "incoming-dtype": Note(
            "a port that takes an incoming gradient of its own dtype only: torch converts it",
            "torch/csrc/autograd/engine.cpp validate_outputs",
        ),
        "incoming-zero": Note(
            "a port that skips what has an incoming gradient of 0: torch's product with an infinite"
            " or NaN derivative is NaN",
            where,
        ),
    }


def incoming_cases(
    declared: Sequence[Case], patterns: Sequence[str], skipped: Sequence[str] = ()
) -> Iterator[Case]:
    """Yield the declared cases that fit a pattern again, with each kind of incoming gradient.

    The kind stands before shape and values. What fits ``skipped`` is asked with infinities and NaN
    only: no gradient of it depends on the incoming one, so that a number would prove nothing.
    """
    for case in fitting(declared, tuple(patterns) + tuple(skipped)):
        for kind in NOT_FINITE if fits(case, skipped) else INCOMING:
            yield replace(
                case,
                axes=case.axes[:-2] + ("go=" + kind,) + case.axes[-2:],
                grad_output=kind,
                flags=case.flags + (FLAGS[kind],),
            )
    yield from _converted(declared)


def _converted(declared: Sequence[Case]) -> Iterator[Case]:
    """Yield an ordinary case of every reduction with incoming gradients of other float dtypes."""
    for reduction in REDUCTIONS:
        case = next(case for case in declared if case.axes[0] == reduction and _ordinary(case))
        for kind in CONVERTED:
            if kind != case.dtype:
                yield replace(
                    case,
                    axes=case.axes[:-2] + ("go=" + kind,) + case.axes[-2:],
                    grad_output=kind,
                    flags=("incoming-dtype",),
                )


def _ordinary(case: Case) -> bool:
    return not case.flags and case.axes[-1] in ("typical", "mixed") and fits(case, ("*",))
