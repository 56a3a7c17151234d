package io.lossparity.kit.verdict;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.spi.DType;
import java.util.List;

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
 */
public record CaseResult(
        String caseId,
        String loss,
        DType dtype,
        List<String> flags,
        Verdict verdict,
        List<TensorComparison> comparisons,
        long nanos,
        String answer) {
    /** Makes a result without a digest. */
    public CaseResult(
            String caseId,
            String loss,
            DType dtype,
            List<String> flags,
            Verdict verdict,
            List<TensorComparison> comparisons,
            long nanos) {
        this(caseId, loss, dtype, flags, verdict, comparisons, nanos, null);
    }

    /** Makes the lists unmodifiable. */
    public CaseResult {
        flags = List.copyOf(flags);
        comparisons = List.copyOf(comparisons);
    }
}
