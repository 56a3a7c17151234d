"""One module per loss: its axes and its notes, nothing else. Discovered, not registered.

A module defines ``LOSS`` (the class in torch.nn), ``NOTES`` (flag to note) and ``cases(dtype)``,
which yields that dtype's cases.
"""

import importlib
import pkgutil
from types import ModuleType
from typing import Dict


def discover() -> Dict[str, ModuleType]:
    """Return every case module under the name of its loss, sorted by that name."""
    found = [info.name for info in pkgutil.iter_modules(__path__)]
    names = [name for name in found if name.endswith("_loss")]
    modules = [importlib.import_module("%s.%s" % (__name__, name)) for name in names]
    return {module.LOSS: module for module in sorted(modules, key=lambda module: module.LOSS)}
