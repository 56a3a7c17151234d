"""Norms: how far two points are apart, and rows that a square root does not get right."""

from typing import Dict

import numpy as np

from golden_generator.cases.shared.tensors import NamedTensor, named

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


def power_rows(dtype: str, columns: int) -> NamedTensor:
    """Return rows with the given number of differences."""
    rows = [row for row in _POWER_ROWS[dtype] if len(row) == columns]
    return named("power/%dx%d/anchor" % (len(rows), columns), dtype, rows)


def against_zero(anchor: NamedTensor) -> Dict[str, NamedTensor]:
    """Return arguments whose only distance is that of the anchor from 0."""
    name = anchor.name.rpartition("/")[0]
    return {
        "anchor": anchor,
        "positive": named(name + "/positive", anchor.dtype, np.zeros(anchor.shape)),
        "negative": named(name + "/negative", anchor.dtype, anchor.array),
    }


def distance(one: np.ndarray, other: np.ndarray, p: float, eps: float) -> np.ndarray:
    """Return the p-norms of the differences of rows, with eps added."""
    size = np.abs(one - other + eps)
    if p == 0:
        return (size != 0).sum(1)
    if np.isinf(p):
        return size.max(1)
    return (size**p).sum(1) ** (1 / p)
