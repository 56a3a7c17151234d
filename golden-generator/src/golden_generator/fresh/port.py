"""The harness's end of the JSON-lines protocol of harness/PROTOCOL.md: asks a port call by call."""

import json
import shlex
import subprocess
from typing import Any, Dict, Optional

import numpy as np

from golden_generator.cases.shared.case import Case
from golden_generator.cases.shared.tensors import NamedTensor
from golden_generator.spelling import camel, decimal, text
from golden_generator.write.fixture import tensor_text

COMPUTED = "computed"
REJECTED = "rejected"
UNSUPPORTED = "unsupported"


class PortError(Exception):
    """The port can't be started, has ended, or writes something that isn't a reply."""


class Port:
    """A port in a process of its own; a context, at whose end the process ends."""

    def __init__(self, command: str) -> None:
        self._command = command
        try:
            self._process = subprocess.Popen(
                shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except (OSError, ValueError) as error:
            raise PortError("%s can't be started: %s" % (command, error)) from error
        hello = self._ask('{"type":"hello","protocol":1}', "hello")
        self.name = "%s %s" % (hello.get("name"), hello.get("version"))

    def __enter__(self) -> "Port":
        """Return the port."""
        return self

    def __exit__(self, *_: Any) -> None:
        """End the process."""
        self._process.stdin.close()
        self._process.stdout.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def ask(self, number: int, line: str) -> Dict[str, Any]:
        """Return the reply to a call's line."""
        reply = self._ask(line, None)
        if reply.get("id") != number:
            raise PortError("no reply to call %d: %s" % (number, text(reply)[:400]))
        return reply

    def _ask(self, line: str, kind: Optional[str]) -> Dict[str, Any]:
        try:
            self._process.stdin.write(line.encode("ascii") + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            raise PortError("%s has ended: %s" % (self._command, error)) from error
        reply = self._process.stdout.readline()
        if not reply:
            raise PortError("%s ended without a reply" % self._command)
        try:
            message = json.loads(reply.decode("utf-8"))
        except ValueError as error:
            raise PortError("no reply: %s" % reply[:200].decode("utf-8", "replace")) from error
        if not isinstance(message, dict) or kind not in (None, message.get("type")):
            raise PortError("no %s: %s" % (kind, reply[:200].decode("utf-8", "replace")))
        return message


def array(tensor: Dict[str, Any]) -> np.ndarray:
    """Return the array of a tensor's JSON."""
    try:
        return np.array(tensor["data"], dtype=tensor["dtype"]).reshape(tensor["shape"])
    except (KeyError, TypeError, ValueError) as error:
        raise PortError("no tensor: %s" % str(tensor)[:200]) from error


def call_text(case: Case, number: int) -> str:
    """Return the protocol's line for a case; its incoming gradient is a tensor or implicit."""
    incoming = case.grad_output
    return (
        '{"type":"call","id":%d,"loss":%s,"dtype":%s,"params":%s,"inputs":%s,'
        '"requiresGrad":%s,"gradOutput":%s}'
    ) % (
        number,
        text(case.loss),
        text(case.dtype),
        _object({name: _param(value) for name, value in case.params.items()}),
        _object({name: _input(value) for name, value in case.inputs.items()}),
        text([camel(name) for name in case.requires_grad]),
        tensor_text(incoming.array) if isinstance(incoming, NamedTensor) else "null",
    )


def _object(spelled: Dict[str, str]) -> str:
    return "{%s}" % ",".join("%s:%s" % (text(camel(k)), v) for k, v in spelled.items())


def _param(value: Any) -> str:
    if isinstance(value, NamedTensor):
        return '{"tensor":%s}' % tensor_text(value.array)
    return decimal(value) if isinstance(value, float) else text(value)


def _input(value: Any) -> str:
    return tensor_text(value.array) if isinstance(value, NamedTensor) else text(list(value))
