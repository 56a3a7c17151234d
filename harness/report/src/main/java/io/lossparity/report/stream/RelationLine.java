package io.lossparity.report.stream;

import io.lossparity.kit.expect.ExpectationProblems;
import io.lossparity.kit.expect.Expectations.Covering;
import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.verdict.ExpectedFailure;
import java.util.List;
import java.util.Optional;

/**
 * The line of a relation.
 *
 * @param id the id, from which its inputs can be drawn again
 * @param loss the loss
 * @param dtype the element type by PyTorch's name
 * @param relation the relation's name
 * @param formula the property that must hold
 * @param verdict the verdict
 * @param worst the greatest error in units of its allowance; left out if it is infinite
 * @param message what is wrong; left out if it holds
 * @param nanos the time it took, in nanoseconds
 * @param expectation the expectation's result; left out if the port's expectations file does not cover the relation
 */
public record RelationLine(
        String id,
        String loss,
        String dtype,
        String relation,
        String formula,
        RelationVerdict verdict,
        @Measured.AsDouble double worst,
        String message,
        long nanos,
        ExpectedFailure expectation)
        implements ReportLine {

    /** Makes the line of a result that was not expected to fail. */
    public static RelationLine of(RelationResult result) {
        return of(result, Optional.empty());
    }

    /** Makes the line of a result, with the expectation's result if it was expected to fail. */
    public static RelationLine of(RelationResult result, Optional<ExpectedFailure> expected) {
        return new RelationLine(
                result.id(),
                result.loss(),
                result.dtype(),
                result.relation(),
                result.formula(),
                result.verdict(),
                result.worst(),
                result.message().isEmpty() ? null : result.message(),
                result.nanos(),
                expected.orElse(null));
    }

    /** Returns whether it does not hold for the reason that the expectations file gives. */
    public boolean failedAsExpected() {
        return expectation != null && expectation.met();
    }

    /** Returns whether it does not hold, and was not expected to fail. */
    public boolean surprising() {
        return !harmless() && !failedAsExpected();
    }

    /** Returns whether it holds, or the port does not support its calls. */
    public boolean harmless() {
        return verdict == RelationVerdict.HOLDS || verdict == RelationVerdict.UNSUPPORTED;
    }

    /** Returns the first line of the message, or the verdict if there is none. */
    public String headline() {
        return message == null ? verdict.word() : message.lines().findFirst().orElse(verdict.word());
    }

    /** Counts lines as the run counted them. */
    public static RelationTotals totals(String scope, long seed, long expected, List<RelationLine> lines) {
        return RelationTotals.of(
                        scope,
                        seed,
                        expected,
                        lines.stream().map(RelationLine::verdict).toList())
                .asExpected(met(lines, ExpectedFailure.Kind.WILL_NOT_FIX), met(lines, ExpectedFailure.Kind.TO_FIX));
    }

    /**
     * Returns what is wrong with the relations that were expected not to hold, in words.
     *
     * @param patterns the patterns that apply to the run
     * @param whole whether these are all relations of a usual run; a pattern that covers none is then stale
     */
    public static List<String> problems(List<Covering> patterns, List<RelationLine> lines, boolean whole) {
        ExpectationProblems problems = ExpectationProblems.ofRelations(patterns);
        for (RelationLine line : lines) {
            if (line.expectation() != null) {
                problems.add(line.id(), line.expectation());
            }
        }
        return problems.list(whole);
    }

    private static long met(List<RelationLine> lines, ExpectedFailure.Kind kind) {
        return lines.stream()
                .filter(line -> line.failedAsExpected() && line.expectation().kind() == kind)
                .count();
    }
}
