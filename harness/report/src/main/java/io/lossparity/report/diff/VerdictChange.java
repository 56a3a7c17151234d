package io.lossparity.report.diff;

import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.TensorLine;
import java.util.Optional;

/**
 * A case or relation whose verdict changed.
 *
 * @param id its id
 * @param before the old verdict, with what was wrong: {@code failed (gradient)}; {@link #ABSENT} if it is new
 * @param after the new verdict
 * @param regression whether the new one is worse
 * @param message the first line of the new report's message; empty if there is none
 * @param tensor the tensor that is wrong in the new report, or was in the old one; empty if none is
 * @param units the new error of this tensor in units of its element; null if there is none, or it is not finite
 * @param allowedUnits how many units are allowed; null if there is no tensor
 */
public record VerdictChange(
        String id,
        String before,
        String after,
        boolean regression,
        String message,
        String tensor,
        Double units,
        Double allowedUnits) {
    /** Stands for the verdict of a case, or relation, that a report does not have. */
    public static final String ABSENT = "absent";

    private static final int FAILURE = 3;

    /** Makes the change of a case, if its verdict, or what is wrong, differs. */
    static Optional<VerdictChange> between(CaseLine before, CaseLine after) {
        return between(after.id(), text(before), badness(before), text(after), badness(after), after.headline())
                .map(change -> change.of(wrong(after).or(() -> wrong(before))));
    }

    private static Optional<TensorLine> wrong(CaseLine line) {
        return line.tensors().stream()
                .filter(tensor -> tensor.mismatch() != null)
                .findFirst();
    }

    private VerdictChange of(Optional<TensorLine> wrong) {
        return wrong.map(line -> new VerdictChange(
                        id,
                        before,
                        after,
                        regression,
                        message,
                        line.name(),
                        Double.isFinite(line.units().max()) ? line.units().max() : null,
                        line.units().allowed()))
                .orElse(this);
    }

    /** Makes a change in which no tensor is wrong. */
    public VerdictChange(String id, String before, String after, boolean regression, String message) {
        this(id, before, after, regression, message, "", null, null);
    }

    /** Makes the change of a relation, if its verdict differs. */
    static Optional<VerdictChange> between(RelationLine before, RelationLine after) {
        return between(after.id(), text(before), badness(before), text(after), badness(after), after.headline());
    }

    private static Optional<VerdictChange> between(
            String id, String before, int oldBadness, String after, int badness, String message) {
        return before.equals(after)
                ? Optional.empty()
                : Optional.of(new VerdictChange(id, before, after, badness > oldBadness, message));
    }

    /** Makes the change of a new case, if it fails and was not expected to, or not in this way. */
    static Optional<VerdictChange> added(CaseLine line) {
        return badness(line) < FAILURE
                ? Optional.empty()
                : Optional.of(new VerdictChange(line.id(), ABSENT, text(line), true, line.headline()).of(wrong(line)));
    }

    /** Makes the change of a new relation, if it does not hold and was not expected to, or not in this way. */
    static Optional<VerdictChange> added(RelationLine line) {
        return badness(line) < FAILURE
                ? Optional.empty()
                : Optional.of(new VerdictChange(line.id(), ABSENT, text(line), true, line.headline()));
    }

    private static int badness(CaseLine line) {
        int badness = switch (line.verdict()) {
            case PASSED -> 0;
            case UNSUPPORTED -> 1;
            case FAILED, ERRORED, TIMED_OUT -> FAILURE;
        };
        return line.failedAsExpected() ? badness - 1 : badness;
    }

    private static int badness(RelationLine line) {
        int badness = switch (line.verdict()) {
            case HOLDS -> 0;
            case UNSUPPORTED -> 1;
            case BROKEN, ERRORED, TIMED_OUT -> FAILURE;
        };
        return line.failedAsExpected() ? badness - 1 : badness;
    }

    private static String text(CaseLine line) {
        return text(line.words(), line.failedAsExpected(), line.expectation());
    }

    private static String text(RelationLine line) {
        return text(line.verdict().word(), line.failedAsExpected(), line.expectation());
    }

    private static String text(String text, boolean asExpected, ExpectedFailure expectation) {
        return asExpected ? text + ", expected: " + expectation.kind().word() : text;
    }
}
