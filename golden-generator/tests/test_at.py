"""Axes by name tell all that an id tells, and nothing else."""

import pytest

from golden_generator.cases import discover
from golden_generator.cases.shared.at import PlaceError, form_of, place, spelled
from golden_generator.cases.shared.tensors import FLOATS, NamedTensor
from golden_generator.spelling import camel

LOSSES = sorted(discover())


@pytest.mark.parametrize(
    ("segments", "at"),
    [
        (
            ("none", "weight=plain", "ignore=inside", "N4-C5-2x2", "typical"),
            {
                "reduction": "none",
                "weight": "plain",
                "ignoreIndex": "inside",
                "shape": "N4-C5-2x2",
                "form": "N-C-dxd",
                "values": "typical",
            },
        ),
        (
            ("default", "sizeAverage=True,reduce=None", "grad=input", "implicit", "0d", "typical"),
            {
                "reduction": "default",
                "sizeAverage": "True",
                "reduce": "None",
                "requiresGrad": "input",
                "gradOutput": "implicit",
                "shape": "0d",
                "form": "0-d",
                "values": "typical",
            },
        ),
        (
            ("reduction=elementwise_mean", "logInput=False,full=True,eps=0.5", "N2,0d", "special"),
            {
                "reduction": "elementwise_mean",
                "logInput": "False",
                "full": "True",
                "eps": "0.5",
                "shape": "N2,0d",
                "form": "N, 0-d",
                "values": "special",
            },
        ),
        (
            ("sum", "p=2.0", "eps=0.0", "go=NaN", "target=int64", "N2-C3", "target=ends"),
            {
                "reduction": "sum",
                "p": "2.0",
                "eps": "0.0",
                "gradOutput": "NaN",
                "targetDtype": "int64",
                "shape": "N2-C3",
                "form": "N-C",
                "values": "target=ends",
            },
        ),
        (("invalid", "shape=N2,N3"), {"invalid": "shape=N2,N3"}),
    ],
)
def test_a_place_and_the_id_tell_the_same(segments, at):
    assert place(segments) == at
    assert list(place(segments)) == list(at)
    assert spelled(at) == segments


@pytest.mark.parametrize(
    "segments",
    [
        ("none", "odd", "N2", "typical"),
        ("none", "margin=1.0", "margin=2.0", "N2", "typical"),
        ("other", "N2", "typical"),
    ],
)
def test_what_names_no_axis_or_one_twice_is_refused(segments):
    with pytest.raises(PlaceError):
        place(segments)


@pytest.mark.parametrize(
    ("shape", "form"),
    [("N0-C5", "N0-C"), ("N10-C0-3", "N-C0-d"), ("T50-N16-C20", "T-N-C"), ("N2-C1,N3", "N-C, N")],
)
def test_a_form_keeps_no_length_but_0(shape, form):
    assert form_of(shape) == form


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("loss", LOSSES)
def test_places_agree_with_what_is_asked(loss, dtype):
    for case in discover()[loss].cases(dtype):
        at = place(case.axes)
        assert spelled(at) == case.axes
        if "invalid" in at:
            continue
        asked = set(at.get("requiresGrad", "none").split("+")) - {"none"}
        if "requiresGrad" in at:
            assert asked == {camel(name) for name in case.requires_grad}, case.id
        if at.get("reduction", "default") != "default":
            assert case.params["reduction"] == at["reduction"], case.id
        else:
            assert "reduction" not in case.params, case.id
        for name, value in case.params.items():
            told = at.get(camel(name))
            assert told != "absent", case.id
            if told is not None and not isinstance(value, (NamedTensor, int)):
                assert told == str(value), case.id
