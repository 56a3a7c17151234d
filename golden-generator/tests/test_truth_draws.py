"""Random calls of every loss for the tests of the truth."""

import numpy
from drawing import REDUCTIONS, Draw

from golden_generator.cases import discover
from golden_generator.cases.shared.case import VALUES

KINDS = ("typical", "grid", "wide", "extreme", "special")
"""Normal values, ties on a grid, tens, the ends of the dtype's range, and NaN and infinities."""


def l1_loss(draw):
    shape = draw.shape()
    inputs = {"input": draw.floats(shape), "target": draw.floats(draw.mates(shape))}
    params = draw.params()
    if draw.chance(0.1):
        params = {"reduction": "elementwise_mean"}
    return params, inputs, draw.subset("input", "target")


mse_loss = smooth_l1_loss = l1_loss


def kl_div_loss(draw):
    shape = draw.shape()
    target = draw.floats(shape) if draw.chance(0.3) else abs(draw.floats(shape))
    params = draw.params()
    if draw.chance(0.2):
        params = {"reduction": "batchmean"}
    return params, {"input": draw.floats(shape), "target": target}, draw.subset("input", "target")


def bce_loss(draw):
    shape = draw.shape()
    params = draw.params()
    if draw.chance(0.4):
        params["weight"] = draw.floats(draw.mates(shape), "typical")
    return (
        params,
        {
            "input": draw.unit(shape),
            "target": draw.floats(shape) if draw.chance(0.2) else draw.unit(shape),
        },
        ["input"],
    )


def bce_with_logits_loss(draw):
    shape = draw.shape()
    params = draw.params()
    for name in ("weight", "pos_weight"):
        if draw.chance(0.4):
            params[name] = draw.floats(draw.mates(shape), "typical")
    target = draw.floats(shape, "typical") if draw.chance(0.2) else draw.unit(shape)
    return params, {"input": draw.floats(shape), "target": target}, draw.subset("input", "target")


def soft_margin_loss(draw):
    shape = draw.shape()
    target = draw.floats(shape) if draw.chance(0.2) else draw.signs(shape)
    return draw.params(), {"input": draw.floats(shape), "target": target}, ["input"]


def multi_label_soft_margin_loss(draw):
    shape = draw.shape(2, 3)
    params = draw.params()
    names = ["input", "target"]
    if draw.chance(0.4):
        params["weight"] = draw.floats(draw.mates(shape), "typical")
        names.append("weight")
    target = (
        draw.floats(draw.mates(shape), "typical")
        if draw.chance(0.2)
        else draw.unit(draw.mates(shape))
    )
    return params, {"input": draw.floats(shape), "target": target}, draw.subset(*names)


def margin_ranking_loss(draw):
    shape = draw.shape(1)
    target = draw.floats(draw.mates(shape)) if draw.chance(0.2) else draw.signs(draw.mates(shape))
    params = draw.params()
    if draw.chance(0.6):
        params["margin"] = draw.pick(0.3, 0.5, -0.25, 1, 2.0, float("inf"))
    return (
        params,
        {"input1": draw.floats(shape), "input2": draw.floats(draw.mates(shape)), "target": target},
        draw.subset("input1", "input2", "target"),
    )


def hinge_embedding_loss(draw):
    shape = draw.shape()
    target = draw.floats(draw.mates(shape)) if draw.chance(0.2) else draw.signs(draw.mates(shape))
    params = draw.params()
    if draw.chance(0.6):
        params["margin"] = draw.pick(0.3, 0.5, -0.25, 1, 2.0, float("inf"))
    return params, {"input": draw.floats(shape), "target": target}, draw.subset("input", "target")


def cosine_embedding_loss(draw):
    shape = draw.shape(2, 2) if draw.chance(0.9) else draw.shape(3, 3)
    other = shape if draw.chance(0.85) else (1,) + shape[1:]
    labels = shape[:1] + shape[2:]
    target = draw.pick(-1.0, 0.0, 1.0, 1.0, -1.0)
    target = draw.signs(labels) if draw.chance(0.8) else numpy.full((), target, draw.dtype)
    params = draw.params()
    if draw.chance(0.6):
        params["margin"] = draw.pick(0.3, 0.5, -0.25, 1)
    first, second = draw.floats(shape), draw.floats(other)
    if draw.chance(0.15):
        second = first.copy()
    return (
        params,
        {"input1": first, "input2": second, "target": target},
        draw.subset("input1", "input2"),
    )


def triplet_margin_loss(draw):
    shape = draw.shape(2, 3)
    inputs = {
        name: draw.floats(shape if draw.chance(0.9) else (1,) + shape[1:])
        for name in ("anchor", "positive", "negative")
    }
    params = draw.params()
    if draw.chance(0.6):
        params["margin"] = draw.pick(0.3, 0.5, -0.25, 1, 2.0)
    if draw.chance(0.8):
        params["p"] = draw.pick(
            0, 0.5, 1, 1.5, 2, 2.5, 3, 7.0, float("inf"), float("-inf"), -1.0, -2.5
        )
    if draw.chance(0.5):
        params["swap"] = True
    if draw.chance(0.3):
        params["eps"] = draw.pick(0.0, 1e-3, 0.25)
    return params, inputs, draw.subset("anchor", "positive", "negative")


def poisson_nll_loss(draw):
    shape = draw.shape()
    params = draw.params()
    params["log_input"] = log_input = draw.chance(0.5)
    params["full"] = draw.chance(0.5)
    if draw.chance(0.3):
        params["eps"] = draw.pick(0.0, 1e-3, 0.25)
    rate = draw.floats(shape)
    if not log_input and draw.chance(0.8):
        rate = abs(rate)
    target = draw.floats(draw.mates(shape))
    if draw.chance(0.7):
        target = abs(target)
    return params, {"input": rate, "target": target}, draw.subset("input", "target")


def _class_weight(draw, params, classes):
    if draw.chance(0.5):
        weight = draw.floats((classes,), "grid" if draw.chance(0.3) else "typical")
        params["weight"] = abs(weight) if draw.chance(0.6) else weight


def nll_loss(draw):
    shape = draw.shape(2, 4)
    params = draw.params()
    _class_weight(draw, params, shape[1])
    target = draw.ints(0, shape[1], shape[:1] + shape[2:])
    if draw.chance(0.4):
        params["ignore_index"] = ignored = draw.pick(0, 1, -100, 77)
        target = numpy.where(draw.random.random_sample(target.shape) < 0.3, ignored, target)
        target = numpy.asarray(target, dtype=numpy.int64)
    return params, {"input": draw.floats(shape), "target": target}, ["input"]


cross_entropy_loss = nll_loss


def multi_margin_loss(draw):
    shape = draw.shape(1, 2)
    params = draw.params()
    _class_weight(draw, params, shape[-1])
    if draw.chance(0.6):
        params["p"] = draw.pick(1, 2, 2)
    if draw.chance(0.6):
        params["margin"] = draw.pick(0.3, 0.5, -0.25, 1, 2.0)
    target = draw.ints(0, shape[-1], shape[:1] if len(shape) == 2 else (1,))
    return params, {"input": draw.floats(shape), "target": target}, ["input"]


def multi_label_margin_loss(draw):
    shape = draw.shape(0, 2)
    target = draw.ints(-1, shape[-1] if shape else 1, shape)
    return draw.params(), {"input": draw.floats(shape), "target": target}, ["input"]


def ctc_loss(draw):
    frames, batch, classes, longest = [int(n) for n in draw.random.randint(1, (13, 4, 6, 6))]
    logits = draw.floats((frames, batch, classes), "grid" if draw.kind == "grid" else "typical") * 2
    scores = (
        logits - numpy.log(numpy.exp(logits).sum(2, keepdims=True)) if draw.chance(0.8) else logits
    )
    scores = numpy.asarray(scores, dtype=draw.dtype)
    if draw.kind == "wide":
        scores = scores * numpy.asarray(20, dtype=draw.dtype)
    if draw.kind == "special":
        scores = numpy.where(
            draw.random.random_sample(scores.shape) < 0.05, -numpy.inf, scores
        ).astype(draw.dtype)
    lengths = draw.ints(1, frames + 1, (batch,)), draw.ints(0, longest + 1, (batch,))
    params = {"reduction": draw.pick(*REDUCTIONS), "zero_infinity": draw.chance(0.3)}
    if draw.chance(0.4):
        params["blank"] = draw.random.randint(classes)
    targets = draw.ints(0, classes, (batch, longest))
    if draw.chance(0.8) and classes > 1:
        blank = params.get("blank", 0)
        targets = numpy.where(targets == blank, (blank + 1) % classes, targets)
    if draw.chance(0.4):
        targets = draw.ints(0, classes, (int(lengths[1].sum()),))
    inputs = {
        "log_probs": scores,
        "targets": numpy.asarray(targets, dtype=numpy.int64),
        "input_lengths": lengths[0].tolist(),
        "target_lengths": lengths[1].tolist(),
    }
    return params, inputs, ["log_probs"]


DRAWS = {
    "L1Loss": l1_loss,
    "MSELoss": mse_loss,
    "SmoothL1Loss": smooth_l1_loss,
    "KLDivLoss": kl_div_loss,
    "BCELoss": bce_loss,
    "BCEWithLogitsLoss": bce_with_logits_loss,
    "SoftMarginLoss": soft_margin_loss,
    "MultiLabelSoftMarginLoss": multi_label_soft_margin_loss,
    "MarginRankingLoss": margin_ranking_loss,
    "HingeEmbeddingLoss": hinge_embedding_loss,
    "CosineEmbeddingLoss": cosine_embedding_loss,
    "TripletMarginLoss": triplet_margin_loss,
    "PoissonNLLLoss": poisson_nll_loss,
    "NLLLoss": nll_loss,
    "CrossEntropyLoss": cross_entropy_loss,
    "MultiMarginLoss": multi_margin_loss,
    "MultiLabelMarginLoss": multi_label_margin_loss,
    "CTCLoss": ctc_loss,
}


def one_of_its_cases(loss):
    """Draw a loss that has nothing of its own above: one of its cases of that kind of values."""

    def drawn(draw):
        cases = [case for case in discover()[loss].cases(draw.dtype) if case.requires_grad]
        cases = [case for case in cases if case.expect == VALUES and "empty" not in case.flags]
        same = [case for case in cases if case.axes[-1] == draw.kind]
        case = draw.pick(*(same or [case for case in cases if case.axes[-1] == "typical"]))
        params, inputs = (
            {name: getattr(value, "array", value) for name, value in given.items()}
            for given in (case.params, case.inputs)
        )
        return params, inputs, list(case.requires_grad)

    return drawn


DRAWS.update({loss: one_of_its_cases(loss) for loss in discover() if loss not in DRAWS})


def draw(loss, seed, dtype, kind):
    """One random call: parameters, inputs and the names that require grad."""
    params, inputs, names = DRAWS[loss](Draw(seed, dtype, kind))
    arrays = {
        name: value if isinstance(value, list) else numpy.asarray(value)
        for name, value in inputs.items()
    }
    return params, arrays, names
