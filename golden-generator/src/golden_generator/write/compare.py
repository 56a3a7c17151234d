"""Compares freshly generated files with committed ones, byte for byte."""

from itertools import zip_longest
from pathlib import Path
from typing import List

from golden_generator.write.manifest import NAME, fixture_files
from golden_generator.write.signatures import NAME as SIGNATURES


def differences(expected: Path, actual: Path) -> List[str]:
    """Return a line per file that differs, naming its first differing case or line."""
    names = {path.relative_to(expected).as_posix() for path in fixture_files(expected)}
    names |= {path.relative_to(actual).as_posix() for path in fixture_files(actual)}
    found = []
    for name in sorted(names) + [SIGNATURES, NAME]:
        first, second = expected / name, actual / name
        if not first.is_file() or not second.is_file():
            found.append("%s: only in %s" % (name, "the data" if first.is_file() else "the run"))
        elif first.read_bytes() != second.read_bytes():
            found.append("%s: %s" % (name, first_difference(first, second)))
    return found


def first_difference(first: Path, second: Path) -> str:
    """Return where two files part: the id of a case if it is one, else the line."""
    lines = zip_longest(
        first.read_bytes().split(b"\n"), second.read_bytes().split(b"\n"), fillvalue=b""
    )
    for number, (old, new) in enumerate(lines, 1):
        if old != new:
            return "line %d, %s" % (number, _spelled(old or new))
    return "no line differs"


def _spelled(line: bytes) -> str:
    text = line.decode("utf-8", "replace")
    if text.startswith('{"id":"'):
        return "case " + text[len('{"id":"') :].split('"')[0]
    return text[:80]
