"""What is asked of torch and how its answers are recorded."""

from golden_generator.ask.evaluate import evaluate
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.case import IMPLICIT, Cases

BUILD = Cases("MSELoss", "float32", gradients=("input", "target"))
PAIR = {
    "input": inputs.typical("float32", (2, 3), "input"),
    "target": inputs.typical("float32", (2, 3), "target"),
}


def test_output_gradients_and_incoming_gradient():
    answer = evaluate(BUILD.values("none", params={"reduction": "none"}, inputs=PAIR))
    assert answer.output.shape == (2, 3)
    assert sorted(answer.grads) == ["input", "target"]
    assert answer.grad_output.name == "go/2x3/a"
    assert answer.warnings == []


def test_an_implicit_gradient_has_no_tensor():
    answer = evaluate(BUILD.values("mean", inputs=PAIR, grad_output=IMPLICIT))
    assert answer.grad_output is None
    assert answer.grads is not None


def test_nothing_is_differentiated_without_requires_grad():
    answer = evaluate(BUILD.values("mean", inputs=PAIR, requires_grad=()))
    assert answer.grads is None
    assert answer.grad_output is None


def test_the_stage_of_an_error():
    wrong = {"params": {"weight": 1.0}, "inputs": PAIR}
    assert evaluate(BUILD.invalid("a", **wrong)).error.stage == "construct"
    wrong = {"params": {"reduction": "foo"}, "inputs": PAIR, "requires_grad": ("input",)}
    error = evaluate(BUILD.invalid("b", **wrong)).error
    assert (error.stage, error.type) == ("forward", "ValueError")
    assert error.message == "foo is not a valid value for reduction"
    wrong = {"params": {"reduction": "none"}, "inputs": PAIR, "grad_output": IMPLICIT}
    answer = evaluate(BUILD.invalid("c", **wrong))
    assert answer.error.stage == "backward"
    assert answer.output.shape == (2, 3)


def test_warnings_are_recorded_every_time():
    case = BUILD.values("legacy", params={"reduce": False}, inputs=PAIR)
    for _ in range(2):
        (warning,) = evaluate(case).warnings
        assert warning.startswith("UserWarning: size_average and reduce args will be deprecated")
