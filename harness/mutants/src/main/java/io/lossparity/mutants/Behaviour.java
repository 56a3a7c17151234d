package io.lossparity.mutants;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;

/** How a mutant answers. */
@FunctionalInterface
public interface Behaviour {
    /**
     * Answers a call with one mistake.
     *
     * @param call the question
     * @param reference knows the right answers
     */
    LossOutcome answer(LossCall call, Reference reference);
}
