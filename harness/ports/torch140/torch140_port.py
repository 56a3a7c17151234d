"""PyTorch 1.4.0 itself as a port: the harness's calibration.

It shares no code with the golden generator. Whatever is not equal to the bit is a defect of the
harness, of the protocol, or of the machine's settings.
"""

import os
import sys
import warnings

# The recipe of identical bits; it must stand before torch is loaded.
os.environ.update(
    ATEN_CPU_CAPABILITY="default",
    MKL_CBWR="COMPATIBLE",
    OMP_NUM_THREADS="1",
    MKL_NUM_THREADS="1",
)
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))

import numpy as np  # noqa: E402
import torch  # noqa: E402
from lossparity_port import Computed, Rejected, serve  # noqa: E402


def snake(name):
    """Return Python's spelling of a camel-cased name."""
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)


def live(name, value, call):
    """Return the argument that torch takes, a leaf of the graph where a gradient is asked for."""
    if not isinstance(value, np.ndarray):
        return tuple(value) if isinstance(value, list) else value
    return torch.from_numpy(value.copy()).requires_grad_(name in call.requires_grad)


def plain(tensor):
    """Return a tensor's values, or None."""
    return None if tensor is None else tensor.detach().numpy().copy()


def evaluate(call):
    """Answer, with torch's warnings as notes."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        computed = compute(call)
    computed.notes = ["torch warns: %s" % warning.message for warning in caught]
    return computed


def compute(call):
    """Construct, run forward, run backward, as a user of torch would."""
    stage = "construct"
    output = None
    try:
        params = {name: live(name, value, call) for name, value in call.params.items()}
        inputs = {name: live(name, value, call) for name, value in call.inputs.items()}
        loss = getattr(torch.nn, call.loss)(**{snake(k): v for k, v in params.items()})
        stage = "forward"
        result = loss(*inputs.values())
        output = plain(result)
        grads = {}
        if call.requires_grad:
            stage = "backward"
            incoming = call.grad_output
            result.backward(None if incoming is None else torch.from_numpy(incoming.copy()))
            leaves = {**params, **inputs}
            grads = {name: plain(leaves[name].grad) for name in call.requires_grad}
        return Computed(output, grads)
    except Exception as error:  # noqa: BLE001  torch raises every type there is
        lines = str(error).strip().splitlines() or [""]
        message = "%s: %s" % (type(error).__name__, lines[0])
        raise Rejected(stage, message, output if stage == "backward" else None) from error


if __name__ == "__main__":
    serve("torch140", torch.__version__, evaluate)
