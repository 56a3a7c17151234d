"""The CPU of this process, as the CPU reports it: an emulated CPU reports what it emulates."""

import ctypes
import mmap
from typing import NamedTuple, Tuple

_CPUID = bytes.fromhex(
    "53"  # push rbx
    "89f8 89f1 4989d0"  # mov eax,edi; mov ecx,esi; mov r8,rdx
    "0fa2"  # cpuid
    "418900 41895804 41894808 4189500c"  # mov [r8],eax; [r8+4],ebx; [r8+8],ecx; [r8+12],edx
    "5b c3"  # pop rbx; ret
)

_FEATURES = (("sse4.2", 1, 2, 20), ("avx", 1, 2, 28), ("fma", 1, 2, 12), ("avx2", 7, 1, 5)) + (
    ("avx512f", 7, 1, 16),
)
"""Name, leaf, register (0 eax to 3 edx) and bit of what kernels are chosen by."""


class Processor(NamedTuple):
    """A CPU: its maker, family and model in hexadecimal, and which vector instructions it has."""

    vendor: str
    family: str
    model: str
    features: Tuple[str, ...]

    def __str__(self) -> str:
        return "%s family %s model %s with %s" % (
            self.vendor,
            self.family,
            self.model,
            ", ".join(self.features) or "SSE2 alone",
        )


def processor() -> Processor:
    """Ask the CPU by its instruction ``cpuid``."""
    code = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(_CPUID)
    at = ctypes.addressof(ctypes.c_char.from_buffer(code))
    ask = ctypes.CFUNCTYPE(None, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)(at)

    def leaf(number: int) -> Tuple[int, int, int, int]:
        registers = (ctypes.c_uint32 * 4)()
        ask(number, 0, ctypes.addressof(registers))
        return tuple(registers)  # type: ignore[return-value]

    greatest, b, c, d = leaf(0)
    vendor = b"".join(part.to_bytes(4, "little") for part in (b, d, c)).decode("ascii")
    signature = leaf(1)[0]
    family, model = signature >> 8 & 15, signature >> 4 & 15
    if family in (6, 15):
        model += (signature >> 16 & 15) << 4
    if family == 15:
        family += signature >> 20 & 255
    features = tuple(
        name
        for name, number, register, bit in _FEATURES
        if number <= greatest and leaf(number)[register] >> bit & 1
    )
    return Processor(vendor, "%x" % family, "%x" % model, features)
