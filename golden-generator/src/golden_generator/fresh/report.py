"""What a run found: as a table for people, and as JSON that the port's README is held to."""

import json
from collections import OrderedDict
from typing import Dict, List, NamedTuple, Tuple

from golden_generator.ask.settings import TORCH
from golden_generator.fresh.agreement import Agreement, Tally
from golden_generator.spelling import camel

_ROW = "%-25s %-8s %6s %8s %8s %6s %9s %7s %9s %9s"
_HEAD = ("loss", "dtype", "calls", "answered", "rejected", "unsup.", "values", "differ")
_HEAD += ("bit-equal", "worst ulp")


class Example(NamedTuple):
    """A call that differs: the loss, a line for each tensor, and the protocol's line."""

    loss: str
    lines: List[str]
    call: str


class Found(NamedTuple):
    """What a run asked, the agreement by loss and dtype, and every call that differs."""

    port: str
    seed: int
    calls: int
    agreements: Dict[Tuple[str, str], Agreement]
    examples: List[Example]

    def total(self) -> Agreement:
        """Return the agreement of all losses."""
        total = Agreement()
        for agreement in self.agreements.values():
            total.add(agreement)
        return total


def text(found: Found, examples: int) -> str:
    """Return the table, and the shortest differing calls of each loss."""
    lines = [_ROW % _HEAD]
    for (loss, dtype), agreement in sorted(found.agreements.items()):
        lines.append(_row(loss, dtype, agreement))
    total = found.total()
    lines.append(_row("total", "", total))
    tally = total.total()
    lines.append("")
    lines.append(
        "Of the values that differ, %d only by the sign of zero; %d are NaN or infinite on one "
        "side." % (tally.zero_signs, tally.not_finite)
    )
    lines.append(
        "One answers and the other rejects: torch alone answers %d calls, the port alone %d; "
        "the port broke down in %d." % (total.only_torch, total.only_port, total.errored)
    )
    return "\n".join(lines + _examples(found, examples)) + "\n"


def _row(loss: str, dtype: str, agreement: Agreement) -> str:
    tally = agreement.total()
    return _ROW % (
        loss,
        dtype,
        agreement.calls,
        agreement.answered,
        agreement.rejected,
        agreement.unsupported,
        tally.values,
        tally.values - tally.bit_equal,
        share(tally),
        tally.max_ulp,
    )


def share(tally: Tally) -> str:
    """Return the share of bit-equal values; 100 % only where all are, never rounded up to it."""
    if tally.values == tally.bit_equal:
        return "100 %"
    return "%.3f %%" % (100000 * tally.bit_equal // tally.values / 1000.0)


def _examples(found: Found, count: int) -> List[str]:
    lines = []
    shown: Dict[str, int] = {}
    for example in sorted(found.examples, key=lambda one: (one.loss, len(one.call))):
        number = shown[example.loss] = shown.get(example.loss, 0) + 1
        if number <= count:
            lines += ["", "%s, call %d that differs:" % (example.loss, number)]
            lines += ["  " + line for line in example.lines] + ["  " + example.call]
    return lines


def json_text(found: Found) -> str:
    """Return the counts as JSON, one line for each loss and dtype."""
    rows = [
        json.dumps(_counts(loss, dtype, agreement), separators=(",", ":"))
        for (loss, dtype), agreement in sorted(found.agreements.items())
    ]
    head = OrderedDict(formatVersion=1, port=found.port, torch=TORCH, seed=found.seed)
    head["calls"] = found.calls
    return '%s,"losses":[\n%s\n]}\n' % (
        json.dumps(head, separators=(",", ":"))[:-1],
        ",\n".join(rows),
    )


def _counts(loss: str, dtype: str, agreement: Agreement) -> "OrderedDict":
    counts = OrderedDict(loss=loss, dtype=dtype)
    fields = vars(agreement).items()
    counts.update((camel(name), value) for name, value in fields if name != "tensors")
    counts["tensors"] = OrderedDict(
        (name, OrderedDict((camel(key), value) for key, value in vars(tally).items()))
        for name, tally in agreement.tensors.items()
    )
    return counts
