"""Writes a fixture file: strict JSON, one tensor and one case per line, exact numbers.

Floats are the shortest decimals that read back to the same value of their dtype; NaN and the
infinities are strings; -0.0 is kept. The order of every key is fixed, so equal data are equal
bytes.
"""

import re
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

import numpy as np

from golden_generator import FORMAT_VERSION
from golden_generator.ask.evaluate import Answer
from golden_generator.cases.shared.at import place
from golden_generator.cases.shared.case import Case
from golden_generator.cases.shared.notes import Note
from golden_generator.cases.shared.tensors import NamedTensor
from golden_generator.spelling import camel, decimal, text
from golden_generator.truth import Truth
from golden_generator.write.truth_text import truth_text


class Answered(NamedTuple):
    """A case with torch's answer, and its truth unless torch rejected it."""

    case: Case
    answer: Answer
    truth: Optional[Truth] = None


class FixtureError(Exception):
    """Cases that can't share a file: a repeated id, or one pool name for two tensors."""


def tensor_text(array: np.ndarray) -> str:
    """Return ``{"dtype":..,"shape":..,"data":[..]}`` with the data flat in C order."""
    flat = np.ascontiguousarray(array).reshape(-1)
    if np.issubdtype(flat.dtype, np.floating):
        if flat.dtype == np.float64:
            numbers = [decimal(value) for value in flat.tolist()]
        else:
            numbers = [decimal(value) for value in flat]
    else:
        numbers = [str(int(value)) for value in flat]
    return '{"dtype":%s,"shape":%s,"data":[%s]}' % (
        text(array.dtype.name),
        text(list(array.shape)),
        ",".join(numbers),
    )


def fixture_text(
    loss: str, dtype: str, notes: Dict[str, Note], answered: Sequence[Answered]
) -> str:
    """Return the whole file; refuses repeated ids and pool names that mean two tensors."""
    pool: Dict[str, NamedTensor] = {}
    seen = set()
    used = set()
    lines: List[str] = []
    for case, answer, truth in answered:
        if case.id in seen:
            raise FixtureError("repeated id: %s" % case.id)
        seen.add(case.id)
        used.update(case.flags)
        _collect(case, answer, pool)
        lines.append(case_text(case, answer, truth))
    explained = [
        '%s:{"catches":%s,"source":%s}' % (text(flag), text(note.catches), text(note.source))
        for flag, note in sorted(notes.items())
        if flag in used
    ]
    tensors = [
        "%s:%s" % (text(name), tensor_text(pool[name].array)) for name in sorted(pool, key=_order)
    ]
    return (
        '{\n"formatVersion":%d,\n"loss":%s,\n"dtype":%s,\n"notes":{\n%s\n},\n'
        '"tensors":{\n%s\n},\n"cases":[\n%s\n]\n}\n'
    ) % (
        FORMAT_VERSION,
        text(loss),
        text(dtype),
        ",\n".join(explained),
        ",\n".join(tensors),
        ",\n".join(lines),
    )


def _order(name: str) -> list:
    return [(int(part) if part.isdigit() else -1, part) for part in re.split(r"(\d+)", name)]


def _collect(case: Case, answer: Answer, pool: Dict[str, NamedTensor]) -> None:
    tensors = list(case.tensors())
    if answer.grad_output is not None:
        tensors.append(answer.grad_output)
    for tensor in tensors:
        known = pool.setdefault(tensor.name, tensor)
        if known is not tensor and not known.same_as(tensor):
            raise FixtureError("%s: two tensors are named %s" % (case.id, tensor.name))


def case_text(case: Case, answer: Answer, truth: Optional[Truth] = None) -> str:
    """Return a case's line."""
    incoming = answer.grad_output
    return (
        '{"id":%s,"at":%s,"flags":%s,"params":%s,"inputs":%s,"requiresGrad":%s,"gradOutput":%s,'
        '"expected":{%s}%s}'
    ) % (
        text(case.id),
        text(place(case.axes)),
        text(sorted(case.flags)),
        _object({name: _param(value) for name, value in case.params.items()}),
        _object({name: _input(value) for name, value in case.inputs.items()}),
        text([camel(name) for name in case.requires_grad]),
        text(None if incoming is None else incoming.name),
        ",".join(_expected(answer)),
        "" if truth is None else ',"truth":%s' % truth_text(answer, truth, case.dtype),
    )


def _expected(answer: Answer) -> List[str]:
    parts = []
    if answer.output is not None:
        parts.append('"output":%s' % tensor_text(answer.output))
    if answer.grads is not None:
        grads = {name: _optional(grad) for name, grad in answer.grads.items()}
        parts.append('"grads":%s' % _object(grads))
    if answer.error is not None:
        error = answer.error
        fields = {"stage": error.stage, "type": error.type, "message": error.message}
        parts.append('"error":%s' % text(fields))
    if answer.warnings:
        parts.append('"warnings":%s' % text(answer.warnings))
    return parts


def _optional(array: Optional[np.ndarray]) -> str:
    return "null" if array is None else tensor_text(array)


def _object(spelled: Dict[str, str]) -> str:
    return "{%s}" % ",".join("%s:%s" % (text(camel(k)), v) for k, v in spelled.items())


def _param(value: Any) -> str:
    if isinstance(value, NamedTensor):
        return text({"tensor": value.name})
    if isinstance(value, float):
        return decimal(value)
    if value is None or isinstance(value, (bool, int, str)):
        return text(value)
    raise FixtureError("a fixture can't spell the parameter %r" % (value,))


def _input(value: Any) -> str:
    return text(value.name if isinstance(value, NamedTensor) else list(value))
