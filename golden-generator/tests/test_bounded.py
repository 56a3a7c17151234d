"""Bounds hold: what the dtype computes lies within them of what is exact, and not far below."""

import math

import numpy as np
import pytest
import torch
from mpmath import mp, mpf

from golden_generator.cases.shared.tensors import FLOATS
from golden_generator.truth import DIGITS
from golden_generator.truth.arithmetic import ONE, Arithmetic, divide, exp, log, log1p, power, sqrt
from golden_generator.truth.bounded import KINDS, Bounded, bounded_by
from golden_generator.truth.sums import summed

UNIT = {"float32": 2.0**-24, "float64": 2.0**-53}


def _exact(value, dtype):
    return KINDS[dtype].exact(mpf(float(value))._mpf_)


def _torch(function, *numbers):
    """Compute in the dtype by torch, whose exp and log err by less than an ulp."""
    return function(*[torch.from_numpy(np.array([number])) for number in numbers]).numpy()[0]


OPERATIONS = {
    "+": (lambda a, b: a + b, lambda a, b: a + b),
    "-": (lambda a, b: a - b, lambda a, b: a - b),
    "*": (lambda a, b: a * b, lambda a, b: a * b),
    "/": (lambda a, b: a / b, divide),
    "square": (lambda a, b: a * a, lambda a, b: a * a),
    "sqrt": (lambda a, b: np.sqrt(abs(a)), lambda a, b: sqrt(abs(a))),
    "exp": (lambda a, b: _torch(torch.exp, a), lambda a, b: exp(a)),
    "log": (lambda a, b: _torch(torch.log, abs(a)), lambda a, b: log(abs(a))),
    "log1p": (lambda a, b: _torch(torch.log1p, abs(a)), lambda a, b: log1p(abs(a))),
    "power": (lambda a, b: _torch(torch.pow, abs(a), b), lambda a, b: power(abs(a), b)),
    "negative": (lambda a, b: -a, lambda a, b: -a),
    "from-plain": (lambda a, b: type(a)(1) - a, lambda a, b: ONE - a),
    "inverse": (lambda a, b: type(a)(1) / a, lambda a, b: divide(ONE, a)),
}


def _error(seen, truth, dtype):
    """Return the error and its bound, each without the unit of rounding."""
    bound = truth.bound()
    plain = mp.make_mpf(truth._mpf_)
    return float(abs(mpf(float(seen)) - plain)) / UNIT[dtype], bound.roundings * bound.reach


def _moderate(value):
    return math.isfinite(value) and 1e-6 < abs(value) < 1e6


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_stays_within_its_bound(name, dtype):
    in_dtype, exactly = OPERATIONS[name]
    random = np.random.RandomState(7)
    kind, worst, count = np.dtype(dtype).type, 0.0, 0
    with mp.workdps(DIGITS), np.errstate(all="ignore"):
        for _ in range(2000):
            # numbers that have errors of their own: quotients, not all of the same sign
            drawn = kind(random.standard_normal(4) * 10.0 ** random.uniform(-1, 1, 4))
            a, b = drawn[0] / drawn[1], drawn[2] / drawn[3]
            x = _exact(drawn[0], dtype) / _exact(drawn[1], dtype)
            y = _exact(drawn[2], dtype) / _exact(drawn[3], dtype)
            seen, truth = in_dtype(a, b), exactly(x, y)
            if not (_moderate(a) and _moderate(b) and _moderate(float(seen))):
                continue
            error, bound = _error(seen, truth, dtype)
            assert error <= bound * 1.001, (drawn, seen, truth)
            worst, count = max(worst, error / bound), count + 1
    assert count > 900
    assert worst > 0.35  # the bound is used, not idle


@pytest.mark.parametrize("dtype", FLOATS)
def test_expressions_of_many_operations_stay_within_their_bounds(dtype):
    random = np.random.RandomState(11)
    kind, count, deep = np.dtype(dtype).type, 0, 0
    with mp.workdps(DIGITS), np.errstate(all="ignore"):
        for _ in range(150):
            seen = list(kind(random.standard_normal(4)))
            truths = [_exact(value, dtype) for value in seen]
            for _ in range(25):
                name = sorted(OPERATIONS)[random.randint(len(OPERATIONS))]
                i, j = random.randint(len(seen), size=2)
                value, truth = OPERATIONS[name][0](seen[i], seen[j]), None
                if not _moderate(float(value)):
                    continue
                truth = OPERATIONS[name][1](truths[i], truths[j])
                error, bound = _error(value, truth, dtype)
                if bound * UNIT[dtype] > 1e-3 * abs(float(value)):
                    continue  # first order says nothing of what has no digits left
                assert error <= bound * 1.01, name
                seen.append(value)
                truths.append(truth)
                count += 1
                deep = max(deep, truth.bound().roundings)
    assert count > 1000
    assert deep > 10


ORDERS = {
    "forward": lambda values: values,
    "backward": lambda values: values[::-1],
    "largest first": lambda values: sorted(values, key=abs, reverse=True),
    "smallest first": lambda values: sorted(values, key=abs),
}


def _one_by_one(values):
    total = values[0]
    for value in values[1:]:
        total = total + value
    return total


def _pairwise(values):
    half = len(values) // 2
    return values[0] if len(values) == 1 else _pairwise(values[:half]) + _pairwise(values[half:])


def _lanes(values):
    return _one_by_one([_one_by_one(values[i::8]) for i in range(min(8, len(values)))])


def _terms(name, random, count):
    if name == "positive":
        return random.random_sample(count)
    if name == "mixed":
        return random.standard_normal(count)
    if name == "spread":
        return random.standard_normal(count) * 10.0 ** random.uniform(-12, 3, count)
    return random.choice([0.1, 0.7, 1.3], count)  # weights of three classes


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", ["positive", "mixed", "spread", "weights"])
def test_sums_in_any_order_stay_within_their_bound(name, dtype):
    """Equal weights drift: the bound holds for orders that mix them, not for sorted ones."""
    random, kind = np.random.RandomState(5), np.dtype(dtype).type
    arithmetic, largest = Arithmetic(dtype, formula=True), 0.0
    with mp.workdps(DIGITS):
        for count in list(range(2, 40)) + [64, 100, 257, 1000, 4100]:
            values = list(kind(_terms(name, random, count)))
            truth = arithmetic.total([_exact(value, dtype) for value in values])
            for order in list(ORDERS.values())[: 2 if name == "weights" else None]:
                for add in (_one_by_one, _pairwise, _lanes):
                    error, bound = _error(add(order(values)), truth, dtype)
                    assert error <= bound, (count, add)
                    largest = max(largest, error / bound) if bound else largest
            if name != "weights":
                assert truth.bound().roundings <= min(count - 1, 3 * math.sqrt(count))
    assert largest > 0.2


@pytest.mark.parametrize("dtype", FLOATS)
def test_what_the_dtype_holds_is_exact(dtype):
    with mp.workdps(DIGITS):
        three, five = _exact(3.0, dtype), _exact(5.0, dtype)
        quarter = _exact(0.25, dtype)
        for value in (three + five, three * five, -three, abs(three), three / quarter):
            assert value.bound() == (0.0, 0.0)
        third = ONE / three
        assert third.bound().roundings == 1.0
        assert (third * quarter).bound().roundings == 1.0
        assert (third + 0).bound() == third.bound()
        assert (third * 0).bound().roundings == 0.0
        assert (three / mpf("inf")).bound() == (0.0, 0.0)


@pytest.mark.parametrize("dtype", FLOATS)
def test_a_difference_reaches_what_cancelled(dtype):
    with mp.workdps(DIGITS):
        near = ONE / _exact(3.0, dtype)
        difference = near - mpf(1) / 3
        assert difference == 0
        assert difference.bound().reach == pytest.approx(1 / 3)
        far = _exact(1e30, dtype) * near - _exact(1e30, dtype) * near
        assert far.bound().reach == pytest.approx(2e30 / 3)


@pytest.mark.parametrize("dtype", FLOATS)
def test_below_the_normal_numbers_the_unit_stays(dtype):
    arithmetic, tiny = Arithmetic(dtype, formula=True), float(np.finfo(dtype).tiny)
    with mp.workdps(DIGITS):
        third = _exact(tiny, dtype) / _exact(3.0, dtype)
        assert third.bound() == (1.0, tiny)
        held = arithmetic.fit(third)
        assert held.bound().reach == tiny
        gone = arithmetic.fit(_exact(tiny, dtype) * _exact(tiny, dtype))
        assert gone == 0
        assert gone.bound().reach == tiny


@pytest.mark.parametrize("dtype", FLOATS)
def test_the_greatest_numbers_have_bounds(dtype):
    greatest = float(np.finfo(dtype).max)
    with mp.workdps(DIGITS):
        third = _exact(greatest, dtype) / _exact(11.0, dtype)
        assert third.bound().reach == pytest.approx(greatest / 11)
        total = summed(KINDS[dtype], third._mpf_, [third, -third, third])
        assert math.isfinite(total.bound().roundings)


def test_a_value_takes_the_bounds_of_another_form():
    with mp.workdps(DIGITS):
        x = _exact(-20.0, "float32")
        precise, form = log1p(exp(x)), log(ONE + exp(x))
        assert precise.bound().reach < 1e-8
        taken = bounded_by(mp.make_mpf(precise._mpf_), form)
        assert isinstance(taken, Bounded)
        assert taken == precise
        assert taken.bound() == form.bound()
        assert taken.bound().reach == pytest.approx(1.0)
