package io.lossparity.kit.verdict;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.spi.DType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The verdict on one case and the measurements.
 *
 * @param caseId the case's id
 * @param loss the case's loss
 * @param dtype the case's element type
 * @param flags the case's flags
 * @param verdict the judgement
 * @param comparisons the comparison of the output and of each gradient; empty if there was nothing to compare
 * @param nanos the time the port took, in nanoseconds
 * @param answer for a failed case, a digest of the answer, the same for equal answers; null if nothing was computed
 * @param expectation the expectation's result, if the port's expectations file covers the case
 * @param notes the notes on a computed answer: the port's own, and remarks on its behaviour
 * @param notAsked the case's gradients that the port was not asked for, because it does not have them
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

    /** Returns whether it is as the expectation says or, without one, passed or not supported. */
    public boolean asExpected() {
        return expectation
                .map(ExpectedFailure::met)
                .orElse(verdict instanceof Verdict.Passed || verdict instanceof Verdict.Unsupported);
    }

    /** Returns this result, with that of the expectation. */
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

    /** Returns this result, for a case that was asked without the given gradients. */
    public CaseResult without(List<String> gradients) {
        return new CaseResult(
                caseId, loss, dtype, flags, verdict, comparisons, nanos, answer, expectation, notes, gradients);
    }
}
