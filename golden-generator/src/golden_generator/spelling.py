"""How fixtures spell numbers and names."""

import json
import re
from typing import Any

_WORDS = {"nan": '"NaN"', "inf": '"Infinity"', "-inf": '"-Infinity"'}


def text(value: Any) -> str:
    """Return compact JSON of something without floats."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True)


def decimal(value: Any) -> str:
    """Return the shortest decimal of a float (Python's or numpy's), always with '.' or 'e'."""
    spelled = repr(value)
    return _WORDS.get(spelled, spelled)


def camel(name: str) -> str:
    """Return the fixture's spelling of a Python name: ``pos_weight`` is ``posWeight``."""
    return re.sub(r"_([a-z0-9])", lambda match: match.group(1).upper(), name)
