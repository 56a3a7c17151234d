"""An independent port of nine losses in NumPy, written from PyTorch's documentation.

It computes in the call's dtype, element by element, and sums with ``numpy.sum``. What it does not
have is unsupported: other losses, gradients of weights, and of targets that are constants to most.
"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))

import numpy as np  # noqa: E402
from lossparity_port import Computed, Rejected, Unsupported, serve  # noqa: E402

VERSION = "1.0"


def sigmoid(x):
    """Return 1 / (1 + exp(-x)) without overflow."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, small) / (1 + small)


def softplus(x):
    """Return log(1 + exp(x)) without overflow."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def absolute(x, y, params):
    """Return |x - y| and its derivatives."""
    return np.abs(x - y), np.sign(x - y), np.sign(y - x)


def squared(x, y, params):
    """Return (x - y)² and its derivatives."""
    return (x - y) ** 2, 2 * (x - y), 2 * (y - x)


def huber(x, y, params):
    """Return (x - y)² / 2 below 1 and |x - y| - 1/2 above, and its derivatives."""
    d = x - y
    near = np.abs(d) < 1
    slope = np.where(near, d, np.sign(d))
    return np.where(near, d * d / 2, np.abs(d) - 0.5), slope, -slope


def cross_entropy(x, y, params):
    """Return -w (y log x + (1 - y) log(1 - x)), the logarithms not below -100, and its derivative."""
    if not np.all((x >= 0) & (x <= 1)):
        raise Rejected("forward", "input must be in [0, 1]")
    w = params.get("weight")
    w = np.ones_like(x) if w is None else w
    value = -w * (y * np.maximum(np.log(x), -100) + (1 - y) * np.maximum(np.log1p(-x), -100))
    return value, w * (x - y) / np.maximum(x * (1 - x), x.dtype.type(1e-12)), None


def cross_entropy_of_logits(x, y, params):
    """Return the cross entropy of sigmoid(x), the positive part weighted, and its derivatives."""
    w, p = params.get("weight"), params.get("posWeight")
    w = np.ones_like(x) if w is None else w
    p = np.ones_like(x) if p is None else p
    value = w * (p * y * softplus(-x) + (1 - y) * softplus(x))
    by_input = w * ((1 - y) * sigmoid(x) - p * y * sigmoid(-x))
    return value, by_input, w * (p * softplus(-x) - softplus(x))


def divergence(x, y, params):
    """Return y (log y - x), 0 where y is not positive, and its derivatives."""
    positive = y > 0
    logs = np.log(np.where(positive, y, 1))
    value = np.where(positive, y * (logs - x), 0)
    return value, np.where(positive, -y, 0), np.where(positive, logs + 1 - x, 0)


def soft_margin(x, y, params):
    """Return log(1 + exp(-y x)) and its derivative."""
    return softplus(-y * x), -y * sigmoid(-y * x), None


ELEMENTWISE = {
    "L1Loss": absolute,
    "MSELoss": squared,
    "SmoothL1Loss": huber,
    "BCELoss": cross_entropy,
    "BCEWithLogitsLoss": cross_entropy_of_logits,
    "KLDivLoss": divergence,
    "SoftMarginLoss": soft_margin,
}
BROADCAST = ("L1Loss", "MSELoss", "SmoothL1Loss")
CONSTANT_TARGET = ("BCELoss", "SoftMarginLoss")
CLASSES = ("NLLLoss", "CrossEntropyLoss")
PARAMS = {
    "BCELoss": {"weight"},
    "BCEWithLogitsLoss": {"weight", "posWeight"},
    "NLLLoss": {"weight", "ignoreIndex"},
    "CrossEntropyLoss": {"weight", "ignoreIndex"},
}


def capabilities():
    """Return what there is of each loss: gradients of parameters are missing everywhere."""
    constant = CONSTANT_TARGET + CLASSES
    return {
        loss: {"gradients": ["input"] if loss in constant else ["input", "target"]}
        for loss in tuple(ELEMENTWISE) + CLASSES
    }


def reduction(call):
    """Return none, mean, sum or batchmean; the legacy flags go first."""
    average, reduce = call.params.get("sizeAverage"), call.params.get("reduce")
    if average is not None or reduce is not None:
        if reduce is not None and not reduce:
            return "none"
        return "mean" if average is None or average else "sum"
    chosen = call.params.get("reduction", "mean")
    known = ("none", "mean", "sum") + (("batchmean",) if call.loss == "KLDivLoss" else ())
    if chosen not in known:
        raise Rejected("construct", "reduction must be one of %s" % ", ".join(known))
    return chosen


def broadcastable(x, y):
    """Return whether two shapes fit each other."""
    try:
        np.broadcast(x, y)
    except ValueError:
        return False
    return True


def shrunk(values, shape):
    """Return a gradient summed over the axes along which its argument was broadcast."""
    extra = values.ndim - len(shape)
    values = values.sum(axis=tuple(range(extra)))
    axes = tuple(i for i, size in enumerate(shape) if size == 1 and values.shape[i] != 1)
    return values.sum(axis=axes, keepdims=True).reshape(shape)


def scaled(how, value, divisor):
    """Return the reduced loss, and what every element's gradient is divided by."""
    kind = value.dtype.type
    if how == "none":
        return value, kind(1)
    if how == "sum":
        return np.asarray(value.sum(), value.dtype), kind(1)
    return np.asarray(value.sum() / kind(divisor), value.dtype), kind(divisor)


def incoming(call, output):
    """Return the incoming gradient, which has the output's shape."""
    given = call.grad_output
    if given is None:
        if output.size != 1:
            raise Rejected("backward", "an implicit gradient needs a loss of one element", output)
        return np.ones_like(output)
    if given.shape != output.shape or given.dtype != output.dtype:
        raise Rejected("backward", "gradOutput does not fit the output", output)
    return given


def elementwise(call):
    """Compute a loss that is a function of input and target, element by element."""
    x, y = call.inputs["input"], call.inputs["target"]
    if x.dtype.name != call.dtype or y.dtype != x.dtype:
        raise Rejected("forward", "input and target must be %s" % call.dtype)
    if call.loss not in BROADCAST and x.shape != y.shape:
        if x.size == y.size or broadcastable(x, y):
            raise Unsupported("shapes that differ")
        raise Rejected("forward", "input and target must have the same shape")
    how = reduction(call)
    try:
        value, *slopes = ELEMENTWISE[call.loss](x, y, call.params)
    except ValueError as error:
        raise Rejected("forward", str(error)) from error
    value = np.asarray(value, x.dtype)
    count = x.shape[0] if how == "batchmean" and x.ndim else value.size
    output, divisor = scaled(how, value, count)
    grads = {}
    if call.requires_grad:
        scale = incoming(call, output) / divisor
        for name in call.requires_grad:
            gradient = scale * slopes[list(call.inputs).index(name)]
            grads[name] = shrunk(gradient, call.inputs[name].shape).astype(x.dtype)
    return Computed(output, grads)


def classes(call):
    """Compute the negative log likelihood of classes, of logits for CrossEntropyLoss."""
    x, target = call.inputs["input"], call.inputs["target"]
    how, ignored = reduction(call), call.params.get("ignoreIndex", -100)
    if x.dtype.name != call.dtype or target.dtype != np.int64 or x.ndim < 2:
        raise Rejected("forward", "input must be %s of at least two axes, target int64" % call.dtype)
    if target.shape != x.shape[:1] + x.shape[2:]:
        raise Rejected("forward", "target does not fit the input")
    weight = call.params.get("weight")
    weight = np.ones(x.shape[1], x.dtype) if weight is None else weight
    counted = target != ignored
    if weight.shape != x.shape[1:2] or np.any(counted & ((target < 0) | (target >= x.shape[1]))):
        raise Rejected("forward", "weight or target does not fit the number of classes")
    chosen = np.where(counted, target, 0)
    w = np.where(counted, weight[chosen], 0).astype(x.dtype)
    logs = x
    if call.loss == "CrossEntropyLoss":
        shifted = x - x.max(axis=1, keepdims=True)
        logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    picked = np.take_along_axis(logs, np.expand_dims(chosen, 1), axis=1)[:, 0]
    value = np.where(counted, -w * picked, 0).astype(x.dtype)
    output, divisor = scaled(how, value, w.sum())
    if not call.requires_grad:
        return Computed(output, {})
    per_row = np.expand_dims(incoming(call, output) / divisor * w, 1)
    slope = np.zeros_like(x)
    np.put_along_axis(slope, np.expand_dims(chosen, 1), -per_row, axis=1)
    if call.loss == "CrossEntropyLoss":
        slope += np.exp(logs) * per_row
    return Computed(output, {"input": slope})


def evaluate(call):
    """Answer one call."""
    unknown = set(call.params) - PARAMS.get(call.loss, set()) - {"reduction", "sizeAverage", "reduce"}
    if unknown:
        raise Rejected("construct", "there is no argument %s" % ", ".join(sorted(unknown)))
    if list(call.inputs) != ["input", "target"]:
        raise Rejected("forward", "the arguments are input and target")
    with np.errstate(all="ignore"):
        return classes(call) if call.loss in CLASSES else elementwise(call)


if __name__ == "__main__":
    serve("numpy", "%s (NumPy %s)" % (VERSION, np.__version__), evaluate, capabilities())
