"""Cases as tables: a row gives each axis a value, and one function makes the case of it.

    for row in rows({"reduction": REDUCTIONS, "margin": (ABSENT, 0.5)}):
        yield table.case(row, arguments)

The id, the constructor's arguments and the gradients all follow from the row, so that they can't
disagree. An axis is a parameter by its Python name, and these:

``reduction``  a word; None leaves it out, which the id calls default
``legacy``     one of :data:`shared.axes.LEGACY`
``grad``       the names of the arguments that require a gradient
``go``         an incoming gradient: :data:`shared.case.IMPLICIT`, or a :class:`Word` of a tensor
``target``     the kind of the target: a :class:`Word`, whose value the arguments hold

Parameters that :data:`shared.at.JOINED` names stand in one segment.
"""

from typing import (
    Any,
    Callable,
    Dict,
    Iterable,
    Iterator,
    List,
    Mapping,
    NamedTuple,
    Sequence,
    Tuple,
)

from golden_generator.cases.shared.at import JOINED
from golden_generator.cases.shared.axes import product
from golden_generator.cases.shared.case import IMPLICIT, Case, Cases, Input
from golden_generator.cases.shared.tensors import NamedTensor, label
from golden_generator.spelling import camel

Row = Dict[str, Any]

_OLD_NAME = "elementwise_mean"


class Word(NamedTuple):
    """A value by the word that the id has for it."""

    word: str
    value: Any


ABSENT = Word("absent", None)
"""A parameter that is not passed."""


def rows(
    over: Mapping[str, Sequence], crossed: Callable[..., Iterable[tuple]] = product
) -> Iterator[Row]:
    """Yield a row for every tuple of the crossing; a mapping gives several axes at once."""
    for chosen in crossed(*over.values()):
        row: Row = {}
        for name, value in zip(over, chosen):
            row.update(value if isinstance(value, Mapping) else {name: value})
        yield row


def shapes_of(arguments: Dict[str, Input]) -> str:
    """Spell the shapes of the tensors in an id, one that they share once."""
    shapes: Tuple = tuple(
        value.shape for value in arguments.values() if isinstance(value, NamedTensor)
    )
    return label(*shapes) if len(set(shapes)) > 1 else label(shapes[0])


def first_shape(arguments: Dict[str, Input]) -> str:
    """Spell the shape of the first argument."""
    return label(next(iter(arguments.values())).shape)


Spelled = Callable[[Dict[str, Input]], str]


class Table:
    """Makes the cases of a loss.

    ``order`` is that of its parameters in an id, if not a row's; ``spelled`` gives the shape there.
    """

    def __init__(
        self, build: Cases, order: Sequence[str] = (), spelled: Spelled = shapes_of
    ) -> None:
        self.build = build
        self.order = list(order)
        self.spelled = spelled

    def case(
        self,
        row: Row,
        arguments: Dict[str, Input],
        values: str = "typical",
        flags: Sequence[str] = (),
        shape: str = "",
        **fields: Any,
    ) -> Case:
        """Return the case of a row; ``shape`` stands in the id, if not what the table gives."""
        if "grad" in row:
            fields["requires_grad"] = row["grad"]
        if "go" in row:
            fields["grad_output"] = _value(row["go"])
        return self.build.values(
            *self._segments(row),
            shape or self.spelled(arguments),
            values,
            params=parameters(row),
            inputs=arguments,
            flags=flags,
            **fields,
        )

    def _segments(self, row: Row) -> Iterator[str]:
        yield _reduction(row.get("reduction"))
        known = [name for name in self.order if name in row]
        segments: List[str] = []
        before = ""
        for name in [name for name in row if name not in known and name not in _LAST] + known:
            if before and JOINED.get(camel(name)) == before:
                segments[-1] += "," + _segment(name, row[name])
            else:
                segments.append(_segment(name, row[name]))
            before = camel(name)
        yield from segments
        if "go" in row:
            yield _segment("go", row["go"])


_LAST = ("reduction", "go")


def _reduction(word: Any) -> str:
    return "reduction=" + word if word == _OLD_NAME else word or "default"


def _segment(name: str, value: Any) -> str:
    if name == "legacy":
        return value[0]
    if value == IMPLICIT:
        return IMPLICIT
    if name == "grad":
        return "grad=" + "+".join(value or ("none",))
    return "%s=%s" % (camel(name), value.word if isinstance(value, Word) else value)


def parameters(row: Row) -> Dict[str, Any]:
    """Return the constructor's arguments of a row: the reduction last, as the older flags win."""
    found = {name: _value(row[name]) for name in row if name not in _NOT_PASSED}
    found = {name: value for name, value in found.items() if row[name] is not ABSENT}
    found.update(row["legacy"][1] if "legacy" in row else {})
    if row.get("reduction") is not None:
        found["reduction"] = row["reduction"]
    return found


_NOT_PASSED = ("reduction", "legacy", "grad", "go", "target")


def _value(value: Any) -> Any:
    return value.value if isinstance(value, Word) else value
