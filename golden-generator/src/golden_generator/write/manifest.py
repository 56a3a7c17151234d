"""The manifest: versions, provenance, and per file its hash and bytes.

It is built from the files on disk, so it can't disagree with them. It holds no date and no name of
a machine: two runs give the same bytes.
"""

import hashlib
import json
from collections import OrderedDict
from pathlib import Path
from typing import Any, Dict, Optional

from golden_generator import DATA_VERSION, FORMAT_VERSION, GENERATOR_VERSION
from golden_generator.ask import settings
from golden_generator.write.signatures import NAME as SIGNATURES

NAME = "manifest.json"


def write_manifest(folder: Path, libc: Optional[str] = None) -> Dict[str, Any]:
    """Write ``manifest.json`` for every fixture file below ``folder`` and return it.

    ``libc`` stands in the place of this machine's C library, where data that were written under
    another one are compared.
    """
    manifest = build_manifest(folder)
    if libc is not None:
        manifest["reference"]["libc"] = libc
    content = json.dumps(manifest, indent=1, ensure_ascii=True) + "\n"
    (folder / NAME).write_bytes(content.encode("ascii"))
    return manifest


def build_manifest(folder: Path) -> Dict[str, Any]:
    """Return the manifest of the fixture files below ``folder``."""
    files = []
    by_loss: Dict[str, int] = OrderedDict()
    errors = 0
    for path in fixture_files(folder):
        fixture = json.loads(path.read_text(encoding="ascii"))
        cases = fixture["cases"]
        errors += sum("error" in case["expected"] for case in cases)
        by_loss[fixture["loss"]] = by_loss.get(fixture["loss"], 0) + len(cases)
        files.append(OrderedDict(_identity(folder, path), cases=len(cases)))
    total = sum(entry["cases"] for entry in files)
    return OrderedDict(
        formatVersion=FORMAT_VERSION,
        dataVersion=DATA_VERSION,
        generatorVersion=GENERATOR_VERSION,
        reference=settings.provenance(),
        signatures=_identity(folder, folder / SIGNATURES),
        files=files,
        totals=OrderedDict(cases=total, values=total - errors, errors=errors, byLoss=by_loss),
    )


def _identity(folder: Path, path: Path) -> Dict[str, Any]:
    """Return what tells a file from another one under its path."""
    content = path.read_bytes()
    return OrderedDict(
        path=path.relative_to(folder).as_posix(),
        sha256=hashlib.sha256(content).hexdigest(),
        bytes=len(content),
    )


def recorded_libc(folder: Path) -> Optional[str]:
    """Return the C library that the data in a folder were written under; None if it is not told."""
    path = folder / NAME
    if not path.is_file():
        return None
    return json.loads(path.read_text("ascii"))["reference"].get("libc")


def fixture_files(folder: Path) -> list:
    """Return the fixture files below ``folder``, sorted."""
    return sorted(path for path in folder.glob("*/*.json") if path.parent.name != "schema")
