package io.lossparity.kit.verdict;

import io.lossparity.kit.compare.ElementError;
import io.lossparity.kit.compare.MismatchKind;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.Note;
import io.lossparity.spi.LossOutcome.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells the author of a port what to do about a failing case: where to look first, for each kind of failure. */
final class Advice {
    /** A difference of more units in the last place is not a rounding error. */
    private static final long ROUNDING_ULPS = 1000;

    private static final String COMPARE = "compare your formula with PyTorch's, first at the element below";

    private Advice() {}

    /** Returns what to do about a failure of a kind. */
    static String of(GoldenCase goldenCase, FailureKind kind, List<TensorComparison> refused) {
        return switch (kind) {
            case ERROR_KIND -> error(goldenCase);
            case INPUT -> "copy the array before the implementation works in it or returns it";
            case OVERWRITES -> "return arrays of its own for each call: a caller may keep an answer";
            case NOT_REPEATABLE ->
                "make the answer depend only on the call: no state kept between calls,"
                        + " no random numbers, no sums in an order that changes";
            default -> refused.stream().findFirst().flatMap(Advice::tensor).orElse(COMPARE);
        };
    }

    /** Returns the mistakes that the case's flags say it catches. */
    static List<String> notes(GoldenCase goldenCase) {
        List<String> lines = new ArrayList<>();
        goldenCase.notes().forEach((flag, note) -> lines.add(text(flag, note)));
        return lines;
    }

    private static String text(String flag, Note note) {
        return flag + ": catches " + note.catches() + " (" + note.source() + ")";
    }

    private static String error(GoldenCase goldenCase) {
        if (!(goldenCase.expected() instanceof ExpectedError error)) {
            return "PyTorch accepts this call: look at which of its parameters, shapes and dtypes the port refuses";
        }
        return error.stage() == Stage.BACKWARD
                ? "reject it at the stage backward, with the output that forward has computed"
                : "reject the call, where PyTorch raises this";
    }

    private static Optional<String> tensor(TensorComparison comparison) {
        MismatchKind kind = comparison.kind().orElseThrow();
        return switch (kind) {
            case MISSING -> Optional.of("return a gradient for each name in requiresGrad");
            case UNEXPECTED -> Optional.of("PyTorch leaves it None: leave the name out of the gradients");
            case DTYPE -> Optional.of("results have the call's dtype");
            case SHAPE ->
                Optional.of(
                        comparison.isOutput()
                                ? "mean and sum are 0-d; none has a loss for each element, or row, of the arguments"
                                : "a gradient has its argument's shape: sum it over the axes that were broadcast");
            case SPECIAL_VALUE -> comparison.firstMismatch().map(error -> special(comparison, error));
            case VALUE -> comparison.greatest().ulps().flatMap(Advice::rounding);
        };
    }

    private static String special(TensorComparison comparison, ElementError error) {
        double expected = error.expected().doubleValue();
        double actual = error.actual().doubleValue();
        if (!comparison.isOutput() && Double.isNaN(expected) && !Double.isNaN(actual)) {
            return "where PyTorch cuts off a loss, it multiplies a gradient of 0 by the other factors, and 0 * Infinity"
                    + " is NaN; write the backward pass as PyTorch does, factor by factor from the incoming gradient";
        }
        if (expected == actual) {
            return "the sign of zero counts in this case";
        }
        return "follow PyTorch's formula operation by operation, each rounded to the dtype: it decides where numbers"
                + " overflow, and where Infinity and NaN arise";
    }

    private static Optional<String> rounding(ElementError error) {
        return error.ulps() <= ROUNDING_ULPS
                ? Optional.of("so small a difference comes from rounding: compute in the call's dtype, in PyTorch's"
                        + " order of operations and of summation")
                : Optional.empty();
    }
}
