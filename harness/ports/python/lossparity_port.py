"""Answers LossParity's protocol (harness/PROTOCOL.md) for a port written in Python with NumPy.

A port is one function::

    def evaluate(call):
        if call.loss != "MSELoss":
            raise Unsupported("there is no " + call.loss)
        ...
        return Computed(output, {"input": gradient})

    serve("mine", "1.0", evaluate)

The port's own output goes to standard error, because standard output carries the answers.
"""

import json
import os
import sys
import traceback

import numpy as np
from lossparity_question import RefusedLine, question

PROTOCOL = 1
_WORDS = {"nan": '"NaN"', "inf": '"Infinity"', "-inf": '"-Infinity"'}


class Call:
    """A question: ``torch.nn.LOSS(**params)(*inputs)``, then ``backward(grad_output)``.

    ``params`` and ``inputs`` are dicts in PyTorch's order, named as in the golden data
    (``posWeight``). A tensor is a NumPy array of the tensor's dtype, a tuple of lengths a list.
    """

    def __init__(self, fields):
        """Take the fields of a line of type ``call``, as ``lossparity_question`` reads them."""
        self.loss = fields["loss"]
        self.dtype = fields["dtype"]
        self.params = fields["params"]
        self.inputs = fields["inputs"]
        self.requires_grad = fields["requiresGrad"]
        self.grad_output = fields["gradOutput"]


class Computed:
    """The loss, and a gradient for each name of ``call.requires_grad`` (None if there is none).

    ``notes`` are sentences about this answer, such as a warning. Reports show them; they do not affect the verdict.
    """

    def __init__(self, output, grads, notes=()):
        """Take NumPy arrays."""
        self.output = output
        self.grads = grads
        self.notes = notes


class Rejected(Exception):
    """The call is invalid; ``stage`` is construct, forward or backward, or None if not known."""

    def __init__(self, stage, message, output=None):
        """Take the implementation's own message, and for backward the output of forward."""
        super().__init__(message)
        self.stage = stage
        self.output = output


class Unsupported(Exception):
    """The implementation does not have the loss, parameter, dtype or gradient."""


def tensor_text(values):
    """Return the JSON of a NumPy array: the shortest decimals that read back to the same."""
    values = np.asarray(values)
    flat = np.ascontiguousarray(values).reshape(-1)
    if flat.dtype.kind == "f":
        spelled = [repr(float(x)) if flat.dtype == np.float64 else _shortest(x) for x in flat]
        numbers = [_WORDS.get(number, number) for number in spelled]
    else:
        numbers = [str(int(x)) for x in flat]
    return '{"dtype":"%s","shape":%s,"data":[%s]}' % (
        flat.dtype.name,
        json.dumps(list(values.shape)),
        ",".join(numbers),
    )


def _shortest(value):
    text = np.format_float_scientific(value, unique=True, trim="0")
    return text if np.isfinite(value) else repr(float(value))


def serve(name, version, evaluate, capabilities=None):
    """Answer every line until the harness says goodbye, also a line that is not a question.

    ``capabilities`` declares what the port has: a dict of losses, each with a dict that may restrict ``dtypes``,
    ``parameters`` and ``gradients`` to a list. The harness does not ask for anything else.
    """
    hello = {"protocol": PROTOCOL, "name": name, "version": version}
    if capabilities is not None:
        hello["capabilities"] = {"losses": capabilities}
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)  # output of native code must not be taken for a reply
    sys.stdout = sys.stderr
    for line in sys.stdin.buffer:
        kind = None
        try:
            kind, fields = question(line)
            if kind == "call":
                reply = _answer(fields, evaluate)
            else:
                reply = _reply("hello", **hello) if kind == "hello" else _reply("bye", remarks=[])
        except RefusedLine as refusal:
            told = "the line is not a question: %s" % refusal
            reply = _reply("errored", id=refusal.number, message=told)
        replies.write(reply + "\n")
        replies.flush()
        if kind == "bye":
            return


def _answer(fields, evaluate):
    number = fields["id"]
    try:
        computed = evaluate(Call(fields))
        grads = [
            "%s:%s" % (json.dumps(name), "null" if grad is None else tensor_text(grad))
            for name, grad in computed.grads.items()
        ]
        notes = ',"notes":%s' % json.dumps(list(computed.notes)) if computed.notes else ""
        return '{"type":"computed","id":%d,"output":%s,"grads":{%s}%s}' % (
            number,
            tensor_text(computed.output),
            ",".join(grads),
            notes,
        )
    except Unsupported as absent:
        return _reply("unsupported", id=number, reason=str(absent))
    except Rejected as rejection:
        return _rejected(number, rejection)
    except Exception as error:  # noqa: BLE001  whatever the port does, the next call is answered
        place = traceback.extract_tb(error.__traceback__)[-1]
        return _reply(
            "errored",
            id=number,
            message="the port threw %s: %s at %s:%d"
            % (type(error).__name__, error, os.path.basename(place.filename), place.lineno),
        )


def _rejected(number, rejection):
    fields = {"id": number}
    if rejection.stage is not None:
        fields["stage"] = rejection.stage
    text = _reply("rejected", message=str(rejection), **fields)
    if rejection.output is None:
        return text
    return '%s,"output":%s}' % (text[:-1], tensor_text(rejection.output))


def _reply(kind, **fields):
    return json.dumps({"type": kind, **fields}, separators=(",", ":"))
