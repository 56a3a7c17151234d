"""The truth's digits are enough to tell fractions of an ulp, and null means the golden value."""

import json

import numpy as np
import pytest
from mpmath import mp, mpf

from golden_generator.ask.evaluate import Answer
from golden_generator.cases.shared.tensors import FLOATS
from golden_generator.truth import Bound, Truth, Values, ulp_error
from golden_generator.write import generate
from golden_generator.write.truth_text import element, truth_text

NAN, INF = mpf("nan"), mpf("inf")


def _truth(output, mathematical=None, grads=None, **fields):
    with mp.workdps(60):
        formula = Values(((len(output),), [mpf(v) for v in output]), grads or {})
        other = formula
        if mathematical is not None:
            other = Values(((len(output),), [mpf(v) for v in mathematical]), grads or {})
        return Truth(other, formula, fields.get("departures", []), fields.get("bounds", {}))


def _spelled(golden, truth, dtype="float32", grads=None):
    answer = Answer(np.array(golden, dtype=dtype), grads or {})
    read = json.loads(truth_text(answer, truth, dtype), parse_float=str)
    assert truth.bounds or set(read.pop("roundings", {}).values()) <= {"1.0"}
    return read


def test_exact_values_say_nothing():
    assert _spelled([0.5, -0.0, np.inf], _truth([0.5, 0, INF])) == {}
    assert _spelled([np.nan, np.inf], _truth([NAN, "1e39"])) == {}


def test_null_is_the_golden_value():
    assert _spelled([0.5, 0.1], _truth([0.5, "0.1"])) == {"output": [None, "0.1"]}
    assert _spelled([0.5, 1.0], _truth([0.5, "1.00000000001"])) == {}


def test_special_values_are_words():
    spelled = _spelled([0.5, 0.5, 0.5], _truth([NAN, INF, -INF]))
    assert spelled == {"output": ["NaN", "Infinity", "-Infinity"]}


def test_roundings_are_per_tensor_and_magnitudes_where_they_are_not_the_element():
    grads = {"log_probs": ((3,), [mpf(2), mpf(4), mpf(0)])}
    bounds = {
        "output": [Bound(1.5, 0.5)],
        "log_probs": [Bound(3.01, 12345.678), Bound(2.0, 4.0), Bound(0.0, 0.0)],
    }
    truth = _truth([0.5], grads=grads, bounds=bounds)
    answered = {"log_probs": np.array([2.0, 4.0, 0.0], dtype="float32")}
    assert _spelled([0.5], truth, grads=answered) == {
        "roundings": {"output": "1.5", "logProbs": "3.1"},
        "magnitudes": {"logProbs": ["13000.0", 0, 0]},
    }


def test_what_is_not_finite_has_no_allowance():
    assert "roundings" not in json.loads(_text([np.nan, np.inf], [NAN, "1e39"]))
    assert json.loads(_text([np.nan, 1.0], [NAN, 1]))["roundings"] == {"output": 1.0}


def _text(golden, truth):
    answer = Answer(np.array(golden, dtype="float32"), {})
    return truth_text(answer, _truth(truth), "float32")


def test_the_mathematical_truth_is_beside_the_formulas():
    truth = _truth(["0.1", 0.5], mathematical=["0.1", "0.6"], departures=["eps"])
    assert _spelled([0.1, 0.5], truth) == {
        "output": ["0.1", None],
        "departures": ["eps"],
        "mathematical": {"output": [None, "0.6"]},
    }


def test_gradients_that_are_absent_are_left_out():
    truth = _truth(["0.1"], grads={"input": None, "target": ((1,), [mpf(3)])})
    grads = {"input": None, "target": np.array([2.0], dtype="float32")}
    expected = {"output": ["0.1"], "grads": {"target": ["3.0"]}}
    assert _spelled([0.1], truth, grads=grads) == expected


@pytest.mark.parametrize("dtype", FLOATS)
def test_digits_suffice(dtype):
    drawn = np.random.RandomState(3)
    with mp.workdps(60):
        for value in drawn.standard_normal(2000).tolist():
            exact = mp.exp(value * 9) * (1 if value > 0 else -1)
            read = mpf(json.loads(element(exact, dtype), parse_float=str))
            near = float(np.dtype(dtype).type(float(exact)))
            assert abs(ulp_error(near, exact, dtype) - ulp_error(near, read, dtype)) < 1e-3


@pytest.mark.parametrize("value", ["1e-310", "-3.5e-46", "1e-400", "2.5e309", "7e38"])
@pytest.mark.parametrize("dtype", FLOATS)
def test_any_magnitude_is_written(value, dtype):
    with mp.workdps(60):
        read = mpf(json.loads(element(mpf(value), dtype), parse_float=str))
        assert abs(read / mpf(value) - 1) < mpf("1e-11")


def test_every_case_with_values_has_a_truth():
    fixture = json.loads(generate.run_job(("L1Loss", "float32")).text)
    for case in fixture["cases"]:
        assert ("truth" in case) == ("error" not in case["expected"])
    assert any("output" in case.get("truth", {}) for case in fixture["cases"])
