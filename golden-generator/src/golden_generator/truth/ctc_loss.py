"""CTCLoss: l = -log p(target), summed over all alignments.

After Graves, Fernandez, Gomez, Schmidhuber 2006, "Connectionist Temporal Classification".

l' is the target with blanks between, before and after its labels; y_t(k) = exp(log_prob[t, k]).
With plain sums of probabilities (no logarithms: the numbers here have unbounded exponents)

    a_1(0) = y_1(blank), a_1(1) = y_1(l'_1)
    a_t(s) = y_t(l'_s) (a_{t-1}(s) + a_{t-1}(s-1) + [l'_s != l'_{s-2}] a_{t-1}(s-2))
    p = a_T(2S) + a_T(2S-1)

and b_t(s), the probability of completing the target after time t from state s, the same way
backwards:

    b_T(2S) = b_T(2S-1) = 1
    b_t(s) = sum over s' in {s, s+1, s+2 if l'_s != l'_{s+2}} of y_{t+1}(l'_{s'}) b_{t+1}(s')

Differentiating p = sum_s a_t(s) b_t(s), whose terms are linear in y_t(l'_s), by log y_t(k) gives
(equations 14 and 15)

    dl/d log_prob[t, k] = -posterior_t(k) = -1/p sum_{s: l'_s = k} a_t(s) b_t(s)

PyTorch returns exp(log_prob) - posterior, the derivative by the logits before a log-softmax. Where
p = 0 the gradient is undefined (NaN), or 0 with zero_infinity. A label that is itself the blank is
a label like any other here; the paper has none.
"""

from functools import lru_cache
from typing import Dict, List, Tuple

import numpy
from mpmath import mp, mpf
from mpmath.libmp import fone

from . import ctc_rounding
from .arithmetic import INF, NAN, ONE, ZERO, Arithmetic, exp, log, magnitude
from .bounded import LIBRARY, bounded_by, size_of
from .call import Call, size
from .statement import Statement
from .values import Values

LOSS = "CTCLoss"

STATEMENT = Statement(
    summary=(
        "Connectionist temporal classification: the likelihood of a label sequence over "
        "all its alignments."
    ),
    each=(
        "One l for each sequence of the batch; alignments(y, T, blank) are the series of "
        "T classes that become y when repeats are merged and then blanks are dropped, "
        "for targets without the blank."
    ),
    symbols={"x": "logProbs", "y": "targets", "T": "inputLengths", "S": "targetLengths"},
    formula=(
        "q = -logsumexp(a in alignments(y, T, blank): sum(t < T: x[t, a[t]]))",
        "l = 0    if zeroInfinity and q = inf",
        "    q    otherwise",
    ),
    shapes=(
        (
            "logProbs is (T, N, C)",
            "targets is (N, S)",
            "inputLengths has N elements",
            "targetLengths has N elements",
            "inputLengths is at most T",
            "targetLengths is at most S",
            "none gives (N)",
        ),
        (
            "logProbs is (T, N, C)",
            "targets is (K)",
            "inputLengths has N elements",
            "targetLengths has N elements",
            "inputLengths is at most T",
            "K is the sum of targetLengths",
            "none gives (N)",
        ),
    ),
    meanings={
        "blank": "the class that stands for no label",
        "zero_infinity": "whether an infinite loss and its gradient become 0",
    },
    mean=("mean: L = mean(l / max(S, 1))",),
)
_NOISE = 170


def evaluate(call: Call, arithmetic: Arithmetic) -> Values:
    """Return output and gradient of log_probs.

    Mean divides each loss by its target's length, at least 1.
    """
    lattices = _lattices(call)
    shape = call.tensor("log_probs").shape
    reduction, zero_infinity = call.reduction(), call.params.get("zero_infinity", False)
    losses, scales = [], []
    for lattice in lattices:
        loss = lattice.rounded_surprise(arithmetic, _surprise(arithmetic, lattice.probability))
        losses.append(ZERO if zero_infinity and loss == INF else loss)
        scales.append(max(len(lattice.labels), 1) if reduction == "mean" else 1)
    output, incoming = call.reduce(
        arithmetic, (len(losses),), [loss / by for loss, by in zip(losses, scales)]
    )
    if not call.wants("log_probs"):
        return call.values(output, {})
    grad = [ZERO] * size(shape)
    for n, (lattice, go, by) in enumerate(zip(lattices, incoming, scales)):
        if zero_infinity and lattice.probability == 0:
            continue
        for t, row in enumerate(_gradient(lattice, arithmetic)):
            start = (t * shape[1] + n) * shape[2]
            grad[start : start + shape[2]] = [slope * go / by for slope in row]
    return call.values(output, {"log_probs": (shape, grad)})


def _surprise(arithmetic: Arithmetic, probability: mpf) -> mpf:
    """Return -log p; PyTorch's log-sum-exp of an infinite log-probability is NaN."""
    if probability == INF and arithmetic.depart("infinite-input"):
        return NAN
    return -log(probability)


def _lattices(call: Call) -> List["_Lattice"]:
    """Return one lattice per sample."""
    (_, batch, classes), data = call.tensor("log_probs")
    lengths = [
        [int(length) for length in numpy.ravel(call.inputs[name])]
        for name in ("input_lengths", "target_lengths")
    ]
    targets = numpy.asarray(call.inputs["targets"])
    labels, start = [], 0
    for n, length in enumerate(lengths[1]):
        row = targets[n, :length] if targets.ndim == 2 else targets[start : start + length]
        labels.append(tuple(int(label) for label in row))
        start += length
    blank = int(call.params.get("blank", 0))
    data = [value._mpf_ for value in data]
    found = []
    for n in range(batch):
        starts = [(t * batch + n) * classes for t in range(lengths[0][n])]
        log_probs = tuple(tuple(data[start : start + classes]) for start in starts)
        found.append(_lattice(log_probs, labels[n], blank))
    return found


@lru_cache(maxsize=4096)
def _lattice(log_probs: tuple, labels: Tuple[int, ...], blank: int) -> "_Lattice":
    """Return the lattice of a sample: formula and definition, reductions and gradients share it."""
    return _Lattice([[mp.make_mpf(raw) for raw in row] for row in log_probs], labels, blank)


class _Lattice:
    """The forward and backward variables of one sample."""

    def __init__(self, log_probs: List[List[mpf]], labels: Tuple[int, ...], blank: int) -> None:
        """Compute the forward variables and the probability of the target."""
        self.log_probs, self.labels, self.blank = log_probs, labels, blank
        self.states = [blank]
        for label in labels:
            self.states += [label, blank]
        self.skips = [
            s >= 2 and self.states[s] != self.states[s - 2] for s in range(len(self.states))
        ]
        self.probs = [[exp(lp) for lp in row] for row in log_probs]
        self.forward = self._forward()
        self.probability = sum(self.forward[-1][-2:], ZERO)
        self._posteriors = None
        self._rounding = None

    def rounding(self) -> Tuple[ctc_rounding.Row, Dict[int, ctc_rounding.Row]]:
        """Return the bounds of the log-likelihood, and by class those of the log-posteriors."""
        if self._rounding is None:
            known = numpy.array([[float(lp) for lp in row] for row in self.log_probs])
            self._rounding = ctc_rounding.sample(known, self.states, self.skips)
        return self._rounding

    def rounded_surprise(self, arithmetic: Arithmetic, surprise: mpf) -> mpf:
        """Return -log p with the bounds of PyTorch's recursion."""
        if not (arithmetic.formula and mp.isfinite(surprise)):
            return surprise
        row = self.rounding()[0]
        carried = [float(part[0]) for part in row[1:]]
        return arithmetic.kind.bare(surprise._mpf_, *carried)

    def rounded_share(self, arithmetic: Arithmetic, t: int, state: int, share: mpf) -> mpf:
        """Return a posterior with the bounds of e to its logarithm."""
        row = self.rounding()[1].get(state)
        if row is None or not arithmetic.formula:
            return share
        held = arithmetic.kind.exact(fone)
        size = size_of(share._mpf_)
        carried = [size * float(part[t]) for part in row[1:]]
        return held.made(share._mpf_, *carried, LIBRARY)

    def _forward(self) -> List[List[mpf]]:
        states, rows = self.states, []
        row = [self.probs[0][state] for state in states[:2]] + [ZERO] * (len(states) - 2)
        rows.append(row)
        for probs in self.probs[1:]:
            before, row = row, [ZERO] * len(states)
            for s in range(min(len(states), 2 * len(rows) + 2)):
                reach = before[s]
                if s >= 1:
                    reach = reach + before[s - 1]
                if self.skips[s]:
                    reach = reach + before[s - 2]
                row[s] = probs[states[s]] * reach
            rows.append(row)
        return rows

    def posteriors(self) -> List[List[mpf]]:
        """Return the backward pass: for every time the products a_t(s) b_t(s) / p by state."""
        if self._posteriors is None:
            states, count = self.states, len(self.states)
            after = [ZERO] * (count - 2) + [ONE] * min(2, count)
            rows = [after]
            for probs in reversed(self.probs[1:]):
                onward = [ZERO if b == 0 else probs[state] * b for state, b in zip(states, after)]
                after = [ZERO] * count
                for s in range(max(0, count - 2 * len(rows) - 2), count):
                    reach = onward[s]
                    if s + 1 < count:
                        reach = reach + onward[s + 1]
                    if s + 2 < count and self.skips[s + 2]:
                        reach = reach + onward[s + 2]
                    after[s] = reach
                rows.append(after)
            rows.reverse()
            share = ONE / self.probability
            self._posteriors = [
                [a * b * share if a != 0 and b != 0 else ZERO for a, b in zip(*row)]
                for row in zip(self.forward, rows)
            ]
        return self._posteriors


def _gradient(lattice: "_Lattice", arithmetic: Arithmetic) -> List[List[mpf]]:
    """Return rows of the derivative by the log-probabilities, one per time."""
    by_logits = arithmetic.depart("gradient-convention")
    if lattice.probability == 0 or not mp.isfinite(lattice.probability):
        return [[NAN] * len(row) for row in lattice.log_probs]
    rows = []
    overwrites = lattice.labels and lattice.labels[-1] == lattice.blank
    for t, products in enumerate(lattice.posteriors()):
        last = t == len(lattice.log_probs) - 1
        posterior = [ZERO] * len(lattice.log_probs[t])
        for s, (state, product) in enumerate(zip(lattice.states, products)):
            if (
                last
                and overwrites
                and s == len(products) - 1
                and arithmetic.depart("last-label-blank")
            ):
                continue
            if product != 0:
                posterior[state] = posterior[state] + product
        rows.append(
            [
                _by_logit(arithmetic, lp, prob, lattice.rounded_share(arithmetic, t, state, share))
                for state, (lp, prob, share) in enumerate(
                    zip(lattice.log_probs[t], lattice.probs[t], posterior)
                )
            ]
            if by_logits
            else [-share for share in posterior]
        )
    return rows


def _by_logit(arithmetic: Arithmetic, log_prob: mpf, prob: mpf, share: mpf) -> mpf:
    """Return PyTorch's exp(log_prob) - posterior, NaN at an impossible class."""
    if log_prob == -INF and arithmetic.depart("impossible-log-prob"):
        return NAN
    rounded = arithmetic.kind.exact(prob._mpf_).again(LIBRARY if log_prob != 0 else 0.0)
    difference = arithmetic.fit(rounded) - share
    lost = magnitude(difference) < magnitude(prob) - _NOISE
    return bounded_by(ZERO, difference) if lost else difference
