"""TripletMarginLoss: reduction x margin x p x swap x shape.

Full product: reduction x margin (0, positive, negative) x p (1, 2, 3, 1.7, 0, inf) x swap x shape
(broadcasting ones included), typical values; for p = 0, which counts differences, small integers
with eps = 0 instead. Empty shapes: reduction x p. Covered: eps (0, positive, negative) is crossed
with reduction and p, swap taken in turn; further p (fractions below 1, negative, -inf, NaN, near
0, integers) with reduction; grid, extreme and special values, equal arguments, ties of swap and
losses exactly at the clamp with p and reduction; the nine legacy settings with swap and p, shapes
taken in turn. Left out, although torch accepts them: arguments of several dtypes (they are
promoted), bools as margin, p or eps.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Any, Dict, Iterator, Sequence, Tuple

import numpy as np

from golden_generator.cases.rejected.triplet_margin_loss import rejected
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import LEGACY, REDUCTIONS, cover, product
from golden_generator.cases.shared.calls import (
    implicit_gradient,
)
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.guide import GUIDE_NOTES, guide_cases
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import vectors
from golden_generator.cases.shared.ranged import vectors as wide_vectors
from golden_generator.cases.shared.ranges import Spans, range_cases, range_notes
from golden_generator.cases.shared.sizes import SIZE_NOTES, Axis, Sizes, size_cases
from golden_generator.cases.shared.tensors import NamedTensor, Shape, label, named
from golden_generator.cases.shared.variants import requested_cases

LOSS = "TripletMarginLoss"

_TRIPLET = "aten/src/ATen/native/Loss.cpp triplet_margin_loss"
_NORM = "aten/src/ATen/native/cpu/ReduceOpsKernel.cpp norm_kernel_tensor_iterator_impl"
_BACKWARD = "tools/autograd/templates/Functions.cpp norm_backward"

SPANS = {
    "near": {"output": Spans(2.5, 2.5, "points are nearer by a few units in the last place")},
}
"""Decades of range classes that are not the goal, by class and tensor."""

NOTES = {
    **SIZE_NOTES,
    **range_notes(_TRIPLET, ("wide", "near"), SPANS),
    **incoming_notes(
        "aten/src/ATen/native/Loss.cpp triplet_margin_loss: a mask times the gradient of "
        "clamp_min_; tools/autograd/templates/Functions.cpp norm_backward"
    ),
    **common("broadcast", "empty", "implicit-gradient", "invalid", "large", "legacy"),
    **GUIDE_NOTES,
    **common("one-gradient"),
    "clamped": Note(
        "a port that gives a loss or a gradient where the negative is farther than the margin",
        _TRIPLET,
        vacuous=True,
    ),
    "counts": Note(
        "a port whose p = 0 does not count the differences that are not 0, or has a gradient",
        _NORM,
        vacuous=True,
    ),
    "equal": Note(
        "a port that gives NaN where a distance is 0 (and a number where p < 1: NaN)",
        _BACKWARD,
    ),
    "extreme": Note(
        "a port that scales before it takes powers, so that it does not overflow with torch", _NORM
    ),
    "kink": Note(
        "a port without a gradient where the loss is exactly 0",
        _TRIPLET + ": clamp_min passes the gradient at 0",
    ),
    "no-axis": Note(
        "a port that fails on vectors without elements: their distance is 0", _NORM, vacuous=True
    ),
    "one-element": Note(
        "a port that fails on vectors of one element: p moves them by rounding only",
        _NORM,
        inert=("p",),
    ),
    "infinite-gradient": Note(
        "a port that lets the gradient of equal points be 0, or NaN, at another p than torch",
        _BACKWARD + ": zeros replace it where the norm is 0, but not for p = 1",
        vacuous=True,
    ),
    "norm-by-power": Note(
        "a port that takes a square root for p = 2: torch raises the sum to 1 / 2 by the C"
        " library's pow, which rounds otherwise about once in 1,000 norms",
        _NORM + ", NormOps: std::pow(sum, 1 / norm)",
    ),
    "rounded-p": Note(
        "a port that keeps p in float64: the forward rounds it to float32, the backward does not",
        _NORM,
    ),
    "special": Note("a port that swallows NaN and infinities", _NORM),
    "swap-tie": Note(
        "a port that halves the gradient, or gives it to D(anchor, negative), at a tie",
        _TRIPLET + ": all of it goes to D(positive, negative)",
    ),
    "tiniest": Note(
        "a port whose greatest difference starts from 0: torch's starts from the least normal "
        "number",
        _NORM + ", NormInf starts from numeric_limits::min()",
    ),
    "undefined": Note("a port that computes something where torch gives NaN", _NORM, vacuous=True),
}

Shapes = Tuple[Shape, Shape, Shape]


def _same(*shape: int) -> Shapes:
    return (shape, shape, shape)


SHAPES: Tuple[Shapes, ...] = (
    _same(2, 3),
    _same(1, 4),
    _same(3, 1),
    _same(2, 2, 2),
    ((2, 3), (1, 3), (2, 1)),
    ((2, 2), (2, 2), (3, 2, 2)),
)

PS: Tuple[float, ...] = (1.0, 2.0, 3.0, 1.7, 0.0, float("inf"))

MARGINS = (0.0, 1.5, -0.25)

_ROLES = ("anchor", "positive", "negative")


SIZES = Sizes(
    ask=vectors.triplet,
    axes=(
        Axis("features", lambda length: (1, length)),
        Axis("samples", lambda length: (length, 2)),
    ),
    equal=(
        (3, 3),
        (8, 8),
        (3, 3, 3),
        (8, 8, 8),
        (3, 3, 3, 3),
        ((3, 3), (1, 3), (3, 1)),
        ((3, 3), (3, 3), (3, 3, 3)),
    ),
    settings=3,
    long=1,
)

INCOMING = (
    "margin=-0.25/p=2.0/swap=*/N2-C3/typical",
    "margin=-0.25/p=inf/swap=*/N2-C3/typical",
    "margin=8.0/p=*/swap=True/N2-C3/swap-tie",
    "margin=1.0/p=*/eps=0.0/N2-C2/kinks",
    "p=1.0/swap=False/N25-C2/special",
    "p=2.0/swap=True/N25-C2/special",
    "margin=1.5/p=2.0/swap=True/N2-C3,N1-C3,N2-C1/typical",
)
"""Cases that are asked with odd incoming gradients too."""

SKIPPED = ("p=0.0/swap=*/N4-C3/grid", "p=*/eps=0.0/N2-C3/equal")
"""Of these, every gradient is 0, or NaN, whatever the incoming one is."""

REQUESTED = (
    "margin=1.5/p=1.0/swap=True/*,*,*/typical",
    "margin=1.5/p=2.0/swap=*/*,*,*/typical",
)
"""Cases of shapes that broadcast, asked for every subset of their gradients."""


_POWER_ROWS = {
    "float32": (
        (-2.0164065, -0.53945464),
        (-0.22574611, -0.2531128),
        (-0.03265936, 1.61869),
        (0.2561003, 0.7683425),
        (-0.8263624, -1.7097815),
        (2.459277, 1.5733515, 1.051299),
        (-0.7418938, -1.3970588, -2.0396898),
        (1.24331, 2.2826545, -0.20154914),
        (0.44248882, 2.913119, 1.6972185, -1.3006389, 1.4331466, 1.8168833, -0.81501245),
        (-1.278464, 1.3686781, 2.019043, -0.43845418, 0.87861323, 1.4949341, 2.5719583),
    ),
    "float64": (
        (-1.5422404632089668, 2.399297496247927),
        (0.5055637295217243, -0.7799919066915457),
        (1.1106779866078984, 1.1697054227144532),
        (-1.1307259394933307, 2.3734982857573055),
        (-1.2284797084757124, -1.529565433235785),
        (1.1768854978043093, 0.9373088098671598, -2.0679076220395247),
        (-0.1712515657451874, -0.8451003580248475, 2.2803730383118612),
        (1.940125868280548, 1.042783388333559, -0.5904076054678158),
        (2.4018753701064375, -1.040837235358551, -0.6397279586715428, -0.6683849502628751)
        + (-1.1562256084713254, -0.5178979052106785, -1.072564864878076),
        (-2.031714339745244, 0.6840608135625597, 2.045572220343674, 1.3006890458358331)
        + (0.341255388778956, -1.9393272331980669, -0.256829129527683),
    ),
}
"""Differences whose norm, by pow of the C library, is not the square root; found by drawing."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of TripletMarginLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from requested_cases(declared, REQUESTED, _ROLES)
    yield from incoming_cases(declared, INCOMING, SKIPPED)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=_ROLES)
    yield from _typical(build, dtype)
    yield from _apart(build, dtype)
    yield from _parameters(build, dtype)
    yield from _values(build, dtype)
    yield from _powers(build, dtype)
    yield from _ties(build, dtype)
    yield from _large(build, dtype)
    yield from _defaults(build, dtype)
    yield from _gradients(build, dtype)
    yield from rejected(build, _typical_arguments)
    yield from guide_cases(LOSS, dtype)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_vectors.triplet)


def _typical_arguments(dtype: str, shapes: Shapes) -> Dict[str, NamedTensor]:
    return {role: inputs.typical(dtype, shape, role) for role, shape in zip(_ROLES, shapes)}


def _whole(dtype: str, shapes: Shapes) -> Dict[str, NamedTensor]:
    return {
        role: inputs.grid(dtype, shape, role, span=1.0, step=1.0)
        for role, shape in zip(_ROLES, shapes)
    }


def _distance(one: np.ndarray, other: np.ndarray, p: float, eps: float) -> np.ndarray:
    size = np.abs(one - other + eps)
    if p == 0:
        return (size != 0).sum(1)
    if np.isinf(p):
        return size.max(1)
    return (size**p).sum(1) ** (1 / p)


def _flags(params: Dict[str, Any], values: Dict[str, NamedTensor]) -> list:
    """Return the flags that follow from p, and from whether anything is lost at all."""
    if params.get("p") == 0:
        return ["counts"]
    anchor, positive, negative = (values[role].array.astype("float64") for role in _ROLES)
    p, eps = params.get("p", 2.0), params.get("eps", 1e-6)
    near = _distance(anchor, positive, p, eps)
    far = _distance(anchor, negative, p, eps)
    if params.get("swap"):
        far = np.minimum(far, _distance(positive, negative, p, eps))
    lost = params.get("margin", 1.0) + near - far >= 0
    flags = [] if lost.any() else ["clamped"]
    if positive.shape[1] == 1 and "p" in params:
        flags.append("one-element")
    return flags + (["rounded-p"] if p in (1.7, 2.3) else [])


def _segments(params: Dict[str, Any]) -> Tuple[str, ...]:
    """Spell the parameters in the id, reduction and legacy flags apart."""
    names = ("margin", "p", "eps", "swap")
    return tuple("%s=%s" % (name, params[name]) for name in names if name in params)


def _spelled(values: Dict[str, NamedTensor]) -> str:
    shapes = [value.shape for value in values.values()]
    return label(*shapes) if len(set(shapes)) > 1 else label(shapes[0])


def _case(
    build: Cases,
    reduction: str,
    params: Dict[str, Any],
    values: Dict[str, NamedTensor],
    kind: str,
    flags: Sequence[str],
    **fields: Any,
) -> Case:
    """Return a case whose id spells its parameters and shapes."""
    return build.values(
        reduction,
        *_segments(params),
        _spelled(values),
        kind,
        params={**params, "reduction": reduction},
        inputs=values,
        flags=flags,
        **fields,
    )


def _typical(build: Cases, dtype: str) -> Iterator[Case]:
    axes = product(REDUCTIONS, MARGINS, PS, (False, True), SHAPES)
    for reduction, margin, p, swap, shapes in axes:
        params = {"margin": margin, "p": p, "swap": swap}
        if p == 0:
            params["eps"] = 0.0
        values = _whole(dtype, shapes) if p == 0 else _typical_arguments(dtype, shapes)
        flags = (["broadcast"] if len(set(shapes)) > 1 else []) + _flags(params, values)
        yield _case(build, reduction, params, values, "grid" if p == 0 else "typical", flags)
    for reduction, p, shape in product(REDUCTIONS, PS, ((0, 3), (3, 0))):
        values = _typical_arguments(dtype, _same(*shape))
        flag = "empty" if shape[0] == 0 else "no-axis"
        yield _case(build, reduction, {"p": p}, values, "typical", [flag])


def _apart(build: Cases, dtype: str) -> Iterator[Case]:
    """Yield a positive and a negative that fit the anchor but not each other: swap alone minds."""
    values = _typical_arguments(dtype, ((4, 1), (4, 2), (4, 3)))
    for reduction in REDUCTIONS:
        params = {"margin": 1.5, "swap": False}
        flags = ["broadcast"] + _flags(params, values)
        yield _case(build, reduction, params, values, "typical", flags)
    segment = "swap=True,shapes=" + _spelled(values)
    yield build.invalid(segment, params={"swap": True}, inputs=values)


def _parameters(build: Cases, dtype: str) -> Iterator[Case]:
    values = _typical_arguments(dtype, _same(4, 3))
    rows = list(product(REDUCTIONS, (0.0, 0.25, -0.5), PS[:4] + PS[5:]))
    for (reduction, eps, p), swap in cover(rows, (False, True)):
        params = {"p": p, "eps": eps, "swap": swap}
        yield _case(build, reduction, params, values, "typical", _flags(params, values))
    others = (0.5, 0.25, -3.0, -1.5, 2.3, 4.0, 7.5, -float("inf"), 1, 2, 3)
    for (reduction, p), swap in cover(list(product(REDUCTIONS, others)), (False, True)):
        params = {"p": p, "swap": swap}
        yield _case(build, reduction, params, values, "typical", _flags(params, values))
    for reduction, swap in product(REDUCTIONS, (False, True)):
        params = {"p": -1.0, "swap": swap}
        yield _case(build, reduction, params, values, "typical", _flags(params, values))
    for reduction in REDUCTIONS:
        none = _typical_arguments(dtype, _same(3, 0))
        yield _case(build, reduction, {"p": -float("inf")}, none, "typical", ["no-axis"])
    long = _typical_arguments(dtype, _same(7, 14))
    rows = list(product(("none", "mean"), (1.7, 3.0, 4.0, 5.0, 0.5, 1.5, 2.5, -1.0)))
    for (reduction, p), swap in cover(rows, (False, True)):
        params = {"p": p, "swap": swap, "margin": 4.5}
        flags = ["large"] + _flags(params, long)
        yield _case(build, reduction, params, long, "typical", flags)
    for reduction, p in product(REDUCTIONS, (float("nan"), 0.001, 1e-300, 1e30)):
        yield _case(build, reduction, {"p": p}, values, "typical", ["undefined"])
    others = (
        {"margin": 2},
        {"margin": -1, "swap": True},
        {"margin": float("inf")},
        {"margin": -float("inf")},
        {"margin": float("nan")},
        {"eps": 0},
        {"eps": float("inf")},
        {"eps": -float("inf")},
        {"eps": float("nan")},
        {"swap": True},
        {"swap": False},
    )
    for reduction, params in product(REDUCTIONS, others):
        infinite = params.get("margin") == float("inf")
        odd = not all(np.isfinite(value) for value in params.values()) and not infinite
        flags = ["undefined"] if odd else _flags(params, values)
        yield _case(build, reduction, params, values, "typical", flags)


def _values(build: Cases, dtype: str) -> Iterator[Case]:
    numbers = (float("nan"), float("inf"), -float("inf"), -0.0, 1.5)
    one, other = inputs.crossed("special", dtype, _ROLES[:2], numbers, numbers)
    count = one.array.size
    columns = (
        ("anchor", one.array, 0.5),
        ("positive", other.array, -1.0),
        ("negative", np.roll(other.array, 3), 0.25),
    )
    special = {
        role: named("special/%dx2/%s" % (count, role), dtype, [[value, beside] for value in array])
        for role, array, beside in columns
    }
    classes = (
        ("grid", _whole(dtype, _same(4, 3))),
        ("tiny", {r: inputs.uniform("tiny", dtype, (3, 2), r, -2e-6, 2e-6) for r in _ROLES}),
        ("extreme", {role: inputs.extreme(dtype, (6, 2), role) for role in _ROLES}),
        ("special", special),
    )
    for reduction, p, swap in product(REDUCTIONS, PS, (False, True)):
        for kind, values in classes:
            flags = [kind] if kind in ("extreme", "special") else []
            if p == 0:
                flags.append("counts")
            elif reduction != "none" and flags:
                flags.append("undefined")
            yield _case(build, reduction, {"p": p, "swap": swap}, values, kind, flags)


def _powers(build: Cases, dtype: str) -> Iterator[Case]:
    """Yield norms that a square root misses: the loss is the distance to 0."""
    for columns in (2, 3, 7):
        rows = [row for row in _POWER_ROWS[dtype] if len(row) == columns]
        shape = "%dx%d" % (len(rows), columns)
        anchor = named("power/%s/anchor" % shape, dtype, rows)
        values = {
            "anchor": anchor,
            "positive": named("power/%s/positive" % shape, dtype, np.zeros(anchor.shape)),
            "negative": named("power/%s/negative" % shape, dtype, anchor.array),
        }
        for reduction, swap in product(REDUCTIONS, (False, True)):
            params = {"margin": 0.0, "p": 2.0, "eps": 0.0, "swap": swap}
            flags = ["norm-by-power"] + (["clamped"] if swap else [])
            yield _case(build, reduction, params, values, "power", flags)
    for columns in (2, 3, 7):
        rows = [row for row in _POWER_ROWS[dtype] if len(row) == columns]
        shape = "%dx%d" % (len(rows), columns)
        anchor = named("power/%s/anchor" % shape, dtype, rows)
        others = {role: inputs.grid(dtype, anchor.shape, role) for role in _ROLES[1:]}
        for reduction in ("none", "sum"):
            params = {"margin": 4.5}
            flags = ["norm-by-power"]
            yield _case(build, reduction, params, {"anchor": anchor, **others}, "power", flags)


def _ties(build: Cases, dtype: str) -> Iterator[Case]:
    same = _typical_arguments(dtype, _same(2, 3))
    same["positive"] = named("equal/2x3/positive", dtype, same["anchor"].array)
    at_clamp = {
        "anchor": named("kinks/2x2/anchor", dtype, [[0, 0], [1, -1]]),
        "positive": named("kinks/2x2/positive", dtype, [[1, 0], [1, 1]]),
        "negative": named("kinks/2x2/negative", dtype, [[1, 1], [-2, -1]]),
    }
    kinds = (
        ("equal", same, {"eps": 0.0}, ["equal"]),
        ("swap-tie", same, {"swap": True, "margin": 8.0}, ["swap-tie"]),
        ("kinks", at_clamp, {"eps": 0.0, "margin": 1.0}, ["kink"]),
    )
    for reduction, p, (kind, values, others, flags) in product(
        REDUCTIONS, PS[:4] + PS[5:] + (0.5,), kinds
    ):
        params = {**others, "p": p}
        extra = _flags(params, values) if kind == "equal" else []
        yield _case(build, reduction, params, values, kind, flags + extra)
    smallest = float(np.finfo(dtype).tiny)
    distant = {
        "anchor": named("tiniest/2x2/anchor", dtype, [[0, 0], [0, 0]]),
        "positive": named("tiniest/2x2/positive", dtype, [[2.5 * smallest, 0], [0, 3 * smallest]]),
        "negative": named("tiniest/2x2/negative", dtype, [[0, 0], [smallest / 4, 0]]),
    }
    for reduction in REDUCTIONS:
        params = {"margin": 0.0, "p": float("inf"), "eps": 0.0}
        yield _case(build, reduction, params, distant, "tiniest", ["tiniest"])
    for p in (1.0, 2.0):
        infinite = named("go/infinite/2", dtype, [np.inf, 0.5])
        yield build.values(
            "none",
            *_segments({"eps": 0.0, "p": p}),
            "go=infinite",
            _spelled(same),
            "equal",
            params={"eps": 0.0, "p": p, "reduction": "none"},
            inputs=same,
            grad_output=infinite,
            flags=["equal", "infinite-gradient"],
        )
    for reduction, p in product(REDUCTIONS, (-1.0, -1.5)):
        params = {"eps": 0.0, "margin": 1.0, "p": p}
        yield _case(build, reduction, params, at_clamp, "kinks", ["kink"])


def _large(build: Cases, dtype: str) -> Iterator[Case]:
    sizes = ((2.0, (40, 12), _ROLES), (2.0, (300, 3), ()), (3.0, (300, 3), ()))
    for reduction, (p, shape, gradients) in product(("mean", "sum"), sizes):
        values = _typical_arguments(dtype, _same(*shape))
        params = {"p": p, "swap": True}
        yield _case(build, reduction, params, values, "typical", ["large"], requires_grad=gradients)


def _defaults(build: Cases, dtype: str) -> Iterator[Case]:
    shapes = SHAPES + (_same(2, 3, 2, 2), ((2, 3), (3,), (2, 3)), ((1, 3), (4, 3), (1, 1)))
    shapes = tuple(one for one in shapes if len(one[1]) > 1)
    rows = list(product(LEGACY, (1.0, 2.0, 3.0), (None, "none", "sum")))
    for ((segment, legacy), p, reduction), shape, swap in cover(rows, shapes, (False, True, True)):
        beside = {} if reduction is None else {"reduction": reduction}
        params = {"margin": 1.5, "p": p, "swap": swap}
        values = _typical_arguments(dtype, shape)
        yield build.values(
            reduction or "default",
            segment,
            *_segments(params),
            _spelled(values),
            "typical",
            params={**params, **legacy, **beside},
            inputs=values,
            flags=["legacy"] + _flags(params, values),
        )
    plain = _typical_arguments(dtype, _same(2, 3))
    yield build.values("default", label((2, 3)), "typical", inputs=plain)
    yield build.values(
        "reduction=elementwise_mean",
        label((2, 3)),
        "typical",
        params={"reduction": "elementwise_mean"},
        inputs=plain,
    )
    single = _typical_arguments(dtype, _same(1, 4))
    for reduction, values in (("mean", plain), ("sum", plain), ("none", single)):
        yield implicit_gradient(
            build, reduction, label(values["anchor"].shape), values, ["margin=4.5"], margin=4.5
        )


def _gradients(build: Cases, dtype: str) -> Iterator[Case]:
    sides = tuple((role,) for role in _ROLES) + (("anchor", "negative"), ("positive", "negative"))
    shapes = (_same(2, 3), ((2, 3), (1, 3), (2, 1)), _same(2, 2, 2))
    rows = list(product(REDUCTIONS, sides))
    for (reduction, names), shape, p in cover(rows, shapes, (2.0, 1.0, 3.0, 1.7)):
        values = _typical_arguments(dtype, shape)
        params = {"margin": 4.5, "p": p, "swap": True, "reduction": reduction}
        yield build.values(
            reduction,
            "grad=" + "+".join(names),
            *_segments(params),
            _spelled(values),
            "typical",
            params=params,
            inputs=values,
            requires_grad=names,
            flags=["one-gradient"],
        )
