"""The cases ask for every argument that torch's own signatures name, and for no other."""

import inspect

import pytest
import torch

from golden_generator.cases import discover
from golden_generator.cases.shared.case import VALUES


def parameters(function):
    """Return the names of a method's parameters, without ``self``."""
    return list(inspect.signature(function).parameters)[1:]


def answered(loss):
    """Return the cases that torch answers with values."""
    return [case for case in discover()[loss].cases("float32") if case.expect == VALUES]


@pytest.mark.parametrize("loss", sorted(discover()))
def test_every_parameter_is_passed_and_left_out(loss):
    cases = answered(loss)
    for name in parameters(getattr(torch.nn, loss).__init__):
        passed = [case for case in cases if name in case.params]
        assert passed, "%s: no case passes %s" % (loss, name)
        assert len(passed) < len(cases), "%s: every case passes %s" % (loss, name)


@pytest.mark.parametrize("loss", sorted(discover()))
def test_no_case_passes_what_torch_does_not_know(loss):
    known = set(parameters(getattr(torch.nn, loss).__init__))
    assert {name for case in answered(loss) for name in case.params} == known


@pytest.mark.parametrize("loss", sorted(discover()))
def test_the_inputs_have_the_names_and_the_order_of_forward(loss):
    # PoissonNLLLoss calls its input log_input, whatever the parameter of that name says.
    renamed = {"log_input": "input"}
    expected = [renamed.get(name, name) for name in parameters(getattr(torch.nn, loss).forward)]
    assert {tuple(case.inputs) for case in answered(loss)} == {tuple(expected)}
