"""The settings under which bits come out the same on every machine.

``ATEN_CPU_CAPABILITY=default``, ``MKL_CBWR=COMPATIBLE`` and one thread must stand in the
environment before torch is loaded. :func:`enter` starts the interpreter anew with what is missing,
and refuses a setting that is there with another value; :func:`verify` refuses other versions of
torch and numpy, and settings that did not take effect.
"""

import hashlib
import os
import platform
import sys
from collections import OrderedDict
from typing import Any, Dict, List, Mapping

TORCH = "1.4.0"
NUMPY = "1.18.5"

REQUIRED = {
    "ATEN_CPU_CAPABILITY": "default",
    "MKL_CBWR": "COMPATIBLE",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
"""The environment that the generator sets and insists on."""

FORBIDDEN = ("MKL_DEBUG_CPU_TYPE", "MKL_ENABLE_INSTRUCTIONS")
"""Variables that would choose other kernels."""

PROBE = "2bb3ed90af556897b0159b9e990823e740ef695b3b788fc5afc242753e822303"
"""SHA-256 of what the kernels that differ between CPU capabilities give under the recipe."""


class RefusalError(Exception):
    """The generator does not run; the message says which requirement is not met."""


def conflicts(environment: Mapping[str, str]) -> List[str]:
    """Return the settings of an environment that contradict the recipe."""
    wrong = [
        "%s is %s, but must be %s" % (name, environment[name], value)
        for name, value in REQUIRED.items()
        if environment.get(name, value) != value
    ]
    return wrong + ["%s must not be set" % name for name in FORBIDDEN if name in environment]


def enter(arguments: List[str]) -> None:
    """Return if the environment is the required one, else start again in it; may refuse."""
    wrong = conflicts(os.environ)
    if wrong:
        raise RefusalError("; ".join(wrong))
    missing = {name: value for name, value in REQUIRED.items() if name not in os.environ}
    if not missing:
        return
    if "torch" in sys.modules:
        raise RefusalError("torch was loaded before %s was set" % ", ".join(sorted(missing)))
    command = [sys.executable, "-m", "golden_generator"] + arguments
    sys.stdout.flush()
    os.execve(sys.executable, command, {**os.environ, **missing})


def verify() -> None:
    """Refuse unless versions and settings are the required ones and took effect."""
    import numpy
    import torch

    wrong = conflicts(os.environ)
    wrong += ["%s is not set" % name for name in REQUIRED if name not in os.environ]
    for name, found, needed in (
        ("torch", torch.__version__.split("+")[0], TORCH),
        ("numpy", numpy.__version__, NUMPY),
    ):
        if found != needed:
            wrong.append("%s is %s, but must be %s" % (name, found, needed))
    if not wrong:
        wrong = _without_effect()
    if wrong:
        raise RefusalError("; ".join(wrong))


def _without_effect() -> List[str]:
    import torch

    wrong = []
    if torch.get_num_threads() != 1:
        wrong.append("torch uses %d threads instead of 1" % torch.get_num_threads())
    if "mkl_get_max_threads() : 1\n" not in torch.__config__.parallel_info():
        wrong.append("MKL uses more than one thread")
    if probe() != PROBE:
        wrong.append("the kernels do not give the bits of ATEN_CPU_CAPABILITY=default")
    return wrong


def probe() -> str:
    """Return a digest of gradients whose bits depend on the CPU capability."""
    import torch

    from golden_generator.cases.shared.inputs import bits, typical

    digest = hashlib.sha256()
    for dtype in ("float32", "float64"):
        values = torch.from_numpy(typical(dtype, (40, 25), "probe").array.copy())
        labels = torch.from_numpy(bits(dtype, (40, 25), "probe").array.copy())
        values.requires_grad_()
        losses = torch.nn.functional.binary_cross_entropy_with_logits(
            values, labels, reduction="none"
        )
        (losses.sum() + torch.log_softmax(values, 1)[:, 0].sum()).backward()
        digest.update(losses.detach().numpy().tobytes())
        digest.update(values.grad.numpy().tobytes())
    return digest.hexdigest()


def provenance() -> Dict[str, Any]:
    """Return what the manifest says about the reference."""
    import numpy
    import torch

    return OrderedDict(
        torch=torch.__version__,
        numpy=numpy.__version__,
        build=torch.__config__.show(),
        cpuCapability=REQUIRED["ATEN_CPU_CAPABILITY"],
        mklCbwr=REQUIRED["MKL_CBWR"],
        threads=1,
        python=".".join(platform.python_version_tuple()[:2]),
        libc=libc(),
    )


def libc() -> str:
    """Return name and version of the C library, whose exp, log and pow torch calls: glibc 2.31."""
    return os.confstr("CS_GNU_LIBC_VERSION") or "unknown"
