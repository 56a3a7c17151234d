"""Asks torch: a case becomes an output, gradients and warnings, or an error with its stage."""

import warnings
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
import torch

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.case import CONVERTED, IMPLICIT, INCOMING, Case
from golden_generator.cases.shared.tensors import NamedTensor

_LONGEST_WARNING = 600


@dataclass(frozen=True)
class Failure:
    """An exception of torch: its stage, its type, and the first line of its message."""

    stage: str
    type: str
    message: str


@dataclass
class Answer:
    """What torch said. ``grad_output`` is the tensor fed to backward, None for the implicit 1."""

    output: Optional[np.ndarray] = None
    grads: Optional[Dict[str, Optional[np.ndarray]]] = None
    error: Optional[Failure] = None
    warnings: List[str] = field(default_factory=list)
    grad_output: Optional[NamedTensor] = None

    def arrays(self) -> List[np.ndarray]:
        """Return the output and every gradient that is there."""
        found = [self.output] + list((self.grads or {}).values())
        return [array for array in found if array is not None]


def evaluate(case: Case, replaced: Optional[Dict[str, Any]] = None) -> Answer:
    """Run one case; ``replaced`` puts other values in the place of arguments."""
    values = {**case.arguments, **(replaced or {})}
    answer = Answer(grad_output=_announced(case))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        _run(case, values, answer)
    answer.warnings = [_warning(record) for record in caught]
    return answer


def _run(case: Case, values: Dict[str, Any], answer: Answer) -> None:
    stage = "construct"
    try:
        live = {name: _live(value, name in case.requires_grad) for name, value in values.items()}
        loss = getattr(torch.nn, case.loss)(**{name: live[name] for name in case.params})
        stage = "forward"
        output = loss(*[live[name] for name in case.inputs])
        answer.output = _frozen(output)
        if not case.requires_grad:
            return
        stage = "backward"
        output.backward(_incoming(case, answer))
        answer.grads = {name: _frozen(live[name].grad) for name in case.requires_grad}
    except Exception as error:  # noqa: BLE001  torch raises every type there is
        lines = str(error).strip().splitlines()
        answer.error = Failure(stage, type(error).__name__, lines[0] if lines else "")


def _announced(case: Case) -> Optional[NamedTensor]:
    if isinstance(case.grad_output, NamedTensor):
        return case.grad_output
    if case.grad_output == IMPLICIT or not case.requires_grad:
        return None
    return inputs.grad_output(case.dtype, ())


def _incoming(case: Case, answer: Answer) -> Optional[torch.Tensor]:
    if case.grad_output == IMPLICIT:
        return None
    if not isinstance(case.grad_output, NamedTensor):
        dtype, shape = answer.output.dtype.name, answer.output.shape
        if case.grad_output in INCOMING:
            answer.grad_output = inputs.incoming(dtype, shape, case.grad_output)
        elif case.grad_output in CONVERTED:
            answer.grad_output = inputs.grad_output(case.grad_output, shape, case.grad_output)
        else:
            variant = "a" if dtype == case.dtype else dtype
            answer.grad_output = inputs.grad_output(dtype, shape, variant)
    return _live(answer.grad_output, False)


def _live(value: Any, requires_grad: bool) -> Any:
    if not isinstance(value, NamedTensor):
        return value
    return torch.from_numpy(np.array(value.array)).requires_grad_(requires_grad)


def _frozen(tensor: Optional[torch.Tensor]) -> Optional[np.ndarray]:
    return None if tensor is None else np.array(tensor.detach().numpy())


def _warning(record: warnings.WarningMessage) -> str:
    text = str(record.message).strip()
    if len(text) > _LONGEST_WARNING:
        text = text.splitlines()[0]
    return "%s: %s" % (record.category.__name__, text)


def same(first: Answer, second: Answer) -> bool:
    """Whether two answers agree in every bit of output and gradients, and in their error."""
    return first.error == second.error and _bits(first) == _bits(second)


def _bits(answer: Answer) -> Tuple[bytes, ...]:
    return tuple(array.tobytes() for array in answer.arrays())
