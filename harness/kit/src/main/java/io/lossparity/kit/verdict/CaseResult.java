package io.lossparity.kit.verdict;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.spi.DType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The verdict on one case and what was measured.
 *
 * @param caseId the case's id
 * @param loss the case's loss
 * @param dtype the case's element type
 * @param flags the case's flags
 * @param verdict the judgement
 * @param comparisons the comparison of the output and of each gradient; empty where there was nothing to compare
 * @param nanos the time the port took, in nanoseconds
 * @param answer for a failed case, a digest of what was computed, the same for equal answers; null if nothing was
 *     computed
 * @param expectation how it turned out if the port's expectations file covers the case
 * @param notes what is remarked on a computed answer, by the port and on its conduct
 * @param notAsked the case's gradients that the port was not asked for, because it declares not to have them
 */
public record CaseResult(
        String caseId,
        String loss,
        DType dtype,
        List<String> flags,
        Verdict verdict,
        List<TensorComparison> comparisons,
        long nanos,
        String answer,
        Optional<ExpectedFailure> expectation,
        List<String> notes,
        List<String> notAsked) {
    /** Makes a result without a digest. */
    public CaseResult(
            String caseId,
            String loss,
            DType dtype,
            List<String> flags,
            Verdict verdict,
            List<TensorComparison> comparisons,
            long nanos) {
        this(caseId, loss, dtype, flags, verdict, comparisons, nanos, null, Optional.empty(), List.of(), List.of());
    }

    /** Makes the lists unmodifiable. */
    public CaseResult {
        flags = List.copyOf(flags);
        comparisons = List.copyOf(comparisons);
        notes = List.copyOf(notes);
        notAsked = List.copyOf(notAsked);
        Objects.requireNonNull(expectation, "expectation must not be null");
    }

    /** Returns this result of a case that was expected to fail. */
    public CaseResult withExpectation(ExpectedFailure expected) {
        return new CaseResult(
                caseId,
                loss,
                dtype,
                flags,
                verdict,
                comparisons,
                nanos,
                answer,
                Optional.of(expected),
                notes,
                notAsked);
    }

    /** Returns this result of a case that was asked without those gradients. */
    public CaseResult without(List<String> gradients) {
        return new CaseResult(
                caseId, loss, dtype, flags, verdict, comparisons, nanos, answer, expectation, notes, gradients);
    }

    /** Returns whether the case failed as expected. */
    public boolean failedAsExpected() {
        return expectation.map(ExpectedFailure::met).orElse(false);
    }
}
