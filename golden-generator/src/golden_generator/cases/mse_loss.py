"""MSELoss: the axes of :mod:`shared.regression`; ties, and differences of 1 and 2.

Covered too, in turn: :mod:`shared.sizes`, and :mod:`shared.ranges`.
"""

from typing import Iterator

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.case import Case, Cases
from golden_generator.cases.shared.guide import GUIDE_NOTES, guide_cases
from golden_generator.cases.shared.incoming import incoming_cases
from golden_generator.cases.shared.ranged import elementwise as wide_elementwise
from golden_generator.cases.shared.ranges import range_cases
from golden_generator.cases.shared.regression import (
    REGRESSION_SIZES,
    regression_cases,
    regression_notes,
)
from golden_generator.cases.shared.sizes import size_cases
from golden_generator.cases.shared.tensors import named
from golden_generator.cases.shared.variants import requested_cases

LOSS = "MSELoss"

NOTES = {
    **regression_notes("mse_loss"),
    **GUIDE_NOTES,
}


SIZES = REGRESSION_SIZES

INCOMING = (
    "grad=*/N3-C4/grid",
    "grad=*/N36/special",
    "grad=*/N2-C3,N3/typical",
)
"""Cases that are asked with odd incoming gradients too."""

REQUESTED = ("grad=input+target/*,*/typical",)
"""Cases of shapes that broadcast, asked for every subset of their gradients."""


def cases(dtype: str) -> Iterator[Case]:
    """Yield every case of MSELoss in this dtype."""
    declared = list(_declared(dtype))
    yield from declared
    yield from requested_cases(declared, REQUESTED, ("input", "target"))
    yield from incoming_cases(declared, INCOMING)


def _declared(dtype: str) -> Iterator[Case]:
    yield from regression_cases(LOSS, dtype, kinks=(0.0, 1.0, -1.0, 0.25, -0.25, 2.0))
    build = Cases(LOSS, dtype, gradients=("input", "target"))
    whole = named("int/2x3/target", "int64", [[1, 2, 3], [4, 5, 6]])
    other = "float64" if dtype == "float32" else "float32"
    yield build.invalid(
        "targetDtype=int64",
        inputs={"input": inputs.typical(dtype, (2, 3), "input"), "target": whole},
    )
    yield build.invalid(
        "targetDtype=" + other,
        inputs={
            "input": inputs.typical(dtype, (2, 3), "input"),
            "target": named("mixed/2x3/target", other, [[1, 2, 3], [4, 5, 6]]),
        },
        requires_grad=("input",),
    )
    yield build.invalid(
        "dtype=int64",
        inputs={"input": named("int/2x3/input", "int64", [[2, 2, 0], [1, 9, 6]]), "target": whole},
    )
    yield from guide_cases(LOSS, dtype)
    yield from size_cases(build, SIZES)
    yield from range_cases(build, wide_elementwise.regression)
