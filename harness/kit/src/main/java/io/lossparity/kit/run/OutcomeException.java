package io.lossparity.kit.run;

import java.util.Objects;

/**
 * Carries an outcome that is not an answer through {@code LossPort.evaluate}, from a port that is watched elsewhere.
 */
public final class OutcomeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    /** Makes the exception from the outcome that the runner shall return. */
    public OutcomeException(Outcome outcome) {
        super(String.valueOf(outcome), null, false, false);
        this.outcome = Objects.requireNonNull(outcome, "outcome must not be null");
    }

    /** Returns the outcome. */
    public Outcome outcome() {
        return outcome;
    }
}
