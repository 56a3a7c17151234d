"""Answers of another CPU are compared byte for byte; stand-ins for the emulator run natively."""

from pathlib import Path

import pytest

from golden_generator.__main__ import main
from golden_generator.ask import settings
from golden_generator.ask.evaluate import evaluate
from golden_generator.cases import discover
from golden_generator.measure.answers import answers_text, first_difference, without_truth
from golden_generator.measure.processor import processor
from golden_generator.write.fixture import Answered, fixture_text
from golden_generator.write.witness import witness

FEW_CASES = "SoftMarginLoss"
"""A loss whose cases can all end their worker in a short time."""

AS_IT_IS = 'exec "$@"'
OTHER_KERNELS = 'ATEN_CPU_CAPABILITY=avx2 exec "$@"'
CRASH = "echo it fell over >&2; exit 9"
LACKING = 'python=$1; shift 2; exec "$python" "%s" "$@"'
"""Runs the worker as the script says; the words are python, -m and the worker's own."""

LACKS = """
import os, runpy, signal, sys
from golden_generator.ask import evaluate

ask = evaluate.evaluate

def lacking(case):
    if %s:
        os.kill(os.getpid(), signal.%s)
    return ask(case)

evaluate.evaluate = lacking
del sys.argv[0]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    for loss in ("BCEWithLogitsLoss", FEW_CASES):
        for dtype in ("float32", "float64"):
            path = folder / loss / (dtype + ".json")
            path.parent.mkdir(exist_ok=True)
            path.write_text(answers_text(loss, dtype), encoding="ascii")
    return folder


def _emulate(data: Path, tmp_path: Path, script: str, loss: str = "BCEWithLogitsLoss") -> int:
    program = tmp_path / "emulator"
    program.write_text("#!/bin/sh\nshift 2\n%s\n" % script)
    program.chmod(0o755)
    return main(
        ["emulate", "--cpu", "Some", "--loss", loss]
        + ["--out", str(data), "--qemu", str(program), "--processes", "1"]
    )


def test_answers_are_the_fixture_without_its_truths():
    module = discover()["MarginRankingLoss"]
    asked = [(case, evaluate(case)) for case in list(module.cases("float32"))[:6]]
    known = [Answered(case, answer, witness(case, answer)) for case, answer in asked]
    plain = [Answered(case, answer) for case, answer in asked]
    whole, values = (fixture_text(module.LOSS, "float32", module.NOTES, x) for x in (known, plain))
    assert whole.count('"truth":{') == 6
    assert without_truth(whole) == values


def test_the_same_bits_are_identical(data, tmp_path, capsys):
    assert _emulate(data, tmp_path, AS_IT_IS) == 0
    said = capsys.readouterr().out
    assert said.startswith("Some (%s): identical, " % str(processor()))
    assert " cases in 2 files" in said


def test_other_bits_are_named(data, tmp_path, capsys):
    assert _emulate(data, tmp_path, OTHER_KERNELS) == 1
    said = capsys.readouterr().out
    assert "differs on Some: BCEWithLogitsLoss/float32.json: 27 lines, first case BCEWith" in said
    assert "2 files differ" in said


def test_a_crash_is_no_agreement(data, tmp_path, capsys):
    assert _emulate(data, tmp_path, CRASH) == 1
    said = capsys.readouterr().out
    assert "BCEWithLogitsLoss/float64.json: the worker exited with 9: it fell over" in said
    assert "failed on Some: BCEWithLogitsLoss/float64.json: " in said
    assert "Some (did not run): 2 files failed, 0 cases in 2 files, " in said
    assert "differ" not in said


def _lacking(tmp_path, condition, signal):
    """Return the script of a CPU on which the cases of the condition end by the signal."""
    worker = tmp_path / "lacking.py"
    worker.write_text(LACKS % (condition, signal))
    return LACKING % worker


def test_a_case_that_the_cpu_lacks_an_instruction_for_is_named(data, tmp_path, capsys):
    half = "case.id.endswith('dtype=float16')"
    assert _emulate(data, tmp_path, _lacking(tmp_path, half, "SIGILL")) == 0
    said = capsys.readouterr().out
    line = "not computed on Some, which lacks an instruction: BCEWithLogitsLoss/%s/invalid/"
    assert line % "float32" + "dtype=float16\n" in said
    assert line % "float64" + "dtype=float16\n" in said
    assert ": identical, " in said
    assert "in 2 files, 2 not computed, " in said


def test_other_bits_beside_a_lacking_instruction_are_named(data, tmp_path, capsys):
    script = _lacking(tmp_path, "case.id.endswith('dtype=float16')", "SIGILL")
    script = script.replace("exec", "ATEN_CPU_CAPABILITY=avx2 exec")
    assert _emulate(data, tmp_path, script) == 1
    assert "float32.json: 27 lines, first case BCEWith" in capsys.readouterr().out


def test_no_case_computed_is_no_agreement(data, tmp_path, capsys):
    assert _emulate(data, tmp_path, _lacking(tmp_path, "True", "SIGILL"), FEW_CASES) == 1
    assert ", 0 cases in 2 files, " in capsys.readouterr().out


def test_another_end_in_a_case_is_a_failure(data, tmp_path, capsys):
    half = "case.id.endswith('float32/invalid/dtype=float16')"
    assert _emulate(data, tmp_path, _lacking(tmp_path, half, "SIGSEGV")) == 1
    said = capsys.readouterr().out
    assert "EndedError: BCEWithLogitsLoss/float32/invalid/dtype=float16 ended the worker: " in said
    assert "ended the worker: SIGSEGV" in said


def test_a_missing_emulator_is_refused(data, capsys):
    assert main(["emulate", "--cpu", "EPYC", "--out", str(data), "--qemu", "no-such-one"]) == 2
    assert "no emulator no-such-one: install qemu-user 7.2" in capsys.readouterr().err


def test_a_lost_case_is_a_difference():
    old = '"cases":[\n{"id":"a","x":1},\n{"id":"b","x":1}\n]'
    assert first_difference(old, old.replace('\n{"id":"b","x":1}', "")) == (2, "case b")
    assert first_difference(old, old) == (0, "")


def test_the_recipe_is_what_workers_get():
    assert settings.conflicts(settings.REQUIRED) == []
