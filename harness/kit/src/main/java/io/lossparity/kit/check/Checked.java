package io.lossparity.kit.check;

import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.spi.LossOutcome;
import java.util.Optional;

/**
 * A case that was checked: the question, the outcome, and the verdict on this outcome.
 *
 * @param asked the case as the port was asked
 * @param outcome the outcome that was judged
 * @param result the verdict and the measurements
 */
public record Checked(AskedCase asked, Outcome outcome, CaseResult result) {
    /** Returns the case as the port was asked. */
    public GoldenCase goldenCase() {
        return asked.goldenCase();
    }

    /**
     * Returns the answer that was judged; empty if the port gave none, or broke a rule that makes the answer invalid.
     */
    public Optional<LossOutcome> answer() {
        return outcome instanceof Outcome.Answered answered
                ? Optional.ofNullable(answered.outcome())
                : Optional.empty();
    }

    /** Returns why the port rejected the call, if it did so by an exception; its stage may be unknown. */
    public Optional<String> rejection() {
        return outcome instanceof Outcome.Threw threw && threw.thrown() instanceof IllegalArgumentException
                ? Optional.of(String.valueOf(threw.thrown().getMessage()))
                : Optional.empty();
    }

    /** Returns a copy with another result, such as one that says whether the failure was expected. */
    Checked with(CaseResult newResult) {
        return new Checked(asked, outcome, newResult);
    }
}
