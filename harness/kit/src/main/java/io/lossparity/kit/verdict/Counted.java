package io.lossparity.kit.verdict;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.TruthComparison;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a result that are counted; it comes from a run or from a report.
 *
 * @param caseId the case's id
 * @param loss the case's loss
 * @param dtype the case's element type by PyTorch's name
 * @param verdict the verdict
 * @param quantities the measurements of the output and of each gradient
 * @param asExpected the class of failures if the case failed as expected
 * @param notAsked the case's gradients that the port was not asked for
 */
public record Counted(
        String caseId,
        String loss,
        String dtype,
        CaseVerdict verdict,
        List<Quantity> quantities,
        Optional<ExpectedFailure.Kind> asExpected,
        List<String> notAsked) {
    /** Makes the lists unmodifiable. */
    public Counted {
        quantities = List.copyOf(quantities);
        notAsked = List.copyOf(notAsked);
    }

    /** Returns the counted parts of a result. */
    static Counted of(CaseResult result) {
        return new Counted(
                result.caseId(),
                result.loss(),
                result.dtype().torchName(),
                result.verdict().bare(),
                result.comparisons().stream().map(Quantity::of).toList(),
                result.expectation().filter(ExpectedFailure::met).map(ExpectedFailure::kind),
                result.notAsked());
    }

    /** Returns whether the case was judged without one of its gradients. */
    boolean partial() {
        return !notAsked.isEmpty() && verdict != CaseVerdict.UNSUPPORTED;
    }

    /**
     * The measurements of a tensor.
     *
     * @param tensor {@code output}, or {@code grad.} and the argument
     * @param values the number of elements
     * @param bitEqual how many are the same to the bit
     * @param maxUnits the greatest error in units of its element; infinite if the elements could not be compared
     * @param maxUlps the greatest error in units in the last place; {@link Long#MAX_VALUE} in that case
     * @param truth the distances from the truth, if that is known
     */
    public record Quantity(
            String tensor, int values, int bitEqual, double maxUnits, long maxUlps, Optional<FromTruth> truth) {
        private static Quantity of(TensorComparison comparison) {
            return new Quantity(
                    comparison.name(),
                    comparison.total(),
                    comparison.bitEqual(),
                    comparison.maxUnits(),
                    comparison.maxUlps(),
                    comparison.truth().map(truth -> FromTruth.of(comparison, truth)));
        }

        /** Returns whether it is the output rather than a gradient. */
        public boolean output() {
            return tensor.equals(TensorComparison.OUTPUT);
        }
    }

    /**
     * The distances of a tensor, each in units of its element.
     *
     * @param portToTorch from the port to PyTorch
     * @param portToTruth from the port to the exact value of PyTorch's formula
     * @param torchToTruth from PyTorch to that value
     * @param nearer at how many elements the port is nearer to that value
     * @param farther at how many elements PyTorch is nearer
     */
    public record FromTruth(Gap portToTorch, Gap portToTruth, Gap torchToTruth, int nearer, int farther) {
        private static FromTruth of(TensorComparison comparison, TruthComparison truth) {
            return new FromTruth(
                    new Gap(comparison.maxUnits(), (double) comparison.maxUlps()),
                    new Gap(truth.port().maxUnits(), truth.port().maxUlps()),
                    new Gap(truth.torch().maxUnits(), truth.torch().maxUlps()),
                    truth.nearer(),
                    truth.farther());
        }
    }

    /**
     * A greatest distance; infinite between a special value and another one.
     *
     * @param units in units of the element
     * @param ulps in units in the last place
     */
    public record Gap(double units, double ulps) {}
}
