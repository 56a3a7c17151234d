package io.lossparity.kit.ports;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;

/**
 * A port with one defect: it gets the right answer from another port and spoils it.
 *
 * @param name the defect's name
 * @param right the port that knows the right answer
 * @param defect what it does to that answer
 */
public record PerturbedPort(String name, LossPort right, Defect defect) implements LossPort {

    /** What is wrong with a port. */
    @FunctionalInterface
    public interface Defect {
        /** Returns the wrong answer in place of the right one. */
        LossOutcome spoil(LossCall call, LossOutcome right) throws Exception;
    }

    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        return defect.spoil(call, right.evaluate(call));
    }
}
