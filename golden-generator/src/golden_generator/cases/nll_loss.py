"""NLLLoss: the axes of :mod:`shared.classification`, over log-probabilities.

Covered: grid, extreme and special values are crossed with reduction and weight, at one 2-D and one
4-D shape.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Iterator

from golden_generator.cases.shared import classification, inputs
from golden_generator.cases.shared.axes import REDUCTIONS, product
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.classification import target_flags, target_of, weight_of
from golden_generator.cases.shared.guide import GUIDE_NOTES, guide_cases
from golden_generator.cases.shared.incoming import incoming_cases, incoming_notes
from golden_generator.cases.shared.notes import Note, common
from golden_generator.cases.shared.plain import classes
from golden_generator.cases.shared.ranged import classes as wide_classes
from golden_generator.cases.shared.ranges import range_cases, range_notes
from golden_generator.cases.shared.sizes import SIZE_NOTES, Axis, Sizes, size_cases
from golden_generator.cases.shared.tensors import label

LOSS = "NLLLoss"

_NLL = "aten/src/THNN/generic/ClassNLLCriterion.c"

NOTES = {
    **SIZE_NOTES,
    **range_notes(_NLL, ("wide", "rare"), {}),
    **incoming_notes(
        "aten/src/ATen/native/LossNLL.cpp, "
        "aten/src/THNN/generic/SpatialClassNLLCriterion.c: ignored rows are skipped"
    ),
    **common(
        "empty", "extreme", "implicit-gradient", "invalid", "large", "legacy", "odd-parameter"
    ),
    **GUIDE_NOTES,
    "boundary": Note("a port that is one off at the first or the last class", _NLL),
    "ignored": Note("a port that counts ignored targets, or divides by them", _NLL),
    "one-class": Note(
        "a port that fails where there is one class; its weight cancels from the mean",
        _NLL,
        inert=("weight",),
    ),
    "special": Note("a port that spreads the NaN of a class that is not the target", _NLL),
    "undefined-total": Note(
        "a port whose mean or sum over NaN or an overflow stays finite", _NLL, inert=("input",)
    ),
    "total-weight": Note(
        "a port that gives NaN, or a gradient, where the weights of the targets sum to <= 0",
        _NLL + ": W == 0 is not divided, W <= 0 has no gradient",
        vacuous=True,
    ),
    "weight-cancels": Note(
        "a port that divides the mean by something else than the weights of the targets",
        _NLL + ": one target, or all of one class: its weight cancels",
        inert=("weight",),
    ),
}


SIZES = Sizes(
    ask=classes.likelihood(-32, -1),
    axes=(
        Axis("classes", lambda length: (1, length)),
        Axis("samples", lambda length: (length, 2)),
    ),
    equal=((3, 3), (8, 8), (3, 3, 3), (8, 8, 8), (3, 3, 3, 3), (3, 3, 3, 3, 3)),
    settings=3,
)

INCOMING = (
    "weight=absent/N4-C5/target=one-kept",
    "weight=plain/N4-C5/grid",
    "ignore=inside/N4-C5/special",
    "weight=zeros/N4-C5/special",
    "weight=zeros/ignore=inside/N2-C3-2x2/typical",
)
"""Cases that are asked with odd incoming gradients too."""

SKIPPED = (
    "weight=absent/N4-C5/target=ignored",
    "weight=nonpositive/N4-C5/target=ends",
    "weight=zeros/N4-C5/target=weight-zero",
)
"""Of these, torch skips every row."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of NLLLoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from incoming_cases(declared, INCOMING, SKIPPED)


def _declared(dtype: str) -> Iterator[Case]:
    build = Cases(LOSS, dtype, gradients=("input",))
    yield from classification.typical(build, inputs.log_probabilities)
    yield from _values(build, dtype)
    yield from _odd(build, dtype)
    yield from classification.boundaries(build, inputs.log_probabilities)
    yield from classification.no_classes(build, inputs.log_probabilities)
    yield from classification.defaults(build, inputs.log_probabilities)
    yield from classification.invalid(build, inputs.log_probabilities)
    yield from guide_cases(LOSS, dtype)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_classes.likelihood(logits=False))


_SPECIAL = (float("nan"), -float("inf"), -0.0, -1.5, 0.0, -0.75, float("inf"))


def _odd(build: Cases, dtype: str) -> Iterator[Case]:
    kinds = (
        ("extreme", lambda shape: inputs.extreme(dtype, shape, "input")),
        ("special", lambda shape: inputs.special(dtype, shape, "input", _SPECIAL)),
    )
    yield from classification.odd(build, inputs.log_probabilities, kinds)


def _values(build: Cases, dtype: str) -> Iterator[Case]:
    for reduction, weight, shape in product(
        REDUCTIONS, ("absent", "plain", "negative"), ((4, 5), (2, 3, 2, 2))
    ):
        params = {**weight_of(dtype, weight, shape[1]), "reduction": reduction}
        at = (reduction, "weight=" + weight, label(shape))
        target = target_of(shape, {})
        for kind, tensor, flags in (
            ("grid", inputs.grid(dtype, shape, "input"), []),
            ("extreme", inputs.extreme(dtype, shape, "input"), ["extreme"]),
            ("special", inputs.special(dtype, shape, "input", _SPECIAL), ["special"]),
        ):
            flags = flags + target_flags(params, target, shape[1])
            if reduction != "none" and kind != "grid":
                flags.append("undefined-total")
            yield build.values(
                *at, kind, params=params, inputs={"input": tensor, "target": target}, flags=flags
            )
    large = inputs.log_probabilities(dtype, (40, 25), "input")
    many = inputs.log_probabilities(dtype, (1500, 2), "input")
    for reduction, weight in product(("mean", "sum"), ("absent", "plain")):
        for tensor in (large, many):
            count = tensor.shape[1]
            params = {**weight_of(dtype, weight, count), "reduction": reduction}
            target = target_of(tensor.shape, {})
            yield build.values(
                reduction,
                "weight=" + weight,
                label(tensor.shape),
                "typical",
                params=params,
                inputs={"input": tensor, "target": target},
                requires_grad=("input",) if tensor is large else (),
                flags=["large"],
            )
