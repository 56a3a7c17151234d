package io.lossparity.kit.verdict;

import io.lossparity.kit.compare.TensorComparison;
import java.util.List;
import java.util.Optional;

/**
 * What is counted of a result, be it fresh from a run or read from a report.
 *
 * @param caseId the case's id
 * @param loss the case's loss
 * @param dtype the case's element type by PyTorch's name
 * @param verdict the verdict's word
 * @param quantities what was measured on the output and on each gradient
 * @param asExpected the class of failures if the case failed as expected
 */
public record Counted(
        String caseId,
        String loss,
        String dtype,
        String verdict,
        List<Quantity> quantities,
        Optional<ExpectedFailure.Kind> asExpected) {
    /** Makes the list unmodifiable. */
    public Counted {
        quantities = List.copyOf(quantities);
    }

    /** Returns what is counted of a result. */
    static Counted of(CaseResult result) {
        return new Counted(
                result.caseId(),
                result.loss(),
                result.dtype().torchName(),
                result.verdict().word(),
                result.comparisons().stream().map(Quantity::of).toList(),
                result.expectation().filter(ExpectedFailure::met).map(ExpectedFailure::kind));
    }

    /**
     * What was measured on a tensor.
     *
     * @param output whether it is the output rather than a gradient
     * @param values the number of elements
     * @param bitEqual how many are the same to the bit
     * @param maxScaled the greatest error in units of the scale; infinite if the elements could not be compared
     * @param maxUlps the greatest error in units in the last place; {@link Long#MAX_VALUE} in that case
     */
    public record Quantity(boolean output, int values, int bitEqual, double maxScaled, long maxUlps) {
        private static Quantity of(TensorComparison comparison) {
            return new Quantity(
                    comparison.isOutput(),
                    comparison.total(),
                    comparison.bitEqual(),
                    comparison.maxScaled(),
                    comparison.maxUlps());
        }
    }
}
