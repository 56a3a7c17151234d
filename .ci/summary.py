"""Counts what Surefire reports below the current folder, and compares it with the golden data.

Prints Surefire's line per module, their sum and a closing line. Exits 1 if a test failed, if none
ran, or if a case that the golden data hold was not run as a test of its own.
"""

import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

KEYS = ("tests", "failures", "errors", "skipped")
PORT = "harness/ports/lossparity"
"""The module whose suite asks our losses; the kit's own tests run cases too, but other ports."""


def reports(root):
    """Yield module and test suite of every report of Surefire."""
    for path in sorted(root.glob("**/target/surefire-reports/TEST-*.xml")):
        yield path.parents[2].relative_to(root).as_posix(), ElementTree.parse(path).getroot()


def line(counts):
    """Return Surefire's line."""
    return "Tests run: {tests}, Failures: {failures}, Errors: {errors}, Skipped: {skipped}".format(
        **counts
    )


def golden_ids(folder):
    """Return the ids of all cases, whose number must be the manifest's."""
    manifest = json.loads((folder / "manifest.json").read_text("ascii"))
    ids = {
        case["id"]
        for entry in manifest["files"]
        for case in json.loads((folder / entry["path"]).read_text("ascii"))["cases"]
    }
    listed = manifest["totals"]["cases"]
    if len(ids) != listed or not ids:
        sys.exit("the manifest counts %d cases, the files hold %d" % (listed, len(ids)))
    return ids


def main():
    """Count, compare, print; return the exit code."""
    root = Path.cwd()
    modules, ran = {}, set()
    for module, suite in reports(root):
        counts = modules.setdefault(module, dict.fromkeys(KEYS, 0))
        for key in KEYS:
            counts[key] += int(suite.get(key, 0))
        if module == PORT:
            cases = [case for case in suite.iter("testcase") if case.find("skipped") is None]
            ran.update(case.get("name").split()[-1] for case in cases)
    total = {key: sum(counts[key] for counts in modules.values()) for key in KEYS}
    ids = golden_ids(root / "golden-data")
    missing = sorted(ids - ran)
    for module, counts in modules.items():
        print("%-24s %s" % (module, line(counts)))
    print("conformance cases run as tests: %d of %d" % (len(ids) - len(missing), len(ids)))
    for case in missing[:10]:
        print("not run: %s" % case)
    print(line(total))
    failed = total["failures"] + total["errors"]
    passed = total["tests"] - failed - total["skipped"]
    print("%d passed, %d failed, %d skipped" % (passed, failed, total["skipped"]))
    return 0 if passed and not failed and not missing else 1


if __name__ == "__main__":
    sys.exit(main())
