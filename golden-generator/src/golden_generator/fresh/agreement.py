"""Compares a port's reply with torch's answer bit for bit, and counts."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

import numpy as np

from golden_generator.ask.evaluate import Answer
from golden_generator.cases.shared.case import Case
from golden_generator.fresh.port import COMPUTED, REJECTED, UNSUPPORTED, array
from golden_generator.spelling import camel

COUNTS = (
    "calls",
    "answered",
    "rejected",
    "unsupported",
    "only_torch",
    "only_port",
    "errored",
)
"""The counts of an agreement, each of calls."""

_INTEGERS = {"float16": np.int16, "float32": np.int32, "float64": np.int64}


@dataclass
class Tally:
    """How the values of one tensor agree, over many calls."""

    values: int = 0
    bit_equal: int = 0
    zero_signs: int = 0
    not_finite: int = 0
    max_ulp: int = 0

    def add(self, other: "Tally") -> None:
        """Count what another tally counted."""
        self.values += other.values
        self.bit_equal += other.bit_equal
        self.zero_signs += other.zero_signs
        self.not_finite += other.not_finite
        self.max_ulp = max(self.max_ulp, other.max_ulp)


@dataclass
class Agreement:
    """What was asked of one loss in one dtype, and how the answers agree."""

    calls: int = 0
    answered: int = 0
    rejected: int = 0
    unsupported: int = 0
    only_torch: int = 0
    only_port: int = 0
    errored: int = 0
    tensors: Dict[str, Tally] = field(default_factory=OrderedDict)

    @property
    def contradictions(self) -> int:
        """The calls that one answers and the other rejects, or on which the port broke down."""
        return self.only_torch + self.only_port + self.errored

    def total(self) -> Tally:
        """Return the tally of all tensors."""
        total = Tally()
        for tally in self.tensors.values():
            total.add(tally)
        return total

    def add(self, other: "Agreement") -> None:
        """Count what another agreement counted."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name, tally in other.tensors.items():
            self.tensors.setdefault(name, Tally()).add(tally)

    def count(self, case: Case, answer: Answer, reply: Dict[str, Any]) -> List[str]:
        """Count one call and return what differs, a line for each tensor."""
        self.calls += 1
        kind = reply.get("type")
        if kind == UNSUPPORTED:
            self.unsupported += 1
            return []
        if kind not in (COMPUTED, REJECTED):
            self.errored += 1
            return ["the port broke down: %s" % reply.get("message")]
        if answer.error is not None and kind == REJECTED:
            self.rejected += 1
            return []
        if answer.error is not None:
            self.only_port += 1
            error = answer.error
            return ["torch rejects in %s (%s), the port answers" % (error.stage, error.message)]
        if kind == REJECTED:
            self.only_torch += 1
            stage = " in %s" % reply["stage"] if reply.get("stage") else ""
            return ["torch answers, the port rejects%s: %s" % (stage, reply.get("message"))]
        self.answered += 1
        return self._compare(case, answer, reply)

    def _compare(self, case: Case, answer: Answer, reply: Dict[str, Any]) -> List[str]:
        lines = []
        grads = reply.get("grads") or {}
        pairs = [("output", answer.output, reply.get("output"))]
        pairs += [
            ("grad." + camel(name), (answer.grads or {}).get(name), grads.get(camel(name)))
            for name in case.requires_grad
        ]
        for name, expected, tensor in pairs:
            actual = None if tensor is None else array(tensor)
            tally = self.tensors.setdefault(name, Tally())
            line = compare(expected, actual, tally)
            if line:
                lines.append("%s: %s" % (name, line))
        return lines


def compare(
    expected: Optional[np.ndarray], actual: Optional[np.ndarray], tally: Tally
) -> Optional[str]:
    """Count how two tensors agree and return the first difference, or None.

    NaN equals NaN with any bits; 0.0 and -0.0 differ.
    """
    if expected is None or actual is None:
        if expected is None and actual is None:
            return None
        missing = expected is None and actual is not None
        tally.values += 1 if missing else expected.size
        return "torch gives %s, the port %s" % (
            ("None", "a tensor") if missing else ("a tensor", "None")
        )
    tally.values += expected.size
    if (expected.dtype, expected.shape) != (actual.dtype, actual.shape):
        return "torch gives %s%s, the port %s%s" % (
            expected.dtype,
            list(expected.shape),
            actual.dtype,
            list(actual.shape),
        )
    return _values(expected.reshape(-1), actual.reshape(-1), tally)


def _values(expected: np.ndarray, actual: np.ndarray, tally: Tally) -> Optional[str]:
    with np.errstate(invalid="ignore"):
        nans = np.isnan(expected) & np.isnan(actual)
        zeros = (expected == 0) & (actual == 0)
        signs = zeros & (np.signbit(expected) != np.signbit(actual))
        equal = nans | ((expected == actual) & ~signs)
        finite = np.isfinite(expected) & np.isfinite(actual)
    tally.bit_equal += int(equal.sum())
    tally.zero_signs += int(signs.sum())
    tally.not_finite += int((~equal & ~finite).sum())
    if equal.all():
        return None
    ulps = [0 if skip else ulp(e, a) for e, a, skip in zip(expected, actual, equal | ~finite)]
    tally.max_ulp = max([tally.max_ulp] + ulps)
    worst = int(np.argmax(np.where(~equal & ~finite, np.inf, ulps)))
    if equal[worst]:
        worst = int(np.argmin(equal))
    how = "another sign of zero" if signs[worst] else "%d ulp" % ulps[worst]
    return "%d of %d differ, most at %d: torch %s, port %s (%s)" % (
        int((~equal).sum()),
        equal.size,
        worst,
        repr(expected[worst]),
        repr(actual[worst]),
        how if finite[worst] else "not finite",
    )


def ulp(expected: Any, actual: Any) -> int:
    """Return how many floats lie between two finite floats, the second one included."""
    return abs(_ordinal(expected) - _ordinal(actual))


def _ordinal(value: Any) -> int:
    bits = int(np.asarray(value).view(_INTEGERS[value.dtype.name]))
    magnitude = bits & ((1 << (8 * value.dtype.itemsize - 1)) - 1)
    return -magnitude if bits < 0 else magnitude
