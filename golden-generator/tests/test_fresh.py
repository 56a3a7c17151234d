"""Fresh random calls: what a seed means, how replies are compared, and what the command says."""

import json
import sys

import numpy as np
import pytest

from golden_generator.__main__ import main
from golden_generator.ask.evaluate import Answer, Failure
from golden_generator.cases import discover
from golden_generator.cases.shared.case import Case
from golden_generator.cases.shared.tensors import named
from golden_generator.fresh.agreement import Agreement, Tally, compare, ulp
from golden_generator.fresh.dice import Dice
from golden_generator.fresh.draw import calls, drawn
from golden_generator.fresh.losses import DRAWERS
from golden_generator.fresh.port import Port, PortError, call_text
from golden_generator.fresh.report import share

PORT = """
import json, sys
from golden_generator.write.fixture import tensor_text
from golden_generator.fresh.draw import calls
from golden_generator.spelling import camel

how, seed, losses = sys.argv[1], int(sys.argv[2]), sys.argv[3].split(",")
if how == "mute":
    sys.exit(0)
print('{"type":"hello","protocol":1,"name":"torch","version":"1.4.0"}', flush=True)
sys.stdin.readline()
for number, (case, answer) in enumerate(calls(losses, seed, 10**6), 1):
    line = sys.stdin.readline()
    if not line:
        break
    head = '"id":%d' % (number + (how == "otherId"))
    if how == "unsupported":
        print('{"type":"unsupported",%s,"reason":"none"}' % head, flush=True)
    elif how == "words":
        print("hello", flush=True)
    elif answer.error is not None or how == "rejects":
        print('{"type":"rejected",%s,"message":"no"}' % head, flush=True)
    else:
        grads = ['"%s":%s' % (camel(k), "null" if v is None else tensor_text(v))
                 for k, v in (answer.grads or {}).items()]
        output = answer.output + (how == "offByOne")
        output = output.astype(answer.output.dtype)
        print('{"type":"computed",%s,"output":%s,"grads":{%s}}'
              % (head, tensor_text(output), ",".join(grads)), flush=True)
"""
"""A port that answers as torch does, or otherwise, as its first argument says."""

INFINITY = float("inf")
NAN = float("nan")


@pytest.fixture
def port(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", ":".join(path for path in sys.path if path))
    script = tmp_path / "port.py"
    script.write_text(PORT)

    def command(how, losses="MSELoss", seed=7):
        return "%s %s %s %d %s" % (sys.executable, script, how, seed, losses)

    return command


def test_drawers_are_of_losses_and_others_are_not_asked():
    assert set(DRAWERS) <= set(discover())
    asked = list(calls(["MSELoss", "NoLoss"], 3, 4))
    assert {case.loss for case, _ in asked} == {"MSELoss"}


@pytest.mark.parametrize("loss", sorted(DRAWERS))
def test_a_seed_means_the_same_calls_whichever_losses_are_asked(loss):
    others = ["L1Loss", loss] if loss != "L1Loss" else ["MSELoss", loss]
    alone = [call_text(case, 0) for case, _ in calls([loss], 7, 6)]
    beside = [call_text(case, 0) for case, _ in calls(others, 7, 12) if case.loss == loss]
    assert alone == beside
    assert alone != [call_text(case, 0) for case, _ in calls([loss], 8, 6)]
    assert len(set(alone)) == 6


def test_seed_42_is_pinned():
    case, _ = drawn("MSELoss", "float32", 42, 0)
    text = call_text(case, 0)
    assert text == call_text(drawn("MSELoss", "float32", 42, 0)[0], 0)
    assert Dice("fresh/42").below(10**9) == 569534713


@pytest.mark.parametrize("loss", sorted(DRAWERS))
def test_most_calls_are_answered_and_some_are_not(loss):
    answers = [answer for _, answer in calls([loss], 3, 120)]
    answered = sum(answer.error is None for answer in answers)
    assert 40 <= answered < 120


def test_calls_have_every_kind_of_value_shape_and_incoming_gradient():
    cases = [case for case, _ in calls(["MSELoss"], 3, 400)]
    values = np.concatenate([case.inputs["input"].array.reshape(-1) for case in cases])
    assert np.isnan(values).any()
    assert np.isinf(values).any()
    values = values[np.isfinite(values)]
    assert ((values == 0) & np.signbit(values)).any()
    assert (np.abs(values) > 1e300).any()
    subnormal = np.abs(values) < np.finfo("float64").tiny
    assert (subnormal & (values != 0)).any()
    ranks = {case.inputs["input"].array.ndim for case in cases}
    assert ranks == {0, 1, 2, 3, 4, 5}
    assert any(case.inputs["input"].array.size == 0 for case in cases)
    assert any(case.inputs["input"].shape != case.inputs["target"].shape for case in cases)
    assert {case.requires_grad for case in cases} >= {(), ("input",), ("target",)}
    incoming = [case.grad_output for case in cases]
    assert "implicit" in incoming
    arrays = [tensor.array for tensor in incoming if tensor != "implicit"]
    assert any(np.isnan(array).any() for array in arrays)
    assert any(np.isinf(array).any() for array in arrays)
    assert any((array == 0).any() for array in arrays)


@pytest.mark.parametrize(
    ("expected", "actual", "equal", "line"),
    [
        ([1.0, NAN], [1.0, NAN], 2, None),
        ([0.0], [-0.0], 0, "another sign of zero"),
        ([INFINITY], [INFINITY], 1, None),
        ([INFINITY, 1], [-INFINITY, 1], 1, "1 of 2 differ, most at 0: torch inf, port -inf"),
        ([NAN], [0.0], 0, "not finite"),
        ([1.0, 1.0], [1.0, 1.0000001], 1, "1 ulp"),
        ([1e-45], [-1e-45], 0, "2 ulp"),
        ([], [], 0, None),
    ],
)
def test_values_are_compared_bit_for_bit(expected, actual, equal, line):
    tally = Tally()
    found = compare(np.array(expected, "float32"), np.array(actual, "float32"), tally)
    assert (tally.values, tally.bit_equal) == (len(expected), equal)
    assert (found is None) if line is None else (line in found)


def test_shapes_dtypes_and_absent_gradients_are_compared():
    one = np.zeros((2, 1), "float32")
    assert "float32[2, 1], the port float32[2]" in compare(one, one.reshape(2), Tally())
    assert "the port float64" in compare(one, one.astype("float64"), Tally())
    assert compare(None, None, Tally()) is None
    assert "None" in compare(one, None, Tally())
    assert "None" in compare(None, one, Tally())
    tally = Tally()
    compare(one, None, tally)
    assert (tally.values, tally.bit_equal) == (2, 0)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_ulps_count_floats(dtype):
    one = np.array(1, dtype)
    assert ulp(one, np.nextafter(one, np.array(2, dtype), dtype=dtype)) == 1
    assert ulp(np.array(-0.0, dtype), np.array(0.0, dtype)) == 0


def test_a_share_is_never_rounded_up_to_all():
    assert share(Tally(values=10**7, bit_equal=10**7 - 1)) == "99.999 %"
    assert share(Tally(values=3, bit_equal=3)) == "100 %"
    assert share(Tally(values=3, bit_equal=2)) == "66.666 %"


@pytest.mark.parametrize(
    ("error", "reply", "counted"),
    [
        (None, {"type": "rejected", "stage": "forward", "message": "no"}, "only_torch"),
        (None, {"type": "unsupported", "reason": "none"}, "unsupported"),
        (None, {"type": "errored", "message": "broken"}, "errored"),
        (Failure("forward", "ValueError", "no"), {"type": "rejected"}, "rejected"),
        (Failure("forward", "ValueError", "no"), {"type": "unsupported"}, "unsupported"),
        (Failure("forward", "ValueError", "no"), {"type": "computed"}, "only_port"),
    ],
)
def test_who_answers_is_counted(error, reply, counted):
    x = named("x", "float32", [1.0])
    case = Case("L1Loss", "float32", ("a",), {"input": x, "target": x})
    agreement = Agreement()
    agreement.count(case, Answer(output=np.float32(0), error=error), reply)
    assert (agreement.calls, getattr(agreement, counted)) == (1, 1)
    assert agreement.contradictions == (1 if counted.startswith(("only", "err")) else 0)


def test_a_port_that_answers_as_torch_agrees(port, tmp_path, capsys):
    file = tmp_path / "counts.json"
    arguments = ["--seed", "7", "--calls", "40", "--loss", "MSELoss", "--json", str(file)]
    assert main(["fresh", "--port", port("torch")] + arguments) == 0
    assert "differ, most at" not in capsys.readouterr().out
    counts = json.loads(file.read_text())
    assert (counts["seed"], counts["calls"], counts["port"]) == (7, 40, "torch 1.4.0")
    assert [row["calls"] for row in counts["losses"]] == [20, 20]
    for row in counts["losses"]:
        for tally in row["tensors"].values():
            assert tally["values"] == tally["bitEqual"]


def test_a_port_that_is_off_is_shown_and_not_an_error(port, capsys):
    arguments = ["--seed", "7", "--calls", "20", "--loss", "MSELoss", "--examples", "1"]
    assert main(["fresh", "--port", port("offByOne")] + arguments) == 0
    shown = capsys.readouterr().out
    assert shown.count('{"type":"call"') == 1
    assert "  output: " in shown
    assert " differ, most at 0: torch " in shown


@pytest.mark.parametrize(
    ("how", "code"),
    [("rejects", 1), ("unsupported", 0), ("mute", 2), ("words", 2), ("otherId", 2)],
)
def test_exit_codes(port, capsys, how, code):
    arguments = ["--seed", "7", "--calls", "4", "--loss", "MSELoss"]
    assert main(["fresh", "--port", port(how)] + arguments) == code
    assert (capsys.readouterr().err.startswith("refused: ")) == (code == 2)


def test_a_port_that_cannot_be_started_is_named():
    with pytest.raises(PortError, match="/nowhere/port can't be started"):
        Port("/nowhere/port")


@pytest.mark.parametrize("arguments", [["--calls", "0"], ["--seed", "x"], []])
def test_wrong_usage(arguments, capsys):
    port = ["--port", "x"] if arguments else []
    with pytest.raises(SystemExit) as ended:
        main(["fresh"] + port + arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err
