"""Questions large enough for torch to share the work among threads: above 32,768 elements.

They are not golden cases, only what the noise of threads is measured on.
"""

from typing import Callable, Dict, Iterator, Tuple

import numpy as np

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.axes import REDUCTIONS, product
from golden_generator.cases.shared.case import Case, Cases, Input
from golden_generator.cases.shared.tensors import named

ROWS = (2_000, 10_000)
COLUMNS = 20

Arguments = Dict[str, Input]
_ROLES = ("anchor", "positive", "negative")


def _elementwise(first: Callable, second: Callable) -> Callable[[str, int], Arguments]:
    def arguments(dtype: str, rows: int) -> Arguments:
        shape = (rows, COLUMNS)
        return {"input": first(dtype, shape, "input"), "target": second(dtype, shape, "target")}

    return arguments


def _labelled(first: Callable) -> Callable[[str, int], Arguments]:
    def arguments(dtype: str, rows: int) -> Arguments:
        target = inputs.classes(COLUMNS, (rows,), "target")
        return {"input": first(dtype, (rows, COLUMNS), "input"), "target": target}

    return arguments


def _ranking(dtype: str, rows: int) -> Arguments:
    shape = (rows, COLUMNS)
    return {
        "input1": inputs.typical(dtype, shape, "input1"),
        "input2": inputs.typical(dtype, shape, "input2"),
        "target": inputs.signs(dtype, shape, "target"),
    }


def _cosine(dtype: str, rows: int) -> Arguments:
    target = inputs.signs(dtype, (rows,), "target")
    return {**_ranking(dtype, rows), "target": target}


def _triplet(dtype: str, rows: int) -> Arguments:
    return {role: inputs.typical(dtype, (rows, COLUMNS), role) for role in _ROLES}


def _labels(dtype: str, rows: int) -> Arguments:
    values = np.full((rows, COLUMNS), -1)
    values[:, :3] = np.arange(rows)[:, None] % 17 + np.arange(3)
    shape = (rows, COLUMNS)
    return {
        "input": inputs.typical(dtype, shape, "input"),
        "target": named("labels/%dx%d/large" % shape, "int64", values),
    }


def _ctc(dtype: str, rows: int) -> Arguments:
    frames, batch, longest = 50, rows // 50, 10
    labels = inputs.integers("parallel/labels", batch * longest) % np.uint64(COLUMNS - 1) + 1
    return {
        "log_probs": inputs.log_probabilities(dtype, (frames, batch, COLUMNS), "logProbs"),
        "targets": named("labels/large", "int64", labels.astype("int64"), (batch, longest)),
        "input_lengths": (frames,) * batch,
        "target_lengths": (longest,) * batch,
    }


_LOSSES: Dict[str, Tuple[Callable[[str, int], Arguments], Tuple[str, ...]]] = {
    "BCELoss": (_elementwise(inputs.probabilities, inputs.bits), ("input",)),
    "BCEWithLogitsLoss": (_elementwise(inputs.typical, inputs.probabilities), ("input",)),
    "CTCLoss": (_ctc, ("log_probs",)),
    "CosineEmbeddingLoss": (_cosine, ("input1", "input2")),
    "CrossEntropyLoss": (_labelled(inputs.typical), ("input",)),
    "HingeEmbeddingLoss": (_elementwise(inputs.typical, inputs.signs), ("input",)),
    "KLDivLoss": (_elementwise(inputs.log_probabilities, inputs.probabilities), ("input",)),
    "L1Loss": (_elementwise(inputs.typical, inputs.typical), ("input",)),
    "MSELoss": (_elementwise(inputs.typical, inputs.typical), ("input",)),
    "MarginRankingLoss": (_ranking, ("input1", "input2")),
    "MultiLabelMarginLoss": (_labels, ("input",)),
    "MultiLabelSoftMarginLoss": (_elementwise(inputs.typical, inputs.bits), ("input",)),
    "MultiMarginLoss": (_labelled(inputs.typical), ("input",)),
    "NLLLoss": (_labelled(inputs.log_probabilities), ("input",)),
    "PoissonNLLLoss": (_elementwise(inputs.typical, inputs.positive), ("input",)),
    "SmoothL1Loss": (_elementwise(inputs.typical, inputs.typical), ("input",)),
    "SoftMarginLoss": (_elementwise(inputs.typical, inputs.signs), ("input",)),
    "TripletMarginLoss": (_triplet, _ROLES),
}


def cases(loss: str, dtype: str) -> Iterator[Case]:
    """Yield the large questions of a loss; none for a loss that is not among them."""
    if loss not in _LOSSES:
        return
    arguments, gradients = _LOSSES[loss]
    build = Cases(loss, dtype, gradients=gradients)
    for rows, reduction in product(ROWS, REDUCTIONS):
        yield build.values(
            "parallel",
            reduction,
            "N%d-C%d" % (rows, COLUMNS),
            params={"reduction": reduction},
            inputs=arguments(dtype, rows),
        )
