"""The signatures of the losses: arguments, parameters, defaults, formulas and shapes, in one file.

Names, order and defaults are those of torch's own signatures. What kind an argument has is read
from the cases that torch answers; whether it has a gradient, and which reductions exist, torch is
asked. The words are each loss's :class:`Statement <golden_generator.truth.statement.Statement>`.
The module of a loss's cases declares what must be tested, and what is not tested and why.
"""

import inspect
from collections import OrderedDict
from dataclasses import replace
from types import ModuleType
from typing import Any, Callable, Dict, Iterator, List, Sequence

import torch

from golden_generator.ask.evaluate import evaluate
from golden_generator.cases import discover
from golden_generator.cases.shared.case import IMPLICIT, RANDOM, VALUES, Case
from golden_generator.cases.shared.tensors import FLOATS, NamedTensor
from golden_generator.spelling import camel, text
from golden_generator.truth import statement

NAME = "signatures.json"

FORMAT_VERSION = 1

FLOATING, INTEGER, LENGTHS = "floating", "integer", "lengths"
"""Kinds of arguments: tensors of floats, tensors of integers, numbers of frames or labels."""

TENSOR, NUMBER = "tensor", "number"

WORDS = ("none", "mean", "sum", "batchmean")

_KINDS = {bool: "boolean", int: "integer", float: NUMBER, str: "string"}

_RENAMED = {("PoissonNLLLoss", "log_input"): "input"}
"""torch's forward names this argument like a parameter, so it is renamed."""


def signatures_text() -> str:
    """Return the file: one loss per line."""
    lines = ["%s:%s" % (text(loss), text(signature(loss))) for loss in discover()]
    return '{\n"formatVersion":%d,\n"losses":{\n%s\n}\n}\n' % (FORMAT_VERSION, ",\n".join(lines))


def signature(loss: str) -> Dict[str, Any]:
    """Return the signature of a loss."""
    declared = discover()[loss]
    cases = [case for case in declared.cases(FLOATS[0]) if case.expect == VALUES]
    module = getattr(torch.nn, loss)
    told = statement(loss)
    arguments = [_argument(loss, cases, name) for name in _names(module.forward)]
    parameters = [_parameter(loss, cases, value) for value in _parameters(module.__init__)]
    for parameter in parameters:
        meaning = told.meanings.get(parameter["torchName"])
        if meaning:
            parameter["meaning"] = meaning
    return OrderedDict(
        summary=told.summary,
        arguments=arguments,
        parameters=parameters,
        each=told.each,
        symbols=told.symbols,
        formula=told.lines(),
        shapes=told.shapes,
        **_decided(declared),
    )


def _decided(module: ModuleType) -> Dict[str, Any]:
    """Return what the module of the cases declares of their coverage; nothing for most losses."""
    decided: Dict[str, Any] = OrderedDict()
    if hasattr(module, "TESTED"):
        decided["tested"] = {
            camel(name): [str(value) for value in values] for name, values in module.TESTED.items()
        }
    if hasattr(module, "UNTESTED"):
        decided["untested"] = [
            OrderedDict(one=one, other=other, reason=reason)
            for one, other, reason in module.UNTESTED
        ]
    return decided


def _parameters(function: Callable[..., Any]) -> List[inspect.Parameter]:
    return list(inspect.signature(function).parameters.values())[1:]


def _names(function: Callable[..., Any]) -> List[str]:
    return [parameter.name for parameter in _parameters(function)]


def _argument(loss: str, cases: Sequence[Case], torch_name: str) -> Dict[str, Any]:
    name = _RENAMED.get((loss, torch_name), torch_name)
    given = [case.inputs[name] for case in cases]
    if any(isinstance(value, tuple) for value in given):
        kind = LENGTHS
    else:
        kind = FLOATING if any(value.dtype in FLOATS for value in given) else INTEGER
    return OrderedDict(
        name=camel(name),
        torchName=torch_name,
        kind=kind,
        differentiable=differentiable(cases, name),
    )


def _parameter(loss: str, cases: Sequence[Case], declared: inspect.Parameter) -> Dict[str, Any]:
    name, default = declared.name, declared.default
    passed = [case.params[name] for case in cases if name in case.params]
    kind = _KINDS.get(type(default)) or next(_kind(value) for value in passed if value is not None)
    found = OrderedDict(name=camel(name), torchName=name, kind=kind, default=default)
    if kind == TENSOR:
        found["differentiable"] = differentiable(cases, name)
    if name == "reduction":
        found["words"] = [word for word in WORDS if _reduces(cases, word)]
    return found


def _kind(value: Any) -> str:
    return TENSOR if isinstance(value, NamedTensor) else _KINDS[type(value)]


def differentiable(cases: Sequence[Case], name: str) -> bool:
    """Whether torch gives a gradient of this argument, in any case where it is a float tensor."""
    return any(
        answer.error is None and answer.grads[name] is not None
        for answer in map(evaluate, _requesting(cases, name))
    )


def _requesting(cases: Sequence[Case], name: str) -> Iterator[Case]:
    for case in cases:
        value = case.arguments.get(name)
        total = case.params.get("reduction") == "sum"
        if total and isinstance(value, NamedTensor) and value.dtype in FLOATS:
            yield replace(case, requires_grad=(name,), grad_output=IMPLICIT)


def _reduces(cases: Sequence[Case], word: str) -> bool:
    """Whether torch takes a word for the reduction, beside an input that requires a gradient."""
    plain = next(case for case in cases if not case.params and case.grad_output == RANDOM)
    first = next(iter(plain.inputs))
    asked = replace(plain, params={"reduction": word}, requires_grad=(first,))
    return evaluate(asked).error is None
