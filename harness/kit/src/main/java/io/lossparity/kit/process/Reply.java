package io.lossparity.kit.process;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.lossparity.kit.capability.DeclaredCapabilities;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.run.OutcomeException;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A line from a port to the harness. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reply.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = Reply.Computed.class, name = "computed"),
    @JsonSubTypes.Type(value = Reply.Rejected.class, name = "rejected"),
    @JsonSubTypes.Type(value = Reply.Unsupported.class, name = "unsupported"),
    @JsonSubTypes.Type(value = Reply.Errored.class, name = "errored"),
    @JsonSubTypes.Type(value = Reply.Mutated.class, name = "mutated"),
    @JsonSubTypes.Type(value = Reply.Aliased.class, name = "aliased"),
    @JsonSubTypes.Type(value = Reply.Overwrote.class, name = "overwrote"),
    @JsonSubTypes.Type(value = Reply.Bye.class, name = "bye")
})
sealed interface Reply {

    /**
     * The port's name and capabilities.
     *
     * @param protocol the version that the port speaks
     * @param name the port's name in reports
     * @param version the implementation's version
     * @param capabilities what it supports; may be left out for everything
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Hello(int protocol, String name, String version, DeclaredCapabilities capabilities) implements Reply {}

    /**
     * The last line.
     *
     * @param remarks remarks that the harness shows the user besides the verdicts; may be left out
     */
    record Bye(List<String> remarks) implements Reply {}

    /** A line that answers a call. */
    sealed interface Answer extends Reply {
        /** Returns the call's number. */
        long id();

        /**
         * Returns the answer as a port in this virtual machine would return it.
         *
         * @throws OutcomeException if the line is not an answer that a port returns
         */
        LossOutcome toOutcome();
    }

    /**
     * The loss was computed; see {@link LossOutcome.Computed}.
     *
     * @param id the call's number
     * @param output the loss
     * @param grads the gradients; null or absent where PyTorch has None
     * @param notes what the port remarks on this answer; may be left out
     */
    record Computed(
            long id,
            TensorValue output,
            Map<String, TensorValue> grads,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes)
            implements Answer {
        @Override
        public LossOutcome toOutcome() {
            Map<String, TensorValue> present = new LinkedHashMap<>();
            if (grads != null) {
                grads.forEach((name, grad) -> {
                    if (grad != null) {
                        present.put(name, grad);
                    }
                });
            }
            return new LossOutcome.Computed(output, present, notes);
        }
    }

    /**
     * The call is invalid; see {@link LossOutcome.Rejected}.
     *
     * @param id the call's number
     * @param stage {@code construct}, {@code forward} or {@code backward}; absent if it is not known
     * @param message the implementation's own message
     * @param output for a rejected backward, what forward gave
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rejected(long id, String stage, String message, TensorValue output) implements Answer {
        @Override
        public LossOutcome toOutcome() {
            if (stage == null) {
                throw new OutcomeException(new Outcome.Threw(new RemoteRejection(message)));
            }
            LossOutcome.Stage known = LossOutcome.Stage.valueOf(stage.toUpperCase(Locale.ROOT));
            return new LossOutcome.Rejected(known, message, Optional.ofNullable(output));
        }
    }

    /**
     * The port does not support the call; see {@link LossOutcome.Unsupported}.
     *
     * @param id the call's number
     * @param reason what is missing
     */
    record Unsupported(long id, String reason) implements Answer {
        @Override
        public LossOutcome toOutcome() {
            return new LossOutcome.Unsupported(reason);
        }
    }

    /**
     * The implementation failed, but the process goes on.
     *
     * @param number the call's number; null if it could not be read from the question
     * @param message what happened
     */
    record Errored(@JsonProperty("id") Long number, String message) implements Answer {
        @Override
        public long id() {
            return number == null ? 0 : number;
        }

        @Override
        public LossOutcome toOutcome() {
            throw new OutcomeException(new Outcome.Broken(message));
        }
    }

    /**
     * The implementation wrote into an argument.
     *
     * @param id the call's number
     * @param argument the argument
     */
    record Mutated(long id, String argument) implements Answer {
        @Override
        public LossOutcome toOutcome() {
            throw new OutcomeException(new Outcome.MutatedInput(argument));
        }
    }

    /**
     * A result has the array of an argument.
     *
     * @param id the call's number
     * @param result {@code output}, or {@code grad.} and an argument
     * @param argument the argument
     */
    record Aliased(long id, String result, String argument) implements Answer {
        @Override
        public LossOutcome toOutcome() {
            throw new OutcomeException(new Outcome.AliasedInput(result, argument));
        }
    }

    /**
     * The call changed the result of an earlier one.
     *
     * @param id the call's number
     * @param result the earlier result: {@code output}, or {@code grad.} and an argument
     * @param callsBefore how many calls earlier it was given
     */
    record Overwrote(long id, String result, long callsBefore) implements Answer {
        @Override
        public LossOutcome toOutcome() {
            throw new OutcomeException(new Outcome.OverwroteResult(result, callsBefore));
        }
    }

    /** An exception that an implementation in another process threw as a rejection, with its own words. */
    @SuppressWarnings(
            "OverrideThrowableToString") // the words are the port's, so no class name of ours belongs before them
    final class RemoteRejection extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        RemoteRejection(String message) {
            super(message);
            setStackTrace(new StackTraceElement[0]);
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }
}
