"""CTCLoss: reduction x blank x zero_infinity x form of targets and lengths.

Full product: reduction x blank (first, middle, last) x zero_infinity x form, typical values. The
forms: targets padded and concatenated; lengths equal and mixed, as tuples and as tensors of int64
and int32; targets of int32; some or all targets empty; repeated labels; inputs too short for their
targets, with and without repeated labels; one sample, one frame, one label, no batch. Covered:
values that are not normalised, grid, extreme and special ones, labels that are the blank, and
labels in the padding that no class has, are crossed with reduction, zero_infinity and blank; the
large sizes have reductions in turn and no gradients, which the documentation's example has at the
largest. Left out, although torch accepts them: float targets (they are truncated), bool, uint8 and
int16 targets and lengths, lengths in tensors of more than one axis. Left out, because undefined:
input lengths of 0, negative lengths, labels without a class.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Any, Dict, Iterator, Tuple

import numpy as np

from golden_generator.cases.rejected.ctc_loss import rejected
from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.alignments import (
    CLASSES,
    FORMS,
    Form,
    log_probs_of,
    typical_arguments,
)
from golden_generator.cases.shared.axes import REDUCTIONS, product
from golden_generator.cases.shared.calls import (
    implicit_gradient,
)
from golden_generator.cases.shared.case import Case, Cases, Input
from golden_generator.cases.shared.guide import GUIDE_NOTES, guide_cases
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import alignments
from golden_generator.cases.shared.ranged import classes as wide_classes
from golden_generator.cases.shared.ranges import Spans, range_cases, range_notes
from golden_generator.cases.shared.sizes import SIZE_NOTES, Axis, Sizes, size_cases
from golden_generator.cases.shared.tensors import NamedTensor, named, pool_shape

LOSS = "CTCLoss"

_CTC = "aten/src/ATen/native/LossCTC.cpp"

SPANS = {
    "paths": {"output": Spans(1, 1.5, "a loss adds up as many logarithms as there are frames")},
    "peaked": {"output": Spans(0, 0, "a loss adds up as many logarithms as there are frames")},
}
"""Decades of range classes that are not the goal, by class and tensor."""

NOTES = {
    **SIZE_NOTES,
    **range_notes(_CTC, ("paths", "peaked"), SPANS),
    **incoming_notes(
        "aten/src/ATen/native/LossCTC.cpp ctc_loss_backward_cpu_template: time steps "
        "beyond the input's length are skipped"
    ),
    **common("empty", "implicit-gradient", "invalid"),
    **GUIDE_NOTES,
    "blank-label": Note(
        "a port that handles a label that is the blank apart from others",
        _CTC + ": where it is the last label, the gradient of the last frame overwrites",
    ),
    "empty-target": Note(
        "a port that fails on a target of length 0, or divides the mean by it",
        _CTC + ": the mean divides by at least 1",
    ),
    "extreme": Note("a port whose sums of exponentials are scaled in another way", _CTC),
    "forward-only": Note("a port that computes another loss when no gradient is asked for", _CTC),
    "large": Note(
        "a port whose probabilities underflow, or whose rounding errors grow, over many frames",
        _CTC,
    ),
    "mixed-lengths": Note(
        "a port that reads beyond a sample's lengths, or has gradients there", _CTC
    ),
    "one-label": Note("a port that needs more than one label beside the blank", _CTC),
    "padding": Note("a port that reads the labels behind a target's length", _CTC, vacuous=True),
    "repeated": Note(
        "a port that skips the blank between two equal labels", _CTC + ": get_target_prime"
    ),
    "special": Note("a port that swallows NaN, or the NaN gradient of an entry of -inf", _CTC),
    "too-short": Note(
        "a port without inf, or 0 under zero_infinity, where the input cannot hold the target",
        _CTC,
        vacuous=True,
    ),
    "undefined": Note("a port that computes something where torch gives NaN", _CTC, vacuous=True),
    "whole-numbers": Note("a port that accepts int64 alone", _CTC),
}

BLANKS = (("blank=0", 0), ("blank=2", 2), ("blank=3", 3))

SIZES = Sizes(
    ask=alignments.ctc,
    axes=(
        Axis("frames", lambda length: (length, 1, 2, 1)),
        Axis("samples", lambda length: (1, length, 2, 1)),
        Axis("classes", lambda length: (1, 1, length, min(1, length - 1))),
        Axis("labels", lambda length: (length + 2, 1, 3, length)),
    ),
    equal=(
        (3, 3, 3, 2),
        (8, 8, 8, 3),
        (3, 3, 3, 3),
        (8, 8, 8, 8),
        (3, 3, 4, 2),
        (8, 8, 3, 4),
        (4, 3, 4, 2),
        (6, 4, 4, 4),
    ),
    settings=4,
)

INCOMING = (
    "blank=0/zeroInfinity=*/padded,mixed/T6-N3-C4/grid",
    "blank=0/zeroInfinity=*/padded,mixed/T6-N3-C4/impossible",
    "blank=0/zeroInfinity=*/padded,mixed/T6-N3-C4/nan",
    "blank=0/zeroInfinity=False/padded,mixed/T6-N3-C4/negative-infinity",
    "blank=2/zeroInfinity=*/padded/T6-N2-C4/blank-last",
)
"""Cases that are asked with odd incoming gradients too."""

SKIPPED = ("blank=0/zeroInfinity=*/padded,mixed/T6-N3-C4/all-impossible",)
"""In these, every gradient is NaN or 0 for any incoming gradient."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of CTCLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from incoming_cases(declared, INCOMING, SKIPPED)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=("log_probs",))
    yield from _typical(build, dtype)
    yield from _values(build, dtype)
    yield from _labels(build, dtype)
    yield from _large(build, dtype)
    yield from _defaults(build, dtype)
    yield from rejected(build)
    yield from guide_cases(LOSS, dtype)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_classes.ctc)


def _spelled(arguments: Dict[str, Input]) -> str:
    frames, batch, classes = arguments["log_probs"].shape
    return "T%d-N%d-C%d" % (frames, batch, classes)


def _case(
    build: Cases,
    reduction: str,
    params: Dict[str, Any],
    form: str,
    arguments: Dict[str, Input],
    kind: str,
    **fields: Any,
) -> Case:
    """Return a case whose id spells its parameters, its form and its sizes."""
    names = (("blank", "blank"), ("zero_infinity", "zeroInfinity"))
    return build.values(
        reduction,
        *["%s=%s" % (spelled, params[name]) for name, spelled in names if name in params],
        form,
        _spelled(arguments),
        kind,
        params={**params, "reduction": reduction},
        inputs=arguments,
        **fields,
    )


def _typical(build: Cases, dtype: str) -> Iterator[Case]:
    for reduction, (_, blank), zero, (name, form) in product(
        REDUCTIONS, BLANKS, (False, True), FORMS.items()
    ):
        params = {"blank": blank, "zero_infinity": zero}
        arguments = typical_arguments(dtype, name, blank)
        yield _case(build, reduction, params, name, arguments, "typical", flags=form.flags)
    for reduction, blank in product(REDUCTIONS, (0, 1)):
        form = Form(((5, 4), (2, 1)), rows=((0, 0), (0, 0)))
        arguments = form.arguments("two-classes", blank, log_probs_of(dtype, form.shape(2)))
        arguments["targets"] = named(
            "label/2x2/two-classes,blank=%d" % blank, "int64", [[1 - blank, 1 - blank]] * 2
        )
        params = {"blank": blank}
        yield _case(build, reduction, params, "padded", arguments, "typical", flags=["one-label"])


def _values(build: Cases, dtype: str) -> Iterator[Case]:
    shape = FORMS["padded,mixed"].shape()
    base = log_probs_of(dtype, shape).array
    classes = (
        ("unnormalised", inputs.uniform("wide", dtype, shape, "logProbs", -12.0, 9.0), []),
        ("grid", inputs.grid(dtype, shape, "logProbs"), []),
        ("small", inputs.uniform("small", dtype, shape, "logProbs", -90.0, -40.0), []),
        ("extreme", inputs.extreme(dtype, shape, "logProbs", _extremes(dtype)), ["extreme"]),
        ("negative-infinity", _replaced(base, -float("inf"), (1, 1, 2)), ["special"]),
        ("infinity", _replaced(base, float("inf"), (1, 1, 2)), ["special", "undefined"]),
        ("nan", _replaced(base, float("nan"), (2, 1, 0)), ["special", "undefined"]),
        ("impossible", _replaced(base, -float("inf"), (3, 1)), ["special", "undefined"]),
        ("all-impossible", _replaced(base, -float("inf"), (0,)), ["special", "undefined"]),
    )
    for reduction, (_, blank), zero, (kind, log_probs, flags) in product(
        REDUCTIONS, BLANKS[:2], (False, True), classes
    ):
        name = "padded,mixed"
        arguments = FORMS[name].arguments(name, blank, log_probs)
        params = {"blank": blank, "zero_infinity": zero}
        yield _case(build, reduction, params, name, arguments, kind, flags=flags)


def _extremes(dtype: str) -> Tuple[float, ...]:
    if dtype == "float32":
        return (-1e38, -104.0, -1e-45, -1e-38, 88.5, -2e19, 0.0, -1.5, -0.75)
    return (-1e308, -746.0, -5e-324, -1e-308, 709.5, -2e154, 0.0, -1.5, -0.75)


def _replaced(base: np.ndarray, value: float, index: tuple) -> NamedTensor:
    array = np.array(base)
    array[index] = value
    place = "x".join(str(axis) for axis in index)
    name = "special/%s/logProbs,%s,%s" % (pool_shape(base.shape), place, value)
    return named(name, base.dtype.name, array)


def _labels(build: Cases, dtype: str) -> Iterator[Case]:
    """Yield targets that contain the blank, and targets with padding that is no class."""
    patterns = {
        "blank-last": lambda blank, one, two: [[one, two, blank], [two, one, blank]],
        "blank-first": lambda blank, one, two: [[blank, one, two], [blank, two, two]],
        "blank-inside": lambda blank, one, two: [[one, blank, two], [one, blank, one]],
        "blank-alone": lambda blank, one, two: [[blank, one, two], [one, two, blank]],
        "padding": lambda blank, one, two: [[one, 99, -7], [two, one, 4]],
    }
    lengths = {"blank-alone": (1, 3), "padding": (1, 2)}
    for reduction, (_, blank), zero, (kind, rows) in product(
        REDUCTIONS, BLANKS, (False, True), patterns.items()
    ):
        one, two = (blank + 1) % CLASSES, (blank + 2) % CLASSES
        pool = "label/2x3/%s,blank=%d" % (kind, blank)
        arguments = {
            "log_probs": log_probs_of(dtype, (6, 2, CLASSES)),
            "targets": named(pool, "int64", rows(blank, one, two)),
            "input_lengths": (6, 5),
            "target_lengths": lengths.get(kind, (3, 3)),
        }
        params = {"blank": blank, "zero_infinity": zero}
        flag = "padding" if kind == "padding" else "blank-label"
        yield _case(build, reduction, params, "padded", arguments, kind, flags=[flag])


def _large(build: Cases, dtype: str) -> Iterator[Case]:
    frames, batch, classes, longest, shortest = 50, 16, 20, 30, 10
    drawn = inputs.integers("length/16/targetLengths", batch) % np.uint64(longest - shortest + 1)
    mixed = tuple(int(value) + shortest for value in drawn)
    shorter = tuple(frames - i % 4 for i in range(batch))
    labels = inputs.integers("label/16x30/large", batch * longest) % np.uint64(classes - 1)
    rows = labels.astype("int64").reshape(batch, longest)
    log_probs = log_probs_of(dtype, (frames, batch, classes))
    settings = (
        ("none", 0, True, shorter, mixed),
        ("none", 19, False, shorter, mixed),
        ("sum", 0, False, (frames,) * batch, (shortest,) * batch),
        ("mean", 9, True, shorter, (20,) * batch),
    )
    for reduction, blank, joined, input_lengths, target_lengths in settings:
        form = Form((input_lengths, target_lengths), rows=rows.tolist(), joined=joined)
        name = "joined" if joined else "padded"
        pool = "large,joined" if joined else "large"
        yield _case(
            build,
            reduction,
            {"blank": blank},
            name,
            form.arguments(pool, blank, log_probs),
            "typical",
            requires_grad=(),
            flags=["large"],
        )
    small = log_probs_of(dtype, (24, 3, 5))
    form = Form(((24, 20, 16), (9, 4, 6)), rows=rows[:3, :9].tolist())
    for reduction, blank in product(REDUCTIONS, (0, 4)):
        arguments = form.arguments("medium", blank, small)
        yield _case(
            build, reduction, {"blank": blank}, "padded", arguments, "typical", flags=["large"]
        )


def _defaults(build: Cases, dtype: str) -> Iterator[Case]:
    plain = typical_arguments(dtype, "padded,mixed")
    at = ("padded,mixed", _spelled(plain), "typical")
    yield build.values("default", *at, inputs=plain)
    short = typical_arguments(dtype, "padded,short")
    at_short = ("padded,short", _spelled(short), "typical")
    yield build.values("default", *at_short, inputs=short, flags=["too-short"])
    yield build.values(
        "reduction=elementwise_mean", *at, params={"reduction": "elementwise_mean"}, inputs=plain
    )
    for reduction in REDUCTIONS:
        yield build.values(
            reduction,
            "forward-only",
            *at,
            params={"reduction": reduction},
            inputs=plain,
            requires_grad=(),
            flags=["forward-only"],
        )
    single = typical_arguments(dtype, "padded,one-sample")
    for reduction, values in (("mean", plain), ("sum", plain), ("none", single)):
        yield implicit_gradient(build, reduction, _spelled(values), values)
