"""An independent port of nine losses in NumPy: PyTorch 1.4.0's formulas in numerically careful form.

It computes in the call's dtype, element by element. What it does not have is unsupported: other
losses, gradients of weights, and of targets that are constants to most.
"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))

import numpy as np  # noqa: E402
from lossparity_port import Computed, Rejected, Unsupported, serve  # noqa: E402

VERSION = "1.1"
EPSILON = 1e-12


def sigmoid(x):
    """Return 1 / (1 + exp(-x)) without overflow."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, small) / (1 + small)


def softplus(x):
    """Return log(1 + exp(x)) without overflow."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def sign(d):
    """Return -1, 0 or 1; 0 for NaN, which ``numpy.sign`` passes on."""
    return (d > 0).astype(d.dtype) - (d < 0).astype(d.dtype)


def absolute(x, y, params):
    """Return |x - y| and its derivatives."""
    return np.abs(x - y), sign(x - y), sign(y - x)


def squared(x, y, params):
    """Return (x - y)² and half its derivatives."""
    return (x - y) ** 2, x - y, y - x


def huber(x, y, params):
    """Return (x - y)² / 2 below 1 and |x - y| - 1/2 above, and its derivatives."""
    d = x - y
    slope = np.clip(d, -1, 1)
    return np.where(np.abs(d) < 1, d * d / 2, np.abs(d) - 0.5), slope, -slope


def logarithm(a):
    """Return log a, and log 1e-12 for 0, as PyTorch before 1.5."""
    return np.where(a == 0, a.dtype.type(np.log(EPSILON)), np.log(a))


def spread(weight, x, y):
    """Return BCELoss's weights in the input's shape: expanded with the target, then read in storage order."""
    if weight is None:
        return np.ones_like(x)
    wide = np.broadcast_arrays(weight, y)[0]
    if wide.size != x.size or weight.dtype != x.dtype:
        raise Rejected("forward", "weight does not fit the input")
    return wide.reshape(x.shape)


def cross_entropy(x, y, params):
    """Return -w (y log x + (1 - y) log(1 - x)), and 1 / w of its derivative, kept finite by 1e-12 at 0 and 1."""
    if not np.all((x >= 0) & (x <= 1)):
        raise Rejected("forward", "input must be in [0, 1]")
    w = spread(params.get("weight"), x, y)
    wide = x.astype(np.float64)
    value = -w * (y * logarithm(x) + (1 - y.astype(np.float64)) * logarithm(1 - x))
    slope = (wide - y) / ((1 - wide + EPSILON) * (wide + EPSILON))
    return value, slope.astype(x.dtype), None


def cross_entropy_of_logits(x, y, params):
    """Return the cross entropy of sigmoid(x), the positive part weighted, and 1 / w of its derivatives."""
    w, p = params.get("weight"), params.get("posWeight")
    w = np.ones_like(x) if w is None else w
    p = np.ones_like(x) if p is None else p
    if any(np.broadcast(x, each).shape != x.shape for each in (w, p)):
        raise Rejected("forward", "a weight is larger than the input")
    value = w * (p * y * softplus(-x) + (1 - y) * softplus(x))
    by_input = (1 - y) * sigmoid(x) - p * y * sigmoid(-x)
    by_target = np.where(p == 1, -x, p * softplus(-x) - softplus(x))
    return value, by_input, by_target


def divergence(x, y, params):
    """Return y (log y - x), 0 where y is not positive, and its derivatives; ``finished`` masks them."""
    positive = y > 0
    logs = np.log(np.where(positive, y, 1))
    value = np.where(positive, y * (logs - x), 0)
    return value, -y, np.log(y) + 1 - x


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
# One kernel multiplies by factor / n first; the others divide the incoming gradient.
FUSED = {"MSELoss": 2, "SmoothL1Loss": 1, "BCELoss": 1, "SoftMarginLoss": 1}
# These two divide a mean's gradient last.
DIVIDED_LAST = ("BCEWithLogitsLoss", "KLDivLoss")
CONSTANT_TARGET = ("BCELoss", "SoftMarginLoss")
CLASSES = ("NLLLoss", "CrossEntropyLoss")
PARAMS = {
    "BCELoss": {"weight"},
    "BCEWithLogitsLoss": {"weight", "posWeight"},
    "NLLLoss": {"weight", "ignoreIndex"},
    "CrossEntropyLoss": {"weight", "ignoreIndex"},
}


def capabilities():
    """Return the capabilities: no loss has gradients of parameters."""
    constant = CONSTANT_TARGET + CLASSES
    return {
        loss: {"gradients": ["input"] if loss in constant else ["input", "target"]}
        for loss in tuple(ELEMENTWISE) + CLASSES
    }


def reduction(call):
    """Return none, mean, sum or batchmean; the legacy flags take precedence."""
    average, reduce = call.params.get("sizeAverage"), call.params.get("reduce")
    if average is not None or reduce is not None:
        if reduce is not None and not reduce:
            return "none"
        return "mean" if average is None or average else "sum"
    chosen = call.params.get("reduction", "mean")
    chosen = "mean" if chosen == "elementwise_mean" else chosen
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
    """Return the reduced loss, and the divisor of every element's gradient."""
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
    if given.shape != output.shape or given.dtype.kind != "f":
        raise Rejected("backward", "gradOutput does not fit the output", output)
    return given.astype(output.dtype)


def finished(call, name, gradient):
    """Return a gradient after PyTorch's late steps: it is weighted, or replaced by 0."""
    x, y, weight = call.inputs["input"], call.inputs["target"], call.params.get("weight")
    if call.loss == "KLDivLoss":
        return np.where(y > 0 if name == "input" else y != 0, gradient, x.dtype.type(0))
    if weight is None:
        return gradient
    return gradient * (spread(weight, x, y) if call.loss == "BCELoss" else weight)


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
        arriving, kind = incoming(call, output), x.dtype.type
        factor = kind(FUSED.get(call.loss, 1))
        for name in call.requires_grad:
            slope = slopes[list(call.inputs).index(name)].astype(kind)
            if call.loss == "BCELoss" and how == "none":
                gradient = finished(call, name, slope) * arriving
            elif call.loss in DIVIDED_LAST and how == "mean":
                gradient = finished(call, name, slope * arriving) / divisor
            elif "target" in call.requires_grad or call.loss not in FUSED:
                gradient = finished(call, name, arriving / divisor * factor * slope)
            else:
                gradient = finished(call, name, kind(factor / divisor) * slope * arriving)
            grads[name] = shrunk(gradient, call.inputs[name].shape).astype(kind)
    return Computed(output, grads)


def in_turn(values):
    """Return the sum of all values, one after the other, in their dtype."""
    return np.add.accumulate(np.append(values.dtype.type(0), values))[-1]


def checked_classes(call):
    """Return input, target, which targets count, and a weight for each class."""
    x, target = call.inputs["input"], call.inputs["target"]
    ignored, weight = call.params.get("ignoreIndex", -100), call.params.get("weight")
    if not isinstance(ignored, int):
        raise Rejected("forward", "ignoreIndex must be an integer")
    if x.dtype.name != call.dtype or target.dtype != np.int64 or x.ndim < 2:
        raise Rejected("forward", "input must be %s of at least two axes, target int64" % call.dtype)
    if target.shape != x.shape[:1] + x.shape[2:]:
        raise Rejected("forward", "target does not fit the input")
    weight = np.ones(x.shape[1], x.dtype) if weight is None else weight
    if weight.size != x.shape[1] or weight.dtype != x.dtype:
        raise Rejected("forward", "weight does not fit the number of classes")
    if x.shape[1] == 0 and target.size and x.ndim not in (2, 4):
        raise Rejected("forward", "input must have classes")
    counted = target != ignored
    if np.any(counted & ((target < 0) | (target >= x.shape[1]))):
        raise Rejected("forward", "target is not a class")
    return x, target, counted, weight.reshape(-1)


def exponential(x):
    """Return exp(x) rounded once; some NumPys are 2 ulp off in float32, which 1 - exp(x) magnifies."""
    return np.exp(x, dtype=np.float64).astype(x.dtype)


def log_softmax(x):
    """Return the logarithms of the softmax along the classes."""
    if x.size == 0:
        return x
    shifted = x - x.max(axis=1, keepdims=True)
    wide = np.float64 if x.ndim > 2 else x.dtype  # as PyTorch, but along the last axis
    sums = exponential(shifted).sum(axis=1, keepdims=True, dtype=wide)
    return (shifted - np.log(sums)).astype(x.dtype)


def classes(call):
    """Compute the negative log likelihood of classes, of logits for CrossEntropyLoss."""
    how = reduction(call)
    x, target, counted, weight = checked_classes(call)
    chosen = np.where(counted, target, 0)
    logs = log_softmax(x) if call.loss == "CrossEntropyLoss" else x
    if x.shape[1] == 0:
        value = w = np.zeros(target.shape, x.dtype)
    else:
        w = np.where(counted, weight[chosen], x.dtype.type(0))
        picked = np.take_along_axis(logs, np.expand_dims(chosen, 1), axis=1)[:, 0]
        value = np.where(counted, -w * picked, x.dtype.type(0))
    output, total = value, in_turn(w)
    if how != "none":
        divides = how == "mean" and (total != 0 or x.size == 0)
        output = np.asarray(in_turn(value) / (total if divides else x.dtype.type(1)), x.dtype)
    if not call.requires_grad:
        return Computed(output, {})
    slope = np.zeros_like(x)
    arriving = incoming(call, output)
    if how == "none" or not total <= 0:  # PyTorch has no gradient then, but one of NaN
        divisor = total if how == "mean" else x.dtype.type(1)
        per_row = w * arriving / divisor if x.ndim == 2 else w / divisor * arriving
        per_row = np.where(counted, per_row, x.dtype.type(0))
        if slope.size:
            np.put_along_axis(slope, np.expand_dims(chosen, 1), -np.expand_dims(per_row, 1), axis=1)
    if call.loss == "CrossEntropyLoss":
        slope = slope - exponential(logs) * slope.sum(axis=1, keepdims=True)
    return Computed(output, {"input": slope})


def evaluate(call):
    """Answer one call."""
    unknown = set(call.params) - PARAMS.get(call.loss, set()) - {"reduction", "sizeAverage", "reduce"}
    if unknown:
        raise Rejected("construct", "there is no argument %s" % ", ".join(sorted(unknown)))
    if list(call.inputs) != ["input", "target"]:
        raise Rejected("forward", "the arguments are input and target")
    for name in ("weight", "posWeight"):
        if not isinstance(call.params.get(name), (np.ndarray, type(None))):
            raise Rejected("construct", "%s must be a tensor" % name)
    with np.errstate(all="ignore"):
        return classes(call) if call.loss in CLASSES else elementwise(call)


if __name__ == "__main__":
    serve("numpy", "%s (NumPy %s)" % (VERSION, np.__version__), evaluate, capabilities())
