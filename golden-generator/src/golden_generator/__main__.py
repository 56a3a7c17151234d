"""The command line: writes, checks and measures the golden data, and asks ports.

``roots``, ``scalars`` and ``vectors`` write tables that the tests of impl read.

Exit codes: 0 done (or nothing differs); 1 the data differ, a case was refused, or only one of a
port and torch rejects a call; 2 wrong usage, wrong versions or settings, or a port that cannot be
asked.
"""

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any, List, Optional

from golden_generator.ask import settings

_FOR_IMPL = {
    "roots": ("torch's square roots", "square-roots.txt"),
    "scalars": ("libm's exp, log and pow", "scalars.txt"),
    "vectors": ("torch's exp", "vectors.txt"),
}
"""Commands that write tables for the tests of impl: the content and the file of each."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    root = argparse.ArgumentParser(prog="golden_generator", description=__doc__)
    commands = root.add_subparsers(dest="command", metavar="COMMAND")
    commands.required = True
    generate = commands.add_parser("generate", help="write the golden data")
    check = commands.add_parser("check", help="regenerate and compare byte for byte")
    emulate = commands.add_parser(
        "emulate",
        help="ask torch again on emulated CPUs, and compare all but the truths byte for byte",
    )
    emulate.add_argument(
        "--cpu",
        metavar="NAME",
        action="append",
        required=True,
        help="a CPU that the emulator knows, e.g. Haswell, EPYC; may be repeated",
    )
    noise = commands.add_parser(
        "noise", help="measure how far torch's answers move with kernels, threads and CPUs"
    )
    noise.add_argument(
        "--cpu",
        metavar="NAME",
        action="append",
        help="a CPU to emulate; may be repeated (default: Haswell, EPYC and Nehalem)",
    )
    noise.add_argument(
        "--since",
        metavar="DIR",
        type=Path,
        help="earlier golden data; their noise.json is kept for cases that have not changed",
    )
    for name, (what, file) in _FOR_IMPL.items():
        table = commands.add_parser(name, help="write %s, for the tests of impl" % what)
        table.add_argument(
            "--out",
            metavar="FILE",
            type=Path,
            default=Path("impl/src/test/resources/io/lossparity/math") / file,
            help="file to write (default: %(default)s)",
        )
    listing = commands.add_parser("list", help="print losses, dtypes and numbers of cases")
    fresh = _add_fresh(commands)
    for command in (generate, check, emulate, noise, fresh, listing):
        command.add_argument("--loss", metavar="NAME", help="only this loss, e.g. MSELoss")
    listing.add_argument("--ids", action="store_true", help="print every case's id")
    for command in (emulate, noise):
        command.add_argument(
            "--qemu",
            metavar="PROGRAM",
            default="qemu-x86_64",
            help="the emulator: qemu-user 7.2 or newer (default: qemu-x86_64)",
        )
        command.add_argument(
            "--processes", metavar="N", type=int, default=2, help="files at a time (default: 2)"
        )
    for command in (generate, check, emulate, noise):
        command.add_argument(
            "--out",
            metavar="DIR",
            type=Path,
            default=Path("golden-data"),
            help="folder of the golden data (default: golden-data)",
        )
    return root


def _add_fresh(commands: Any) -> argparse.ArgumentParser:
    fresh = commands.add_parser(
        "fresh",
        help="compare a port with torch on random calls that are not golden cases",
        description="Draws random calls, valid and invalid, from a seed, asks torch 1.4.0 and a "
        "port, and compares them bit for bit: NaN equals NaN, 0.0 does not equal -0.0. Prints a "
        "row for each loss and dtype, and calls that differ as lines of harness/PROTOCOL.md.",
    )
    fresh.add_argument(
        "--port",
        metavar="COMMAND",
        required=True,
        help="a program that answers the protocol of harness/PROTOCOL.md, e.g. "
        "'./lossparity serve --port lossparity'",
    )
    fresh.add_argument(
        "--seed", metavar="N", type=int, default=42, help="the seed of the calls (default: 42)"
    )
    fresh.add_argument(
        "--calls",
        metavar="N",
        type=_positive,
        default=13000,
        help="the number of calls (default: 13000)",
    )
    fresh.add_argument(
        "--examples",
        metavar="N",
        type=int,
        default=2,
        help="how many differing calls of each loss to print, the shortest first (default: 2)",
    )
    fresh.add_argument("--json", metavar="FILE", type=Path, help="write the counts to this file")
    return fresh


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be positive, but was %d" % value)
    return value


def main(arguments: Optional[List[str]] = None) -> int:
    """Run a command and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options = parser().parse_args(arguments)
    try:
        settings.enter(arguments)
        settings.verify()
        losses = _losses(getattr(options, "loss", None))
        if options.command in ("emulate", "noise"):
            from golden_generator.measure.workshop import check_emulator

            check_emulator(options.qemu)
    except settings.RefusalError as refusal:
        print("refused: %s" % refusal, file=sys.stderr)
        return 2
    run = {"generate": _generate, "check": _check, "emulate": _emulate}
    run.update({"noise": _noise, "fresh": _fresh, "list": _list})
    run.update(dict.fromkeys(_FOR_IMPL, _for_impl))
    return run[options.command](options, losses)


def _losses(chosen: Optional[str]) -> List[str]:
    from golden_generator.cases import discover

    known = list(discover())
    if chosen is not None and chosen not in known:
        raise settings.RefusalError("no loss %s; there are %s" % (chosen, ", ".join(known)))
    return known if chosen is None else [chosen]


def _generate(options: argparse.Namespace, losses: List[str]) -> int:
    from golden_generator.write.generate import GenerationError, generate

    try:
        generate(losses, options.out)
    except GenerationError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _check(options: argparse.Namespace, losses: List[str]) -> int:
    import shutil

    from golden_generator.write.compare import differences
    from golden_generator.write.generate import GenerationError, generate, jobs
    from golden_generator.write.manifest import fixture_files, recorded_libc, write_manifest

    with tempfile.TemporaryDirectory() as temporary:
        fresh = Path(temporary)
        if options.loss is not None:
            for path in fixture_files(options.out):
                copy = fresh / path.relative_to(options.out)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(str(path), str(copy))
        try:
            generate(losses, fresh)
        except GenerationError as error:
            print(error, file=sys.stderr)
            return 1
        # all else of the manifest, and every byte of the fixtures, must be the same here too
        written = recorded_libc(options.out)
        write_manifest(fresh, written)
        found = differences(options.out, fresh)
    for line in found:
        print("differs: %s" % line)
    if not found:
        print("identical: %d files, the signatures and the manifest" % len(jobs(losses)))
    if written != settings.libc():
        print("the data were written under %s, and compared under %s" % (written, settings.libc()))
    return 1 if found else 0


def _emulate(options: argparse.Namespace, losses: List[str]) -> int:
    from golden_generator.measure.emulate import emulate

    same = emulate(options.cpu, losses, options.out, options.qemu, options.processes)
    return 0 if same else 1


def _noise(options: argparse.Namespace, losses: List[str]) -> int:
    from golden_generator.measure.noise import CPUS, NoiseError, measure
    from golden_generator.measure.since import SinceError
    from golden_generator.measure.workshop import Workshop

    with tempfile.TemporaryDirectory() as temporary:
        shop = Workshop(Path(temporary), options.qemu, options.processes)
        try:
            moved = measure(losses, options.out, options.cpu or CPUS, shop, options.since)
        except (NoiseError, SinceError) as error:
            print(error, file=sys.stderr)
            return 1
    print("%s: %d cases move" % (options.out / "noise.json", moved))
    return 0


def _fresh(options: argparse.Namespace, losses: List[str]) -> int:
    from golden_generator.fresh import report
    from golden_generator.fresh.losses import DRAWERS
    from golden_generator.fresh.port import Port, PortError
    from golden_generator.fresh.run import ask

    without = [loss for loss in losses if loss not in DRAWERS]
    if without:
        print("no calls are drawn of %s" % ", ".join(without), file=sys.stderr)
    if without == losses:
        return 2
    try:
        with Port(options.port) as port:
            found = ask(port, losses, options.seed, options.calls)
    except PortError as error:
        print("refused: %s" % error, file=sys.stderr)
        return 2
    sys.stdout.write(report.text(found, options.examples))
    if options.json is not None:
        options.json.write_text(report.json_text(found), encoding="ascii")
    return 1 if found.total().contradictions else 0


def _for_impl(options: argparse.Namespace, losses: List[str]) -> int:
    writer = import_module("golden_generator.tables." + options.command)
    print("%s: %d results" % (options.out, writer.write(options.out)))
    return 0


def _list(options: argparse.Namespace, losses: List[str]) -> int:
    from golden_generator.cases import discover
    from golden_generator.write.generate import jobs

    total = 0
    for loss, dtype in jobs(losses):
        ids = [case.id for case in discover()[loss].cases(dtype)]
        total += len(ids)
        if options.ids:
            print("\n".join(ids))
        else:
            print("%-26s %-8s %5d" % (loss, dtype, len(ids)))
    if not options.ids:
        print("%-26s %-8s %5d" % ("total", "", total))
    return 0


if __name__ == "__main__":
    sys.exit(main())
