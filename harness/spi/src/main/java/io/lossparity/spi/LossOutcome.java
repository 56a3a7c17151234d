package io.lossparity.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A port's answer to a {@link LossCall}. */
public sealed interface LossOutcome {

    /** The step in which a call was rejected. */
    enum Stage {
        /** The loss could not be constructed from its parameters. */
        CONSTRUCT,
        /** The forward pass rejected its arguments. */
        FORWARD,
        /** The backward pass rejected the incoming gradient or the graph. */
        BACKWARD
    }

    /**
     * The loss was computed.
     *
     * @param output the loss: 0-d for {@code mean} and {@code sum}
     * @param grads a gradient for each name in {@link LossCall#requiresGrad()}; a missing name means PyTorch's None
     * @param notes the port's remarks about this answer, one sentence each, for example a warning of the
     *     implementation. Reports show them with the case; they do not affect the verdict
     */
    record Computed(TensorValue output, Map<String, TensorValue> grads, List<String> notes) implements LossOutcome {
        /**
         * Makes the collections unmodifiable. Null components are kept: the harness reports them. Null notes become an
         * empty list.
         */
        public Computed {
            grads = grads == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(grads));
            notes = notes == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(notes));
        }

        /** An answer without notes. */
        public Computed(TensorValue output, Map<String, TensorValue> grads) {
            this(output, grads, List.of());
        }
    }

    /**
     * The implementation rejected the call as invalid, where PyTorch raises an error.
     *
     * <p>A port may also throw {@link IllegalArgumentException}, which counts as a rejection without a stage. Any other
     * exception is not an answer: the case is errored.
     *
     * @param stage the step that rejected
     * @param message the implementation's own message
     * @param output for {@link Stage#BACKWARD}, the output that the forward pass had computed; otherwise empty
     */
    record Rejected(Stage stage, String message, Optional<TensorValue> output) implements LossOutcome {
        /** Checks that nothing but the message is null. */
        public Rejected {
            Objects.requireNonNull(stage, "stage must not be null");
            Objects.requireNonNull(output, "output must not be null");
        }

        /** A rejection without an output. */
        public Rejected(Stage stage, String message) {
            this(stage, message, Optional.empty());
        }
    }

    /**
     * The implementation does not have the loss, parameter, dtype or gradient. This never counts as passed.
     *
     * @param reason what is missing, in words
     */
    record Unsupported(String reason) implements LossOutcome {
        /** Checks that there is a reason. */
        public Unsupported {
            Objects.requireNonNull(reason, "reason must not be null");
        }
    }
}
