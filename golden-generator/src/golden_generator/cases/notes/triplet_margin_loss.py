"""The flags of TripletMarginLoss."""

from golden_generator.cases.shared.guide import GUIDE_NOTES
from golden_generator.cases.shared.incoming import incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.ranges import Spans, range_notes
from golden_generator.cases.shared.sizes import SIZE_NOTES

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
