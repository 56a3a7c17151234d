"""Asks torch again on emulated CPUs and compares with the committed answers, byte for byte.

The truths are left out: mpmath computes them with integers, on any CPU alike.
"""

import tempfile
import time
from pathlib import Path
from typing import List, Sequence

from golden_generator.measure.answers import first_difference, without_cases, without_truth
from golden_generator.measure.workshop import Answers, Workshop, recipe
from golden_generator.write.generate import jobs


def emulate(
    cpus: Sequence[str], losses: Sequence[str], data: Path, emulator: str, processes: int
) -> bool:
    """Print a line per file that differs and a line per CPU; return whether nothing differs.

    A case that the CPU lacks an instruction for is printed, and is no difference.
    """
    same = [_on(cpu, losses, data, emulator, processes) for cpu in cpus]
    return all(same)


def _on(cpu: str, losses: Sequence[str], data: Path, emulator: str, processes: int) -> bool:
    from tqdm import tqdm

    todo, started, cases, wrong, failed, ground = jobs(losses), time.time(), 0, 0, 0, ""
    lost: List[str] = []
    with tempfile.TemporaryDirectory() as temporary:
        shop = Workshop(Path(temporary), emulator, processes)
        found = shop.answer("golden_generator.measure.answers", recipe(cpu), todo)
        for answers in tqdm(found, desc=cpu, total=len(todo), unit="file"):
            ground = answers.processor or ground
            problems = _problems(answers, data)
            failed += bool(answers.failure)
            wrong += bool(problems) and not answers.failure
            if not answers.failure:
                cases += answers.path.read_text(encoding="ascii").count('\n{"id":')
                cases -= len(answers.uncomputed)
                lost += answers.uncomputed
                answers.path.unlink()
            for problem in problems:
                says = "failed" if answers.failure else "differs"
                print("%s on %s: %s/%s.json: %s" % ((says, cpu) + answers.job + (problem,)))
    for case in sorted(lost):
        print("not computed on %s, which lacks an instruction: %s" % (cpu, case))
    print(
        "%s (%s): %s, %d cases in %d files, %d not computed, %.0f s"
        % (
            cpu,
            ground or "did not run",
            _verdict(wrong, failed),
            cases,
            len(todo),
            len(lost),
            time.time() - started,
        ),
        flush=True,
    )
    return not wrong and not failed and cases > 0


def _verdict(wrong: int, failed: int) -> str:
    """Return in words how many files differ, and how many have no answer."""
    counts = ((wrong, "differ", "differs"), (failed, "failed", "failed"))
    said = ["%d files %s" % (n, many) if n > 1 else "1 file " + one for n, many, one in counts if n]
    return ", ".join(said) or "identical"


def _problems(answers: Answers, data: Path) -> List[str]:
    if answers.failure:
        return [answers.failure]
    loss, dtype = answers.job
    committed = data / loss / (dtype + ".json")
    if not committed.is_file():
        return ["there is no committed file"]
    texts = without_truth(committed.read_text(encoding="ascii")), answers.path.read_text("ascii")
    count, first = first_difference(*(without_cases(one, answers.uncomputed) for one in texts))
    return ["%d lines, first %s" % (count, first)] if count else []
