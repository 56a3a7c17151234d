"""A case: one question to torch, declared but not yet asked."""

import re
from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, Sequence, Tuple, Union

from golden_generator.cases.shared.tensors import FLOATS, NamedTensor

Input = Union[NamedTensor, Tuple[int, ...]]
GradOutput = Union[NamedTensor, str]

RANDOM = "random"
"""Incoming gradient drawn for the output's shape: never 0, never 1."""

IMPLICIT = "implicit"
"""``backward()`` without an argument: torch's implicit 1.0."""

NOT_FINITE = ("Infinity", "-Infinity", "NaN")
INCOMING = NOT_FINITE + ("huge", "zero")
"""Odd incoming gradients for the output's shape; see :func:`inputs.incoming`."""

CONVERTED = ("float16", "float32", "float64")
"""Incoming gradients of a dtype that is not the output's: torch converts them."""

VALUES = "values"
ERROR = "error"

_SEGMENT = re.compile(r"[A-Za-z0-9._=+,-]+")


@dataclass(frozen=True)
class Case:
    """One question: how to construct the loss, what to feed it, what to differentiate."""

    loss: str
    dtype: str
    axes: Tuple[str, ...]
    inputs: Dict[str, Input]
    params: Dict[str, Any] = field(default_factory=dict)
    flags: Tuple[str, ...] = ()
    requires_grad: Tuple[str, ...] = ()
    grad_output: GradOutput = RANDOM
    expect: str = VALUES

    def __post_init__(self) -> None:
        """Refuse a case that could not be written."""
        for segment in self.axes:
            if not _SEGMENT.fullmatch(segment):
                raise ValueError("%s: bad id segment %r" % (self.loss, segment))
        for name in self.requires_grad:
            if not isinstance(self.arguments.get(name), NamedTensor):
                raise ValueError("%s: no tensor argument %r" % (self.id, name))

    @property
    def id(self) -> str:
        """The id: ``<Loss>/<dtype>/<axis values>``."""
        return "/".join((self.loss, self.dtype) + self.axes)

    @property
    def arguments(self) -> Dict[str, Any]:
        """Inputs and constructor arguments under their Python names."""
        return {**self.inputs, **self.params}

    def tensors(self) -> Iterator[NamedTensor]:
        """Yield every pool tensor that the case declares, in reading order."""
        for value in list(self.params.values()) + list(self.inputs.values()):
            if isinstance(value, NamedTensor):
                yield value
        if isinstance(self.grad_output, NamedTensor):
            yield self.grad_output


def question(case: Case) -> tuple:
    """Return what a case asks, without its id and flags: equal for two that ask the same."""
    spelled = [
        (name, value.name if isinstance(value, NamedTensor) else repr(value))
        for name, value in case.arguments.items()
    ]
    incoming = case.grad_output
    incoming = incoming.name if isinstance(incoming, NamedTensor) else incoming
    return (tuple(spelled), case.requires_grad, incoming if case.requires_grad else None)


class Cases:
    """Builds the cases of one loss and dtype; ``gradients`` is what torch differentiates."""

    def __init__(self, loss: str, dtype: str, gradients: Sequence[str]) -> None:
        self.loss = loss
        self.dtype = dtype
        self.gradients = tuple(gradients)

    def values(self, *axes: str, **fields: Any) -> Case:
        """Return a case for which torch computes values.

        ``fields`` are those of :class:`Case`. Without ``requires_grad`` all arguments that torch
        differentiates require one.
        """
        return self._case(axes, VALUES, fields)

    def invalid(self, name: str, **fields: Any) -> Case:
        """Return a case that torch must reject; which error it raises is found by running it."""
        fields["flags"] = ("invalid",) + tuple(fields.get("flags", ()))
        return self._case(("invalid", name), ERROR, fields)

    def _case(self, axes: Sequence[str], expect: str, fields: Dict[str, Any]) -> Case:
        fields.setdefault("requires_grad", self._differentiable(fields))
        fields["flags"] = tuple(fields.get("flags", ()))
        fields["requires_grad"] = tuple(fields["requires_grad"])
        return Case(loss=self.loss, dtype=self.dtype, axes=tuple(axes), expect=expect, **fields)

    def _differentiable(self, fields: Dict[str, Any]) -> Tuple[str, ...]:
        arguments = {**fields["inputs"], **fields.get("params", {})}
        return tuple(
            name
            for name in self.gradients
            if isinstance(arguments.get(name), NamedTensor) and arguments[name].dtype in FLOATS
        )
