package io.lossparity.kit.check;

import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.spi.LossOutcome;
import java.util.Optional;

/**
 * A case that was checked: the question, what came of it, and the verdict on that very answer.
 *
 * @param asked the case as the port was asked
 * @param outcome what was judged
 * @param result the verdict and what was measured
 */
public record Checked(AskedCase asked, Outcome outcome, CaseResult result) {
    /** Returns the case as the port was asked. */
    public GoldenCase goldenCase() {
        return asked.goldenCase();
    }

    /** Returns the answer that was judged; empty if the port gave none, or gave it in a way that makes it worthless. */
    public Optional<LossOutcome> answer() {
        return outcome instanceof Outcome.Answered answered
                ? Optional.ofNullable(answered.outcome())
                : Optional.empty();
    }

    /** Returns why the port rejected the call, if it did so by an exception; it may not have said at which stage. */
    public Optional<String> rejection() {
        return outcome instanceof Outcome.Threw threw && threw.thrown() instanceof IllegalArgumentException
                ? Optional.of(String.valueOf(threw.thrown().getMessage()))
                : Optional.empty();
    }

    /** Returns the same with another result, such as one that says whether the failure was expected. */
    Checked with(CaseResult newResult) {
        return new Checked(asked, outcome, newResult);
    }
}
