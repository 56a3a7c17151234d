package io.lossparity.kit.report;

import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.relation.RelationVerdict;
import java.util.Arrays;
import java.util.List;

/**
 * The line of a relation: something that holds of a loss without golden data.
 *
 * @param id the id, from which its inputs can be drawn again
 * @param loss the loss
 * @param dtype the element type by PyTorch's name
 * @param relation the relation's name
 * @param formula what ought to hold
 * @param verdict {@code holds}, {@code broken}, {@code errored}, {@code timed out} or {@code unsupported}
 * @param worst the greatest error in units of its allowance; left out where it is infinite
 * @param message what is wrong; left out if it holds
 * @param nanos the time it took, in nanoseconds
 */
public record RelationLine(
        String id,
        String loss,
        String dtype,
        String relation,
        String formula,
        String verdict,
        Double worst,
        String message,
        long nanos)
        implements ReportLine {

    /** Makes the line of a result. */
    public static RelationLine of(RelationResult result) {
        return new RelationLine(
                result.id(),
                result.loss(),
                result.dtype(),
                result.relation(),
                result.formula(),
                result.verdict().word(),
                Double.isFinite(result.worst()) ? result.worst() : null,
                result.message().isEmpty() ? null : result.message(),
                result.nanos());
    }

    /** Returns whether it holds, or the port does not support what it needs. */
    public boolean harmless() {
        return kind() == RelationVerdict.HOLDS || kind() == RelationVerdict.UNSUPPORTED;
    }

    /**
     * Returns the verdict.
     *
     * @throws IllegalArgumentException if there is no such verdict
     */
    public RelationVerdict kind() {
        return Arrays.stream(RelationVerdict.values())
                .filter(candidate -> candidate.word().equals(verdict))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no verdict on a relation is '" + verdict + "'"));
    }

    /** Returns the first line of the message, or the verdict if there is none. */
    public String headline() {
        return message == null ? verdict : message.lines().findFirst().orElse(verdict);
    }

    /** Counts lines as the run counted them. */
    public static RelationTotals totals(String scope, long seed, long expected, List<RelationLine> lines) {
        return RelationTotals.of(
                scope, seed, expected, lines.stream().map(RelationLine::kind).toList());
    }
}
