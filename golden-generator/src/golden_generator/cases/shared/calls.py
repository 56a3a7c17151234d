"""What every loss is asked alike: words that are no reduction, and incoming gradients."""

from typing import Any, Callable, Dict, Iterator, Sequence, Tuple

from golden_generator.cases.shared import inputs
from golden_generator.cases.shared.case import IMPLICIT, Case, Cases, Input
from golden_generator.cases.shared.tensors import Shape, label

Shapes = Sequence[Tuple[str, Shape]]


def unknown_reductions(
    build: Cases, arguments: Dict[str, Input], *others: str, **fields: Any
) -> Iterator[Case]:
    """Yield calls with a word for ``reduction`` that is none, or none of this loss."""
    for word in ("foo", "Mean", "batchmean") + others:
        yield build.invalid(
            "reduction=" + word, params={"reduction": word}, inputs=arguments, **fields
        )


def implicit_gradient(
    build: Cases,
    reduction: str,
    shape: str,
    arguments: Dict[str, Input],
    segments: Sequence[str] = (),
    flags: Sequence[str] = (),
    **params: Any,
) -> Case:
    """Return a call of ``backward()`` without an argument, on one element."""
    return build.values(
        reduction,
        *segments,
        "implicit",
        shape,
        "typical",
        params={**params, "reduction": reduction},
        inputs=arguments,
        grad_output=IMPLICIT,
        flags=["implicit-gradient", *flags],
    )


def misshapen_gradients(
    build: Cases,
    arguments: Dict[str, Input],
    shapes: Shapes,
    spelled: Callable[[Shape], str] = label,
) -> Iterator[Case]:
    """Yield ``backward()`` on several elements, and incoming gradients of another shape.

    ``shapes`` are pairs of a reduction and the shape of the incoming gradient.
    """
    yield build.invalid(
        "backward=implicit", params={"reduction": "none"}, inputs=arguments, grad_output=IMPLICIT
    )
    for reduction, shape in shapes:
        yield build.invalid(
            "backward=%s,go=%s" % (reduction, spelled(shape)),
            params={"reduction": reduction},
            inputs=arguments,
            grad_output=inputs.grad_output(build.dtype, shape),
        )
