"""Draws whole calls: a loss's question, the gradients that are asked for, the incoming gradient."""

from typing import Any, Dict, Iterator, Sequence, Tuple

import numpy as np

from golden_generator.ask.evaluate import Answer, evaluate
from golden_generator.cases.shared.case import IMPLICIT, Case, GradOutput
from golden_generator.cases.shared.tensors import FLOATS, NamedTensor, Shape, named
from golden_generator.fresh.arguments import Draw
from golden_generator.fresh.dice import Dice
from golden_generator.fresh.losses import DRAWERS, Question

_DTYPES = ("float32", "float64", "float16", "int64", "int32", "uint8", "bool")
_ODD = (None, True, False, 0, 1, 2, 0.0, 1.0, 2.0, "", "1", "mean", "tensor")
_INCOMING = ("ones",) + ("typical",) * 6 + ("mixed", "special", "zeros", "huge", "tiny", "wide")


def calls(losses: Sequence[str], seed: int, count: int) -> Iterator[Tuple[Case, Answer]]:
    """Yield calls and torch's answers, loss after loss in turn, in both dtypes.

    A loss without a drawer is left out.
    The n-th call of a loss in a dtype is the same whichever other losses are asked.
    """
    columns = [(loss, dtype) for dtype in FLOATS for loss in losses if loss in DRAWERS]
    for number in range(count):
        loss, dtype = columns[number % len(columns)]
        yield drawn(loss, dtype, seed, number // len(columns))


def drawn(loss: str, dtype: str, seed: int, number: int) -> Tuple[Case, Answer]:
    """Return one call of a loss in a dtype, and what torch answers."""
    dice = Dice("fresh/%d/%s/%s/%d" % (seed, loss, dtype, number))
    draw = Draw(dice, dtype)
    question = DRAWERS[loss](draw)
    if dice.chance(6):
        question = _recast(dice, question)
    if dice.chance(3):
        question = _odd(dice, question)
    fields = {"loss": loss, "dtype": dtype, "axes": ("seed=%d" % seed, str(number))}
    fields.update(inputs=question.inputs, params=question.params)
    required = _required(dice, question)
    if not required:
        case = Case(requires_grad=(), grad_output=IMPLICIT, **fields)
    else:
        output = evaluate(Case(requires_grad=(), grad_output=IMPLICIT, **fields)).output
        incoming = _incoming(draw, () if output is None else output.shape)
        case = Case(requires_grad=required, grad_output=incoming, **fields)
    return case, evaluate(case)


def _required(dice: Dice, question: Question) -> Tuple[str, ...]:
    """Return the arguments that require a gradient; seldom one that has none."""
    arguments = {**question.inputs, **question.params}
    tensors = [name for name, value in arguments.items() if isinstance(value, NamedTensor)]
    if dice.chance(10):
        return ()
    if dice.chance(3):
        return dice.some(tensors)
    return dice.some(
        [
            name
            for name in question.gradients
            if name in tensors and arguments[name].dtype in FLOATS + ("float16",)
        ]
    )


def _incoming(draw: Draw, shape: Shape) -> GradOutput:
    dice = draw.dice
    if dice.chance(30 if shape == () else 2):
        return IMPLICIT
    shape = draw.shapes.broken(shape)
    count = int(np.prod(shape, dtype=np.int64))
    kind = dice.pick(_INCOMING)
    values = np.ones(count) if kind == "ones" else dice.values(draw.dtype, count, kind)
    dtype = draw.dtype if dice.chance(97) else dice.pick(_DTYPES)
    with np.errstate(over="ignore", invalid="ignore"):
        return named("grad_output", dtype, values.astype(dtype), shape)


def _recast(dice: Dice, question: Question) -> Question:
    """Return the question with one tensor, or with all tensors, of another dtype."""
    places: Dict[str, Any] = {**question.inputs, **question.params}
    tensors = [name for name, value in places.items() if isinstance(value, NamedTensor)]
    chosen = tensors if dice.chance(30) else [dice.pick(tensors)]
    dtype = dice.pick(_DTYPES)
    cast = {name: _as(places[name], dtype) for name in chosen}
    return Question(
        {name: cast.get(name, value) for name, value in question.inputs.items()},
        {name: cast.get(name, value) for name, value in question.params.items()},
        question.gradients,
    )


def _as(tensor: NamedTensor, dtype: str) -> NamedTensor:
    with np.errstate(over="ignore", invalid="ignore"):
        return named(tensor.name, dtype, tensor.array.astype(dtype), tensor.shape)


def _odd(dice: Dice, question: Question) -> Question:
    """Return the question with a value of another type in the place of a parameter."""
    name = dice.pick(sorted(question.params) + ["reduction"])
    value = dice.pick(_ODD)
    if value == "tensor":
        value = named(name, dice.pick(FLOATS), dice.pick((0.0, 1.0)))
    return question._replace(params={**question.params, name: value})
