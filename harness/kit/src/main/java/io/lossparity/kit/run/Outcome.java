package io.lossparity.kit.run;

import io.lossparity.spi.LossOutcome;
import java.time.Duration;

/** What happened when a port was asked. It does not contain expected values. */
public sealed interface Outcome {

    /**
     * The port answered.
     *
     * @param outcome the answer; null if the port returned null
     */
    record Answered(LossOutcome outcome) implements Outcome {}

    /**
     * The port threw.
     *
     * @param thrown what it threw
     */
    record Threw(Throwable thrown) implements Outcome {}

    /**
     * The port did not answer in time.
     *
     * @param limit the time it was given
     */
    record TimedOut(Duration limit) implements Outcome {}

    /**
     * The port wrote into one of its inputs, which makes its answer invalid.
     *
     * @param argument the argument whose tensor it changed
     */
    record MutatedInput(String argument) implements Outcome {}

    /**
     * A result shares its array with an input, so writing into one changes the other.
     *
     * @param result the result: {@code output}, or {@code grad.} and an argument
     * @param argument the argument whose array it is
     */
    record AliasedInput(String result, String argument) implements Outcome {}

    /**
     * During the call the result of an earlier call changed: the port uses one array for several answers.
     *
     * @param result the earlier result: {@code output}, or {@code grad.} and an argument
     * @param callsBefore how many calls earlier it was given
     */
    record OverwroteResult(String result, long callsBefore) implements Outcome {}

    /**
     * The same call, made again, got another answer.
     *
     * @param difference what is different, in words
     */
    record NotRepeatable(String difference) implements Outcome {}

    /**
     * There is no answer and no exception to show, for example because a process ended.
     *
     * @param problem what happened, in words
     */
    record Broken(String problem) implements Outcome {}
}
