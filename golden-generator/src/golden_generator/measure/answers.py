"""What torch answers, without the truth: for comparing CPUs at the cost of torch only.

``python -m golden_generator.measure.answers FOLDER LOSS/DTYPE...`` is the worker of ``emulate``: it
writes fixtures without truths under whatever settings the environment has.
"""

import sys
from pathlib import Path
from typing import Iterable, List, Tuple

from golden_generator.measure.workshop import serve

TRUTH = ',"truth":{'
"""Begins a case's last member; a text can't hold it, as its quotes would be escaped."""


def answers_text(loss: str, dtype: str) -> str:
    """Return the fixture of a loss and dtype as torch answers it here, without truths."""
    return _asked(loss, dtype)[0]


def _asked(loss: str, dtype: str) -> Tuple[str, List[str]]:
    """Return the fixture, and the ids of the cases that this CPU can't compute."""
    from golden_generator.ask.evaluate import Answer, evaluate
    from golden_generator.cases import discover
    from golden_generator.measure.isolated import apart
    from golden_generator.write.fixture import Answered, fixture_text

    module = discover()[loss]
    answers = list(apart(list(module.cases(dtype)), evaluate))
    answered = [Answered(case, answer or Answer()) for case, answer in answers]
    uncomputed = [case.id for case, answer in answers if answer is None]
    return fixture_text(loss, dtype, module.NOTES, answered), uncomputed


def without_cases(fixture: str, ids: Iterable[str]) -> str:
    """Return a fixture's text without the lines of these cases."""
    starts = tuple('{"id":"%s",' % name for name in ids)
    return "\n".join(line for line in fixture.split("\n") if not line.startswith(starts))


def without_truth(fixture: str) -> str:
    """Return a fixture's text with every case's truth left out."""
    return "\n".join(_answer(line) for line in fixture.split("\n"))


def _answer(line: str) -> str:
    if not line.startswith('{"id":') or TRUTH not in line:
        return line
    tail = "}," if line.endswith(",") else "}"
    return line[: line.index(TRUTH)] + tail


def first_difference(committed: str, fresh: str) -> Tuple[int, str]:
    """Return how many lines differ, and the first of them: its case, or its beginning."""
    old, new = committed.split("\n"), fresh.split("\n")
    length = max(len(old), len(new))
    old += [""] * (length - len(old))
    new += [""] * (length - len(new))
    pairs = [(one, other) for one, other in zip(old, new) if one != other]
    return (len(pairs), _named(pairs[0][0] or pairs[0][1])) if pairs else (0, "")


def _named(line: str) -> str:
    if line.startswith('{"id":"'):
        return "case " + line[len('{"id":"') :].split('"')[0]
    return line[:80]


def write(loss: str, dtype: str, path: Path) -> List[str]:
    """Write the answers of one file; return the ids of the cases that this CPU can't compute."""
    fixture, uncomputed = _asked(loss, dtype)
    path.write_text(fixture, encoding="ascii")
    return uncomputed


if __name__ == "__main__":
    serve(sys.argv[1:], write)
