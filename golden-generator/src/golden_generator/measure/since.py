"""What noise need not be measured again: of the cases that earlier data had already.

A case whose question and answer have not changed moves under a setting as it did before. Compared
are its arguments, the pooled tensors among them in full, torch's output and gradients, and the
magnitudes that make the units.
"""

import hashlib
import json
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Set

from golden_generator.measure.workshop import Job

FileNoise = Dict[str, Any]

_ASKED = ("params", "inputs", "requiresGrad", "gradOutput")


class SinceError(Exception):
    """The earlier data and their noise do not belong together; the message says why."""


class Known(NamedTuple):
    """A file's earlier noise, and the ids of its cases that are as they were."""

    noise: FileNoise
    unchanged: Set[str]


def kept(job: Job, data: Path, since: Path, noise: Dict[str, Any]) -> Known:
    """Return what is known about a file from the earlier data in ``since`` and their noise."""
    name = "%s/%s.json" % job
    before, after = (folder / name for folder in (since, data))
    for file in noise["files"]:
        if file["path"] == name:
            if file["sha256"] != hashlib.sha256(before.read_bytes()).hexdigest():
                raise SinceError("the noise in %s is not of its %s" % (since, name))
            old, new = _cases(before), _cases(after)
            return Known(file, {name for name in new if old.get(name) == new[name]})
    raise SinceError("%s has no noise of %s" % (since, name))


def _cases(path: Path) -> Dict[str, str]:
    """Return, by id, the complete question to torch, with its tensors, and the answer."""
    fixture = json.loads(path.read_text(encoding="ascii"))
    pool = {name: json.dumps(tensor) for name, tensor in fixture["tensors"].items()}
    found = {}
    for case in fixture["cases"]:
        parts = [case[name] for name in _ASKED]
        parts += [case["expected"].get(name) for name in ("output", "grads", "error")]
        parts.append(case.get("truth", {}).get("magnitudes"))
        found[case["id"]] = json.dumps(parts) + "".join(pool[name] for name in _named(case))
    return found


def _named(case: Dict[str, Any]) -> List[str]:
    """Return the names of the pooled tensors of a case."""
    weights = [value for value in case["params"].values() if isinstance(value, dict)]
    given = [value for value in case["inputs"].values() if isinstance(value, str)]
    incoming = [] if case["gradOutput"] is None else [case["gradOutput"]]
    return [weight["tensor"] for weight in weights] + given + incoming
