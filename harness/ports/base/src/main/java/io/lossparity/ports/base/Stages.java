package io.lossparity.ports.base;

import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.LossOutcome.Unsupported;
import io.lossparity.spi.TensorValue;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Runs a {@link StagedCall} and turns what it throws into an outcome. */
public final class Stages {
    private Stages() {}

    /**
     * Runs the stages.
     *
     * @param call the library's call
     * @param backward whether a gradient is asked for
     * @param rejects tells the library's own rejections from its defects, which pass through
     */
    public static LossOutcome run(StagedCall call, boolean backward, Predicate<RuntimeException> rejects) {
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
        } catch (RuntimeException e) {
            if (!rejects.test(e)) {
                throw e;
            }
            return new Rejected(stage, firstLine(e), Optional.ofNullable(output));
        }
    }

    /** Native libraries append a stack trace of their own to the message. */
    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }
}
