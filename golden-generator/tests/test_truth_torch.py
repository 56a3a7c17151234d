"""The truth of PyTorch's formula against PyTorch 1.4.0 itself, on random calls."""

import math
import warnings
import zlib

import numpy
import pytest
import torch
from test_truth_draws import DRAWS, KINDS, draw

from golden_generator.truth import evaluate, nearest

COUNT = 60
"""Draws per loss, dtype and kind of values: 300 per loss and dtype."""
BOUND = {"float64": 1e-13, "float32": 1e-5}
"""Largest error in units of the scale of the tensor."""
CANCELLING = {
    "BCELoss": 1.0,
    "MultiLabelSoftMarginLoss": 1.0,
    "SoftMarginLoss": 1.0,
    "CrossEntropyLoss": 1.0,
    "CTCLoss": 1.0,
}
"""Extreme values: log(1 + z), 1 - x, p - 1 are rounded at the scale of 1, however small."""
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


def scale_of(loss, kind, params, inputs, incoming):
    """Return the least scale that rounding has in this call.

    It comes from its inputs and incoming gradients, unless they are extreme.
    """
    sizes = [1.0 if incoming is None or not incoming.size else float(abs(incoming).max())]
    if kind == "extreme":
        return math.inf if loss in ORDER_MATTERS else CANCELLING.get(loss, 0.0) * max(1.0, sizes[0])
    arrays = [
        value
        for value in list(inputs.values()) + list(params.values())
        if isinstance(value, numpy.ndarray) and value.dtype.kind == "f"
    ]
    largest = max(
        [1.0] + [float(abs(a[numpy.isfinite(a)]).max()) for a in arrays if numpy.isfinite(a).any()]
    )
    return largest * max(1.0, sizes[0])


def worst_error(actual, truth, dtype, floor):
    """Largest error in units of scale; infinite where shapes or special values differ."""
    shape, data = truth
    assert tuple(actual.shape) == tuple(shape)
    expected = [nearest(value, dtype) for value in data]
    finite = [abs(value) for value in expected if math.isfinite(value)]
    scale = max(finite + [floor, float(numpy.finfo(dtype).tiny)])
    worst = 0.0
    for value, near, exact in zip(actual.ravel().tolist(), expected, data):
        if math.isfinite(value) and math.isfinite(near):
            worst = max(worst, 0.0 if math.isinf(scale) else float(abs(value - exact) / scale))
        elif not (value == near or (value != value and near != near)):
            return math.inf
    return worst


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dtype", sorted(BOUND))
@pytest.mark.parametrize("loss", sorted(DRAWS))
def test_formula_agrees_with_torch(loss, dtype, kind):
    """PyTorch's results are the truth of its formula, but for rounding."""
    compared = 0
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
        floor = scale_of(loss, kind, params, inputs, incoming)
        context = (number, params, inputs, names, incoming, truth.departures)
        assert worst_error(output, truth.formula.output, dtype, floor) <= BOUND[dtype], context
        for name in names:
            wanted = truth.formula.grads[name]
            assert (grads[name] is None) == (wanted is None), context
            if wanted is not None:
                assert worst_error(grads[name], wanted, dtype, floor) <= BOUND[dtype], (
                    name,
                ) + context
    assert compared >= COUNT // 2
