"""SmoothL1Loss: the axes of :mod:`shared.regression`; kinks, differences of 1 and -1.

Left out: inputs of integers, which torch accepts for none and sum; a typed API takes none.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Iterator

import numpy as np

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import REDUCTIONS, product
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.incoming import incoming_cases
from golden_generator.cases.shared.ranged import elementwise as wide_elementwise
from golden_generator.cases.shared.ranges import range_cases
from golden_generator.cases.shared.regression import (
    GRADIENTS,
    REGRESSION_SIZES,
    regression_cases,
    regression_notes,
)
from golden_generator.cases.shared.sizes import size_cases
from golden_generator.cases.shared.tensors import label, named
from golden_generator.cases.shared.variants import requested_cases

LOSS = "SmoothL1Loss"

NOTES = {
    **regression_notes("smooth_l1_loss"),
}


SIZES = REGRESSION_SIZES

INCOMING = (
    "grad=*/N6/kinks",
    "grad=*/N3-C4/grid",
    "grad=*/N36/special",
    "grad=*/N2-C3,N3/typical",
)
"""Cases that are asked with odd incoming gradients too."""

REQUESTED = ("grad=input+target/*,*/typical",)
"""Cases of shapes that broadcast, asked for every subset of their gradients."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of SmoothL1Loss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from requested_cases(declared, REQUESTED, ("input", "target"))
    yield from incoming_cases(declared, INCOMING)


def _declared(dtype: str) -> Iterator[Case]:
    yield from regression_cases(LOSS, dtype, kinks=(0.0, 1.0, -1.0, 0.25, -0.75, 2.0))
    build = Cases(LOSS, dtype, gradients=("input", "target"))
    yield from _beside_the_kink(build, dtype)
    yield from _invalid(build, dtype)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_elementwise.regression)


def _beside_the_kink(build: Cases, dtype: str) -> Iterator[Case]:
    scalar = np.dtype(dtype).type
    one, zero = scalar(1), scalar(0)
    differences = (one, -one, np.nextafter(one, zero), np.nextafter(one, one + one))
    differences += tuple(-difference for difference in differences[2:])
    pair = {
        "input": named("kinks/6/input", dtype, differences),
        "target": named("kinks/6/target", dtype, [0.0] * len(differences)),
    }
    for reduction, (segment, names) in product(REDUCTIONS, GRADIENTS):
        yield build.values(
            reduction,
            segment,
            label((6,)),
            "kinks",
            params={"reduction": reduction},
            inputs=pair,
            requires_grad=names,
            flags=["kink"] + (["one-gradient"] if names == ("input",) else []),
        )


def _invalid(build: Cases, dtype: str) -> Iterator[Case]:
    whole = named("int/2x3/target", "int64", [[1, 2, 3], [4, 5, 6]])
    other = "float64" if dtype == "float32" else "float32"
    typical = inputs.typical(dtype, (2, 3), "input")
    mixed = named("mixed/2x3/target", other, [[1, 2, 3], [4, 5, 6]])
    for name, target in (("int64", whole), (other, mixed)):
        yield build.invalid(
            "targetDtype=" + name,
            inputs={"input": typical, "target": target},
            requires_grad=("input",),
        )
    yield build.invalid(
        "dtype=int64",
        inputs={"input": named("int/2x3/input", "int64", [[2, 2, 0], [1, 9, 6]]), "target": whole},
    )
