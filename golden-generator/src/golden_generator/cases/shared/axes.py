"""Axes that losses have in common, and the rules by which axes are crossed.

:func:`product` crosses fully. Where that would not fit there are two coverings, and a module states
in its docstring which one it uses for what: :func:`cover` (every value of every axis at least once)
and :func:`pairwise` (every pair of values of two different axes at least once).
"""

import itertools
from typing import Any, Dict, Iterator, List, Sequence, Tuple

from golden_generator.cases.shared.tensors import Shape

REDUCTIONS = ("none", "mean", "sum")

ELEMENTWISE_SHAPES: Tuple[Shape, ...] = (
    (),
    (5,),
    (1,),
    (2, 3),
    (1, 4),
    (3, 1),
    (2, 3, 2),
    (2, 2, 1, 3),
    (2, 1, 2, 1, 2),
    (0,),
    (0, 3),
)
"""Every shape form of a loss that works element by element: ranks 0 to 5, N=1, C=1, empty."""

BROADCAST_PAIRS: Tuple[Tuple[Shape, Shape], ...] = (
    ((2, 3), (3,)),
    ((3,), (2, 3)),
    ((2, 1), (3,)),
    ((2, 3), ()),
    ((), (2, 2)),
    ((2, 1, 2), (1, 3, 1)),
)
"""Pairs that broadcast: towards the first, towards the second, both ways, and with a scalar."""

Segments = Tuple[str, ...]
Params = Dict[str, Any]

_SPELLED = {None: "None", True: "True", False: "False"}

LEGACY: Tuple[Tuple[str, Params], ...] = tuple(
    (
        "sizeAverage=%s,reduce=%s" % (_SPELLED[size_average], _SPELLED[reduce]),
        {
            name: value
            for name, value in (("size_average", size_average), ("reduce", reduce))
            if value is not None
        },
    )
    for size_average in (None, True, False)
    for reduce in (None, True, False)
    if not (size_average is None and reduce is None)
) + (("sizeAverage=None,reduce=None", {"size_average": None, "reduce": None}),)
"""The nine legacy settings: the id's segment and the constructor's arguments.

The last one passes None for both, which leaves the reduction as it is."""


def product(*axes: Sequence) -> Iterator[tuple]:
    """Cross the axes fully."""
    return itertools.product(*axes)


def cover(*axes: Sequence) -> Iterator[tuple]:
    """Use every value of every axis at least once: row i takes value i of each, cyclically."""
    rows = max(len(axis) for axis in axes)
    for row in range(rows):
        yield tuple(axis[row % len(axis)] for axis in axes)


def pairwise(*axes: Sequence) -> List[tuple]:
    """Use every pair of values of two axes at least once: greedy, in a fixed order."""
    columns = list(itertools.combinations(range(len(axes)), 2))
    rows = list(itertools.product(*[range(len(axis)) for axis in axes]))
    open_pairs = {(i, j, row[i], row[j]) for row in rows for i, j in columns}
    chosen: List[tuple] = []
    while open_pairs:
        best = max(rows, key=lambda row: len(_pairs(row, columns) & open_pairs))
        open_pairs -= _pairs(best, columns)
        chosen.append(best)
    return [tuple(axes[i][value] for i, value in enumerate(row)) for row in chosen]


def _pairs(row: tuple, columns: List[Tuple[int, int]]) -> set:
    return {(i, j, row[i], row[j]) for i, j in columns}
