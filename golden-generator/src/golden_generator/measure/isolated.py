"""Asks each case in a child process, so that only the child ends if the CPU cannot compute it.

An old CPU lacks instructions that torch uses without asking: float16 is converted by F16C, which
Nehalem has not.
"""

import os
import pickle
import signal
import traceback
from typing import Any, BinaryIO, Callable, Iterator, List, NoReturn, Optional, Sequence, Tuple

from golden_generator.cases.shared.case import Case

Ask = Callable[[Case], Any]


class EndedError(Exception):
    """A case ended the process that asked it, and not by an instruction that the CPU lacks."""


def apart(cases: Sequence[Case], ask: Ask) -> Iterator[Tuple[Case, Optional[Any]]]:
    """Yield every case and its answer, or None where the CPU lacks an instruction for it."""
    rest = list(cases)
    while rest:
        incoming, outgoing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(incoming)
            _be_child(outgoing, rest, ask)
        os.close(outgoing)
        with os.fdopen(incoming, "rb") as stream:
            for answer in _answers(stream):
                yield rest.pop(0), answer
        status = os.waitpid(child, 0)[1]
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGILL:
            yield rest.pop(0), None
        elif status != 0:
            raise EndedError("%s ended the worker: %s" % (rest[0].id, _how(status)))


def _answers(stream: BinaryIO) -> Iterator[Any]:
    while True:
        try:
            yield pickle.load(stream)
        except EOFError:
            return


def _be_child(outgoing: int, cases: List[Case], ask: Ask) -> NoReturn:
    code = 1
    try:
        with os.fdopen(outgoing, "wb") as stream:
            for case in cases:
                pickle.dump(ask(case), stream, pickle.HIGHEST_PROTOCOL)
                stream.flush()
        code = 0
    except BaseException:  # noqa: BLE001  whatever it is, the child must not go on as its parent
        traceback.print_exc()
    finally:
        os._exit(code)


def _how(status: int) -> str:
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return "exit code %d" % os.WEXITSTATUS(status)
