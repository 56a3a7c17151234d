"""The examples of PyTorch's documentation, as the guide quotes them that this project began with.

Each is its example to the letter: shapes, parameters, what requires a gradient, ``backward()``
without an incoming gradient. Only the numbers differ where the example draws them at random. A case
module yields its loss's examples by :func:`guide_cases`; losses without an example have none.
"""

from typing import Any, Callable, Dict, Iterator, Tuple

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.case import IMPLICIT, Case, Cases
from golden_generator.cases.shared.notes import Note
from golden_generator.cases.shared.tensors import label, named

GUIDE_NOTES = {
    "guide": Note(
        "a port that does not do what the documentation shows",
        "the examples in the docstrings of torch/nn/modules/loss.py",
    )
}

Example = Tuple[Dict[str, Any], Dict[str, Any], Tuple[str, ...]]
"""Parameters, inputs, the names of the inputs that require a gradient."""


def guide_cases(loss: str, dtype: str) -> Iterator[Case]:
    """Yield the examples of this loss."""
    for params, arguments, requires_grad in _EXAMPLES[loss](dtype):
        first = next(iter(arguments.values()))
        yield Cases(loss, dtype, gradients=()).values(
            "guide",
            label(first.shape),
            "typical",
            params=params,
            inputs=arguments,
            requires_grad=requires_grad,
            grad_output=IMPLICIT,
            flags=["guide"],
        )


def _regression(dtype: str) -> Iterator[Example]:
    pair = {name: inputs.typical(dtype, (2, 3), name) for name in ("input", "target")}
    yield {}, pair, ("input",)


def _poisson(dtype: str) -> Iterator[Example]:
    pair = {name: inputs.typical(dtype, (5, 2), name) for name in ("input", "target")}
    yield {}, pair, ("input",)


def _cross_entropy(dtype: str) -> Iterator[Example]:
    target = inputs.classes(5, (3,), "target")
    yield {}, {"input": inputs.typical(dtype, (3, 5), "input"), "target": target}, ("input",)


def _nll(dtype: str) -> Iterator[Example]:
    target = named("class/C5/3/guide", "int64", [1, 0, 4])
    yield (
        {},
        {"input": inputs.log_probabilities(dtype, (3, 5), "input"), "target": target},
        ("input",),
    )
    shape = (5, 4, 8, 8)
    target = inputs.classes(4, (5, 8, 8), "target")
    yield (
        {},
        {"input": inputs.log_probabilities(dtype, shape, "input"), "target": target},
        ("input",),
    )


def _bce(dtype: str) -> Iterator[Example]:
    target = inputs.bits(dtype, (3,), "target")
    yield {}, {"input": inputs.probabilities(dtype, (3,), "input"), "target": target}, ("input",)


def _bce_with_logits(dtype: str) -> Iterator[Example]:
    shape = (10, 64)
    logits = named("guide/10x64/input", dtype, [0.999] * 640, shape)
    target = named("guide/10x64/target", dtype, [1.0] * 640, shape)
    pos_weight = named("guide/64/posWeight", dtype, [1.0] * 64)
    yield {"pos_weight": pos_weight}, {"input": logits, "target": target}, ()
    target = inputs.bits(dtype, (3,), "target")
    yield {}, {"input": inputs.typical(dtype, (3,), "input"), "target": target}, ("input",)


def _multi_label_margin(dtype: str) -> Iterator[Example]:
    scores = named("guide/1x4/input", dtype, [[0.1, 0.2, 0.4, 0.8]])
    target = named("guide/1x4/target", "int64", [[3, 0, -1, 1]])
    yield {}, {"input": scores, "target": target}, ()


def _triplet(dtype: str) -> Iterator[Example]:
    """Yield the example in float32, which the documentation has: its texts are long."""
    if dtype == "float64":
        return
    names = ("anchor", "positive", "negative")
    tensors = {name: inputs.grid(dtype, (100, 128), name) for name in names}
    yield {"margin": 1.0, "p": 2}, tensors, names


def _ctc(dtype: str) -> Iterator[Example]:
    """Yield the example in float32, as that of the triplets."""
    if dtype == "float64":
        return
    steps, classes, batch, longest, shortest = 50, 20, 16, 30, 10
    labels = 1 + inputs.integers("guide/16x30/targets", batch * longest) % (classes - 1)
    lengths = shortest + inputs.integers("guide/16/targetLengths", batch) % (longest - shortest)
    arguments = {
        "log_probs": inputs.log_probabilities(dtype, (steps, batch, classes), "logProbs"),
        "targets": named("guide/16x30/targets", "int64", labels, (batch, longest)),
        "input_lengths": named("guide/16/inputLengths", "int64", [steps] * batch),
        "target_lengths": named("guide/16/targetLengths", "int64", lengths),
    }
    yield {}, arguments, ("log_probs",)


_EXAMPLES: Dict[str, Callable[[str], Iterator[Example]]] = {
    "BCELoss": _bce,
    "BCEWithLogitsLoss": _bce_with_logits,
    "CTCLoss": _ctc,
    "CrossEntropyLoss": _cross_entropy,
    "L1Loss": _regression,
    "MSELoss": _regression,
    "MultiLabelMarginLoss": _multi_label_margin,
    "NLLLoss": _nll,
    "PoissonNLLLoss": _poisson,
    "TripletMarginLoss": _triplet,
}
