"""The truth of PyTorch's formula against PyTorch 1.4.0 itself, on random calls."""

import math
import warnings
import zlib

import numpy
import pytest
import torch
from test_truth_draws import DRAWS, KINDS, draw

from golden_generator.cases.shared.tensors import FLOATS
from golden_generator.truth import evaluate, nearest
from golden_generator.write.allowance import allowance, allowed

COUNT = 60
"""Draws per loss, dtype and kind of values: 300 per loss and dtype."""
ORDER_MATTERS = (
    "HingeEmbeddingLoss",
    "BCEWithLogitsLoss",
    "CosineEmbeddingLoss",
    "TripletMarginLoss",
)
"""Extreme values: huge terms cancel; finite elements are not compared, the special ones are."""


def call(loss, params, inputs, names, seed):
    """Output, gradients and incoming gradient of PyTorch, or None where it rejects the call."""
    tensors = {
        name: torch.tensor(value) if isinstance(value, numpy.ndarray) else value
        for name, value in inputs.items()
    }
    arguments = {
        name: torch.tensor(value) if isinstance(value, numpy.ndarray) else value
        for name, value in params.items()
    }
    leaves = {name: tensors[name] if name in tensors else arguments[name] for name in names}
    for leaf in leaves.values():
        leaf.requires_grad_()
    try:
        output = getattr(torch.nn, loss)(**arguments)(*tensors.values())
        incoming = None
        if output.dim() or seed % 5:
            incoming = numpy.random.RandomState(seed % 1000).standard_normal(tuple(output.shape))
            incoming = numpy.asarray(incoming, dtype=output.detach().numpy().dtype)
        output.backward(None if incoming is None else torch.tensor(incoming))
    except (RuntimeError, ValueError, IndexError):
        return None
    grads = {
        name: None if leaf.grad is None else leaf.grad.numpy() for name, leaf in leaves.items()
    }
    return output.detach().numpy(), grads, incoming


def worst_share(actual, truth, bounds, dtype, finite):
    """Return the greatest error by its allowance; infinite where shapes or special values differ.

    Finite elements are not compared unless ``finite``.
    """
    shape, data = truth
    assert tuple(actual.shape) == tuple(shape)
    values = actual.ravel().tolist()
    limits = allowed(values, allowance(values, bounds, dtype), dtype)
    worst = 0.0
    for value, exact, limit in zip(values, data, limits):
        near = nearest(exact, dtype)
        if math.isfinite(value) and math.isfinite(near):
            worst = max(worst, float(abs(value - exact)) / limit if finite else 0.0)
        elif not (value == near or (value != value and near != near)):
            return math.inf
    return worst


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("loss", sorted(DRAWS))
def test_torch_lies_within_the_allowance(loss, dtype, kind):
    """PyTorch's results lie within as many roundings of its formula's truth as it counts."""
    compared = 0
    finite = kind != "extreme" or loss not in ORDER_MATTERS
    for number in range(COUNT):
        seed = zlib.crc32("/".join((loss, dtype, kind, str(number))).encode())
        params, inputs, names = draw(loss, seed, dtype, kind)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = call(loss, params, inputs, names, seed)
        if result is None:
            continue
        compared += 1
        output, grads, incoming = result
        truth = evaluate(loss, dtype, params, inputs, names, incoming)
        answers = {"output": (output, truth.formula.output)}
        for name in names:
            assert (grads[name] is None) == (truth.formula.grads[name] is None), (number, name)
            if grads[name] is not None:
                answers[name] = (grads[name], truth.formula.grads[name])
        for name, (actual, wanted) in answers.items():
            share = worst_share(actual, wanted, truth.bounds[name], dtype, finite)
            assert share <= 1, (number, name, params, inputs, incoming, truth.departures)
    assert compared >= COUNT // 2
