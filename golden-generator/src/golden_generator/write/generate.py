"""Runs all cases of all losses, one process per file, and writes the files."""

import multiprocessing
from pathlib import Path
from typing import Iterator, List, NamedTuple, Sequence, Tuple

from golden_generator.ask.audit import audit
from golden_generator.ask.evaluate import evaluate
from golden_generator.cases import discover
from golden_generator.cases.shared.case import question
from golden_generator.cases.shared.tensors import FLOATS
from golden_generator.truth import losses as truths
from golden_generator.write.fixture import Answered, FixtureError, fixture_text
from golden_generator.write.manifest import write_manifest
from golden_generator.write.signatures import NAME as SIGNATURES
from golden_generator.write.signatures import signatures_text
from golden_generator.write.witness import strays, witness

PROCESSES = 2
_SHOWN = 25

Job = Tuple[str, str]


class Written(NamedTuple):
    """A job's result: the file's text, or the reasons why there is none."""

    loss: str
    dtype: str
    text: str
    cases: int
    failures: List[str]


class GenerationError(Exception):
    """Some cases were refused; the message names them."""


def jobs(losses: Sequence[str]) -> List[Job]:
    """Return one job per file: every loss in every dtype."""
    return [(loss, dtype) for loss in losses for dtype in FLOATS]


def run_job(job: Job) -> Written:
    """Ask torch about every case of a file, audit and witness the answers, spell the file."""
    loss, dtype = job
    module = discover()[loss]
    answered, failures, questions = [], [], {}
    for case in module.cases(dtype):
        answer = evaluate(case)
        truth = None if answer.error else witness(case, answer)
        answered.append(Answered(case, answer, truth))
        problems = audit(case, answer, module.NOTES)
        if truth is not None and not problems:
            problems = strays(case, answer, truth, module.NOTES)
        problems = problems[:1] if answer.error else problems
        twin = questions.setdefault(question(case), case.id)
        if twin != case.id:
            problems.append("asks the same as %s" % twin)
        failures.extend("%s: %s" % (case.id, problem) for problem in problems)
    spelled = ""
    if not failures:
        try:
            spelled = fixture_text(loss, dtype, module.NOTES, answered)
        except FixtureError as error:
            failures.append(str(error))
    return Written(loss, dtype, spelled, len(answered), failures)


def run_jobs(todo: Sequence[Job]) -> Iterator[Written]:
    """Yield results as they come, each job in a process of its own."""
    context = multiprocessing.get_context("fork")
    with context.Pool(PROCESSES, maxtasksperchild=1) as pool:
        yield from pool.imap_unordered(run_job, todo, chunksize=1)


def generate(losses: Sequence[str], folder: Path, progress: bool = True) -> None:
    """Write the fixture files of these losses, all signatures, and a manifest of ``folder``.

    Nothing is written if any case is refused.
    """
    from tqdm import tqdm

    without = sorted(set(losses) - set(truths()))
    if without:
        raise GenerationError("\n".join(map(_no_truth, without)))
    todo = jobs(losses)
    results, failures = [], []
    bar = tqdm(total=len(todo), unit="file", disable=not progress)
    with bar:
        for written in run_jobs(todo):
            results.append(written)
            failures.extend(written.failures)
            bar.set_postfix(cases=sum(result.cases for result in results))
            bar.update()
    if failures:
        raise GenerationError(_summary(failures))
    for written in results:
        path = folder / written.loss / (written.dtype + ".json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written.text.encode("ascii"))
    (folder / SIGNATURES).write_text(signatures_text(), encoding="ascii")
    write_manifest(folder)


def _no_truth(loss: str) -> str:
    name = discover()[loss].__name__.split(".")[-1]
    return "%s has no truth: write golden_generator/truth/%s.py" % (loss, name)


def _summary(failures: List[str]) -> str:
    shown = failures[:_SHOWN]
    if len(failures) > len(shown):
        shown.append("... and %d more" % (len(failures) - len(shown)))
    count = "1 refusal" if len(failures) == 1 else "%d refusals" % len(failures)
    return "%s:\n%s" % (count, "\n".join(shown))
