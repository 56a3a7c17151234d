package io.lossparity.ports.base;

import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.LossOutcome.Unsupported;
import io.lossparity.spi.TensorValue;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Runs a {@link StagedCall} and turns its exceptions into an outcome. */
public final class Stages {
    private Stages() {}

    /**
     * Runs the stages.
     *
     * @param call the library's call
     * @param backward whether a gradient is asked for
     * @param rejection tells the library's own rejections from its defects, which pass through: the exception whose
     *     message says why, or empty
     * @throws Exception an exception that is not a rejection
     */
    @SuppressWarnings("CatchingUnchecked") // Scala and JavaCPP throw checked exceptions that they don't declare
    public static LossOutcome run(StagedCall call, boolean backward, Function<Throwable, Optional<Throwable>> rejection)
            throws Exception {
        Stage stage = Stage.CONSTRUCT;
        TensorValue output = null;
        try {
            call.construct();
            stage = Stage.FORWARD;
            output = call.forward();
            stage = Stage.BACKWARD;
            return new Computed(output, backward ? call.backward() : Map.of());
        } catch (AbsentException e) {
            return new Unsupported(e.getMessage());
        } catch (Exception | AssertionError e) {
            Optional<Throwable> rejected = rejection.apply(e);
            if (rejected.isEmpty()) {
                throw e;
            }
            return new Rejected(stage, firstLine(rejected.get()), Optional.ofNullable(output));
        }
    }

    /** Native libraries append a stack trace of their own to the message. */
    private static String firstLine(Throwable thrown) {
        return String.valueOf(thrown.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }
}
