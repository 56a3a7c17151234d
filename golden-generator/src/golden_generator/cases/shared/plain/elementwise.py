"""Losses that work element by element, at any shape.

Settings in turn: which gradients are asked for, and the parameters of the formula. The values stay
on the side of a kink where there is a gradient: what a port leaves out then shows.
"""

from typing import Any, Dict, Tuple

import numpy as np

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.sizes import Question, broadcast, gradients, shapes_of, where
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named

BOTH = ("input", "target")


def _flags(shapes: Tuple[Shape, ...], *flags: str) -> Tuple[str, ...]:
    return (("broadcast",) if len(set(shapes)) > 1 else ()) + flags


def _one(names: Tuple[str, ...], *flags: str) -> Tuple[str, ...]:
    return flags + (("one-gradient",) if len(names) == 1 else ())


def regression(dtype: str, reduction: str, form: Any, setting: int) -> Question:
    """Ask L1Loss, MSELoss or SmoothL1Loss."""
    shapes = shapes_of(form, 2)
    names = (BOTH, ("input",))[setting % 2]
    return Question(
        ("grad=" + "+".join(names),),
        where(shapes),
        broadcast(shapes),
        {
            "input": inputs.eighths(dtype, shapes[0], "input"),
            "target": inputs.eighths(dtype, shapes[1], "target", above=0.0625),
        },
        {},
        names,
        _flags(shapes, *_one(names)),
    )


def kl_div(dtype: str, reduction: str, form: Any, setting: int) -> Question:
    """Ask KLDivLoss."""
    shapes = shapes_of(form, 2)
    names = (BOTH, ("input",), ("target",))[setting % 3]
    pair = {
        "input": inputs.eighths(dtype, shapes[0], "input", -32, -1),
        "target": inputs.eighths(dtype, shapes[1], "target", 1, 7),
    }
    flags = ("batchmean",) if reduction == "batchmean" else ()
    at = ("grad=" + "+".join(names),)
    return Question(at, where(shapes), shapes[0], pair, {}, names, _one(names, *flags))


def poisson(dtype: str, reduction: str, form: Any, setting: int) -> Question:
    """Ask PoissonNLLLoss, over logarithms and rates, with and without Stirling's term."""
    shapes = shapes_of(form, 2)
    logs, full = ((True, True), (False, True), (True, False), (False, False))[setting % 4]
    names = (BOTH, ("input",))[setting // 4 % 2]
    source = inputs.eighths(dtype, shapes[0], *(("input",) if logs else ("rates", 1, 24)))
    pair = {"input": source, "target": inputs.eighths(dtype, shapes[1], "target", 1, 32)}
    return Question(
        ("logInput=%s,full=%s" % (logs, full), *gradients(names, BOTH)),
        where(shapes),
        broadcast(shapes),
        pair,
        {"log_input": logs, "full": full},
        names,
        _flags(shapes, *_one(names)),
    )


def soft_margin(dtype: str, reduction: str, form: Any, setting: int) -> Question:
    """Ask SoftMarginLoss."""
    shape = tuple(form)
    pair = {
        "input": inputs.eighths(dtype, shape, "input"),
        "target": inputs.drawn_signs(dtype, shape, "target"),
    }
    return Question(("target=signs",), label(shape), shape, pair, {}, ("input",))


def hinge(dtype: str, reduction: str, form: Any, setting: int) -> Question:
    """Ask HingeEmbeddingLoss below the margin."""
    shapes = shapes_of(form, 2)
    margin = (1.0, 0.5)[setting % 2]
    pair = {
        "input": inputs.eighths(dtype, shapes[0], "input", -24, 3),
        "target": inputs.drawn_signs(dtype, shapes[1], "target"),
    }
    at = ("margin=%s" % margin,)
    parameters = {"margin": margin}
    return Question(
        at, where(shapes), broadcast(shapes), pair, parameters, ("input",), _flags(shapes)
    )


RANKED = ("input1", "input2", "target")


def margin_ranking(dtype: str, reduction: str, form: Any, setting: int) -> Question:
    """Ask MarginRankingLoss about pairs that are out of order, so that each has a loss."""
    shapes = shapes_of(form, 3)
    margin = (0.5, 0.0)[setting % 2]
    names = (RANKED, ("input1", "input2"), ("input1",), ("input2", "target"))[setting % 4]
    target = inputs.drawn_signs(dtype, shapes[2], "target")
    drawn = [inputs.eighths(dtype, shape, role) for shape, role in zip(shapes, RANKED[:2])]
    if len(set(shapes)) == 1:
        drawn = [
            named(tensor.name + ",ranked", dtype, side * target.array * np.abs(tensor.array))
            for tensor, side in zip(drawn, (-1, 1))
        ]
    return Question(
        ("margin=%s" % margin, *gradients(names, RANKED)),
        where(shapes),
        broadcast(shapes),
        dict(zip(RANKED, drawn + [target])),
        {"margin": margin},
        names,
        _flags(shapes, *(("one-gradient",) if len(names) < 3 else ())),
    )


def _weights(dtype: str, kind: str, shape: Shape, role: str) -> Dict[str, NamedTensor]:
    """Return the weights: one per column, one per row, or one per element."""
    if kind == "absent":
        return {}
    forms = {"plain": shape[-1:], "row": shape[:1] + (1,) * (len(shape) - 1), "each": shape}
    return {role: inputs.eighths(dtype, forms[kind], role, 1, 24)}


def _spelled(kind: str, shape: Shape) -> str:
    if kind in ("absent", "plain"):
        return kind
    return label(shape[:1] + (1,) * (len(shape) - 1) if kind == "row" else shape)


_BCE = (("plain", "soft"), ("absent", "hard"), ("row", "hard"), ("each", "soft"))


def bce(dtype: str, reduction: str, form: Any, setting: int) -> Question:
    """Ask BCELoss; rows have weights where there are several axes."""
    shape = tuple(form)
    weight, target = _BCE[setting % (4 if len(shape) > 1 else 2)]
    soft = target == "soft"
    targets = inputs.eighths(dtype, shape, "target", 1, 7) if soft else None
    pair = {
        "input": inputs.eighths(dtype, shape, "input", 1, 7),
        "target": targets or inputs.drawn_bits(dtype, shape, "target"),
    }
    return Question(
        ("weight=" + _spelled(weight, shape), "target=" + target),
        label(shape),
        shape,
        pair,
        _weights(dtype, weight, shape, "weight"),
        ("input",),
        () if weight == "absent" else ("weight",),
    )


_LOGITS = (
    ("plain", "plain", BOTH),
    ("plain", "plain", ("input",)),
    ("absent", "absent", ("input",)),
    ("each", "row", BOTH),
    ("plain", "row", ("input",)),
    ("absent", "plain", ("target",)),
    ("plain", "absent", ("input",)),
)


def bce_with_logits(dtype: str, reduction: str, form: Any, setting: int) -> Question:
    """Ask BCEWithLogitsLoss; weights and pos_weights lie along columns and along rows."""
    shape = tuple(form)
    flat = tuple(row for row in _LOGITS if "row" not in row and "each" not in row)
    settings = _LOGITS if len(shape) > 1 else flat
    weight, pos_weight, names = settings[setting % len(settings)]
    pair = {
        "input": inputs.eighths(dtype, shape, "input"),
        "target": inputs.eighths(dtype, shape, "target", 1, 7),
    }
    present = (("weight", weight), ("pos-weight", pos_weight))
    flags = tuple(flag for flag, kind in present if kind != "absent")
    return Question(
        (
            "weight=" + _spelled(weight, shape),
            "posWeight=" + _spelled(pos_weight, shape),
            *gradients(names, BOTH),
        ),
        label(shape),
        shape,
        pair,
        {
            **_weights(dtype, weight, shape, "weight"),
            **_weights(dtype, pos_weight, shape, "pos_weight"),
        },
        names,
        _one(names, *flags),
    )
