"""Losses over pairs and triples of vectors, at any shape.

Settings in turn: margins, norms, swap, which gradients are asked for. Every pair has a loss.
"""

from typing import Any

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.sizes import Question, broadcast, gradients, shapes_of, where

PAIR = ("input1", "input2")
TRIPLE = ("anchor", "positive", "negative")

LONG = 2048
"""Makes vectors so long that the 1e-12 in their cosine is lost: the truth then is the definition.

Shorter ones show it, and have two truths: those are among the other classes of values."""


def cosine(dtype: str, reduction: str, form: Any, setting: int) -> Question:
    """Ask CosineEmbeddingLoss about vectors that face each other, and so are beyond the margin.

    Vectors of one element have no gradient but rounding errors.
    """
    shapes = shapes_of(form, 2)
    if len(shapes) == 2:
        shapes += (shapes[0][:1] + shapes[0][2:],)
    one, other, signs = shapes
    margin = ({}, {"margin": 0.5})[setting // 2 % 2]
    names = (PAIR, PAIR[:1], PAIR[1:])[setting % 3] if one[1] > 1 else ()
    values = {
        "input1": inputs.whole(dtype, one, "input1", 8, 24, LONG),
        "input2": inputs.whole(dtype, other, "input2", 8, 24, LONG),
        "target": inputs.drawn_signs(dtype, signs, "target"),
    }
    both = broadcast((one, other))
    output = broadcast((both[:1] + both[2:], signs))
    flags = ("broadcast",) if one != other or output != signs else ()
    same = one == other and signs == one[:1] + one[2:]
    return Question(
        (*gradients(names, PAIR), "margin=%s" % margin.get("margin", "absent")),
        where((one,) if same else shapes),
        output,
        values,
        margin,
        names,
        flags + (("one-gradient",) if len(names) == 1 else ()),
    )


def triplet(dtype: str, reduction: str, form: Any, setting: int) -> Question:
    """Ask TripletMarginLoss about negatives that are nearer than the positives."""
    shapes = shapes_of(form, 3)
    p = (2.0, 1.0, 2.0, 3.0, float("inf"))[setting % 5]
    swap = bool(setting // 2 % 2)
    names = (TRIPLE, TRIPLE[:1], TRIPLE[1:2], TRIPLE[2:])[setting % 4]
    bounds = ((1, 24), (-24, -1), (1, 24))
    values = {
        role: inputs.eighths(dtype, shape, role, *bound)
        for role, shape, bound in zip(TRIPLE, shapes, bounds)
    }
    both = broadcast(shapes)
    one = (("one-element",) if both[1] == 1 else ()) + (
        ("one-gradient",) if len(names) == 1 else ()
    )
    return Question(
        ("margin=1.5", "p=%s" % p, "swap=%s" % swap, *gradients(names, TRIPLE)),
        where(shapes),
        both[:1] + both[2:],
        values,
        {"margin": 1.5, "p": p, "swap": swap},
        names,
        one + (("broadcast",) if len(set(shapes)) > 1 else ()),
    )
