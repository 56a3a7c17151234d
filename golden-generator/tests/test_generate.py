"""Two runs give the same bytes, files obey their schemas, the comparison names the first case."""

import json
import shutil
from pathlib import Path

import pytest

from golden_generator.__main__ import main
from golden_generator.ask import settings
from golden_generator.cases import discover
from golden_generator.write.compare import differences
from golden_generator.write.generate import generate, run_job
from golden_generator.write.manifest import write_manifest

SCHEMAS = Path(__file__).resolve().parents[2] / "golden-data" / "schema"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("data")
    generate(["MSELoss"], path, progress=False)
    return path


@pytest.fixture
def copied(folder, tmp_path):
    """Return generated data, for a test to change."""
    shutil.copytree(str(folder), str(tmp_path / "data"))
    return tmp_path / "data"


def test_two_runs_give_the_same_bytes(folder, tmp_path):
    generate(["MSELoss"], tmp_path, progress=False)
    assert differences(folder, tmp_path) == []


def test_a_run_in_this_process_gives_them_too(folder):
    run_job(("L1Loss", "float32"))
    written = run_job(("MSELoss", "float32")).text
    assert written.encode() == (folder / "MSELoss/float32.json").read_bytes()


def test_the_first_differing_case_is_named(folder, copied):
    path = copied / "MSELoss" / "float64.json"
    path.write_text(path.read_text().replace('"requiresGrad":["input"]', '"requiresGrad":[]', 1))
    found = differences(folder, copied)
    assert len(found) == 1
    assert "case MSELoss/float64/none/grad=input/0d/typical" in found[0]


def test_one_loss_leaves_the_others_and_refreshes_the_manifest(folder, copied):
    generate(["L1Loss"], copied, progress=False)
    manifest = json.loads((copied / "manifest.json").read_text())
    assert (copied / "MSELoss/float32.json").read_bytes() == (
        folder / "MSELoss/float32.json"
    ).read_bytes()
    assert sorted(manifest["totals"]["byLoss"]) == ["L1Loss", "MSELoss"]


def test_files_obey_their_schemas(folder):
    jsonschema = pytest.importorskip("jsonschema")
    for name, path in (
        ("manifest", "manifest.json"),
        ("signatures", "signatures.json"),
        ("fixture", "MSELoss/float32.json"),
    ):
        schema = json.loads((SCHEMAS / (name + ".schema.json")).read_text())
        jsonschema.Draft202012Validator(schema).validate(json.loads((folder / path).read_text()))


@pytest.mark.parametrize("loss", sorted(discover()))
def test_ids_are_unique_and_notes_used(loss):
    module = discover()[loss]
    cases = list(module.cases("float32"))
    assert len({case.id for case in cases}) == len(cases)
    assert {flag for case in cases for flag in case.flags} == set(module.NOTES)


def test_the_manifest_names_the_c_library_and_another_one_is_said(folder, copied, capsys):
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["reference"]["libc"] == settings.libc()
    assert settings.libc().startswith("glibc 2.")
    write_manifest(copied, "glibc 2.0")
    assert main(["check", "--loss", "MSELoss", "--out", str(copied)]) == 0
    said = capsys.readouterr().out
    assert "identical: 2 files, the signatures and the manifest" in said
    assert "written under glibc 2.0, and compared under " + settings.libc() in said
