"""One module per loss: its axes and its notes, nothing else. Discovered, not registered.

A module defines ``LOSS`` (the class in torch.nn), ``NOTES`` (flag to note), ``SIZES`` (the axes
that its loops run over) and ``cases(dtype)``, which yields that dtype's cases. It may define
``TESTED`` (by parameter the numbers that some case must pass) and ``UNTESTED`` (two patterns of
settings, as in ``delta=*``, and why they are not crossed). Both are written to the signatures,
where the harness reads them for its table of coverage, beside the reasons that losses share.
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
