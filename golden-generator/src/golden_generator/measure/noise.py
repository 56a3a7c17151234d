"""Measures torch's own noise: how far its answers move with the CPU, its kernels and its threads.

``golden-data/noise.json`` holds, per golden case and quantity, the greatest distance from the
golden value over all settings, in the units that also the allowance counts; cases that no setting
moves are left out. A file's noise names the file's SHA-256, so that noise of other data is
recognized.
"""

import hashlib
import json
import pickle
from collections import OrderedDict
from decimal import ROUND_CEILING, Decimal, localcontext
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Set

import numpy as np

from golden_generator.ask import settings
from golden_generator.measure.since import Known, kept
from golden_generator.measure.spread import (
    BUT,
    SEPARATOR,
    Golden,
    SpecialValueError,
    golden,
    spread,
)
from golden_generator.measure.workshop import Answers, Job, Setting, Workshop, recipe
from golden_generator.spelling import text
from golden_generator.write.generate import jobs

NAME = "noise.json"

FORMAT_VERSION = 2
"""Of this file, not of the fixtures."""

CPUS = ("Haswell", "EPYC", "Nehalem")
"""The CPUs that are emulated unless others are named."""

WITHOUT_FMA = ("Nehalem", "Westmere", "SandyBridge", "IvyBridge")

WORKER = "golden_generator.measure.spread"

FileNoise = Dict[str, Any]
"""A file's noise, as the JSON has it."""


class Noise(NamedTuple):
    """How many units a tensor moves at most, and the place of the setting that moves it so far."""

    units: float
    setting: int


class NoiseError(Exception):
    """The noise can't be measured; the message says why."""


def native() -> List[Setting]:
    """Return the settings that need no emulation: kernels of ATen and MKL, and threads.

    Two threads are asked once: golden tensors are too small for torch to share most work.
    """
    found = [
        _setting(capability, cbwr, 1)
        for capability in ("default", "avx", "avx2")
        for cbwr in ("COMPATIBLE", None)
    ]
    own = _setting("avx2", None, 1)
    intel = Setting(own.name + ", MKL's AVX2 kernels", {**own.variables, "MKL_DEBUG_CPU_TYPE": "5"})
    found = [setting for setting in found if setting.variables != settings.REQUIRED]
    return found + [_setting("avx2", None, 2), intel]


def _setting(capability: str, cbwr: Optional[str], threads: int) -> Setting:
    variables = {"ATEN_CPU_CAPABILITY": capability}
    if cbwr is not None:
        variables["MKL_CBWR"] = cbwr
    variables["OMP_NUM_THREADS"] = variables["MKL_NUM_THREADS"] = str(threads)
    words = "1 thread" if threads == 1 else "%d threads" % threads
    return Setting("%s, MKL_CBWR %s, %s" % (capability, cbwr or "unset", words), variables)


def emulated(cpus: Sequence[str]) -> List[Setting]:
    """Return torch's own choice of kernels on emulated CPUs, and the recipe where it may matter.

    A CPU that ``emulate`` finds to give the recipe's bits has no noise under it; one without FMA,
    where libm's pow rounds otherwise, has.
    """
    own = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    found = [Setting("nothing set on " + cpu, own, cpu) for cpu in cpus]
    return found + [recipe(cpu) for cpu in cpus if cpu in WITHOUT_FMA]


class Measurement:
    """Asks torch under every setting and collects how far the answers move."""

    def __init__(
        self, data: Path, cpus: Sequence[str], shop: Workshop, known: Dict[str, Known]
    ) -> None:
        self.data = data
        self.shop = shop
        self.known = known
        self.settings = native() + emulated(cpus)
        self.processors: Dict[str, str] = {}
        self.expected: Dict[Job, Dict[str, Golden]] = {}
        self.noise: Dict[str, Noise] = {}
        self.uncomputed: List[str] = []

    def files(self, losses: Sequence[str]) -> Dict[str, FileNoise]:
        """Return every file's noise by its path."""
        from tqdm import tqdm

        todo = jobs(losses)
        but = self.shop.folder / "known.txt"
        names = [name for one in self.known.values() for name in sorted(one.unchanged)]
        but.write_text("\n".join(names), encoding="ascii")
        with tqdm(total=len(todo) * (len(self.settings) + 1), unit="file") as bar:
            for place, setting in enumerate([recipe(None)] + self.settings):
                bar.set_description(setting.name)
                for answers in self.shop.answer(WORKER, setting, todo, BUT + str(but)):
                    self._take(place - 1, setting, answers)
                    bar.update()
        return {"%s/%s.json" % job: self._file(job) for job in todo}

    def _take(self, place: int, setting: Setting, answers: Answers) -> None:
        if answers.failure:
            raise NoiseError("%s %s: %s: %s" % (answers.job + (setting.name, answers.failure)))
        given = _arrays(answers.path)
        if place < 0:
            _check_golden(self._golden(answers.job), given, self._unchanged(answers.job))
            return
        self.processors[setting.name] = answers.processor
        self.uncomputed.extend("%s: %s" % (setting.name, case) for case in answers.uncomputed)
        _join(self.noise, place, self._golden(answers.job), given, setting.name)

    def _golden(self, job: Job) -> Dict[str, Golden]:
        if job not in self.expected:
            self.expected[job] = golden(json.loads(self._content(job).decode("ascii")))
        return self.expected[job]

    def _content(self, job: Job) -> bytes:
        return (self.data / job[0] / (job[1] + ".json")).read_bytes()

    def _unchanged(self, job: Job) -> Set[str]:
        one = self.known.get("%s/%s.json" % job)
        return one.unchanged if one else set()

    def _file(self, job: Job) -> FileNoise:
        here = "/".join(job) + "/"
        noise = {name: one for name, one in self.noise.items() if name.startswith(here)}
        file = _file_noise(job, self._content(job), noise)
        one = self.known.get(file["path"])
        if one is not None:
            kept = [case for case in one.noise["cases"] if case["id"] in one.unchanged]
            file["cases"] = sorted(kept + file["cases"], key=lambda case: case["id"])
        return file

    def settings_run(self) -> List[Dict[str, Any]]:
        """Return every setting and the CPU that it ran on, as the file has it."""
        return [
            OrderedDict(
                name=setting.name,
                variables=OrderedDict(sorted(setting.variables.items())),
                emulated=setting.cpu,
                processor=self.processors[setting.name],
            )
            for setting in self.settings
        ]


def _arrays(path: Path) -> Dict[str, np.ndarray]:
    return pickle.loads(path.read_bytes())


def _check_golden(expected: Dict[str, Golden], given: Dict[str, np.ndarray], but: Set[str]) -> None:
    """Refuse unless the recipe gives the committed values here; what is known was not asked."""
    asked = {name for name in expected if name.split(SEPARATOR)[0] not in but}
    for name in sorted(asked | set(given)):
        known = name in asked and name in given
        if not known or _plain(expected[name].values) != _plain(given[name]):
            raise NoiseError("%s is not what torch answers: regenerate it first" % name)


def _plain(array: np.ndarray) -> bytes:
    return np.where(np.isnan(array), np.array(np.nan, array.dtype), array).tobytes()


def _join(
    noise: Dict[str, Noise],
    place: int,
    expected: Dict[str, Golden],
    given: Dict[str, np.ndarray],
    setting: str,
) -> None:
    for name, array in given.items():
        try:
            units = spread(expected[name], array)
        except SpecialValueError as error:
            raise NoiseError("%s under %s: %s" % (name, setting, error)) from error
        if units > 0 and (name not in noise or units > noise[name].units):
            noise[name] = Noise(units, place)


def _file_noise(job: Job, content: bytes, noise: Dict[str, Noise]) -> FileNoise:
    by_case: Dict[str, Dict[str, list]] = OrderedDict()
    for name, one in sorted(noise.items()):
        case, quantity = name.split(SEPARATOR)
        by_case.setdefault(case, OrderedDict())[quantity] = [_rounded_up(one.units), one.setting]
    return OrderedDict(
        path="%s/%s.json" % job,
        sha256=hashlib.sha256(content).hexdigest(),
        cases=[OrderedDict(id=name, noise=by_case[name]) for name in by_case],
    )


def _rounded_up(number: float) -> float:
    """Return three digits, never less than the number."""
    with localcontext() as context:
        context.prec, context.rounding = 3, ROUND_CEILING
        return float(+Decimal(number))


def measure(
    losses: Sequence[str],
    data: Path,
    cpus: Sequence[str],
    shop: Workshop,
    since: Optional[Path] = None,
) -> int:
    """Measure the noise of these losses and write it; return the number of cases that move.

    A case that a CPU lacks an instruction for has no noise from that CPU, and is printed. With the
    folder of earlier data, the noise that stands there is kept for what has not changed since.
    """
    known: Dict[str, Known] = {}
    if since is not None:
        before = json.loads((since / NAME).read_text(encoding="ascii"))
        known = {"%s/%s.json" % job: kept(job, data, since, before) for job in jobs(losses)}
    measurement = Measurement(data, cpus, shop, known)
    files = measurement.files(losses)
    if since is not None and before["settings"] != measurement.settings_run():
        raise NoiseError("other settings or CPUs gave the noise in %s: measure all anew" % since)
    for line in sorted(measurement.uncomputed):
        print("not computed, as the CPU lacks an instruction, with %s" % line)
    run = measurement.settings_run()
    path = data / NAME
    merged = {**_kept(path, run, set(files)), **files}
    path.write_text(noise_text(run, [merged[name] for name in sorted(merged)]), encoding="ascii")
    return sum(len(file["cases"]) for file in merged.values())


def _kept(path: Path, run: List[Dict[str, Any]], measured: Set[str]) -> Dict[str, FileNoise]:
    """Return the noise of the other files that is there; refuse if other settings gave it."""
    if not path.is_file():
        return {}
    noise = json.loads(path.read_text(encoding="ascii"))
    others = {file["path"]: file for file in noise["files"] if file["path"] not in measured}
    if others and noise["settings"] != run:
        raise NoiseError("other settings or CPUs gave the noise of other losses: measure all anew")
    return others


def noise_text(run: List[Dict[str, Any]], files: List[FileNoise]) -> str:
    """Return the file: one setting and one case per line."""
    return '{\n"formatVersion":%d,\n"settings":[\n%s\n],\n"files":[\n%s\n]\n}\n' % (
        FORMAT_VERSION,
        ",\n".join(text(setting) for setting in run),
        ",\n".join(_file_text(file) for file in files),
    )


def _file_text(file: FileNoise) -> str:
    cases = ",\n".join(text(case) for case in file["cases"])
    head = text(file["path"]), text(file["sha256"])
    return '{"path":%s,"sha256":%s,"cases":[\n%s\n]}' % (head + (cases,))
