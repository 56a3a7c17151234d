"""The file of signatures says what torch's own signatures say, and what torch does."""

import inspect
import json

import pytest
import torch

from golden_generator.cases import discover
from golden_generator.cases.shared.case import VALUES
from golden_generator.spelling import camel
from golden_generator.write.signatures import signature, signatures_text

LOSSES = sorted(discover())


def _of(loss, key):
    return {one["name"]: one for one in signature(loss)[key]}


def test_the_file_holds_every_loss():
    read = json.loads(signatures_text())
    assert sorted(read["losses"]) == LOSSES
    assert read["losses"]["MSELoss"] == json.loads(json.dumps(signature("MSELoss")))


@pytest.mark.parametrize("loss", LOSSES)
def test_names_order_and_defaults_are_those_of_torch(loss):
    declared = list(inspect.signature(getattr(torch.nn, loss)).parameters.values())
    told = signature(loss)["parameters"]
    assert [(one["torchName"], one["default"]) for one in told] == [
        (one.name, one.default) for one in declared
    ]
    assert [one["name"] for one in told] == [camel(one.name) for one in declared]


@pytest.mark.parametrize("loss", LOSSES)
def test_a_gradient_is_asked_for_exactly_where_one_is_told(loss):
    told = {**_of(loss, "arguments"), **_of(loss, "parameters")}
    asked = {
        camel(name)
        for case in discover()[loss].cases("float32")
        if case.expect == VALUES
        for name in case.requires_grad
    }
    given = {name for name, one in told.items() if one.get("differentiable")}
    # torch lets these targets require a gradient, and leaves it None
    ignored = {"target"} if loss in ("CosineEmbeddingLoss", "HingeEmbeddingLoss") else set()
    assert given <= asked <= given | ignored


@pytest.mark.parametrize("loss", LOSSES)
def test_every_word_of_a_reduction_has_its_formula(loss):
    lines = " ".join(signature(loss)["formula"])
    for word in _of(loss, "parameters")["reduction"]["words"]:
        assert word + ":" in lines


def test_batchmean_is_of_one_loss():
    having = [loss for loss in LOSSES if "batchmean" in str(_of(loss, "parameters")["reduction"])]
    assert having == ["KLDivLoss"]


def test_one_loss_has_no_older_flags():
    without = [loss for loss in LOSSES if "sizeAverage" not in _of(loss, "parameters")]
    assert without == ["CTCLoss"]


def test_what_differs_between_losses_is_told():
    assert {loss for loss in LOSSES if not _of(loss, "arguments").get("target")} == {
        "CTCLoss",
        "TripletMarginLoss",
    }
    assert _of("MultiLabelSoftMarginLoss", "parameters")["weight"]["differentiable"]
    assert not _of("BCEWithLogitsLoss", "parameters")["weight"]["differentiable"]
    assert _of("PoissonNLLLoss", "arguments")["input"]["torchName"] == "log_input"
    assert _of("CTCLoss", "arguments")["inputLengths"]["kind"] == "lengths"
    assert _of("MultiMarginLoss", "parameters")["p"]["kind"] == "integer"
    assert _of("TripletMarginLoss", "parameters")["p"]["kind"] == "number"


def test_what_a_module_declares_of_its_coverage_is_told(monkeypatch):
    module = discover()["HingeEmbeddingLoss"]
    assert not {"tested", "untested"} & set(signature(module.LOSS))
    monkeypatch.setattr(module, "TESTED", {"size_average": (0.5, float("inf"))}, raising=False)
    monkeypatch.setattr(module, "UNTESTED", (("margin=*", "*", "once"),), raising=False)
    told = signature(module.LOSS)
    assert told["tested"] == {"sizeAverage": ["0.5", "inf"]}
    assert told["untested"] == [{"one": "margin=*", "other": "*", "reason": "once"}]


def test_bce_adds_its_constant_where_torch_does():
    zero, one = torch.zeros(1), torch.ones(1)
    assert float(torch.nn.BCELoss()(zero, one)) == pytest.approx(27.631, abs=1e-3)
    assert "log(1e-12)    if a = 0" in signature("BCELoss")["formula"][0]
