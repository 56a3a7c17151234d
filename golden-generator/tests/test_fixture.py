"""Numbers that read back exactly, and files that can't contradict themselves."""

import json

import numpy as np
import pytest

from golden_generator.ask.evaluate import Answer
from golden_generator.cases.shared.case import Cases
from golden_generator.cases.shared.tensors import named
from golden_generator.spelling import camel, decimal
from golden_generator.write.fixture import Answered, FixtureError, fixture_text, tensor_text


def _sample(dtype, unsigned):
    drawn = np.random.RandomState(7).randint(0, 256, 40000, dtype=np.uint8).tobytes()
    values = np.frombuffer(drawn, dtype=unsigned).view(dtype)
    limits = np.finfo(dtype)
    edges = [0.0, -0.0, 1.0, limits.max, limits.min, limits.tiny, limits.eps, 1e-45, 16777216.0]
    return np.concatenate([values[np.isfinite(values)], np.array(edges, dtype=dtype)])


@pytest.mark.parametrize(("dtype", "unsigned"), [("float32", "<u4"), ("float64", "<u8")])
def test_decimals_read_back_bit_for_bit(dtype, unsigned):
    values = _sample(dtype, unsigned)
    text = json.loads(tensor_text(values), parse_float=str, parse_int=str)["data"]
    assert all("." in number or "e" in number for number in text)
    assert np.array([dtype_of(dtype, number) for number in text]).tobytes() == values.tobytes()


def dtype_of(dtype, number):
    return np.dtype(dtype).type(float(number)) if dtype == "float64" else np.float32(number)


def test_decimals_are_the_shortest():
    values = _sample("float32", "<u4")[:2000]
    for value in values:
        digits = decimal(value).lower().split("e")[0].replace(".", "").replace("-", "").strip("0")
        if len(digits) > 1:
            shorter = np.float32("%.*e" % (len(digits) - 2, float(value)))
            assert shorter != value, decimal(value)


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        (float("nan"), '"NaN"'),
        (np.float32("inf"), '"Infinity"'),
        (-float("inf"), '"-Infinity"'),
        (np.float32(-0.0), "-0.0"),
        (np.float32(0.1), "0.1"),
        (np.float32(1e-45), "1e-45"),
        (2.0, "2.0"),
    ],
)
def test_decimal_spells_special_values(value, spelled):
    assert decimal(value) == spelled


def test_other_dtypes_are_plain_integers():
    assert tensor_text(np.array([True, False])) == '{"dtype":"bool","shape":[2],"data":[1,0]}'
    assert tensor_text(np.array(-3)) == '{"dtype":"int64","shape":[],"data":[-3]}'


def test_names_are_camel_cased():
    names = ["pos_weight", "input1", "log_probs", "size_average"]
    assert [camel(name) for name in names] == ["posWeight", "input1", "logProbs", "sizeAverage"]


def _case(name, values):
    tensor = named("typical/2/input", "float32", values)
    case = Cases("MSELoss", "float32", ()).values("none", "N2", name, inputs={"input": tensor})
    return Answered(case, Answer())


def test_a_repeated_id_is_refused():
    with pytest.raises(FixtureError, match="repeated id: MSELoss/float32/none/N2/a"):
        fixture_text("MSELoss", "float32", {}, [_case("a", [1, 2]), _case("a", [1, 2])])


def test_two_tensors_under_one_name_are_refused():
    with pytest.raises(FixtureError, match="two tensors are named typical/2/input"):
        fixture_text("MSELoss", "float32", {}, [_case("a", [1, 2]), _case("b", [1, 3])])


def test_a_bad_id_segment_is_refused():
    with pytest.raises(ValueError, match="bad id segment"):
        _case("a b", [1, 2])
