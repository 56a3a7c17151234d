package io.lossparity.kit.report.diff;

import io.lossparity.kit.report.CaseLine;
import java.util.Map;

/**
 * A case whose verdict is another.
 *
 * @param id the case's id
 * @param before the old verdict, with what was wrong: {@code failed (gradient)}
 * @param after the new verdict
 * @param regression whether the new one is worse
 * @param message what the new report says, its first line alone; empty if it says nothing
 */
public record VerdictChange(String id, String before, String after, boolean regression, String message) {
    private static final Map<String, Integer> BADNESS =
            Map.of("passed", 0, "unsupported", 1, "failed", 3, "errored", 3, "timed out", 3);

    /** Returns whether the verdict, or what is wrong, differs. */
    static boolean between(CaseLine before, CaseLine after) {
        return !text(before).equals(text(after));
    }

    /** Makes the change from the lines of a case. */
    static VerdictChange of(CaseLine before, CaseLine after) {
        return new VerdictChange(
                after.id(), text(before), text(after), badness(after) > badness(before), after.headline());
    }

    private static int badness(CaseLine line) {
        int badness = BADNESS.getOrDefault(line.verdict(), 3);
        return line.failedAsExpected() ? badness - 1 : badness;
    }

    private static String text(CaseLine line) {
        String text = line.failure() == null ? line.verdict() : line.verdict() + " (" + line.failure() + ")";
        return line.failedAsExpected()
                ? text + ", expected: " + line.expectation().kind()
                : text;
    }
}
