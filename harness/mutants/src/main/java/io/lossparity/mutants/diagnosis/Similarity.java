package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.compare.TensorComparator;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.Tolerance;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.util.Objects;
import java.util.Optional;

/**
 * How alike two answers are that count as the same mistake.
 *
 * @param ulps the greatest difference in units in the last place
 * @param scaled the greatest difference in units of the tensor's scale
 */
record Similarity(long ulps, double scaled) {
    static final Similarity SAME = new Similarity(0, 0);
    private static final double SCALE_FLOAT32 = 1e-6;
    private static final double SCALE_FLOAT64 = 1e-12;
    private static final long ULPS = 4;
    private static final Tolerances TOLERANCES = Tolerances.bundled();

    /** Compares two answers to a call; empty if they differ by more than rounding explains. */
    static Optional<Similarity> of(LossCall call, LossOutcome one, LossOutcome other) {
        return ByTensor.of(call, one, other).whole();
    }

    /** Returns the greater differences of both. */
    Similarity worst(Similarity other) {
        return new Similarity(Math.max(ulps, other.ulps), Math.max(scaled, other.scaled));
    }

    static Optional<Similarity> compare(LossCall call, String name, TensorValue one, TensorValue other) {
        if (Objects.equals(one, other)) {
            return Optional.of(SAME);
        }
        TensorComparison comparison = new TensorComparator().compare(name, one, other, tolerance(call, name));
        return comparison.accepted()
                ? Optional.of(new Similarity(comparison.maxUlps(), comparison.maxScaled()))
                : Optional.empty();
    }

    private static Tolerance tolerance(LossCall call, String name) {
        Tolerance shipped = TOLERANCES.of(call.loss(), call.dtype(), name);
        double least = call.dtype() == DType.FLOAT32 ? SCALE_FLOAT32 : SCALE_FLOAT64;
        return new Tolerance(Math.max(shipped.scale(), least), Math.max(shipped.ulps(), ULPS), "diagnosis");
    }
}
