"""What BCELoss and BCEWithLogitsLoss share: weights, one per column, in every kind and shape."""

from typing import Dict, Iterator, Tuple

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.tensors import NamedTensor, Shape, named

WEIGHT_KINDS = ("absent", "plain", "zeros", "negative")

WEIGHT_SHAPES: Tuple[Shape, ...] = ((), (1,), (3,), (1, 3), (2, 1), (2, 3), (1, 1))
"""Every shape that a weight for an input of (2, 3) may have."""

_VALUES: Dict[str, Tuple[float, ...]] = {
    "zeros": (1.25, 0.0, 0.75, 0.0, 2.5),
    "negative": (-0.625, -1.5, 0.25, 0.75, -2.0),
    "special": (float("nan"), 1.5, float("inf"), 0.75, -float("inf")),
}


def column_weight(dtype: str, kind: str, shape: Shape, role: str) -> Dict[str, NamedTensor]:
    """Return the argument: one weight per element of the last axis, nothing if it is absent."""
    if kind == "absent":
        return {}
    columns = shape[-1:]
    if kind == "plain":
        return {role: inputs.positive(dtype, columns, role)}
    count = columns[0] if columns else 1
    name = "%s/%s/%s" % (role, "x".join(map(str, columns)) or "0d", kind)
    values = [_VALUES[kind][i % len(_VALUES[kind])] for i in range(count)]
    return {role: named(name, dtype, values, columns)}


def weight_kinds(shape: Shape) -> Iterator[str]:
    """Yield the kinds that make sense for a shape: a single weight of 0 would prove nothing."""
    for kind in WEIGHT_KINDS:
        if kind != "zeros" or (shape and shape[-1] > 1):
            yield kind
