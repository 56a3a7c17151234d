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
 */
public record CaseResult(
        String caseId,
        String loss,
        DType dtype,
        List<String> flags,
        Verdict verdict,
        List<TensorComparison> comparisons,
        long nanos) {
    /** Makes the lists unmodifiable. */
    public CaseResult {
        flags = List.copyOf(flags);
        comparisons = List.copyOf(comparisons);
    }
}
