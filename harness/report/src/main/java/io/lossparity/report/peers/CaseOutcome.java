package io.lossparity.report.peers;

import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.TensorLine;
import java.util.Objects;

/**
 * The outcome of a case with one port.
 *
 * @param loss the loss
 * @param verdict the verdict
 * @param failure what is wrong with a failed case, otherwise null
 * @param answer the digest of a failed case's answer; null if nothing was computed
 * @param headline the first line of the message; empty if there is none
 * @param elements how many elements were compared
 * @param expected the class of failures if it failed as expected, {@code will-not-fix} or {@code to-fix}; else empty
 */
public record CaseOutcome(
        String loss,
        CaseVerdict verdict,
        FailureKind failure,
        String answer,
        String headline,
        int elements,
        String expected) {
    private static final int LONGEST_HEADLINE = 240;

    /** Returns the outcome in a line of a report. */
    public static CaseOutcome of(CaseLine line) {
        String headline = line.verdict() == CaseVerdict.PASSED ? "" : line.headline();
        return new CaseOutcome(
                line.loss(),
                line.verdict(),
                line.failure(),
                line.answer(),
                headline.length() <= LONGEST_HEADLINE ? headline : headline.substring(0, LONGEST_HEADLINE) + " ...",
                line.tensors().stream().mapToInt(TensorLine::count).sum(),
                line.failedAsExpected() ? line.expectation().kind().word() : "");
    }

    /** Returns whether the port supports the case. */
    public boolean answered() {
        return verdict != CaseVerdict.UNSUPPORTED;
    }

    /** Returns whether the port failed, errored or did not answer in time. */
    public boolean wrong() {
        return verdict.wrong();
    }

    /** Returns the verdict, with what is wrong, for example {@code failed (gradient)}. */
    public String words() {
        return failure == null ? verdict.word() : verdict.word() + " (" + failure.word() + ")";
    }

    /** Returns whether another wrong outcome is of the same kind. */
    public boolean failsLike(CaseOutcome other) {
        return wrong() && verdict == other.verdict && failure == other.failure;
    }

    /** Returns whether another wrong outcome is of the same kind and, if anything was computed, the same answer. */
    public boolean equalsAnswerOf(CaseOutcome other) {
        return failsLike(other) && Objects.equals(answer, other.answer);
    }
}
