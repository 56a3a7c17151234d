"""The truth by itself: known values, derivatives, exhaustive CTC, numbers for a fixture."""

import itertools
import json
import math
import pathlib
import re

import numpy
import pytest
from mpmath import mp, mpf
from test_truth_draws import DRAWS, draw

from golden_generator import truth as truth_package
from golden_generator.cases import discover
from golden_generator.truth import DEPARTURES, evaluate, losses, nearest, rounded, ulp_error

GUIDE = [
    (
        "MultiLabelMarginLoss",
        {},
        {"input": [[0.1, 0.2, 0.4, 0.8]], "target": [[3, 0, -1, 1]]},
        "0.85",
    ),
    ("BCEWithLogitsLoss", {}, {"input": [0.999], "target": [1.0]}, "0.3135307272607009701"),
    ("CrossEntropyLoss", {}, {"input": [[1.0, 2.0, 3.0]], "target": [2]}, "0.40760596444438030448"),
    ("MSELoss", {}, {"input": [5.0, 2.0], "target": [1.0, 3.0]}, "8.5"),
    ("SmoothL1Loss", {}, {"input": [5.0, 2.5], "target": [1.0, 3.0]}, "1.8125"),
    ("MultiMarginLoss", {"p": 2}, {"input": [[1.0, -1.0, 0.5, 2.0]], "target": [0]}, "1.0625"),
    ("SoftMarginLoss", {}, {"input": [40.0], "target": [1.0]}, "4.2483542552915889953e-18"),
    ("PoissonNLLLoss", {"log_input": False, "eps": 0.0}, {"input": [1.0], "target": [3.0]}, "1.0"),
]


def arrays(inputs):
    return {name: numpy.array(value) for name, value in inputs.items()}


def value(text):
    with mp.workdps(60):
        return mpf(text)


@pytest.mark.parametrize(("loss", "params", "inputs", "expected"), GUIDE)
def test_known_values(loss, params, inputs, expected):
    truth = evaluate(loss, "float64", params, arrays(inputs), [], None)
    shape, data = truth.mathematical.output
    assert shape == ()
    assert abs(data[0] - value(expected)) <= abs(value(expected)) * mpf(10) ** -15
    assert truth.departures == []
    assert truth.formula is truth.mathematical


def test_every_loss_is_discovered():
    assert losses() == sorted(discover()) == sorted(DRAWS)


def test_saturated_logits_keep_their_digits():
    given = arrays({"input": [800.0], "target": [1.0]})
    truth = evaluate("BCEWithLogitsLoss", "float64", {}, given, ["input"], None).mathematical
    with mp.workdps(60):
        expected = mp.exp(-800)
        assert abs(truth.output[1][0] / expected - 1) < mpf(10) ** -40
        assert abs(truth.grads["input"][1][0] / -expected - 1) < mpf(10) ** -40


def test_bce_has_two_truths_at_0():
    given = arrays({"input": [0.0], "target": [1.0]})
    truth = evaluate("BCELoss", "float64", {}, given, ["input"], None)
    assert mp.isinf(truth.mathematical.output[1][0])
    assert nearest(truth.formula.output[1][0], "float64") == 27.631021115928547
    assert nearest(truth.formula.grads["input"][1][0], "float64") == -999999999999.0
    assert set(truth.departures) == {"log-of-0", "eps"}


def test_soft_margin_overflows_in_the_formula_only():
    given = arrays({"input": numpy.float32([-100.0]), "target": numpy.float32([1.0])})
    truth = evaluate("SoftMarginLoss", "float32", {}, given, ["input"], None)
    assert nearest(truth.mathematical.output[1][0], "float32") == 100.0
    assert truth.formula.output[1][0] == mpf("inf")
    assert mp.isnan(truth.formula.grads["input"][1][0])
    assert truth.departures == ["overflow"]


def test_identical_vectors_have_cosine_1():
    given = arrays({"input1": [[0.1, 0.7, 0.3]], "input2": [[0.1, 0.7, 0.3]], "target": [1.0]})
    truth = evaluate("CosineEmbeddingLoss", "float64", {}, given, ["input1"], None)
    assert truth.mathematical.output[1] == [0]
    assert truth.mathematical.grads["input1"][1] == [0, 0, 0]
    assert truth.formula.output[1][0] > 0


def test_total_weight_0_has_no_mean():
    given = arrays({"input": [[0.5, 0.25]], "target": [1]})
    truth = evaluate("NLLLoss", "float64", {"ignore_index": 1}, given, ["input"], None)
    assert mp.isnan(truth.mathematical.output[1][0])
    assert truth.formula.output[1] == [0]
    assert truth.departures == ["total-weight"]


def test_every_departure_is_explained():
    """The words that the loss modules use are the explained ones."""
    folder = pathlib.Path(truth_package.__file__).parent
    used = set()
    for module in folder.glob("*.py"):
        used.update(re.findall(r'depart\(\s*"([^"]+)"', module.read_text()))
    assert used == set(DEPARTURES)


@pytest.mark.parametrize("loss", sorted(DRAWS))
def test_gradients_are_derivatives(loss):
    """Central differences of the output at 60 digits equal the hand-derived gradients."""
    compared = 0
    for seed in range(40):
        params, inputs, names = draw(loss, seed, "float64", "typical")
        params = dict(params, reduction="sum", size_average=None, reduce=None)
        if params.get("margin") == math.inf or params.get("p") in (0, math.inf, -math.inf):
            continue
        if "weight" in names and params.get("weight") is None:
            continue
        truth = _evaluate(loss, params, inputs, names)
        if truth is None or not truth.finite():
            continue
        for name in names:
            if truth.grads[name] is not None and truth.grads[name][1]:
                compared += 1
                _check_derivative(loss, params, inputs, name, truth.grads[name][1])
    assert compared >= 10


def _evaluate(loss, params, inputs, names):
    try:
        return evaluate(loss, "float64", params, inputs, names, None).mathematical
    except ValueError:
        return None


def _check_derivative(loss, params, inputs, name, gradient):
    holder = inputs if name in inputs else params
    array = numpy.asarray(holder[name])
    with mp.workdps(60):
        step = mpf(10) ** -18
        for at in range(min(array.size, 3)):
            ends = []
            for sign in (1, -1):
                moved = numpy.array([mpf(x) for x in array.ravel().tolist()], dtype=object)
                moved[at] += sign * step
                changed = dict(holder)
                changed[name] = moved.reshape(array.shape)
                pair = (params, changed) if holder is inputs else (changed, inputs)
                ends.append(
                    evaluate(loss, "float64", pair[0], pair[1], [], None).mathematical.output[1][0]
                )
            slope = (ends[0] - ends[1]) / (2 * step)
            assert abs(slope - gradient[at]) <= mpf(10) ** -20 * max(1, abs(gradient[at])), (
                name,
                at,
            )


@pytest.mark.parametrize("labels", [[], [1], [1, 2], [1, 1], [2, 1, 2]])
def test_ctc_sums_all_alignments(labels):
    """-log of the sum over every path that collapses to the target, and its posterior."""
    frames, classes = 4, 3
    scores = numpy.random.RandomState(5).standard_normal((frames, 1, classes))
    given = {
        "log_probs": scores,
        "targets": numpy.array([labels], dtype=numpy.int64).reshape(1, -1),
        "input_lengths": [frames],
        "target_lengths": [len(labels)],
    }
    truth = evaluate("CTCLoss", "float64", {"reduction": "sum"}, given, ["log_probs"], None)
    with mp.workdps(60):
        probability, counts = mpf(0), [[mpf(0)] * classes for _ in range(frames)]
        for path in itertools.product(range(classes), repeat=frames):
            if [k for k, _ in itertools.groupby(path) if k != 0] == labels:
                weight = mp.exp(mp.fsum(mpf(scores[t, 0, k]) for t, k in enumerate(path)))
                probability += weight
                for t, k in enumerate(path):
                    counts[t][k] += weight
        assert abs(truth.mathematical.output[1][0] + mp.log(probability)) < mpf(10) ** -40
        for t in range(frames):
            for k in range(classes):
                posterior = counts[t][k] / probability
                assert (
                    abs(truth.mathematical.grads["log_probs"][1][t * classes + k] + posterior)
                    < mpf(10) ** -40
                )
                logit = mp.exp(mpf(scores[t, 0, k])) - posterior
                assert (
                    abs(truth.formula.grads["log_probs"][1][t * classes + k] - logit)
                    < mpf(10) ** -40
                )


def test_nearest_rounds_as_numpy_does():
    random = numpy.random.RandomState(3)
    for value64 in list(random.standard_normal(500) * 10.0 ** random.randint(-50, 45, 500)):
        with numpy.errstate(all="ignore"):
            expected = float(numpy.float32(value64))
        assert nearest(mpf(float(value64)), "float32") == expected
    assert nearest(mpf(2) ** -1075, "float64") == 0.0
    assert nearest(mpf(2) ** -1075 * mpf("1.1"), "float64") == 5e-324
    assert nearest(mpf(2) ** 1024, "float64") == math.inf
    assert nearest(-(mpf(2) ** 128), "float32") == -math.inf


def test_rounded_uses_a_string_where_float64_is_too_short():
    with mp.workdps(60):
        third = mpf(1) / 3
        tiny, huge = mp.exp(-800), mp.exp(800)
        assert rounded([third, mpf(0.5), mpf("inf"), -mpf("inf"), mpf("nan")], "float32") == [
            1 / 3,
            0.5,
            "Infinity",
            "-Infinity",
            "NaN",
        ]
        assert rounded([third, mpf(0.5), mpf(0)], "float64") == ["0.33333333333333333333", 0.5, 0.0]
        assert rounded([tiny, huge], "float32") == [
            "3.6678745841776872135e-348",
            "2.7263745721125665674e+347",
        ]
        assert json.loads(json.dumps(rounded([third], "float32"))) == [1 / 3]


def test_ulp_error_counts_from_the_exact_value():
    with mp.workdps(60):
        third = mpf(1) / 3
        near = numpy.float32(1) / numpy.float32(3)
        assert ulp_error(near, third, "float32") == pytest.approx(1 / 3)
        assert ulp_error(
            numpy.nextafter(near, numpy.float32(1)), third, "float32"
        ) == pytest.approx(4 / 3)
        assert ulp_error(math.inf, mpf(2) ** 128, "float32") == 0.0
        assert ulp_error(math.inf, mpf(2) ** 127, "float32") == math.inf
        assert ulp_error(math.nan, mpf("nan"), "float32") == 0.0
        assert ulp_error(1.0, mpf("nan"), "float32") == math.inf
        assert ulp_error(0.0, mpf(2) ** -149, "float32") == 1.0


def test_bounds_tell_what_cancelled():
    given = arrays({"input": [[1e30], [-1e30], [1.0]], "target": [0, 0, 0]})
    truth = evaluate("NLLLoss", "float64", {"reduction": "sum"}, given, [], None)
    assert truth.mathematical.output[1] == [-1]
    (bound,) = truth.bounds["output"]
    assert bound.reach == 2e30  # the two large terms come first in the worst order
    assert 1 <= bound.roundings <= 2
