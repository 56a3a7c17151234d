"""The truth: what a case's output and gradients are, to 40 digits.

Written from the mathematics, independent of PyTorch's code, in exact real arithmetic extended by
the infinities and NaN (mpmath, 60 digits inside). One module per loss, found by its file name:
``truth/mse_loss.py`` holds ``LOSS`` and ``evaluate(call, arithmetic)``.

Two truths exist where PyTorch 1.4.0 departs from the mathematics by design:

* ``mathematical``: the value of the definition. Elements that the definition gives no value are
  NaN.
* ``formula``: PyTorch's own formula in exact arithmetic. Roundings are left out, the dtype's range
  is kept: an intermediate result beyond the dtype's largest value is infinite, a subnormal one a
  multiple of the smallest.

The formula's numbers carry bounds of PyTorch's roundings (``bounded``), from which the allowance of
every element follows.

They are the same object where they agree to 1/256 ulp of the dtype. ``departures`` names the
reasons in words, which ``DEPARTURES`` explains. Choices of a subgradient at ties are in
``conventions`` and are the same in both.
"""

import importlib
import pkgutil
from typing import Any, Dict, List, Sequence

from mpmath import mp

from .arithmetic import DIGITS, Arithmetic
from .bounded import Bound
from .call import Call
from .departures import DEPARTURES, agree, settle
from .rounding import nearest, rounded, saturated, ulp_error
from .statement import Statement
from .values import Truth, Values

__all__ = [
    "DEPARTURES",
    "DIGITS",
    "Bound",
    "Truth",
    "Values",
    "agree",
    "evaluate",
    "losses",
    "nearest",
    "rounded",
    "saturated",
    "statement",
    "ulp_error",
]


def _discover() -> Dict[str, Any]:
    """Find the loss modules: every module of this package named ``*_loss``."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name.endswith("_loss"):
            loaded = importlib.import_module(__name__ + "." + module.name)
            found[loaded.LOSS] = loaded
    return found


_MODULES = _discover()


def losses() -> List[str]:
    """Return names of the losses that have a truth, sorted."""
    return sorted(_MODULES)


def statement(loss: str) -> Statement:
    """Return what a loss is, in words."""
    return _MODULES[loss].STATEMENT


def evaluate(
    loss: str,
    dtype: str,
    params: Dict[str, Any],
    inputs: Dict[str, Any],
    requires_grad: Sequence[str],
    grad_output: Any,
) -> Truth:
    """Evaluate one case, mathematically and by PyTorch's formula.

    The result has the output and the gradients of ``requires_grad``.

    ``params`` has PyTorch's snake_case constructor arguments (tensors as numpy arrays), ``inputs``
    maps argument names to numpy arrays or lists of ints, ``grad_output`` is a numpy array or None
    for an implicit 1.0. The case must be one that PyTorch accepts: arguments are not checked. A
    gradient that PyTorch leaves None is None.
    """
    module = _MODULES[loss]
    call = Call(dtype, params, inputs, requires_grad, grad_output, bounded=True)
    with mp.workdps(DIGITS):
        reader = Arithmetic(dtype, formula=True)
        formula = module.evaluate(call, reader)
        bounds, formula = formula.bounds(), formula.plain()
        if not reader.departures and formula.finite() and call.finite():
            return Truth(formula, formula, [], bounds)
        mathematical = module.evaluate(call.plain(), Arithmetic(dtype, formula=False))
        settled = settle(mathematical, formula, reader.departures, dtype)
        return settled._replace(bounds=bounds)
