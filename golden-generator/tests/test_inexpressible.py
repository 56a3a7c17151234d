"""PyTorch answers every call of the page that says what our typed API cannot express."""

import json
import re
from pathlib import Path

import pytest

from golden_generator.ask.evaluate import evaluate
from golden_generator.cases.shared.case import IMPLICIT, Case
from golden_generator.cases.shared.tensors import named
from golden_generator.fresh.port import array

PAGE = Path(__file__).parents[2] / "harness" / "ports" / "lossparity" / "inexpressible.md"


def calls():
    lines = PAGE.read_text(encoding="utf-8").splitlines() if PAGE.is_file() else []
    return [json.loads(line) for line in lines if line.startswith('{"type":"call"')]


def argument(value):
    tensor = value.get("tensor", value) if isinstance(value, dict) else None
    if tensor is None:
        return tuple(value) if isinstance(value, list) else value
    return named("any", tensor["dtype"], array(tensor), tensor["shape"])


def arguments(values):
    return {
        re.sub("[A-Z]", lambda letter: "_" + letter.group().lower(), name): argument(value)
        for name, value in values.items()
    }


@pytest.mark.skipif(not PAGE.is_file(), reason="the page is not there")
@pytest.mark.parametrize(
    "call", [pytest.param(call, id="%s-%d" % (call["loss"], call["id"])) for call in calls()]
)
def test_torch_answers(call):
    incoming = call["gradOutput"]
    case = Case(
        loss=call["loss"],
        dtype=call["dtype"],
        axes=("page",),
        inputs=arguments(call["inputs"]),
        params=arguments(call["params"]),
        requires_grad=tuple(arguments(dict.fromkeys(call["requiresGrad"]))),
        grad_output=IMPLICIT if incoming is None else argument(incoming),
    )
    answer = evaluate(case)
    assert answer.error is None
    assert answer.output is not None
