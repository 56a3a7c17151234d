"""The command line: ``generate``, ``check``, ``list``.

Exit codes: 0 done (or nothing differs), 1 the data differ or a case was refused, 2 wrong usage or
wrong versions or settings.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import List, Optional

from golden_generator import settings


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    root = argparse.ArgumentParser(prog="golden_generator", description=__doc__)
    commands = root.add_subparsers(dest="command", metavar="COMMAND")
    commands.required = True
    generate = commands.add_parser("generate", help="write the golden data")
    check = commands.add_parser("check", help="regenerate and compare byte for byte")
    listing = commands.add_parser("list", help="print losses, dtypes and numbers of cases")
    for command in (generate, check, listing):
        command.add_argument("--loss", metavar="NAME", help="this loss alone, e.g. MSELoss")
    listing.add_argument("--ids", action="store_true", help="print every case's id")
    for command in (generate, check):
        command.add_argument(
            "--out",
            metavar="DIR",
            type=Path,
            default=Path("golden-data"),
            help="folder of the golden data (default: golden-data)",
        )
    return root


def main(arguments: Optional[List[str]] = None) -> int:
    """Run a command and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options = parser().parse_args(arguments)
    try:
        settings.enter(arguments)
        settings.verify()
        losses = _losses(options.loss)
    except settings.RefusalError as refusal:
        print("refused: %s" % refusal, file=sys.stderr)
        return 2
    return {"generate": _generate, "check": _check, "list": _list}[options.command](options, losses)


def _losses(chosen: Optional[str]) -> List[str]:
    from golden_generator.cases import discover

    known = list(discover())
    if chosen is not None and chosen not in known:
        raise settings.RefusalError("no loss %s; there are %s" % (chosen, ", ".join(known)))
    return known if chosen is None else [chosen]


def _generate(options: argparse.Namespace, losses: List[str]) -> int:
    from golden_generator.generate import GenerationError, generate

    try:
        generate(losses, options.out)
    except GenerationError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _check(options: argparse.Namespace, losses: List[str]) -> int:
    import shutil

    from golden_generator.compare import differences
    from golden_generator.generate import GenerationError, generate
    from golden_generator.manifest import fixture_files

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
        found = differences(options.out, fresh)
        count = len(fixture_files(fresh))
    for line in found:
        print("differs: %s" % line)
    if not found:
        print("identical: %d files and the manifest" % count)
    return 1 if found else 0


def _list(options: argparse.Namespace, losses: List[str]) -> int:
    from golden_generator.cases import discover
    from golden_generator.generate import jobs

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
