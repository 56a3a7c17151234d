"""The flags of CosineEmbeddingLoss."""

from golden_generator.cases.shared.incoming import incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.ranges import Spans, range_notes
from golden_generator.cases.shared.sizes import SIZE_NOTES
from golden_generator.cases.shared.variants import (
    INTEGER_TARGET,
)

_COSINE = "aten/src/ATen/native/Loss.cpp cosine_embedding_loss"

SPANS = {
    "near": {"output": Spans(3, 3, "1 - cos loses what is below a unit of rounding of 1")},
}
"""Decades of range classes that are not the goal, by class and tensor."""

NOTES = {
    **SIZE_NOTES,
    **range_notes(_COSINE, ("wide", "near"), SPANS),
    **INTEGER_TARGET,
    **incoming_notes(
        "aten/src/ATen/native/Loss.cpp cosine_embedding_loss: zeros selected by where, a "
        "mask times the gradient of clamp_min_"
    ),
    **common(
        "broadcast",
        "empty",
        "extreme",
        "implicit-gradient",
        "invalid",
        "large",
        "legacy",
        "odd-parameter",
    ),
    **common("one-gradient"),
    "clamped": Note(
        "a port that gives a loss or a gradient where the cosine is below the margin",
        _COSINE,
        vacuous=True,
    ),
    "kink": Note(
        "a port without a gradient where the cosine equals the margin exactly",
        _COSINE + ": clamp_min passes the gradient at 0",
    ),
    "no-axis": Note(
        "a port that fails on vectors without elements: their cosine is 0",
        _COSINE,
        inert=("input1", "input2", "margin"),
    ),
    "no-gradient": Note(
        "a port that gives the target a gradient: it stays None where one is required",
        _COSINE + ": the target is only compared",
    ),
    "other-target": Note(
        "a port that takes every target but 1 for -1: others add 0",
        _COSINE,
        inert=("input1", "input2", "margin"),
    ),
    "margin-unused": Note(
        "a port that uses margin although no pair of target -1 is beyond it",
        _COSINE,
        inert=("margin",),
    ),
    "overflow": Note(
        "a port that divides by both norms in turn: their product is infinite, and the cosine 0",
        _COSINE,
        vacuous=True,
    ),
    "special": Note(
        "a port that swallows NaN, infinities, or the 1e-12 that keeps zero vectors apart from NaN",
        _COSINE + ", EPSILON",
    ),
    "strict-signed-zero": Note(
        "a port that gives -0.0 where torch's clamp gives 0.0; the sign of zero counts",
        _COSINE + ": (cos - margin).clamp_min_(0)",
    ),
    "undefined-total": Note(
        "a port whose mean or sum over NaN stays finite", _COSINE, vacuous=True
    ),
}
