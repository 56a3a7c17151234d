"""Range classes of the losses that work element by element."""

from typing import Any, Dict, Iterator, Tuple

import numpy as np

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.plain.elementwise import BOTH, RANKED
from golden_generator.cases.shared.ranges import SHAPE, Ranged, drawn, exponents
from golden_generator.cases.shared.sizes import Question
from golden_generator.cases.shared.tensors import NamedTensor, label, named

Pair = Dict[str, NamedTensor]
_AT = label(SHAPE)


def _deep(dtype: str) -> Tuple[int, int]:
    """Return an incoming gradient's exponents where the derivative is of ordinary size."""
    return exponents(dtype, (-42, 2), (-200, 2))


def _shallow(dtype: str) -> Tuple[int, int]:
    """Return them where the derivative itself spans many decades."""
    return exponents(dtype, (-8, 2), (-60, 2))


def _far(dtype: str, role: str, signs: NamedTensor) -> NamedTensor:
    """Return logits far out on both sides.

    Half of them lie where a sigmoid's complement still shows, on the side of their sign.
    """
    rows = (SHAPE[0] // 2, SHAPE[1])
    reach, tail = exponents(dtype, (6000, 1500), (60000, 3500))
    near = inputs.hundredths(dtype, rows, role + "-near", 100, tail).array * signs.array[: rows[0]]
    sides = np.array([1, -1] * (SHAPE[1] // 2), dtype)
    far = inputs.hundredths(dtype, rows, role, reach // 3, reach).array * sides
    return named("far/%dx%d/%s" % (*SHAPE, role), dtype, np.concatenate([near, far]))


def _question(
    segments: Tuple[str, ...], pair: Pair, names: Tuple[str, ...], **params: Any
) -> Question:
    return Question(segments, _AT, SHAPE, pair, params, names)


def regression(dtype: str) -> Iterator[Ranged]:
    """Yield wide inputs, and targets near them, for L1Loss, MSELoss and SmoothL1Loss."""
    at = ("grad=input+target",)
    pair = {role: drawn(dtype, role, (-12, 6), (-80, 60)) for role in BOTH}
    yield Ranged("wide", _question(at, pair, BOTH), _deep(dtype))
    base = drawn(dtype, "base", (-7, 6), (-60, 40))
    pair = {"input": base, "target": inputs.near(base.array, "target")}
    yield Ranged("near", _question(at, pair, BOTH), _shallow(dtype))


def kl_div(dtype: str) -> Iterator[Ranged]:
    """Yield tiny probabilities beside log-probabilities near 0 and far from it."""
    pair = {
        "input": drawn(dtype, "input", (-20, 1), (-100, 2), -1),
        "target": drawn(dtype, "target", (-30, -1), (-200, -1), 1),
    }
    yield Ranged("wide", _question(("grad=input+target",), pair, BOTH), _shallow(dtype))


def poisson(dtype: str) -> Iterator[Ranged]:
    """Yield rates over many decades, plain and as logarithms, and counts near the rate."""
    reach = exponents(dtype, (-7000, 4000), (-50000, 30000))
    pair = {
        "input": inputs.hundredths(dtype, SHAPE, "logs", *reach),
        "target": drawn(dtype, "target", (-20, 8), (-100, 100), 1),
    }
    logs = {"log_input": True, "full": True}
    yield Ranged(
        "wide", _question(("logInput=True,full=True",), pair, BOTH, **logs), _shallow(dtype)
    )
    rates = {"log_input": False, "full": False}
    at = ("logInput=False,full=False",)
    pair = {
        "input": drawn(dtype, "rates", (-25, 8), (-150, 100), 1),
        "target": drawn(dtype, "target", (-20, 8), (-100, 100), 1),
    }
    yield Ranged("wide", _question(at, pair, BOTH, **rates), _shallow(dtype))
    base = drawn(dtype, "counts", (3, 9), (8, 30), 1)
    pair = {"input": inputs.near(base.array, "rates"), "target": base}
    yield Ranged("near", _question(at, pair, BOTH, **rates), _deep(dtype))
    base = drawn(dtype, "logs", (-3, -1), (-7, -1), kind="small")
    counts = named("near/%dx%d/one-more" % SHAPE, dtype, 1 + base.array)
    pair = {"input": base, "target": counts}
    at = ("logInput=True,full=False",)
    logs = {"log_input": True, "full": False}
    yield Ranged("near", _question(at, pair, BOTH, **logs), _deep(dtype))


def soft_margin(dtype: str) -> Iterator[Ranged]:
    """Yield products far out on both sides of 0."""
    signs = inputs.drawn_signs(dtype, SHAPE, "target")
    pair = {"input": _far(dtype, "input", signs), "target": signs}
    question = _question(("target=signs",), pair, ("input",))
    yield Ranged("saturated", question, exponents(dtype, (-8, 2), (-20, 2)))


def hinge(dtype: str) -> Iterator[Ranged]:
    """Yield wide distances, and distances just below the margin."""
    signs = inputs.drawn_signs(dtype, SHAPE, "target")
    at = ("margin=1.0",)
    pair = {"input": drawn(dtype, "input", (-30, 6), (-200, 50)), "target": signs}
    yield Ranged("wide", _question(at, pair, ("input",), margin=1.0), _deep(dtype))
    gaps = drawn(dtype, "gap", (-7, -1), (-15, -1))
    below = named("near/%dx%d/input" % SHAPE, dtype, 1 - gaps.array)
    pair = {"input": below, "target": named("near/%dx%d/target" % SHAPE, dtype, -np.ones(SHAPE))}
    yield Ranged("near", _question(at, pair, ("input",), margin=1.0), _deep(dtype))


def margin_ranking(dtype: str) -> Iterator[Ranged]:
    """Yield wide pairs, and pairs nearly equal."""
    signs = inputs.drawn_signs(dtype, SHAPE, "target")
    at = ("margin=0.0",)
    one = drawn(dtype, "input1", (-25, 6), (-150, 50))
    for kind, other in (
        ("wide", drawn(dtype, "input2", (-25, 6), (-150, 50))),
        ("near", inputs.near(one.array, "input2")),
    ):
        triple = dict(zip(RANKED, (one, other, signs)))
        incoming = exponents(dtype, (-12, 2), (-90, 2))
        yield Ranged(kind, _question(at, triple, RANKED, margin=0.0), incoming)


def _ends(dtype: str) -> NamedTensor:
    """Return probabilities tiny in two rows, and near 1 in two."""
    tiny = drawn(dtype, "tiny", (-20, -1), (-100, -1), 1, (2, 6)).array
    rest = drawn(dtype, "rest", (-7, -1), (-15, -1), 1, (2, 6)).array
    return named("saturated/%dx%d/input" % SHAPE, dtype, np.concatenate([tiny, 1 - rest]))


def bce(dtype: str) -> Iterator[Ranged]:
    """Yield probabilities near 0 and 1, targets near the probability, and tiny weights."""
    bits = named("saturated/%dx%d/target" % SHAPE, dtype, [[1, 0, 1, 1, 0, 1]] * SHAPE[0])
    at = ("weight=absent", "target=hard")
    pair = {"input": _ends(dtype), "target": bits}
    yield Ranged("saturated", _question(at, pair, ("input",)), exponents(dtype, (-20, 2), (-90, 2)))
    base = inputs.eighths(dtype, SHAPE, "input", 1, 7)
    pair = {"input": base, "target": inputs.near(base.array, "target")}
    at = ("weight=absent", "target=soft")
    yield Ranged("near", _question(at, pair, ("input",)), exponents(dtype, (-20, 2), (-90, 2)))
    pair = {"input": base, "target": bits}
    weight = drawn(dtype, "weight", (-20, 2), (-100, 2), 1, SHAPE[1:], "rare")
    at = ("weight=plain", "target=hard")
    question = _question(at, pair, ("input",), weight=weight)
    yield Ranged("rare", question._replace(flags=("weight",)), _shallow(dtype))


def bce_with_logits(dtype: str) -> Iterator[Ranged]:
    """Yield logits far out on both sides, near 0 beside targets of 1/2, and tiny weights."""
    at = ("weight=absent", "posWeight=absent")
    bits = inputs.drawn_bits(dtype, SHAPE, "target")
    signs = named("far/%dx%d/signs" % SHAPE, dtype, 2 * bits.array - 1)
    pair = {"input": _far(dtype, "input", signs), "target": bits}
    yield Ranged("saturated", _question(at, pair, BOTH), exponents(dtype, (-8, 2), (-20, 2)))
    halves = named("near/%dx%d/half" % SHAPE, dtype, np.full(SHAPE, 0.5))
    small = drawn(dtype, "small", (-12, -1), (-25, -1))
    yield Ranged("near", _question(at, {"input": small, "target": halves}, BOTH), _shallow(dtype))
    weights = {
        role: drawn(dtype, role, (-15, 2), (-60, 2), 1, SHAPE[1:], "rare")
        for role in ("weight", "pos_weight")
    }
    pair = {
        "input": inputs.eighths(dtype, SHAPE, "input"),
        "target": inputs.eighths(dtype, SHAPE, "target", 1, 7),
    }
    question = _question(("weight=plain", "posWeight=plain"), pair, BOTH, **weights)
    yield Ranged("rare", question._replace(flags=("weight", "pos-weight")), _shallow(dtype))
