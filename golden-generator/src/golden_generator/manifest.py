"""The manifest: versions, provenance, and per file its hash, bytes and number of cases.

It is built from the files on disk, so it can't disagree with them. It holds no date and no name of
a machine: two runs give the same bytes.
"""

import hashlib
import json
from collections import OrderedDict
from pathlib import Path
from typing import Any, Dict, Optional

from golden_generator import DATA_VERSION, FORMAT_VERSION, GENERATOR_VERSION, settings

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
        content = path.read_bytes()
        fixture = json.loads(content.decode("ascii"))
        cases = fixture["cases"]
        errors += sum("error" in case["expected"] for case in cases)
        by_loss[fixture["loss"]] = by_loss.get(fixture["loss"], 0) + len(cases)
        files.append(
            OrderedDict(
                path=path.relative_to(folder).as_posix(),
                sha256=hashlib.sha256(content).hexdigest(),
                cases=len(cases),
                bytes=len(content),
            )
        )
    total = sum(entry["cases"] for entry in files)
    return OrderedDict(
        formatVersion=FORMAT_VERSION,
        dataVersion=DATA_VERSION,
        generatorVersion=GENERATOR_VERSION,
        reference=settings.provenance(),
        files=files,
        totals=OrderedDict(cases=total, values=total - errors, errors=errors, byLoss=by_loss),
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
