"""Other versions and other settings are refused, with exit code 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from golden_generator.ask import settings

SRC = Path(__file__).resolve().parents[1] / "src"


def _run(*arguments, **environment):
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SRC)] + sys.path)}
    for name in list(settings.REQUIRED) + list(settings.FORBIDDEN):
        variables.pop(name, None)
    variables.update(environment)
    return subprocess.run(
        [sys.executable, "-m", "golden_generator"] + list(arguments),
        env=variables,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ATEN_CPU_CAPABILITY", "avx2"),
        ("MKL_CBWR", "AVX2"),
        ("OMP_NUM_THREADS", "2"),
        ("MKL_DEBUG_CPU_TYPE", "5"),
    ],
)
def test_other_settings_are_refused(name, value, tmp_path):
    run = _run("generate", "--loss", "MSELoss", "--out", str(tmp_path), **{name: value})
    assert run.returncode == 2
    assert run.stderr.startswith("refused: ")
    assert name in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_missing_settings_are_set_by_the_program():
    run = _run("list", "--loss", "MSELoss")
    assert run.returncode == 0, run.stderr
    assert "MSELoss" in run.stdout


def test_an_unknown_loss_is_refused():
    run = _run("list", "--loss", "NoLoss")
    assert run.returncode == 2
    assert "MSELoss" in run.stderr


def test_another_torch_is_refused(monkeypatch):
    torch = pytest.importorskip("torch")
    monkeypatch.setattr(torch, "__version__", "1.5.0")
    with pytest.raises(settings.RefusalError, match="torch is 1.5.0, but must be 1.4.0"):
        settings.verify()


def test_settings_without_effect_are_refused(monkeypatch):
    monkeypatch.setattr(settings, "probe", lambda: "other bits")
    with pytest.raises(settings.RefusalError, match="do not give the bits"):
        settings.verify()
