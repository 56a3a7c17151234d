"""CTCLoss at any number of frames, samples, classes and labels.

Settings in turn: targets padded or joined, the blank first or second. Labels are drawn, but none
twice in a row: with two frames to spare there are many alignments.
"""

from typing import Any, List

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.sizes import Question
from golden_generator.cases.shared.tensors import named, pool_shape


def ctc(dtype: str, reduction: str, form: Any, setting: int) -> Question:
    """Ask CTCLoss: frames, samples, classes, and the labels of the longest target.

    Of several samples, every second one has a frame less, every third one a label less.
    """
    frames, batch, classes, longest = form
    joined = bool(setting % 2)
    blank = min(classes - 1, setting // 2 % 2)
    targets = tuple(max(longest - (n % 3 == 1), 0) for n in range(batch))
    lengths = tuple(max(frames - n % 2, 1) for n in range(batch))
    rows = [_labels("ctc/%s/%d" % (form, n), classes, longest, blank) for n in range(batch)]
    shape = (batch, longest)
    values: Any = rows
    if joined:
        values = sum((row[:length] for row, length in zip(rows, targets)), [])
        shape = (len(values),)
    name = "label/%s/drawn,T%d-C%d,blank=%d" % (pool_shape(shape), frames, classes, blank)
    kind = "joined" if joined else "padded"
    return Question(
        ("blank=%d" % blank, kind),
        "T%d-N%d-C%d" % tuple(form[:3]),
        (batch,),
        {
            "log_probs": inputs.eighths(dtype, tuple(form[:3]), "logProbs", -40, -1),
            "targets": named(name, "int64", values, shape),
            "input_lengths": lengths,
            "target_lengths": targets,
        },
        {"blank": blank},
        ("log_probs",),
        ("one-label",) if longest == 1 else (),
    )


def _labels(name: str, classes: int, count: int, blank: int) -> List[int]:
    others = [label for label in range(classes) if label != blank]
    chosen: List[int] = []
    for drawn in inputs.integers(name, count):
        left = [label for label in others if label not in chosen[-1:]]
        chosen.append(left[int(drawn) % len(left)])
    return chosen
