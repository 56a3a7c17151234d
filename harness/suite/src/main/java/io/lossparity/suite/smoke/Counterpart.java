package io.lossparity.suite.smoke;

import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.spi.TensorValue;
import io.lossparity.suite.smoke.FormProbe.Symptom;
import java.util.Optional;

/**
 * PyTorch's answer to a call that differs in only one parameter. If an adapter gives this answer, the parameter does
 * not reach the implementation.
 *
 * @param loss the loss
 * @param parameter the parameter
 * @param value its value in the call
 * @param other its value in the other call; null for the default
 * @param initial whether {@code value} is the default
 * @param expected PyTorch's answer to the other call
 */
record Counterpart(
        String loss, String parameter, Object value, Object other, boolean initial, ExpectedValues expected) {

    /** Returns whether two answers of PyTorch differ visibly. */
    boolean differsFrom(GoldenCase goldenCase) {
        return goldenCase.expected() instanceof ExpectedValues own
                && own.output().size() == expected.output().size()
                && !SmokeTensors.near(own.output(), expected.output());
    }

    /** Returns what is wrong with an output that is PyTorch's answer to the other call; empty for any other output. */
    Optional<Symptom> symptom(TensorValue output) {
        if (output.size() != expected.output().size() || !SmokeTensors.near(expected.output(), output)) {
            return Optional.empty();
        }
        String instead = other == null ? "the default" : text(other);
        return Symptom.of(
                Defect.PARAMETER_IGNORED,
                initial
                        ? loss + ": " + parameter + " " + text(value) + " gets the answer that belongs to " + instead
                        : loss + ": the parameter " + parameter + " is ignored: " + text(value)
                                + " gets the answer that belongs to " + instead);
    }

    private static String text(Object value) {
        return value instanceof String ? "'" + value + "'" : value instanceof TensorValue ? "a tensor" : "" + value;
    }
}
