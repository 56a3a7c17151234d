package io.lossparity.suite.smoke;

import io.lossparity.kit.run.Outcome;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import io.lossparity.suite.smoke.FormProbe.Symptom;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds out whether a program takes the decimals of float32 numbers for doubles.
 *
 * <p>A loss of a difference does not change where both arguments grow by 1. With 1 + ulp, which is written 1.0000001, and
 * 1 it must be that of ulp and 0. As doubles, 1.0000001 and 1 differ by 1e-7, which is 0.84 ulp.
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

    /** Returns the first element of the output, for arguments whose elements are all alike. */
    private static OptionalDouble loss(LossCall call, float input, float target, Function<LossCall, Outcome> port) {
        LossCall asked = Variants.withRequiresGrad(
                Variants.withInput(
                        Variants.withInput(call, "input", filled(call, input)), "target", filled(call, target)),
                Set.of());
        return port.apply(asked) instanceof Outcome.Answered answered
                        && answered.outcome() instanceof Computed computed
                        && computed.output() != null
                        && computed.output().size() > 0
                ? OptionalDouble.of(SmokeTensors.elements(computed.output())[0])
                : OptionalDouble.empty();
    }

    private static TensorValue filled(LossCall call, float value) {
        TensorValue input = call.tensor("input");
        float[] elements = new float[input.size()];
        Arrays.fill(elements, value);
        return TensorValue.ofFloats(input.shape(), elements);
    }
}
