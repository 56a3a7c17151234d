"""Names, shapes and the values that are drawn."""

import numpy as np
import pytest

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import LEGACY, cover, pairwise
from golden_generator.cases.shared.tensors import FLOATS, label, named


@pytest.mark.parametrize(
    ("shapes", "spelled"),
    [
        ([()], "0d"),
        ([(5,)], "N5"),
        ([(2, 3)], "N2-C3"),
        ([(2, 3, 4, 5)], "N2-C3-4x5"),
        ([(2, 1), (3,)], "N2-C1,N3"),
    ],
)
def test_label_spells_shapes(shapes, spelled):
    assert label(*shapes) == spelled


def test_draws_depend_on_the_name_alone():
    alone = inputs.unit("a/2/x", "float64", 2).tobytes()
    inputs.unit("b/2/x", "float64", 100)
    inputs.integers.cache_clear()
    assert inputs.unit("a/2/x", "float64", 2).tobytes() == alone
    assert inputs.unit("c/2/x", "float64", 2).tobytes() != alone


def test_draws_never_change():
    assert inputs.integers("typical/2x3/input", 2).tolist() == [
        481393529808358847,
        1043060962859612634,
    ]


@pytest.mark.parametrize("dtype", FLOATS)
def test_draws_stay_in_range_and_fill_the_mantissa(dtype):
    drawn = inputs.unit("range", dtype, 4000)
    assert drawn.dtype == dtype
    assert drawn.min() >= 0
    assert drawn.max() < 1
    bits = 24 if dtype == "float32" else 53
    assert (np.ldexp(drawn, bits) % 2 == 1).mean() > 0.4


@pytest.mark.parametrize("dtype", FLOATS)
def test_incoming_gradients_are_neither_zero_nor_one(dtype):
    drawn = np.abs(inputs.grad_output(dtype, (40, 25)).array)
    assert drawn.min() >= 0.25
    assert drawn.max() < 1


def test_classes_hold_both_ends_and_the_ignored_value():
    plain = inputs.classes(5, (9,), "target").array
    assert {0, 4} <= set(plain.tolist())
    ignoring = inputs.classes(5, (9,), "target", ignored=-1).array
    assert (ignoring == -1).sum() == 3


def test_shifted_hits_ties_exactly():
    base = inputs.grid("float32", (3, 4), "input")
    other = inputs.shifted(base, "target", (0.0, 1.0))
    assert set((other.array - base.array).reshape(-1).tolist()) == {0.0, 1.0}


def test_named_tensors_are_read_only():
    with pytest.raises(ValueError, match="read-only"):
        named("a", "float32", [1.0]).array[0] = 2


def test_legacy_has_nine_settings():
    assert len({segment for segment, _ in LEGACY}) == 9


def test_cover_uses_every_value():
    rows = list(cover("abc", "xy"))
    assert rows == [("a", "x"), ("b", "y"), ("c", "x")]


def test_pairwise_uses_every_pair():
    rows = pairwise("abc", "xy", "12")
    assert {(row[0], row[1]) for row in rows} == {(a, b) for a in "abc" for b in "xy"}
    assert {(row[1], row[2]) for row in rows} == {(a, b) for a in "xy" for b in "12"}
    assert len(rows) < 12
