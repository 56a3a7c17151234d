"""Reads a line from the harness, and refuses one that breaks a rule of harness/PROTOCOL.md.

A refusal names the field, the rule and the value, in the words of the harness's own reader.
"""

import json
from fractions import Fraction

import numpy as np

_FIELDS = {
    "hello": {"protocol"},
    "call": {"id", "loss", "dtype", "params", "inputs", "requiresGrad", "gradOutput"},
    "bye": set(),
}
_INTEGERS = {
    "int64": (-(2**63), 2**63 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "uint8": (0, 255),
    "bool": (0, 1),
}
_FLOATS = ("float32", "float64", "float16")
_NON_FINITE = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}
_MOST_AXES = 16
_MOST_ELEMENTS = 2**31 - 1


class RefusedLine(Exception):
    """The line is not a question; ``number`` is the id of its call, or None if it is not known."""

    number = None


class _Decimal(str):
    """The characters of a number with a point or an exponent."""


class _Object(dict):
    """A JSON object; ``twice`` is a key that it has more than once, or None."""

    def __init__(self, pairs):
        super().__init__(pairs)
        seen = set()
        repeated = (name for name, _ in pairs if name in seen or seen.add(name))
        self.twice = next(repeated, None)


def question(line):
    """Return the type of a line, and its fields with NumPy arrays for the tensors.

    The line is bytes. One that is not a question raises RefusedLine.
    """
    message = parse(line)
    try:
        return _question(message)
    except RefusedLine as refusal:
        number = message.get("id") if isinstance(message, dict) else None
        if type(number) is int and 1 <= number < 2**63:
            refusal.number = number
        raise


def parse(line):
    """Return the JSON of a line, in which the decimals are still text."""
    try:
        return json.loads(
            line.decode("utf-8"),
            object_pairs_hook=_Object,
            parse_float=_Decimal,
            parse_constant=_constant,
        )
    except UnicodeDecodeError as error:
        raise RefusedLine("not UTF-8 text: byte %d begins no character" % error.start) from error
    except (ValueError, RecursionError) as error:
        raise RefusedLine("not strict JSON: %s" % error) from error


def _constant(word):
    raise ValueError("%s must be in quotes" % word)


def _question(message):
    _keys(message, "the line", {"type"}, set().union(*_FIELDS.values()))
    kind = _string(message["type"], "type")
    if kind not in _FIELDS:
        known = ", ".join(sorted(_FIELDS))
        raise RefusedLine("type must be one of %s, but was '%s'" % (known, kind))
    given = set(message) - {"type"}
    if _FIELDS[kind] - given:
        raise RefusedLine("a line of type %s misses %s" % (kind, _names(_FIELDS[kind] - given)))
    if given - _FIELDS[kind]:
        surplus = _names(given - _FIELDS[kind])
        raise RefusedLine("a line of type %s must not have %s" % (kind, surplus))
    if kind == "hello":
        return kind, {"protocol": _integer(message["protocol"], "protocol")}
    return kind, _call(message) if kind == "call" else {}


def _call(message):
    fields = {
        "id": _integer(message["id"], "id", 1),
        "loss": _string(message["loss"], "loss"),
        "dtype": _dtype(message["dtype"], "dtype"),
        "params": _mapped(message["params"], "params", _param),
        "inputs": _mapped(message["inputs"], "inputs", _input),
        "requiresGrad": _requires_grad(message["requiresGrad"]),
        "gradOutput": None,
    }
    if fields["dtype"] not in ("float32", "float64"):
        raise RefusedLine("dtype must be float32 or float64, but was " + fields["dtype"])
    if message["gradOutput"] is not None:
        fields["gradOutput"] = tensor(message["gradOutput"], "gradOutput")
    for name in fields["requiresGrad"]:
        values = (fields["inputs"].get(name), fields["params"].get(name))
        if not any(isinstance(value, np.ndarray) for value in values):
            raise RefusedLine("requiresGrad names '%s', which is not a tensor of this call" % name)
    return fields


def _requires_grad(value):
    names = [_string(name, "requiresGrad") for name in _array(value, "requiresGrad")]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise RefusedLine("requiresGrad has '%s' twice" % name)
    return names


def _mapped(value, what, reader):
    _object(value, what)
    return {name: reader(name, element) for name, element in value.items()}


def _param(name, value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _integer(value, name)
    if isinstance(value, _Decimal):
        return _float(value, name)
    if isinstance(value, str):
        return _NON_FINITE.get(value, value)
    what = "param " + name
    _keys(value, what, {"tensor"})
    return tensor(value["tensor"], what)


def _input(name, value):
    what = "input " + name
    if isinstance(value, list):
        return [_integer(element, what) for element in value]
    return tensor(value, what)


def tensor(value, what):
    """Return the NumPy array of a tensor's JSON; ``what`` is its name in a refusal."""
    _keys(value, what, {"dtype", "shape", "data"})
    dtype = _dtype(value["dtype"], what + ": dtype")
    shape = _array(value["shape"], what + ": shape")
    if len(shape) > _MOST_AXES:
        raise RefusedLine("%s: shape must have at most %d axes" % (what, _MOST_AXES))
    needed = 1
    for axis in shape:
        needed *= _integer(axis, what + ": shape", 0, _MOST_ELEMENTS)
    if needed > _MOST_ELEMENTS:
        raise RefusedLine(
            "%s: shape %s needs more than %d elements, which no array has"
            % (what, shape, _MOST_ELEMENTS)
        )
    data = _array(value["data"], what + ": data")
    if any(isinstance(element, (list, dict)) for element in data):
        raise RefusedLine(what + ": data must be a flat array of numbers")
    read = _floats if dtype in _FLOATS else _integers
    elements = read(data, dtype, what + ": data")
    if len(data) != needed:
        raise RefusedLine(
            "%s: shape %s needs %d elements, but there are %d" % (what, shape, needed, len(data))
        )
    return elements.reshape(shape)


def _integers(data, dtype, what):
    least, greatest = _INTEGERS[dtype]
    for element in data:
        value = _integer(element, what)
        if not least <= value <= greatest:
            raise RefusedLine(
                "%s must be in [%d, %d] as %s, but was %d" % (what, least, greatest, dtype, value)
            )
    return np.array(data, dtype)


def _floats(data, dtype, what):
    wide = np.array([_float(element, what) for element in data], np.float64)
    with np.errstate(all="ignore"):
        near = wide.astype(dtype)
    beyond = np.isinf(near) & np.isfinite(wide) | (near == 0) & (wide != 0)
    for place in np.flatnonzero(beyond)[:1]:
        raise RefusedLine("%s is beyond %s: %s" % (what, dtype, data[place]))
    if dtype == "float64" or not data:
        return near
    with np.errstate(all="ignore"):
        other = np.nextafter(near, np.where(wide > near, np.inf, -np.inf).astype(dtype))
        middle = (near.astype(np.float64) + other.astype(np.float64)) / 2 == wide
    for place in np.flatnonzero(middle & np.isfinite(wide)):
        # a decimal beside the middle of two neighbours would be rounded twice by way of a double
        beside = Fraction(data[place]) - Fraction(wide[place])
        if beside != 0:
            pick = max if beside > 0 else min
            near[place] = pick(near[place], other[place])
    return near


def _float(value, what):
    if type(value) is str:
        if value not in _NON_FINITE:
            raise RefusedLine(
                "%s must be a number, 'NaN', 'Infinity' or '-Infinity', but was '%s'"
                % (what, value)
            )
        return _NON_FINITE[value]
    if type(value) not in (int, _Decimal):
        raise RefusedLine("%s must be a number, but was %s" % (what, _described(value)))
    try:
        number = float(value)
    except OverflowError:  # of an integer; a decimal becomes infinite
        number = float("inf")
    digits = str(value).lower().split("e")[0].strip("-0.")
    if np.isinf(number) or number == 0 and digits:
        raise RefusedLine("%s is beyond float64: %s" % (what, value))
    return number


def _dtype(value, what):
    name = _string(value, what)
    if name not in _FLOATS and name not in _INTEGERS:
        raise RefusedLine("%s: no dtype is named '%s'" % (what, name))
    return name


def _integer(value, what, least=-(2**63), greatest=2**63 - 1):
    if type(value) is not int:
        raise RefusedLine("%s must be an integer, but was %s" % (what, _described(value)))
    if not -(2**63) <= value < 2**63:
        raise RefusedLine("%s must fit in 64 bits, but was %d" % (what, value))
    if not least <= value <= greatest:
        raise RefusedLine("%s must be in [%d, %d], but was %d" % (what, least, greatest, value))
    return value


def _string(value, what):
    if type(value) is not str:
        raise RefusedLine("%s must be a string, but was %s" % (what, _described(value)))
    return value


def _array(value, what):
    if not isinstance(value, list):
        raise RefusedLine("%s must be an array, but was %s" % (what, _described(value)))
    return value


def _object(value, what):
    if not isinstance(value, _Object):
        raise RefusedLine("%s must be an object, but was %s" % (what, _described(value)))
    if value.twice is not None:
        raise RefusedLine("%s has '%s' twice" % (what, value.twice))


def _keys(value, what, required, optional=()):
    _object(value, what)
    for name in value:
        if name not in required and name not in optional:
            raise RefusedLine("%s has the unknown field '%s'" % (what, name))
    if required - set(value):
        raise RefusedLine("%s misses %s" % (what, _names(required - set(value))))


def _names(names):
    return "[%s]" % ", ".join(sorted(names))


def _described(value):
    if isinstance(value, (list, dict)):
        return "an array" if isinstance(value, list) else "an object"
    return "'%s'" % (value if isinstance(value, str) else json.dumps(value))
