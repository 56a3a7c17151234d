package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.compare.Allowance;
import io.lossparity.kit.compare.TensorComparator;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.Tolerance;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * How alike two answers are that count as the same mistake.
 *
 * @param ulps the greatest difference in units in the last place
 * @param units the greatest difference in units of the greatest element
 */
record Similarity(long ulps, double units) {
    static final Similarity SAME = new Similarity(0, 0);
    /** So much of the scale two answers may differ by that one mistake explains: sums in another order, mostly. */
    private static final double SCALE_FLOAT32 = 2.5e-6;

    private static final double SCALE_FLOAT64 = 1e-12;
    /** So much of what is wrong a mistake may leave unexplained. */
    private static final double UNEXPLAINED = 1e-5;

    private static final double UNEXPLAINED_FLOAT32 = 1e-3;

    private static final double SCALE_CTC = 6.5e-5;
    private static final double FAR = 1e-2;

    /** Below it a difference of a few units in the last place is much of the scale. */
    private static final double LEAST_SCALE = 1e-30;

    /** Compares two answers to a call; empty if they differ by more than rounding explains. */
    static Optional<Similarity> of(LossCall call, LossOutcome one, LossOutcome other) {
        return ByTensor.of(call, one, other).whole();
    }

    /** Returns the greater differences of both. */
    Similarity worst(Similarity other) {
        return new Similarity(Math.max(ulps, other.ulps), Math.max(units, other.units));
    }

    static Optional<Similarity> compare(LossCall call, String name, TensorValue one, TensorValue other) {
        if (Objects.equals(one, other)) {
            return Optional.of(SAME);
        }
        if (isFarOff(one, other)) {
            return Optional.empty();
        }
        TensorComparison comparison = new TensorComparator()
                .compare(name, one, other, tolerance(call, one == null ? other.dtype() : one.dtype()));
        return comparison.accepted()
                ? Optional.of(new Similarity(comparison.maxUlps(), comparison.maxUnits()))
                : Optional.empty();
    }

    /** Whether some element is off by far more than any tolerance here; this costs less than to measure all of them. */
    private static boolean isFarOff(TensorValue one, TensorValue other) {
        if (one == null || other == null || !Arrays.equals(one.shape(), other.shape())) {
            return false;
        }
        double[] ours = Question.values(one);
        double[] theirs = Question.values(other);
        double scale = 0;
        for (int i = 0; i < ours.length; i++) {
            if (Double.isFinite(ours[i]) != Double.isFinite(theirs[i])) {
                return true;
            }
            scale = Double.isFinite(ours[i])
                    ? Math.max(scale, Math.max(Math.abs(ours[i]), Math.abs(theirs[i])))
                    : scale;
        }
        for (int i = 0; i < ours.length && scale > LEAST_SCALE; i++) {
            if (Math.abs(ours[i] - theirs[i]) > FAR * scale) {
                return true;
            }
        }
        return false;
    }

    /** Compares a mistake's tensor with a port's; empty unless next to all of what is wrong is explained by it. */
    static Optional<Similarity> explained(
            Optional<TensorValue> mistaken, Optional<TensorValue> given, Optional<TensorValue> right) {
        if (mistaken.isEmpty()
                || given.isEmpty()
                || right.isEmpty()
                || !Arrays.equals(mistaken.get().shape(), given.get().shape())
                || !Arrays.equals(mistaken.get().shape(), right.get().shape())) {
            return Optional.empty();
        }
        double[] theirs = Question.values(mistaken.get());
        double[] ports = Question.values(given.get());
        double[] rights = Question.values(right.get());
        double moved = 0;
        double left = 0;
        double scale = 0;
        boolean lost = false;
        boolean mixed = false;
        for (int i = 0; i < theirs.length; i++) {
            if (!Double.isFinite(theirs[i]) || !Double.isFinite(ports[i])) {
                // Whether it is NaN or an infinity depends on the order of the operations.
                if (Double.isFinite(theirs[i]) || Double.isFinite(ports[i])) {
                    return Optional.empty();
                }
                lost |= Double.isFinite(rights[i]);
                mixed |= Double.compare(theirs[i], ports[i]) != 0;
                continue;
            }
            left = Math.max(left, Math.abs(theirs[i] - ports[i]));
            scale = Math.max(scale, Math.abs(theirs[i]));
            moved = Double.isFinite(rights[i]) ? Math.max(moved, Math.abs(theirs[i] - rights[i])) : moved;
        }
        boolean single = mistaken.get().dtype() == DType.FLOAT32;
        double unit = Allowance.unitOfRounding(mistaken.get().dtype());
        double allowed = single ? UNEXPLAINED_FLOAT32 : UNEXPLAINED;
        // A NaN instead of an infinity tells nothing where there is nothing else.
        boolean explained =
                ((lost && !mixed) || (moved > 0 && left <= allowed * moved)) && left <= allowed / 10 * scale;
        return explained
                ? Optional.of(new Similarity(Long.MAX_VALUE, left == 0 ? 0 : left / scale / unit))
                : Optional.empty();
    }

    private static Tolerance tolerance(LossCall call, DType type) {
        boolean ctc = call.loss().equals("CTCLoss");
        double scale = call.dtype() == DType.FLOAT64 ? SCALE_FLOAT64 : ctc ? SCALE_CTC : SCALE_FLOAT32;
        return new Tolerance(scale / Allowance.unitOfRounding(type), Tolerance.FLOOR_ULPS, "diagnosis");
    }
}
