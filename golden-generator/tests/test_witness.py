"""Golden values that lie off the truth are refused; a note may explain them."""

import math

import numpy as np
import pytest
from mpmath import mp, mpf

from golden_generator.ask.evaluate import Answer, evaluate
from golden_generator.cases.shared.case import Cases
from golden_generator.cases.shared.notes import Note
from golden_generator.cases.shared.tensors import FLOATS, named
from golden_generator.truth import Values
from golden_generator.write import generate, witness
from golden_generator.write.allowance import allowed


def _case(dtype, first=(1.25, -0.3, 7.0), flags=()):
    tensors = {
        "input": named("t/input", dtype, first),
        "target": named("t/target", dtype, [0.1, 2.5, 3.0]),
    }
    build = Cases("MSELoss", dtype, gradients=("input", "target"))
    return build.values("case", inputs=tensors, params={"reduction": "none"}, flags=flags)


def _moved(truth, name, place, by):
    """Return the truth with one element of the formula's values moved by a distance."""
    grads = {key: (grad[0], list(grad[1])) for key, grad in truth.formula.grads.items()}
    output = (truth.formula.output[0], list(truth.formula.output[1]))
    data = (output if name == "output" else grads[name])[1]
    with mp.workdps(60):
        data[place] = data[place] + mpf(by)
    return truth._replace(formula=Values(output, grads))


@pytest.mark.parametrize("dtype", FLOATS)
def test_torch_lies_within_the_allowance(dtype):
    case = _case(dtype)
    answer = evaluate(case)
    truth = witness.witness(case, answer)
    assert witness.strays(case, answer, truth, {}) == []
    for golden in witness.beside(answer, truth):
        assert golden.values.size == len(golden.formula) == 3


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize(("name", "place"), [("output", 2), ("input", 1), ("target", 2)])
def test_a_truth_that_moved_is_refused_by_name(dtype, name, place):
    case = _case(dtype)
    answer = evaluate(case)
    truth = witness.witness(case, answer)
    golden = {golden.name: golden for golden in witness.beside(answer, truth)}[name]
    limit = list(allowed(golden.values.tolist(), golden.allowance, dtype))[place]
    off = float(golden.formula[place] - mpf(float(golden.values[place])))
    within = _moved(truth, name, place, math.copysign(0.98 * limit - abs(off), off))
    beyond = _moved(truth, name, place, math.copysign(1.02 * limit - abs(off), off))
    assert witness.strays(case, answer, within, {}) == []
    (problem,) = witness.strays(case, answer, beyond, {})
    spelled = name if name == "output" else "grad." + name
    assert problem.startswith("%s[%d]: torch's " % (spelled, place))
    assert " is off the truth " in problem
    assert "roundings allow %.3g" % limit in problem


@pytest.mark.parametrize("dtype", FLOATS)
def test_a_bound_that_is_too_small_is_refused(dtype):
    random = np.random.RandomState(2)
    shape = (16, 16)
    tensors = {
        "input": named("t/input", dtype, random.standard_normal(shape) * 9),
        "target": named("t/target", dtype, random.random_sample(shape)),
    }
    build = Cases("BCEWithLogitsLoss", dtype, gradients=("input",))
    case = build.values("case", inputs=tensors, params={"reduction": "none"})
    answer = evaluate(case)
    truth = witness.witness(case, answer)
    assert witness.strays(case, answer, truth, {}) == []
    for change in ({"roundings": 0.02}, {"reach": 0.0}):
        less = [bound._replace(**change) for bound in truth.bounds["input"]]
        small = truth._replace(bounds={**truth.bounds, "input": less})
        assert "grad.input[" in witness.strays(case, answer, small, {})[0]


def test_a_note_explains():
    case = _case("float32", flags=("odd",))
    answer = evaluate(case)
    truth = _moved(witness.witness(case, answer), "output", 0, 0.5)
    assert witness.strays(case, answer, truth, {"odd": Note("c", "s")})
    assert witness.strays(case, answer, truth, {"odd": Note("c", "s", strays="why")}) == []


def test_special_values_must_agree():
    case = _case("float32", first=(1.0, float("nan"), 3e38))
    answer = evaluate(case)
    truth = witness.witness(case, answer)
    assert witness.strays(case, answer, truth, {}) == []
    answer.output = np.array([answer.output[0], 1.0, np.inf], dtype="float32")
    assert "output[1]: torch's 1.0" in witness.strays(case, answer, truth, {})[0]


def test_missing_gradients_and_other_shapes_are_refused():
    case = _case("float32")
    answer = evaluate(case)
    truth = witness.witness(case, answer)
    fewer = Answer(answer.output, {**answer.grads, "target": None})
    assert "the truth has the tensors" in witness.strays(case, fewer, truth, {})[0]
    flat = Answer(answer.output.reshape(1, 3), answer.grads)
    assert "torch gave" in witness.strays(case, flat, truth, {})[0]


def test_an_allowance_is_of_what_was_added_up():
    tensors = {
        "input": named("t/input", "float32", [1e6, -1e6, 0.3]),
        "target": named("t/target", "float32", [0.1, 0.2, 0.1]),
    }
    build = Cases("KLDivLoss", "float32", gradients=("input",))
    case = build.values("case", inputs=tensors, params={"reduction": "sum"})
    answer = evaluate(case)
    truth = witness.witness(case, answer)
    output = next(iter(witness.beside(answer, truth)))
    assert output.allowance.magnitudes[0] > 3 * abs(float(output.values))
    assert witness.strays(case, answer, truth, {}) == []


def test_every_loss_has_a_truth():
    from golden_generator.cases import discover
    from golden_generator.truth import losses

    assert set(discover()) <= set(losses())


def test_generation_refuses_a_corrupt_truth(tmp_path, monkeypatch):
    true = witness.witness
    corrupted = "L1Loss/float64/sum/grad=input+target/N2-C3-2/typical"

    def corrupt(case, answer):
        truth = true(case, answer)
        return _moved(truth, "output", 0, 1e-12) if case.id == corrupted else truth

    monkeypatch.setattr(generate, "witness", corrupt)
    with pytest.raises(generate.GenerationError) as refusal:
        generate.generate(["L1Loss"], tmp_path, progress=False)
    assert str(refusal.value).startswith("1 refusal:\n")
    assert corrupted + ": output[]: torch's " in str(refusal.value)
    assert list(tmp_path.iterdir()) == []
