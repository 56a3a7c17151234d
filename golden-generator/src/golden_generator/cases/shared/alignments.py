"""Forms of CTCLoss: targets padded and joined, lengths equal, mixed, too short, or of no sample."""

from typing import Dict, List, Sequence, Tuple

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.case import Input
from golden_generator.cases.shared.tensors import NamedTensor, Shape, named, pool_shape

CLASSES = 4

ROWS = ((0, 1, 2), (2, 1, 0), (1, 0, 2))
"""Labels of three samples, as positions among the classes that are not blank."""

REPEATED = ((1, 1, 0), (2, 2, 2), (0, 1, 1))

EQUAL = ((6, 6, 6), (3, 3, 3))

MIXED = ((6, 4, 5), (3, 1, 2))


class Form:
    """Targets and lengths; ``rows`` are labels as positions among those that are not blank."""

    def __init__(
        self,
        lengths: Sequence[Sequence[int]],
        rows: Sequence[Sequence[int]] = ROWS,
        joined: bool = False,
        kinds: Tuple[str, str] = ("int64", "tuple"),
        flags: Sequence[str] = (),
        frames: int = 6,
    ) -> None:
        self.input_lengths, self.target_lengths = (tuple(part) for part in lengths)
        self.rows = rows[: len(self.input_lengths)]
        self.joined = joined
        self.kinds = kinds
        self.flags = list(flags)
        self.frames = frames

    def shape(self, classes: int = CLASSES) -> Shape:
        """Return the shape of log_probs."""
        return (self.frames, len(self.input_lengths), classes)

    def labels(self, blank: int, classes: int = CLASSES) -> List[List[int]]:
        """Return the label of each position of each row."""
        others = [label for label in range(classes) if label != blank]
        return [[others[position % len(others)] for position in row] for row in self.rows]

    def arguments(self, name: str, blank: int, log_probs: NamedTensor) -> Dict[str, Input]:
        """Return the arguments of a call; ``name`` distinguishes the targets in the pool."""
        rows = self.labels(blank, log_probs.shape[2])
        if self.joined:
            rows = sum((row[:length] for row, length in zip(rows, self.target_lengths)), [])
            shape: Shape = (len(rows),)
        else:
            shape = (len(rows), len(rows[0]) if rows else 2)
        pool = "label/%s/%s,%s" % (pool_shape(shape), name, "blank=%d" % blank)
        return {
            "log_probs": log_probs,
            "targets": named(pool, self.kinds[0], rows, shape),
            "input_lengths": self._lengths("inputLengths", self.input_lengths),
            "target_lengths": self._lengths("targetLengths", self.target_lengths),
        }

    def _lengths(self, role: str, lengths: Tuple[int, ...]) -> Input:
        kind = self.kinds[1]
        if kind == "tuple":
            return lengths
        spelled = "x".join(str(length) for length in lengths) or "none"
        if kind == "0d":
            return named("length/0d/%s=%s" % (role, spelled), "int64", lengths[0])
        return named("length/%s/%s=%s" % (kind, role, spelled), kind, lengths)


FORMS: Dict[str, Form] = {
    "padded,equal": Form(EQUAL),
    "padded,mixed": Form(MIXED, flags=["mixed-lengths"]),
    "joined,equal": Form(EQUAL, joined=True),
    "joined,mixed": Form(MIXED, joined=True, flags=["mixed-lengths"]),
    "padded,int64": Form(MIXED, kinds=("int64", "int64"), flags=["mixed-lengths"]),
    "joined,int32": Form(MIXED, joined=True, kinds=("int32", "int32"), flags=["whole-numbers"]),
    "padded,int32": Form(MIXED, kinds=("int32", "int64"), flags=["whole-numbers"]),
    "padded,some-empty": Form(((6, 5), (0, 2)), flags=["empty-target"]),
    "joined,some-empty": Form(((6, 4, 5), (2, 0, 1)), joined=True, flags=["empty-target"]),
    "padded,all-empty": Form(((6, 5), (0, 0)), rows=((), ()), flags=["empty-target"]),
    "joined,all-empty": Form(((6, 5), (0, 0)), joined=True, flags=["empty-target"]),
    "padded,repeated": Form(((6, 6), (3, 3)), rows=REPEATED, flags=["repeated"]),
    "joined,repeated": Form(((6, 5, 4), (3, 3, 3)), REPEATED, joined=True, flags=["repeated"]),
    "padded,short": Form(((6, 2), (2, 3)), flags=["too-short"]),
    "joined,short": Form(((2, 6), (3, 1)), joined=True, flags=["too-short"]),
    "padded,short-repeated": Form(((6, 4), (3, 3)), rows=REPEATED, flags=["too-short"]),
    "padded,all-short": Form(((2, 1), (3, 2)), flags=["too-short"]),
    "padded,exact": Form(((3, 2), (3, 2)), frames=3),
    "padded,one-sample": Form(((5,), (2,))),
    "joined,one-sample": Form(((5,), (2,)), joined=True, kinds=("int64", "0d")),
    "padded,one-frame": Form(((1, 1), (1, 1)), rows=((2, 1), (0, 2)), frames=1),
    "padded,no-batch": Form(((), ()), flags=["empty"]),
    "joined,no-batch": Form(((), ()), joined=True, kinds=("int64", "int64"), flags=["empty"]),
}


def log_probs_of(dtype: str, shape: Shape) -> NamedTensor:
    """Return ordinary log-probabilities."""
    return inputs.log_probabilities(dtype, shape, "logProbs")


def typical_arguments(dtype: str, name: str, blank: int = 0) -> Dict[str, Input]:
    """Return the arguments of an ordinary call of a form."""
    form = FORMS[name]
    return form.arguments(name, blank, log_probs_of(dtype, form.shape()))
