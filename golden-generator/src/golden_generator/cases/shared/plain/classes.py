"""Losses over classes, at any shape.

Settings in turn: weights, ignored targets, powers, which gradients are asked for. The margins are
not kept, so that every class has a gradient.
"""

from typing import Any, Callable, Dict

import numpy as np

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.classification import target_flags, target_of
from golden_generator.cases.shared.sizes import Question, gradients
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named, pool_shape

_BLOCK = 32
"""The size of a block; its last element must count."""


def _weight(dtype: str, kind: str, form: Shape) -> Dict[str, NamedTensor]:
    if kind == "absent":
        return {}
    return {"weight": inputs.eighths(dtype, form, "weight", 1, 24)}


def _single(count: int) -> NamedTensor:
    """Return the target of a single row: any class, so that most are not at an end."""
    name = "class/C%d/1/drawn" % count
    return named(name, "int64", [int(inputs.integers(name, 1)[0]) % count])


def _ending(target: NamedTensor, count: int) -> NamedTensor:
    """Return the targets with the last class at the end: the last element has a gradient."""
    values = target.array.copy()
    values.reshape(-1)[-1] = count - 1
    return named(target.name + ",ending", "int64", values, target.shape)


def likelihood(low: int, high: int) -> Callable[[str, str, Any, int], Question]:
    """Return how NLLLoss or CrossEntropyLoss is asked, its inputs from ``low`` to ``high``."""

    def ask(dtype: str, reduction: str, form: Any, setting: int) -> Question:
        shape = tuple(form)
        if len(shape) == 2 and shape[0] > shape[1] and setting % 2:
            shape = (1, shape[1], shape[0])  # as many targets, in the places of one sample
        kinds = (("plain", "absent"), ("absent", "absent"), ("plain", "inside"))
        weight, ignored = kinds[setting % 3]
        params: Dict[str, Any] = _weight(dtype, weight, shape[1:2])
        if ignored == "inside":
            params["ignore_index"] = 0
        target = target_of(shape, params) if shape[0] > 1 or shape[2:] else _single(shape[1])
        if shape[0] * shape[1] % _BLOCK == 0:
            target = _ending(target, shape[1])
        flags = target_flags({**params, "reduction": reduction}, target, shape[1])
        return Question(
            ("weight=" + weight, "ignore=" + ignored),
            label(shape),
            shape[:1] + shape[2:],
            {"input": inputs.eighths(dtype, shape, "input", low, high), "target": target},
            params,
            ("input",),
            tuple(flags),
        )

    return ask


def multi_margin(dtype: str, reduction: str, form: Any, setting: int) -> Question:
    """Ask MultiMarginLoss, every class beyond the margin."""
    shape = tuple(form)
    p, weight = ((2, "plain"), (1, "plain"), (1, "absent"), (2, "absent"))[setting % 4]
    return Question(
        ("p=%d" % p, "margin=absent", "weight=" + weight),
        label(shape),
        shape[:1],
        {
            "input": inputs.whole(dtype, shape, "input", -15, 15, 1 / 32),
            "target": (
                inputs.classes(shape[1], shape[:1], "target") if shape[0] > 1 else _single(shape[1])
            ),
        },
        {"p": p, **_weight(dtype, weight, shape[1:])},
        ("input",),
        ("one-class",) if shape[1] == 1 else (),
    )


def multi_label_margin(dtype: str, reduction: str, form: Any, setting: int) -> Question:
    """Ask MultiLabelMarginLoss: a shape (N, C), and how many labels each row has if not few."""
    shape, many = tuple(form[:2]), form[2:]
    count = many[0] if many else min(3, (shape[1] + 1) // 2)
    name = "labels/%s/%s,eighths" % (pool_shape(shape), "many" if many else "few")
    rows = np.full(shape, -1)
    for row in range(shape[0]):
        order = np.argsort(inputs.integers("%s/%d" % (name, row), shape[1]), kind="stable")
        rows[row, :count] = order[:count]
    flags = ("one-class",) if shape[1] == 1 else ()
    return Question(
        ("labels=" + ("many" if many else "several"),),
        label(shape),
        shape[:1],
        {
            "input": inputs.whole(dtype, shape, "input", -15, 15, 1 / 32),
            "target": named(name, "int64", rows),
        },
        {},
        ("input",),
        flags,
    )


_ALL = ("input", "target", "weight")
_SOFT = (
    ("plain", ("input",)),
    ("absent", ("input",)),
    ("plain", ("weight",)),
    ("row", ("target",)),
    ("each", ("input",)),
    ("each", _ALL),
)


def multi_label_soft_margin(dtype: str, reduction: str, form: Any, setting: int) -> Question:
    """Ask MultiLabelSoftMarginLoss."""
    shape = tuple(form)
    weight, names = _SOFT[setting % 6]
    if weight == "row" and shape[1] == 1:
        weight = "plain"  # one per row is one per element
    forms = {"plain": shape[-1:], "each": shape, "row": shape[:1] + (1,) * (len(shape) - 1)}
    params = _weight(dtype, weight, forms.get(weight, ()))
    given = _ALL if params else _ALL[:2]
    return Question(
        ("weight=" + weight, "target=bits", *gradients(names, given)),
        label(shape),
        shape[:1] + shape[2:],
        {
            "input": inputs.eighths(dtype, shape, "input"),
            "target": inputs.drawn_bits(dtype, shape, "target"),
        },
        params,
        names,
        ("one-gradient",) if len(names) < len(given) else (),
    )
