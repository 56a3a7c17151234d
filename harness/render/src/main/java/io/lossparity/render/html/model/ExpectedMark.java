package io.lossparity.render.html.model;

import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.report.stream.CaseLine;
import java.util.Optional;

/**
 * The mark of a case that the port's expectations file covers.
 *
 * @param word {@code will-not-fix} or {@code to-fix} if the case failed as expected, and otherwise that it did not
 * @param met whether it failed as expected
 * @param words what was expected and why, and how the case differs if it did not fail as expected
 */
public record ExpectedMark(String word, boolean met, String words) {
    /** The word of a case that was expected to fail but did not fail as expected. */
    static final String OTHERWISE = "not as expected";

    /** Returns the mark of a case; empty if it was not expected to fail. */
    public static Optional<ExpectedMark> of(CaseLine line) {
        return Optional.ofNullable(line.expectation()).map(expectation -> of(expectation, line.failedAsExpected()));
    }

    private static ExpectedMark of(ExpectedFailure expectation, boolean met) {
        String expected = expectation.kind().word() + ", " + expectation.title() + ": " + expectation.reason()
                + " Pattern " + expectation.pattern();
        return met
                ? new ExpectedMark(expectation.kind().word(), true, "This failure is expected: " + expected)
                : new ExpectedMark(
                        OTHERWISE,
                        false,
                        "A failure was expected, " + expected + ". But it is otherwise ("
                                + expectation.outcome().word() + "): " + expectation.message());
    }

    /** Returns the name of its style class. */
    public String style() {
        return met ? "met" : "unmet";
    }
}
