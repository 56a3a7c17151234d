"""Range classes of the losses over pairs and triples of vectors."""

from typing import Iterator

import numpy as np

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.plain.vectors import PAIR, TRIPLE
from golden_generator.cases.shared.ranges import SHAPE, Ranged, drawn, exponents
from golden_generator.cases.shared.sizes import Question
from golden_generator.cases.shared.tensors import label, named

_AT = label(SHAPE)
_ROWS = SHAPE[:1]


def cosine(dtype: str) -> Iterator[Ranged]:
    """Yield vectors with wide components, and vectors that nearly coincide."""
    signs = named("near/%d/signs" % SHAPE[0], dtype, [-1.0, 1.0, -1.0, 1.0])
    steps = exponents(dtype, (-11, 0), (-40, 0))
    ends = np.linspace(*steps, SHAPE[0]).astype(int).tolist()
    wide = {"target": named("wide/%d/signs" % SHAPE[0], dtype, -np.ones(_ROWS))}
    for role, main in zip(PAIR, (0, 1)):
        parts = [(role + str(n), end - 1, end) for n, end in enumerate(ends)]
        drawn_rows = [inputs.wide(dtype, (1, SHAPE[1]), *part, 1).array for part in parts]
        rows = np.concatenate(drawn_rows)
        rows[:, main] = 1000 + main  # the longest components lie apart: cosines are small
        wide[role] = named("wide/4x6/%s,apart" % role, dtype, rows)
    wide = {role: wide[role] for role in (*PAIR, "target")}
    at = ("margin=absent",)
    question = Question(at, _AT, _ROWS, wide, {}, PAIR)
    yield Ranged("wide", question, exponents(dtype, (-12, 2), (-90, 2)))
    base = inputs.eighths(dtype, SHAPE, "input1", 8, 24)
    steps = np.array([1 + 2.0 ** -(3 + k % 7) for k in range(base.array.size)]).reshape(SHAPE)
    other = named("near/%dx%d/input2" % SHAPE, dtype, base.array * steps.astype(dtype))
    pair = {"input1": base, "input2": other, "target": signs}
    yield Ranged(
        "near", Question(at, _AT, _ROWS, pair, {}, PAIR), exponents(dtype, (-33, 2), (-200, 2))
    )


def triplet(dtype: str) -> Iterator[Ranged]:
    """Yield vectors whose size differs by row and component, and points near their anchors.

    p is 1, 2 and 3.
    """
    powers = (1e-7, 1e-3, 1.0, 1e3) if dtype == "float32" else (1e-5, 1.0, 1e5, 1e11)
    grades = np.array(powers, dtype)[:, None]
    apart = [
        named(
            "wide/4x6/%s,graded" % role, dtype, drawn(dtype, role, (-4, 1), (-12, 1)).array * grades
        )
        for role in TRIPLE[:2]
    ]
    apart.append(inputs.near(apart[0].array, "graded", (3, -50, 700, -9000)))
    base = inputs.eighths(dtype, SHAPE, "anchor", 1, 24)
    steps = [3 * 2 ** (k // 2 + 1) * (-1) ** k for k in range(base.array.size)]
    close = [
        base,
        inputs.near(base.array, "positive", steps),
        inputs.near(base.array, "negative", [-(step // 3) for step in steps]),
    ]
    for p in (2.0, 1.0, 3.0):
        for kind, tensors, rest in (("wide", apart, {}), ("near", close, {"eps": 0.0})):
            at = ("margin=0.0", "p=%s" % p, *["eps=0.0"] * len(rest), "swap=False")
            params = {"margin": 0.0, "p": p, **rest, "swap": False}
            values = dict(zip(TRIPLE, tensors))
            yield Ranged(
                kind,
                Question(at, _AT, _ROWS, values, params, TRIPLE),
                exponents(dtype, (-41, 3), (-200, 2)),
            )
