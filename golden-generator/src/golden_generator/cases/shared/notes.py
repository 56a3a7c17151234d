"""What a flag on a case means: which bug in a port the case would catch."""

from dataclasses import dataclass, field
from typing import Any, Dict, Mapping, Tuple


@dataclass(frozen=True)
class Note:
    """Explains a flag.

    ``catches`` names the bug, ``source`` the place in PyTorch 1.4.0 that decides. ``vacuous``
    excuses the flag's cases from the vacuity audit: that nothing comes out is their point.
    ``inert`` names the arguments that rightly move nothing in these cases. ``strays`` says why
    their golden values may lie far from the exact value of torch's own formula. ``spans`` is set
    for a range class: by tensor the fewest decades, where they are not the goal (see
    :mod:`shared.ranges`).
    """

    catches: str
    source: str
    vacuous: bool = False
    inert: Tuple[str, ...] = ()
    strays: str = ""
    spans: Mapping[str, Any] = field(default_factory=dict)


COMMON: Dict[str, Note] = {
    "broadcast": Note(
        "a port that requires equal shapes, or that does not sum gradients back to each shape",
        "torch/nn/functional.py, expand_tensors",
    ),
    "empty": Note(
        "a port that fails on, or invents a value for, a tensor without elements",
        "torch/nn/functional.py",
        vacuous=True,
    ),
    "extreme": Note(
        "a port that overflows, underflows or flushes subnormals where torch does not, or not"
        " where torch does",
        "aten/src/ATen/native/Loss.cpp",
    ),
    "implicit-gradient": Note(
        "a port whose backward without an incoming gradient does not begin with 1",
        "torch/autograd/__init__.py _make_grads",
    ),
    "invalid": Note(
        "a port that computes something where torch raises",
        "measured: torch raised when it was run",
    ),
    "kink": Note(
        "a port that takes the other side at an exact tie or at a kink",
        "aten/src/ATen/native/Loss.cpp",
    ),
    "large": Note(
        "a port whose summation drifts over many elements, or whose loops end too early",
        "aten/src/ATen/native/cpu/Reduce.h",
    ),
    "legacy": Note(
        "a port that does not let size_average and reduce win over reduction",
        "torch/nn/_reduction.py legacy_get_string",
    ),
    "odd-parameter": Note(
        "a port that refuses, clamps or passes over a NaN or infinity in a parameter or weight, or"
        " over a NaN that 0 * inf or inf - inf makes",
        "torch/nn/functional.py: no parameter is checked for it",
        vacuous=True,
    ),
    "one-gradient": Note(
        "a port that gives a gradient only when all arguments require one, or takes the wrong path",
        "torch/nn/functional.py",
    ),
    "special": Note(
        "a port that swallows NaN, or treats infinities and signed zeros differently",
        "aten/src/ATen/native/Loss.cpp",
    ),
}
"""Flags that mean the same for several losses; a loss may word its own."""


def common(*flags: str) -> Dict[str, Note]:
    """Return the shared notes of these flags."""
    return {flag: COMMON[flag] for flag in flags}
