"""The vacuity audit: refuses cases that a wrong port would pass.

A case with values is refused if

* torch raised (and one of invalid use if torch accepted it);
* its output and all its gradients are empty, NaN, zero or constant;
* some argument can be perturbed without any bit of output or gradients moving: each float tensor,
  each integer tensor, each tuple of lengths, each float parameter is perturbed in turn;
* its output or a gradient spans fewer decades than the class of its values declares for the loss
  (:mod:`golden_generator.cases.shared.ranges`);
* it asks the same question as another case of its file.

A flag may excuse it: its note says ``vacuous=True`` (not audited further) or names the argument as
``inert``.

A case of an odd incoming gradient repeats a case that was audited so; all its gradients may be NaN,
or 0, and that is its point: where torch skips an element, no NaN comes in. Only a huge gradient and
0 are refused if an ordinary one would give the same.
"""

from dataclasses import replace
from typing import Any, Dict, Iterator, List

import numpy as np

from golden_generator.ask.evaluate import Answer, evaluate, same
from golden_generator.cases.shared.case import ERROR, INCOMING, NOT_FINITE, RANDOM, Case
from golden_generator.cases.shared.notes import Note
from golden_generator.cases.shared.ranges import narrow
from golden_generator.cases.shared.tensors import FLOATS, NamedTensor


def audit(case: Case, answer: Answer, notes: Dict[str, Note]) -> List[str]:
    """Return what is wrong with a case that was run; empty if it may be written."""
    unknown = [flag for flag in case.flags if flag not in notes]
    if unknown:
        return ["flags without a note: %s" % ", ".join(unknown)]
    if case.expect == ERROR:
        return [] if answer.error else ["torch accepts it: it is no invalid use"]
    if answer.error:
        return ["torch raised: %s" % (answer.error,)]
    if case.grad_output in INCOMING:
        if case.grad_output in NOT_FINITE:
            return []
        ordinary = evaluate(replace(case, grad_output=RANDOM))
        return ["an ordinary incoming gradient gives the same"] if same(answer, ordinary) else []
    if any(notes[flag].vacuous for flag in case.flags):
        return []
    if all(vacuous(array) for array in answer.arrays()):
        return ["vacuous: output and gradients are all empty, NaN, zero or constant"]
    narrower = narrow(case, {"output": answer.output, **(answer.grads or {})}, notes)
    if narrower:
        return narrower
    inert = {name for flag in case.flags for name in notes[flag].inert}
    return [
        "perturbing %s moves nothing" % name
        for name, value in case.arguments.items()
        if name not in inert and not moves(case, answer, name, value)
    ]


def vacuous(array: np.ndarray) -> bool:
    """Whether an array proves nothing: empty, all NaN, all zero, or several equal elements."""
    if array.size == 0 or not array.any():
        return True
    if np.issubdtype(array.dtype, np.floating) and np.isnan(array).all():
        return True
    return array.size > 1 and bool((array == array.reshape(-1)[0]).all())


def moves(case: Case, answer: Answer, name: str, value: Any) -> bool:
    """Whether some perturbation of the argument changes the answer; True if it has none."""
    tried = list(perturbations(value))
    return not tried or any(_moved(case, answer, name, other) for other in tried)


def _moved(case: Case, answer: Answer, name: str, other: Any) -> bool:
    changed = evaluate(case, {name: other})
    is_float = isinstance(other, NamedTensor) and other.dtype in FLOATS
    if changed.error and is_float:
        return False
    return not same(answer, changed)


def perturbations(value: Any) -> Iterator[Any]:
    """Yield values near the given one; nothing for flags, reductions and other non-numbers."""
    if isinstance(value, NamedTensor):
        if value.array.size:
            for array in _perturbed(value.array):
                yield NamedTensor(value.name, array.astype(value.dtype).reshape(value.shape))
    elif isinstance(value, tuple):
        yield from _shorter(value)
    elif isinstance(value, float) and np.isfinite(value):
        yield value * 1.015625 + (0.015625 if value > -0.5 else -0.015625)


def _perturbed(array: np.ndarray) -> Iterator[np.ndarray]:
    flat = array.reshape(-1)
    if np.issubdtype(array.dtype, np.floating):
        # small steps first; the last one crosses kinks, where steps on two sides may cancel
        factors = 1 - 0.015625 / (1 + np.arange(flat.size) % 3)
        with np.errstate(all="ignore"):
            yield flat * factors
            yield flat - 0.015625
            if not ((flat >= 0) & (flat <= 1)).all():
                yield 0.5 - 1.5 * flat
    elif array.dtype == np.bool_:
        yield ~flat
    elif (flat != np.roll(flat, 1)).any():
        yield np.roll(flat, 1)
    else:
        yield np.concatenate([[flat[0] - 1 if flat[0] > 0 else flat[0] + 1], flat[1:]])


def _shorter(lengths: tuple) -> Iterator[tuple]:
    for i, length in enumerate(lengths):
        if length > 1:
            yield lengths[:i] + (length - 1,) + lengths[i + 1 :]
            return
