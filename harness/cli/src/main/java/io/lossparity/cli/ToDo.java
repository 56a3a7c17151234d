package io.lossparity.cli;

import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.Verdict;
import java.util.Optional;

/** The line that tells the author of a port what to do about a case. */
final class ToDo {
    /** What the line starts with. */
    static final String START = "to do: ";

    private ToDo() {}

    /** Returns the line; empty if there is nothing to do. */
    static Optional<String> of(CaseResult result) {
        Verdict verdict = result.verdict();
        if (result.expectation().filter(ExpectedFailure::met).isPresent()) {
            return Optional.empty();
        }
        if (verdict instanceof Verdict.Errored) {
            return Optional.of(START + "find why the port fails at this call; it must answer it, or reject it where"
                    + " PyTorch raises an error");
        }
        if (verdict instanceof Verdict.TimedOut) {
            return Optional.of(
                    START + "find why the port does not return from this call; --timeout gives it more time");
        }
        return verdict.message().lines().filter(line -> line.startsWith(START)).findFirst();
    }
}
