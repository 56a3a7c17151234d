"""The vacuity audit refuses what a wrong port would pass."""

import numpy as np
import pytest

from golden_generator.ask.audit import audit, vacuous
from golden_generator.ask.evaluate import evaluate
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.case import Cases, question
from golden_generator.cases.shared.notes import Note
from golden_generator.cases.shared.tensors import named

BUILD = Cases("MSELoss", "float32", gradients=("input", "target"))
NAN = float("nan")


def _values(first, second, **fields):
    tensors = {
        "input": named("t/input", "float32", first),
        "target": named("t/target", "float32", second),
    }
    return BUILD.values("case", inputs=tensors, **fields)


def _problems(case, notes=None):
    return audit(case, evaluate(case), notes or {})


def test_a_telling_case_passes():
    assert _problems(_values([1.0, 2.5], [0.5, 4.0])) == []


@pytest.mark.parametrize("second", [[1.0, 2.0], [NAN, NAN]])
def test_zero_and_nan_are_vacuous(second):
    assert "vacuous" in _problems(_values([1.0, 2.0], second))[0]


def test_a_flag_may_excuse():
    case = _values([1.0], [1.0], flags=("point",))
    assert _problems(case, {"point": Note("c", "s", vacuous=True)}) == []


def test_an_argument_that_moves_nothing_is_refused():
    build = Cases("HingeEmbeddingLoss", "float32", gradients=("input",))
    tensors = {
        "input": inputs.typical("float32", (3,), "input"),
        "target": named("t/zero", "float32", [0.0, 0.25, 0.5]),
    }
    case = build.values("case", inputs=tensors)
    assert _problems(case) == ["perturbing target moves nothing"]
    flagged = build.values("case", inputs=tensors, flags=("inert",))
    assert _problems(flagged, {"inert": Note("c", "s", inert=("target",))}) == []


def test_an_unexplained_flag_is_refused():
    assert "without a note" in _problems(_values([1.0], [2.0], flags=("unknown",)))[0]


def test_values_that_raise_and_invalid_use_that_does_not_are_refused():
    assert "torch raised" in _problems(_values([1.0, 2.0], [1.0, 2.0, 3.0]))[0]
    accepted = BUILD.invalid("none", inputs=_values([1.0], [2.0]).inputs)
    assert "torch accepts it" in _problems(accepted, {"invalid": Note("c", "s")})[0]


def test_the_same_question_is_recognised():
    assert question(_values([1.0], [2.0])) == question(_values([1.0], [2.0], flags=("f",)))
    assert question(_values([1.0], [2.0])) != question(
        _values([1.0], [2.0], params={"reduction": "sum"})
    )


def test_which_arrays_are_vacuous():
    assert all(vacuous(np.array(values)) for values in ([], 0.0, [NAN, NAN], [2.0, 2.0], [0, 0]))
    assert not any(vacuous(np.array(values)) for values in (2.0, [NAN, 1.0], [1.0, 2.0]))
