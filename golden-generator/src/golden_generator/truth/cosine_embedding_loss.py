"""CosineEmbeddingLoss: l = 1 - cos for y = 1, max(0, cos - margin) for y = -1.

cos = <a, b> / sqrt(|a|^2 |b|^2).

With P = <a, b>, s = |a|^2, t = |b|^2, D = sqrt(s t), along dimension 1:

    dcos/da = b / D - P t a / D^3,  dcos/db = a / D - P s b / D^3

PyTorch adds 1e-12 to s and t: a zero vector has cos 0 there, NaN in the mathematics. Any other y
has no value in the definition (NaN), 0 in PyTorch's formula. 150 digits inside: identical vectors
give exactly 0.
"""

from typing import Any, Callable, Dict, List, Tuple

from mpmath import mp, mpf

from .arithmetic import HALF, NAN, ONE, ZERO, Arithmetic, divide, exact, magnitude, power, sqrt
from .bounded import Bounded, bounded_by
from .call import Call, along_dimension_1, broadcast, gather
from .conventions import closed_hinge
from .statement import Statement
from .values import Shape, Values

LOSS = "CosineEmbeddingLoss"

STATEMENT = Statement(
    summary="Cosine of pairs that are alike (y = 1) or not (y = -1).",
    each="One l for each sample; the arguments broadcast, and i indexes their axis 1.",
    symbols={"a": "input1", "b": "input2", "y": "target"},
    formula=(
        "q(u) = sum(i: u[i] * u[i]) + 1e-12",
        "c = sum(i: a[i] * b[i]) / sqrt(q(a) * q(b))",
        "l = 1 - c                 if y = 1",
        "    max(0, c - margin)    if y = -1",
        "    0                     otherwise",
    ),
    shapes=(
        (
            "input1 and input2 have 2 axes or more",
            "input2 without axis 1 broadcasts with input1 without axis 1",
            "target broadcasts with input1 and input2 without axis 1",
            "none gives the broadcast of target and (input1 and input2 without axis 1)",
        ),
    ),
    meanings={"margin": "the cosine up to which a pair counts as different"},
)
_EPS = exact(1e-12)
_DIGITS = 150
_NOISE = 370
_THREE_HALVES = exact(1.5)
_STEPS = 5.0
"""So many of PyTorch's divisions and products are not in the form that has its bounds."""


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradients of input1 and input2; the target gets none."""
    with mp.workdps(_DIGITS):
        cosine = _Cosine(call, arithmetic)
        target = call.signs("target")
        shape, (places, labels) = broadcast([cosine.shape, target.shape])
        margin = call.number("margin", 0.0)
        terms = [
            _term(arithmetic, cosine, place, target.data[label], margin)
            for place, label in zip(places, labels)
        ]
        output, incoming = call.reduce(arithmetic, shape, [value for value, _ in terms])
        grads = {}
        if call.wants("input1") or call.wants("input2"):
            parts = [slope(go) for go, (_, slope) in zip(incoming, terms)]
            _, back = gather(arithmetic, cosine.shape, places, parts)
            grads = cosine.gradients(back)
        return call.values(output, grads)


def _term(
    arithmetic: Arithmetic, cosine: "_Cosine", place: int, y: mpf, margin: mpf
) -> Tuple[mpf, Callable[[mpf], mpf]]:
    """Return value and gradient of the cosine, a function of the incoming one."""
    cos = cosine.values[place]
    if y == 1:
        return _clean(ONE - cos, ONE), lambda go: -go
    if y == -1:
        value, mask = closed_hinge(
            arithmetic,
            _clean(cos - margin, cos),
            (cos, margin),
            lambda: cosine.in_dtype(place) - arithmetic.scalar(float(margin)),
        )
        return value, lambda go: mask * go
    other = ZERO if arithmetic.depart("label") else NAN  # torch selects: nothing comes in
    return other, lambda go: other


def _clean(difference: mpf, term: mpf) -> mpf:
    """Return a difference, without digits below the working precision of its terms."""
    lost = magnitude(difference) < magnitude(term) - _NOISE
    return bounded_by(ZERO, difference) if lost else difference


class _Cosine:
    """cos along dimension 1 of the broadcast inputs, and its backward."""

    def __init__(self, call: Call, arithmetic: Arithmetic) -> None:
        """Compute products, squares and cosines."""
        self.arithmetic = arithmetic
        self.inputs = [call.tensor("input1"), call.tensor("input2")]
        pair_shape, self.pairs = broadcast([given.shape for given in self.inputs])
        kept, self.product_lines = along_dimension_1(pair_shape)
        a, b = [[given.data[i] for i in index] for given, index in zip(self.inputs, self.pairs)]
        self.products = self._sums([x * y for x, y in zip(a, b)], self.product_lines)
        shapes, self.square_lines, self.squares = [kept], [], []
        for given in self.inputs:
            shape, lines = along_dimension_1(given.shape)
            shapes.append(shape)
            self.square_lines.append(lines)
            self.squares.append(
                [self._with_eps(s) for s in self._sums([x * x for x in given.data], lines)]
            )
        self.shape, (self.product_of, *self.square_of) = broadcast(shapes)
        self.norms = [
            sqrt(arithmetic.fit(self.squares[0][i] * self.squares[1][j]))
            for i, j in zip(*self.square_of)
        ]
        self.values = [
            divide(self.products[k], norm) for k, norm in zip(self.product_of, self.norms)
        ]

    def _sums(self, elements: List[mpf], lines: List[List[int]]) -> List[mpf]:
        fit = self.arithmetic.fit
        return [self.arithmetic.total(fit(elements[i]) for i in line) for line in lines]

    def _with_eps(self, square: mpf) -> mpf:
        return square + self.arithmetic.constant(_EPS) if self.arithmetic.depart("eps") else square

    def in_dtype(self, place: int) -> Any:
        """Return the cosine in the dtype's arithmetic, in plain order."""
        kind = self.arithmetic.scalar
        i, j = self.square_of[0][place], self.square_of[1][place]
        dot, squares = kind(0), []
        for k in self.product_lines[self.product_of[place]]:
            a, b = [
                kind(float(given.data[index[k]])) for given, index in zip(self.inputs, self.pairs)
            ]
            dot = dot + a * b
        for given, lines, line in zip(self.inputs, self.square_lines, (i, j)):
            square = kind(0)
            for k in lines[line]:
                square = square + kind(float(given.data[k])) * kind(float(given.data[k]))
            squares.append(square + kind(1e-12))
        return dot / (squares[0] * squares[1]) ** kind(0.5)

    def gradients(self, incoming: List[mpf]) -> Dict[str, Any]:
        """Return gradients of both inputs from those of the cosines."""
        fit = self.arithmetic.fit
        product_grad = [ZERO] * len(self.products)
        square_grads = [[ZERO] * len(squares) for squares in self.squares]
        for place, go in enumerate(incoming):
            if go == 0 and not self.arithmetic.formula:
                continue
            norm, product = self.norms[place], self.products[self.product_of[place]]
            product_grad[self.product_of[place]] += fit(divide(go, norm))
            half = fit(divide(fit(divide(fit(-go * product), fit(norm * norm))), 2 * norm))
            for mine, other in ((0, 1), (1, 0)):
                square = self.squares[other][self.square_of[other][place]]
                through = self._rounded(fit(half * square), place, mine, go)
                square_grads[mine][self.square_of[mine][place]] += through
        grads = {}
        for mine, other in ((0, 1), (1, 0)):
            grads["input1" if mine == 0 else "input2"] = self._gradient(
                mine, other, product_grad, square_grads[mine]
            )
        return grads

    def _rounded(self, through: mpf, place: int, mine: int, go: mpf) -> mpf:
        """Return -go P t / (2 D^3) with the bounds of -go P s^(-3/2) t^(-1/2) / 2.

        D^2 is s t: an error of t or s comes to the quotient but once, though PyTorch's steps read
        it several times. These steps round, too.
        """
        own, other = [self.squares[side][self.square_of[side][place]] for side in (mine, 1 - mine)]
        if not (self.arithmetic.formula and isinstance(through, Bounded) and own > 0 and other > 0):
            return through
        norms = power(own, _THREE_HALVES) * sqrt(other)
        form = go * self.products[self.product_of[place]] / norms * HALF
        return bounded_by(through, form.again(_STEPS)) if mp.isfinite(form) else through

    def _gradient(
        self, mine: int, other: int, product_grad: List[mpf], square_grad: List[mpf]
    ) -> Tuple[Shape, List[mpf]]:
        """Return Sum of the gradients through the product and through the square."""
        shape, data = self.inputs[mine]
        parts = [ZERO] * len(self.pairs[mine])
        for go, line in zip(product_grad, self.product_lines):
            for k in line:
                parts[k] = self._times(go, self.inputs[other].data[self.pairs[other][k]])
        _, through_product = gather(self.arithmetic, shape, self.pairs[mine], parts)
        grad = [ZERO] * len(data)
        for go, line in zip(square_grad, self.square_lines[mine]):
            for k in line:
                through_square = self.arithmetic.fit(2 * self._times(go, data[k]))
                grad[k] = _clean(through_product[k] + through_square, through_product[k])
        return shape, grad

    def _times(self, go: mpf, value: mpf) -> mpf:
        """Return go * value; the mathematics silences what has no incoming gradient."""
        return ZERO if go == 0 and not self.arithmetic.formula else self.arithmetic.fit(go * value)
