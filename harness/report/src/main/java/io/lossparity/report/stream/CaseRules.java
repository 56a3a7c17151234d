package io.lossparity.report.stream;

import io.lossparity.kit.compare.MismatchKind;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.ExpectedFailure.Outcome;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.report.stream.TensorLine.ElementLine;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The parts of a case's line must agree: its verdict with its tensors, and each tensor's numbers with each other. */
final class CaseRules {
    /** An allowance may be a quotient, so the last digits may differ. */
    private static final double SLACK = 1 + 1e-9;

    /** PyTorch's own error is allowed on top of the units, up to as many once more. */
    private static final double WITH_TORCH = 2;

    private static final Set<CaseVerdict> NO_ANSWER =
            Set.of(CaseVerdict.ERRORED, CaseVerdict.UNSUPPORTED, CaseVerdict.TIMED_OUT);

    /** Failures that the tensors must show. Other failures need not be visible in the tensors. */
    private static final Set<FailureKind> SHOWN = Set.of(
            FailureKind.OUTPUT, FailureKind.GRADIENT, FailureKind.SHAPE, FailureKind.DTYPE, FailureKind.SPECIAL_VALUE);

    private CaseRules() {}

    /**
     * Checks a line against itself.
     *
     * @throws IllegalArgumentException if it contradicts itself; the message names the field and the rule
     */
    static void check(CaseLine line) {
        require(
                line.id().startsWith(line.loss() + "/" + line.dtype() + "/"),
                "id: must begin with loss and dtype, " + line.loss() + "/" + line.dtype());
        Set<String> names = new HashSet<>();
        for (TensorLine tensor : line.tensors()) {
            require(names.add(tensor.name()), "tensors: " + tensor.name() + " is there twice");
            check(tensor);
        }
        checkVerdict(line);
        checkExpectation(line);
    }

    private static void checkVerdict(CaseLine line) {
        Optional<TensorLine> refused = line.tensors().stream()
                .filter(tensor -> tensor.mismatch() != null)
                .findFirst();
        require(
                refused.isEmpty() || line.verdict() == CaseVerdict.FAILED,
                "verdict: it is '" + line.verdict().word() + "', but "
                        + refused.map(TensorLine::name).orElse("") + " is not accepted");
        require(
                line.tensors().isEmpty() || !NO_ANSWER.contains(line.verdict()),
                "verdict: it is '" + line.verdict().word() + "', but there are tensors");
        if (line.verdict() == CaseVerdict.FAILED) {
            boolean shown = SHOWN.contains(line.failure());
            require(
                    !shown || refused.isPresent(),
                    "failure: it is '" + line.failure().word() + "', but every tensor is accepted");
            FailureKind follows = refused.map(CaseRules::failure).orElse(line.failure());
            require(
                    !shown || follows == line.failure(),
                    "failure: it is '" + line.failure().word() + "', but the first tensor that is not accepted shows '"
                            + follows.word() + "'");
        }
    }

    private static FailureKind failure(TensorLine refused) {
        return FailureKind.of(refused.mismatch(), refused.name());
    }

    private static void checkExpectation(CaseLine line) {
        if (line.expectation() == null) {
            return;
        }
        Outcome outcome = line.expectation().outcome();
        boolean agrees = switch (outcome) {
            case MET, WORSE, OTHER_REASON -> line.verdict().wrong();
            case UNEXPECTED_PASS -> line.verdict() == CaseVerdict.PASSED;
            case UNSUPPORTED -> line.verdict() == CaseVerdict.UNSUPPORTED;
            case OVERLAP -> true;
        };
        require(
                agrees,
                "expectation: its outcome is '" + outcome.word() + "', but the verdict is '"
                        + line.verdict().word() + "'");
    }

    private static void check(TensorLine tensor) {
        String at = "tensors: " + tensor.name() + ": ";
        long size = tensor.shape().stream().mapToLong(Integer::longValue).reduce(1, CaseRules::product);
        require(size == tensor.count(), at + "count: it is " + tensor.count() + ", but the shape has " + size);
        require(
                (long) tensor.bitEqual() + tensor.mismatched() <= tensor.count(),
                at + "bitEqual and mismatched are more than the count " + tensor.count());
        require(
                tensor.mismatch() != null || tensor.mismatched() == 0,
                at + "mismatched: it is " + tensor.mismatched() + ", but the tensor is accepted");
        boolean compared = tensor.mismatch() == null || tensor.mismatch().elementwise();
        require(
                compared ? tensor.mismatch() == null || tensor.mismatched() > 0 : tensor.mismatched() == tensor.count(),
                at + "mismatched: it is " + tensor.mismatched() + ", but the mismatch is '"
                        + (tensor.mismatch() == null ? null : tensor.mismatch().word()) + "'");
        checkGreatest(at, tensor, compared);
        TruthLine truth = tensor.truth();
        require(
                truth == null || truth.nearer() == null || (long) truth.nearer() + truth.farther() <= tensor.count(),
                at + "truth: nearer and farther are more than the count " + tensor.count());
    }

    private static void checkGreatest(String at, TensorLine tensor, boolean compared) {
        ElementLine units = tensor.units().greatest();
        ElementLine ulps = tensor.ulps().greatest();
        double noUnits = compared ? 0 : Double.POSITIVE_INFINITY;
        long noUlps = compared ? 0 : Long.MAX_VALUE;
        require(
                tensor.units().max() == (units == null ? noUnits : units.units()),
                at + "maxUnits: it is " + tensor.units().max() + ", but greatestUnits says otherwise");
        require(
                tensor.ulps().max() == (ulps == null ? noUlps : ulps.ulps()),
                at + "maxUlps: it is " + tensor.ulps().max() + ", but greatestUlps says otherwise");
        boolean same = tensor.bitEqual() == tensor.count() || !compared;
        require(!same || (units == null && ulps == null), at + "an error is greatest, but there is none");
        Stream.of(units, ulps).filter(Objects::nonNull).forEach(element -> {
            require(
                    inside(element.index(), tensor.shape()),
                    at + "index: " + element.index() + " is not in the shape " + tensor.shape());
            require(
                    tensor.mismatch() != null || allowed(element, tensor),
                    at + "the error at " + element.index() + " is greater than allowed, but the tensor is accepted");
        });
        boolean beyond = tensor.units().max() > tensor.units().allowed() / SLACK
                && tensor.ulps().max() > tensor.ulps().allowed();
        require(
                tensor.mismatch() != MismatchKind.VALUE || beyond,
                at + "mismatch: it is 'value', but no error is greater than allowed");
    }

    private static boolean allowed(ElementLine element, TensorLine tensor) {
        return element.units() <= WITH_TORCH * tensor.units().allowed() * SLACK
                || element.ulps() <= tensor.ulps().allowed();
    }

    private static boolean inside(List<Integer> index, List<Integer> shape) {
        if (index.size() != shape.size()) {
            return false;
        }
        for (int axis = 0; axis < index.size(); axis++) {
            if (index.get(axis) >= shape.get(axis)) {
                return false;
            }
        }
        return true;
    }

    /** A line cannot have such large counts, so the exact product does not matter. */
    private static long product(long a, long b) {
        return Math.min(a * b, 1L << 32);
    }

    static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
