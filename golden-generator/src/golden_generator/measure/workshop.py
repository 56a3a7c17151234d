"""Runs the workers of ``emulate`` and ``noise``: torch in processes with settings of their own."""

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Callable, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from golden_generator.ask import settings

Job = Tuple[str, str]


class Setting(NamedTuple):
    """Under what torch answers: variables of the environment, and a CPU if one is emulated."""

    name: str
    variables: Dict[str, str]
    cpu: Optional[str] = None


class Answers(NamedTuple):
    """What a worker gave: where its answers are and what it ran on, or why it failed.

    ``uncomputed`` are the ids of cases that have no answer: the CPU lacks an instruction for them.
    """

    job: Job
    path: Path
    processor: str
    failure: str
    uncomputed: Tuple[str, ...] = ()


def recipe(cpu: Optional[str]) -> Setting:
    """Return the generator's own settings, on this CPU or an emulated one."""
    return Setting("recipe" if cpu is None else "recipe on " + cpu, settings.REQUIRED, cpu)


def check_emulator(emulator: str) -> None:
    """Refuse if there is no such emulator."""
    if shutil.which(emulator) is None:
        raise settings.RefusalError(
            "no emulator %s: install qemu-user 7.2 or newer, or name one with --qemu" % emulator
        )


class Workshop(NamedTuple):
    """Where workers write, how they are emulated, and how many there are at a time."""

    folder: Path
    emulator: str
    processes: int

    def answer(
        self, module: str, setting: Setting, todo: Sequence[Job], *extra: str
    ) -> Iterator[Answers]:
        """Yield every file's answers under a setting as they come; ``module`` is the worker."""
        done: queue.Queue = queue.Queue()
        shares = [list(todo[i :: self.processes]) for i in range(self.processes)]
        for share in shares:
            crew = _Crew(self, module, setting, extra, done)
            threading.Thread(target=crew.work, args=(share,), daemon=True).start()
        for _ in todo:
            yield done.get()


class _Crew(NamedTuple):
    """Works through a share of the files, with a new worker where one dies."""

    shop: Workshop
    module: str
    setting: Setting
    extra: Tuple[str, ...]
    done: queue.Queue

    def work(self, share: List[Job]) -> None:
        while share:
            failure = self._run(share)
            if share:
                self.done.put(Answers(share.pop(0), self.shop.folder, "", failure))

    def _run(self, share: List[Job]) -> str:
        """Run one worker over the share, which loses what is answered; return why it ended."""
        names = ["/".join(job) for job in share]
        guest = [] if self.setting.cpu is None else [self.shop.emulator, "-cpu", self.setting.cpu]
        command = guest + [sys.executable, "-m", self.module, str(self.shop.folder)] + names
        with tempfile.TemporaryFile() as errors:
            with subprocess.Popen(
                command + list(self.extra),
                env=_environment(self.setting),
                cwd=str(self.shop.folder),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
            ) as process:
                for line in process.stdout:
                    said = json.loads(line.decode("ascii"))
                    path = self.shop.folder / said["file"]
                    lost = tuple(said["uncomputed"])
                    self.done.put(Answers(share.pop(0), path, said["processor"], "", lost))
            errors.seek(0)
            return _reason(process.returncode, errors.read())


def _environment(setting: Setting) -> Dict[str, str]:
    """Return this environment with the setting's variables in the place of the recipe's."""
    chosen = tuple(settings.REQUIRED) + settings.FORBIDDEN
    kept = {name: value for name, value in os.environ.items() if name not in chosen}
    places = [os.path.abspath(place) for place in sys.path if place]
    return {**kept, **setting.variables, "PYTHONPATH": os.pathsep.join(places)}


def _reason(code: int, errors: bytes) -> str:
    lines = [
        line
        for line in errors.decode("utf-8", "replace").splitlines()
        if line.strip() and "TCG doesn't support requested feature" not in line
    ]
    return "the worker exited with %d: %s" % (code, lines[-1] if lines else "it said nothing")


def serve(arguments: Sequence[str], write: Callable[[str, str, Path], List[str]]) -> None:
    """Be a worker: write the answers of every file named, and print a line for each.

    ``write`` returns the ids of the cases that this CPU can't compute.
    """
    from golden_generator.measure.processor import processor

    folder = Path(arguments[0])
    here = str(processor())
    for name in arguments[1:]:
        loss, dtype = name.split("/")
        path = folder / ("%s-%s" % (loss, dtype))
        lost = write(loss, dtype, path)
        print(json.dumps({"file": path.name, "processor": here, "uncomputed": lost}), flush=True)
