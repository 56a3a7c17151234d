package io.lossparity.vector;

import io.lossparity.math.FastExp;
import io.lossparity.math.FastLog;
import io.lossparity.math.FastMath;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of ranges in the fast arithmetic with the Vector API, with the same bits as plain Java.
 *
 * <p>Each is one method, as in {@link VectorMath}.
 */
public final class FastVectorMath extends FastMath {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    private static final long BIAS = 1024; // at least minus the exponent of the smallest normal number

    /** Creates the provider; the losses call this. */
    public FastVectorMath() {}

    @Override
    public String name() {
        return "vector, " + FLOATS.vectorBitSize() + " bits";
    }

    @Override
    public void tensorLog(float[] x, int from, int to) {
        VectorMath.log(x, from, to);
    }

    /** Computes powers with the steps of {@link FastExp}. */
    @Override
    public void tensorExp(float[] x, int from, int to) {
        int end = from + FLOATS.loopBound(to - from);
        for (int i = from; i < end; i += FLOATS.length()) {
            FloatVector limited =
                    FloatVector.fromArray(FLOATS, x, i).min(FastExp.OVERFLOW).max(FastExp.UNDERFLOW);
            FloatVector shifted = limited.mul(FastExp.STEPS_PER_UNIT).add(FastExp.TO_WHOLE);
            FloatVector whole = shifted.sub(FastExp.TO_WHOLE);
            FloatVector large = limited.sub(whole.mul(FastExp.LN2_HIGH));
            FloatVector low = FloatVector.broadcast(FLOATS, -FastExp.LN2_LOW);
            FloatVector r = whole.fma(low, large);
            FloatVector lost = whole.fma(low, large.sub(r));
            FloatVector q = r.fma(FloatVector.broadcast(FLOATS, FastExp.Q4), FloatVector.broadcast(FLOATS, FastExp.Q3));
            q = q.fma(r, FloatVector.broadcast(FLOATS, FastExp.Q2));
            q = q.fma(r, FloatVector.broadcast(FLOATS, FastExp.Q1));
            q = q.fma(r, FloatVector.broadcast(FLOATS, FastExp.Q0));
            FloatVector power = r.add(r.mul(r).fma(q, lost)).add(1f);
            IntVector k = shifted.reinterpretAsInts().sub(FastExp.TO_WHOLE_BITS);
            IntVector half = k.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = k.sub(half);
            power.mul(half.add(Float.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, FastExp.EXPONENT_SHIFT)
                            .reinterpretAsFloats())
                    .mul(rest.add(Float.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, FastExp.EXPONENT_SHIFT)
                            .reinterpretAsFloats())
                    .intoArray(x, i);
        }
        for (int i = end; i < to; i++) {
            x[i] = FastExp.exp(x[i]);
        }
    }

    /** Computes powers with the steps of {@link FastExp}. */
    @Override
    public void tensorExp(double[] x, int from, int to) {
        int end = from + DOUBLES.loopBound(to - from);
        for (int i = from; i < end; i += DOUBLES.length()) {
            DoubleVector limited = DoubleVector.fromArray(DOUBLES, x, i)
                    .min(FastExp.WIDE_OVERFLOW)
                    .max(FastExp.WIDE_UNDERFLOW);
            DoubleVector shifted = limited.mul(FastExp.WIDE_STEPS_PER_UNIT).add(FastExp.WIDE_TO_WHOLE);
            DoubleVector whole = shifted.sub(FastExp.WIDE_TO_WHOLE);
            DoubleVector large = limited.sub(whole.mul(FastExp.WIDE_LN2_HIGH));
            DoubleVector low = DoubleVector.broadcast(DOUBLES, -FastExp.WIDE_LN2_LOW);
            DoubleVector r = whole.fma(low, large);
            DoubleVector lost = whole.fma(low, large.sub(r));
            DoubleVector q =
                    r.fma(DoubleVector.broadcast(DOUBLES, FastExp.W9), DoubleVector.broadcast(DOUBLES, FastExp.W8));
            q = q.fma(r, DoubleVector.broadcast(DOUBLES, FastExp.W7));
            q = q.fma(r, DoubleVector.broadcast(DOUBLES, FastExp.W6));
            q = q.fma(r, DoubleVector.broadcast(DOUBLES, FastExp.W5));
            q = q.fma(r, DoubleVector.broadcast(DOUBLES, FastExp.W4));
            q = q.fma(r, DoubleVector.broadcast(DOUBLES, FastExp.W3));
            q = q.fma(r, DoubleVector.broadcast(DOUBLES, FastExp.W2));
            q = q.fma(r, DoubleVector.broadcast(DOUBLES, FastExp.W1));
            q = q.fma(r, DoubleVector.broadcast(DOUBLES, FastExp.W0));
            DoubleVector power = r.add(r.mul(r).fma(q, lost)).add(1.0);
            // In two halves that are not negative: AVX2 cannot shift a negative long.
            DoubleVector half = whole.mul(0.5).add(FastExp.WIDE_TO_WHOLE);
            DoubleVector rest = whole.sub(half.sub(FastExp.WIDE_TO_WHOLE)).add(FastExp.WIDE_TO_WHOLE);
            power.mul(half.reinterpretAsLongs()
                            .add(Double.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, FastExp.WIDE_EXPONENT_SHIFT)
                            .reinterpretAsDoubles())
                    .mul(rest.reinterpretAsLongs()
                            .add(Double.MAX_EXPONENT)
                            .lanewise(VectorOperators.LSHL, FastExp.WIDE_EXPONENT_SHIFT)
                            .reinterpretAsDoubles())
                    .intoArray(x, i);
        }
        for (int i = end; i < to; i++) {
            x[i] = FastExp.exp(x[i]);
        }
    }

    /** Computes logarithms with the steps of {@link FastLog}. */
    @Override
    public void tensorLog(double[] x, int from, int to) {
        int end = from + DOUBLES.loopBound(to - from);
        for (int i = from; i < end; i += DOUBLES.length()) {
            DoubleVector values = DoubleVector.fromArray(DOUBLES, x, i);
            VectorMask<Double> usual = values.compare(VectorOperators.GE, Double.MIN_NORMAL)
                    .and(values.compare(VectorOperators.LE, Double.MAX_VALUE));
            if (!usual.allTrue()) {
                logs(x, i, i + DOUBLES.length());
                continue;
            }
            LongVector distance = values.reinterpretAsLongs().sub(FastLog.LOWEST_BITS);
            DoubleVector f = distance.and(FastLog.MANTISSA)
                    .add(FastLog.LOWEST_BITS)
                    .reinterpretAsDoubles()
                    .sub(1.0);
            DoubleVector k = distance.add(BIAS << FastLog.EXPONENT_SHIFT)
                    .lanewise(VectorOperators.LSHR, FastLog.EXPONENT_SHIFT) // the number is not negative, for AVX2
                    .add(FastExp.WIDE_TO_WHOLE_BITS - BIAS)
                    .reinterpretAsDoubles()
                    .sub(FastExp.WIDE_TO_WHOLE);
            DoubleVector s = f.div(f.add(2.0));
            DoubleVector z = s.mul(s);
            DoubleVector h = f.mul(f).mul(0.5);
            DoubleVector r =
                    z.fma(DoubleVector.broadcast(DOUBLES, FastLog.R6), DoubleVector.broadcast(DOUBLES, FastLog.R5));
            r = r.fma(z, DoubleVector.broadcast(DOUBLES, FastLog.R4));
            r = r.fma(z, DoubleVector.broadcast(DOUBLES, FastLog.R3));
            r = r.fma(z, DoubleVector.broadcast(DOUBLES, FastLog.R2));
            r = r.fma(z, DoubleVector.broadcast(DOUBLES, FastLog.R1));
            r = r.fma(z, DoubleVector.broadcast(DOUBLES, FastLog.R0));
            DoubleVector small = s.fma(r.fma(z, h), k.mul(FastLog.LN2_LOW));
            k.mul(FastLog.LN2_HIGH).sub(h.sub(small).sub(f)).intoArray(x, i);
        }
        logs(x, end, to);
    }

    private static void logs(double[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            x[i] = FastLog.log(x[i]);
        }
    }

    @Override
    public float sum(float start, float[] x, int from, int to) {
        float[] lanes = new float[LANES];
        int length = FLOATS.length();
        int end = from + (to - from) / LANES * LANES;
        for (int lane = 0; lane + 3 * length < LANES; lane += 4 * length) {
            FloatVector a = FloatVector.zero(FLOATS);
            FloatVector b = FloatVector.zero(FLOATS);
            FloatVector c = FloatVector.zero(FLOATS);
            FloatVector d = FloatVector.zero(FLOATS);
            for (int i = from + lane; i < end; i += LANES) {
                a = a.add(FloatVector.fromArray(FLOATS, x, i));
                b = b.add(FloatVector.fromArray(FLOATS, x, i + length));
                c = c.add(FloatVector.fromArray(FLOATS, x, i + 2 * length));
                d = d.add(FloatVector.fromArray(FLOATS, x, i + 3 * length));
            }
            a.intoArray(lanes, lane);
            b.intoArray(lanes, lane + length);
            c.intoArray(lanes, lane + 2 * length);
            d.intoArray(lanes, lane + 3 * length);
        }
        for (int i = end; i < to; i++) {
            lanes[i - end] += x[i];
        }
        return start + folded(lanes);
    }

    @Override
    public double sum(double start, double[] x, int from, int to) {
        double[] lanes = new double[LANES];
        int length = DOUBLES.length();
        int end = from + (to - from) / LANES * LANES;
        for (int lane = 0; lane + 3 * length < LANES; lane += 4 * length) {
            DoubleVector a = DoubleVector.zero(DOUBLES);
            DoubleVector b = DoubleVector.zero(DOUBLES);
            DoubleVector c = DoubleVector.zero(DOUBLES);
            DoubleVector d = DoubleVector.zero(DOUBLES);
            for (int i = from + lane; i < end; i += LANES) {
                a = a.add(DoubleVector.fromArray(DOUBLES, x, i));
                b = b.add(DoubleVector.fromArray(DOUBLES, x, i + length));
                c = c.add(DoubleVector.fromArray(DOUBLES, x, i + 2 * length));
                d = d.add(DoubleVector.fromArray(DOUBLES, x, i + 3 * length));
            }
            a.intoArray(lanes, lane);
            b.intoArray(lanes, lane + length);
            c.intoArray(lanes, lane + 2 * length);
            d.intoArray(lanes, lane + 3 * length);
        }
        for (int i = end; i < to; i++) {
            lanes[i - end] += x[i];
        }
        return start + folded(lanes);
    }
}
