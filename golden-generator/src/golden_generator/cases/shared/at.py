"""Where a case lies: its axes by name, from which its id follows.

The id spells the axes in their order, ``/`` between them: as ``name=value``, or only the value
where :func:`_spelled` says so. ``form`` is the shape without its lengths; no part of the id spells
it.
"""

import re
from typing import Dict, Iterable, Tuple

Place = Dict[str, str]
"""Values of axes by name, coarse to fine."""

PLAIN_REDUCTIONS = ("default", "none", "mean", "sum", "batchmean")

_BARE = {
    "guide": "example",
    "forward": "passes",
    "forward-only": "passes",
    "implicit": "gradOutput",
}
"""The axis of a value that stands in the id without a name."""

_SHORT = {
    "requiresGrad": "grad",
    "gradOutput": "go",
    "ignoreIndex": "ignore",
    "targetDtype": "target",
}
"""How the id names an axis whose name is another."""

_LONG = {short: name for name, short in _SHORT.items() if name != "targetDtype"}

JOINED = {"reduce": "sizeAverage", "full": "logInput", "eps": "full"}
"""Axes that follow another one in its segment, after a comma."""

_DTYPES = ("int64", "int32", "uint8")


class PlaceError(Exception):
    """Segments of an id that name no axis, or one axis twice."""


def place(segments: Tuple[str, ...]) -> Place:
    """Return the axes of a case by name, given the segments of its id."""
    if segments[0] == "invalid":
        return {"invalid": segments[1]}
    first, *middle, shape, values = segments
    pairs = [_first(first)] + [pair for segment in middle for pair in _axes(segment)]
    pairs += [("shape", shape), ("form", form_of(shape)), ("values", values)]
    found = dict(pairs)
    if len(found) < len(pairs) or spelled(found) != segments:
        raise PlaceError("%s: its axes are not unique" % "/".join(segments))
    return found


def _first(segment: str) -> Tuple[str, str]:
    if segment in PLAIN_REDUCTIONS:
        return ("reduction", segment)
    name, _, value = segment.partition("=")
    return (name, value) if name == "reduction" else (_bare(segment), segment)


def _axes(segment: str) -> Iterable[Tuple[str, str]]:
    if "=" not in segment:
        return [(_bare(segment), segment)]
    name, _, value = segment.partition("=")
    if name not in JOINED.values():
        return [(_name(name, value), value)]
    return [tuple(part.split("=")) for part in segment.split(",")]


def _name(short: str, value: str) -> str:
    if short == "target" and value in _DTYPES:
        return "targetDtype"
    return _LONG.get(short, short)


def _bare(segment: str) -> str:
    if re.match(r"(padded|joined)(,|$)", segment):
        return "targets"
    if segment not in _BARE:
        raise PlaceError("no axis has the value %s" % segment)
    return _BARE[segment]


def spelled(at: Place) -> Tuple[str, ...]:
    """Return the segments of the id that the axes give."""
    if "invalid" in at:
        return ("invalid", at["invalid"])
    segments = []
    before = ""
    for name, value in at.items():
        if name == "form":
            continue
        text = _spelled(name, value)
        if before and JOINED.get(name) == before:
            segments[-1] += "," + text
        else:
            segments.append(text)
        before = name
    return tuple(segments)


def _spelled(name: str, value: str) -> str:
    bare = name in ("shape", "values", "targets") or _BARE.get(value) == name
    if bare or (name == "reduction" and value in PLAIN_REDUCTIONS):
        return value
    return "%s=%s" % (_SHORT.get(name, name), value)


def form_of(shape: str) -> str:
    """Return the ranks that a shape's spelling tells: ``N2-C3,N3`` has the form ``N-C, N``.

    A length of 0 is kept.
    """
    return ", ".join(_form(part) for part in shape.split(","))


def _form(part: str) -> str:
    if part == "0d":
        return "0-d"
    axes = re.sub(r"(?<=[A-Z])0(?!\d)", "-none", part)
    axes = re.sub(r"(?<=[A-Z])\d+", "", axes)
    return re.sub(r"\d+", "d", axes).replace("-none", "0")
