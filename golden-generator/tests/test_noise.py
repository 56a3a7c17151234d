"""The noise is the greatest deviation over settings, of the committed data and of no others."""

import hashlib
import json
import pickle
import shutil

import numpy as np
import pytest

from golden_generator.ask import settings
from golden_generator.measure import noise
from golden_generator.measure.answers import answers_text
from golden_generator.measure.since import SinceError
from golden_generator.measure.spread import SpecialValueError, golden, spread
from golden_generator.measure.workshop import Setting, Workshop

LOSS = "BCEWithLogitsLoss"
SETTINGS = [
    Setting("recipe again", settings.REQUIRED),
    Setting("avx2", {**settings.REQUIRED, "ATEN_CPU_CAPABILITY": "avx2"}),
]


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Return data with their noise, and by setting the answers that it was measured from."""
    folder = tmp_path_factory.mktemp("measured")
    for dtype in ("float32", "float64"):
        path = folder / "data" / LOSS / (dtype + ".json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(answers_text(LOSS, dtype), encoding="ascii")
    kept = {}
    ask = Workshop.answer

    def keeping(shop, module, setting, todo, *extra):
        for answers in ask(shop, module, setting, todo, *extra):
            place = folder / ("%s %s" % (setting.name, answers.path.name))
            shutil.copy(str(answers.path), str(place))
            kept.setdefault(setting.name, []).append(answers._replace(path=place))
            yield answers

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(noise, "native", lambda: SETTINGS)
        patch.setattr(Workshop, "answer", keeping)
        _measure(folder / "data")
    return folder / "data", kept


@pytest.fixture
def data(measured, tmp_path, monkeypatch):
    """Return data with their noise, for a test to change."""
    monkeypatch.setattr(noise, "native", lambda: SETTINGS)
    shutil.copytree(str(measured[0]), str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def answered(measured, data, monkeypatch):
    """Return such data, whose workers give the answers that they gave before, at no cost."""
    monkeypatch.setattr(
        Workshop, "answer", lambda shop, module, setting, *rest: iter(measured[1][setting.name])
    )
    return data


def _measure(data):
    shop = data.parent / "shop"
    shop.mkdir(exist_ok=True)
    return noise.measure([LOSS], data, [], Workshop(shop, "none", 2))


def _case(values, magnitudes=None, dtype="float32"):
    tensor = {"dtype": dtype, "shape": [len(values)], "data": values}
    truth = {} if magnitudes is None else {"magnitudes": {"output": magnitudes}}
    fixture = {"cases": [{"id": "a", "expected": {"output": tensor}, "truth": truth}]}
    return golden(fixture)["a output"]


def test_spread_is_in_units():
    expected = _case([4.0, -1.0, "NaN", 0.0], [0, 8.0, 0, 0])
    moved = np.array([4.0, -1 + 2.0**-20, np.nan, -0.0], "float32")
    assert spread(expected, expected.values) == 0
    assert spread(expected, moved) == 2.0**-20 / (8 * 2.0**-24)
    moved[0] += 2.0**-21
    assert spread(expected, moved) == 2.0**-21 / (4 * 2.0**-24)


def test_units_of_tiny_elements_are_those_of_the_least_normal_number():
    assert spread(_case([0.0]), np.array([2.0**-149], "float32")) == 2
    assert _case([0.0], dtype="float64").units == [5e-324]
    assert _case(["Infinity"]).units == [2.0**-150]


@pytest.mark.parametrize("other", [[np.inf], [np.nan], [1.0, 1.0]])
def test_a_change_of_kind_is_no_spread(other):
    with pytest.raises(SpecialValueError, match="became"):
        spread(_case([1.0], dtype="float64"), np.array(other))


def test_only_cases_that_move_are_written(data):
    written = json.loads((data / noise.NAME).read_text())
    assert [setting["name"] for setting in written["settings"]] == ["recipe again", "avx2"]
    cases = written["files"][0]["cases"]
    asked = json.loads((data / LOSS / "float32.json").read_text())["cases"]
    assert 0 < len(cases) < len(asked) / 10
    assert all(case["noise"] for case in cases)
    large = next(case for case in cases if "N40-C25" in case["id"])
    units, setting = large["noise"]["grad.input"]
    assert units > 1
    assert setting == 1


def test_one_loss_leaves_the_noise_of_others(answered):
    path = answered / noise.NAME
    first = json.loads(path.read_text())
    other = {**first["files"][0], "path": "ALoss/float32.json"}
    path.write_text(noise.noise_text(first["settings"], [other] + first["files"]))
    _measure(answered)
    assert json.loads(path.read_text())["files"] == [other] + first["files"]
    path.write_text(noise.noise_text(first["settings"][:1], [other] + first["files"]))
    with pytest.raises(noise.NoiseError, match="measure all anew"):
        _measure(answered)


def test_data_that_torch_does_not_answer_are_refused(answered):
    path = answered / LOSS / "float64.json"
    content = path.read_text()
    at = content.index('"output":{"dtype":"float64","shape":[],"data":[')
    path.write_text(content[:at] + content[at:].replace('"data":[', '"data":[1', 1))
    with pytest.raises(noise.NoiseError, match="is not what torch answers: regenerate it first"):
        _measure(answered)


def test_a_case_that_a_cpu_can_not_compute_has_no_noise_from_it(
    answered, tmp_path, monkeypatch, capsys
):
    def lacking(shop, module, setting, todo, *extra):
        for answers in ask(shop, module, setting, todo, *extra):
            if setting.name != "avx2" or answers.job[1] == "float32":
                yield answers
                continue
            arrays = noise._arrays(answers.path)
            lost = "%s/%s/" % answers.job
            kept = {name: array for name, array in arrays.items() if not name.startswith(lost)}
            path = tmp_path / "fewer"
            path.write_bytes(pickle.dumps(kept))
            yield answers._replace(path=path, uncomputed=(lost,))

    ask = Workshop.answer
    monkeypatch.setattr(Workshop, "answer", lacking)
    _measure(answered)
    written = json.loads((answered / noise.NAME).read_text())
    assert [bool(file["cases"]) for file in written["files"]] == [True, False]
    assert "lacks an instruction, with avx2: %s/float64/" % LOSS in capsys.readouterr().out


def test_numbers_are_rounded_up():
    assert noise._rounded_up(1.2301e-7) == 1.24e-7
    assert noise._rounded_up(1.23e-7) in (1.23e-7, 1.24e-7)


def test_every_setting_but_the_recipe_is_run():
    names = [setting.name for setting in noise.native()]
    assert len(set(names)) == len(names) == 7
    assert all(setting.variables != settings.REQUIRED for setting in noise.native())
    names = [setting.name for setting in noise.emulated(["EPYC", "Nehalem"])]
    assert names == ["nothing set on EPYC", "nothing set on Nehalem", "recipe on Nehalem"]


def test_what_has_not_changed_since_earlier_data_is_not_measured_again(data, tmp_path):
    anew = (data / noise.NAME).read_text()
    before = tmp_path / "before"
    shutil.copytree(str(data), str(before))
    _without(before / LOSS / "float32.json", "/mean/")
    earlier = json.loads(anew)
    for file in earlier["files"]:
        content = (before / file["path"]).read_bytes()
        file["sha256"] = hashlib.sha256(content).hexdigest()
        file["cases"] = [case for case in file["cases"] if case["id"].encode() in content]
    (before / noise.NAME).write_text(json.dumps(earlier))
    assert earlier["files"][0]["cases"] != json.loads(anew)["files"][0]["cases"]
    (data / noise.NAME).unlink()
    (tmp_path / "shop").mkdir()
    noise.measure([LOSS], data, [], Workshop(tmp_path / "shop", "none", 2), before)
    assert (data / noise.NAME).read_text() == anew
    asked = noise._arrays(tmp_path / "shop" / (LOSS + "-float32"))
    assert asked
    assert all("/mean/" in name for name in asked)


def test_noise_of_other_earlier_data_is_refused(data, tmp_path):
    before = tmp_path / "before"
    shutil.copytree(str(data), str(before))
    _without(before / LOSS / "float32.json", "/mean/")
    with pytest.raises(SinceError, match="is not of its"):
        noise.measure([LOSS], data, [], Workshop(tmp_path / "shop", "none", 2), before)


def _without(path, part):
    lines = path.read_text().split("\n")
    path.write_text(
        "\n".join(line for line in lines if not (line.startswith('{"id"') and part in line))
    )
