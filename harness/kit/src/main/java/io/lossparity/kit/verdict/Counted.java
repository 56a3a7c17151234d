package io.lossparity.kit.verdict;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.TruthComparison;
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
 * @param notAsked the case's gradients that the port was not asked for
 */
public record Counted(
        String caseId,
        String loss,
        String dtype,
        String verdict,
        List<Quantity> quantities,
        Optional<ExpectedFailure.Kind> asExpected,
        List<String> notAsked) {
    /** Makes the lists unmodifiable. */
    public Counted {
        quantities = List.copyOf(quantities);
        notAsked = List.copyOf(notAsked);
    }

    /** Returns what is counted of a result. */
    static Counted of(CaseResult result) {
        return new Counted(
                result.caseId(),
                result.loss(),
                result.dtype().torchName(),
                result.verdict().word(),
                result.comparisons().stream().map(Quantity::of).toList(),
                result.expectation().filter(ExpectedFailure::met).map(ExpectedFailure::kind),
                result.notAsked());
    }

    /** Returns whether the case was judged without one of its gradients. */
    boolean partial() {
        return !notAsked.isEmpty() && !verdict.equals("unsupported");
    }

    /**
     * What was measured on a tensor.
     *
     * @param tensor {@code output}, or {@code grad.} and the argument
     * @param values the number of elements
     * @param bitEqual how many are the same to the bit
     * @param maxScaled the greatest error in units of the scale; infinite if the elements could not be compared
     * @param maxUlps the greatest error in units in the last place; {@link Long#MAX_VALUE} in that case
     * @param truth the distances from the truth, if that is known
     */
    public record Quantity(
            String tensor, int values, int bitEqual, double maxScaled, long maxUlps, Optional<FromTruth> truth) {
        private static Quantity of(TensorComparison comparison) {
            return new Quantity(
                    comparison.name(),
                    comparison.total(),
                    comparison.bitEqual(),
                    comparison.maxScaled(),
                    comparison.maxUlps(),
                    comparison.truth().map(truth -> FromTruth.of(comparison, truth)));
        }

        /** Returns whether it is the output rather than a gradient. */
        public boolean output() {
            return tensor.equals(TensorComparison.OUTPUT);
        }
    }

    /**
     * The distances of a tensor, all in the truth's unit.
     *
     * @param portToTorch from the port to PyTorch
     * @param portToTruth from the port to the exact value of PyTorch's formula
     * @param torchToTruth from PyTorch to that
     * @param nearer at how many elements the port is nearer to it
     * @param farther at how many elements PyTorch is nearer
     */
    public record FromTruth(Gap portToTorch, Gap portToTruth, Gap torchToTruth, int nearer, int farther) {
        private static FromTruth of(TensorComparison comparison, TruthComparison truth) {
            double actual = comparison
                    .greatestAbsolute()
                    .map(error -> error.actual().doubleValue())
                    .orElse(0.0);
            return new FromTruth(
                    Gap.between(
                            comparison.maxScaled(), comparison.maxUlps(), comparison.scale(), actual, truth.scale()),
                    new Gap(truth.port().maxScaled(), truth.port().maxUlps()),
                    new Gap(truth.torch().maxScaled(), truth.torch().maxUlps()),
                    truth.nearer(),
                    truth.farther());
        }
    }

    /**
     * A greatest distance; infinite between a special value and another one.
     *
     * @param scaled in units of the scale
     * @param ulps in units in the last place
     */
    public record Gap(double scaled, double ulps) {
        /**
         * Returns the distance from the port to PyTorch in another unit than it was measured in.
         *
         * @param maxScaled the distance in units of the tensor's scale
         * @param maxUlps the distance in units in the last place
         * @param scale the tensor's scale; 0 if nothing but zeros was expected, which then are the distance's one end
         * @param actual the port's value where the distance is greatest
         * @param unit the other unit
         */
        public static Gap between(double maxScaled, long maxUlps, double scale, double actual, double unit) {
            double scaled = scale > 0 ? maxScaled * (scale / unit) : maxScaled == 0 ? 0 : Math.abs(actual) / unit;
            return new Gap(scaled, (double) maxUlps);
        }
    }
}
