package io.lossparity.suite.smoke;

import io.lossparity.kit.run.Outcome;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import io.lossparity.suite.smoke.FormProbe.Symptom;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds out whether a program reads the decimals of float32 numbers as doubles.
 *
 * <p>A loss of a difference does not change if both arguments grow by 1. So the loss of 1 + ulp (written 1.0000001) and
 * 1 must equal that of ulp and 0. As doubles, 1.0000001 and 1 differ by 1e-7, which is 0.84 ulp.
 */
final class DecimalProbe {
    private static final Set<String> DIFFERENCES = Set.of("L1Loss", "MSELoss", "SmoothL1Loss");
    private static final float ULP = Math.ulp(1f);
    private static final double AS_DOUBLES = (Double.parseDouble(Float.toString(1 + ULP)) - 1) / ULP;

    private DecimalProbe() {}

    static Optional<Symptom> of(LossCall call, Function<LossCall, Outcome> port) {
        if (call.dtype() != DType.FLOAT32 || !DIFFERENCES.contains(call.loss())) {
            return Optional.empty();
        }
        OptionalDouble shifted = loss(call, 1 + ULP, 1, port);
        OptionalDouble plain = loss(call, ULP, 0, port);
        if (shifted.isEmpty() || plain.isEmpty()) {
            return Optional.empty();
        }
        double ratio = shifted.getAsDouble() / plain.getAsDouble();
        return isNear(ratio, AS_DOUBLES) || isNear(ratio, AS_DOUBLES * AS_DOUBLES)
                ? Symptom.of(
                        Defect.DECIMALS,
                        "float32 decimals are read as doubles: the difference of 1.0000001 and 1.0 is taken for 1e-7,"
                                + " but in float32 it is " + ULP)
                : Optional.empty();
    }

    private static boolean isNear(double ratio, double expected) {
        return Math.abs(ratio - expected) < 1e-3;
    }

    /** Returns the first element of the output, for arguments whose elements are all equal. */
    private static OptionalDouble loss(LossCall call, float input, float target, Function<LossCall, Outcome> port) {
        TensorValue like = call.tensor("input");
        LossCall filled = Variants.withInput(
                Variants.withInput(call, "input", SmokeTensors.filledLike(like, input)),
                "target",
                SmokeTensors.filledLike(like, target));
        return ValueProbe.computed(port.apply(Variants.withRequiresGrad(filled, Set.of())))
                .map(Computed::output)
                .filter(output -> output.size() > 0)
                .map(output -> OptionalDouble.of(output.toDoubles()[0]))
                .orElseGet(OptionalDouble::empty);
    }
}
