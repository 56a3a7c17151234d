"""Runs the command ``fresh``: asks torch and the port call by call, and tells how far it is."""

import sys
import time
from typing import Dict, Sequence, Tuple

from golden_generator.fresh.agreement import Agreement
from golden_generator.fresh.draw import calls
from golden_generator.fresh.port import Port, call_text
from golden_generator.fresh.report import Example, Found

_SECONDS = 10
"""Between two lines of progress."""


def ask(port: Port, losses: Sequence[str], seed: int, count: int) -> Found:
    """Return how far torch and the port agree on ``count`` calls."""
    agreements: Dict[Tuple[str, str], Agreement] = {}
    examples = []
    told = time.monotonic()
    for number, (case, answer) in enumerate(calls(losses, seed, count), 1):
        line = call_text(case, number)
        agreement = agreements.setdefault((case.loss, case.dtype), Agreement())
        lines = agreement.count(case, answer, port.ask(number, line))
        if lines:
            examples.append(Example(case.loss, lines, line))
        if time.monotonic() > told + _SECONDS:
            told = time.monotonic()
            print("%d of %d calls" % (number, count), file=sys.stderr)
    return Found(port.name, seed, count, agreements, examples)
