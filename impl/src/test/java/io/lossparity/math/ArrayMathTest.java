package io.lossparity.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions of ranges give the bits of the functions of one number, and leave what is outside of the range. */
class ArrayMathTest {
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1.0,
        -1.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        1e-40,
        87.33654, // next to where MKL's exp of float32 changes
        -87.33654,
        88.73,
        -103.97,
        -104.5,
        707.5, // and where those of float64 do
        708.5,
        709.5,
        710,
        -708.5,
        -745,
        -746,
        15.0 / 16,
        Math.nextDown(15.0 / 16),
        4361.0 / 4096,
        Math.nextDown(4361.0 / 4096),
    };

    private final ArrayMath math = Elementary.arrays();
    private final Random random = new Random(1);

    /** A function of a range of floats. */
    private interface Floats {
        void apply(float[] x, int from, int to);
    }

    /** A function of a float. */
    private interface FloatFunction {
        float apply(float x);
    }

    /** A function of a range of doubles. */
    private interface Doubles {
        void apply(double[] x, int from, int to);
    }

    @Test
    void plainJavaIsTheProviderWhereNoOtherIsThere() {
        assertEquals("plain (no other provider is there)", Elementary.provider());
    }

    @Test
    void tensorExp() {
        assertFloats(math::tensorExp, Elementary::tensorExp);
        assertDoubles(math::tensorExp, Elementary::tensorExp);
    }

    @Test
    void tensorLog() {
        assertFloats(math::tensorLog, Elementary::tensorLog);
        assertDoubles(math::tensorLog, Elementary::tensorLog);
    }

    @Test
    void scalarExp() {
        assertFloats(math::scalarExp, Elementary::scalarExp);
        assertDoubles(math::scalarExp, Elementary::scalarExp);
    }

    @Test
    void scalarLog() {
        assertFloats(math::scalarLog, Elementary::scalarLog);
        assertDoubles(math::scalarLog, Elementary::scalarLog);
    }

    /** Squares come from the product where that is sure to round as the C library's power does. */
    @Test
    void squaresAreThoseOfThePowerFunction() {
        for (int i = 0; i < 200_000; i++) {
            float x = Float.intBitsToFloat(random.nextInt(Float.floatToRawIntBits(Float.POSITIVE_INFINITY)));
            float expected = GlibcExp.exp2(2f * GlibcLog32.log2(x));
            assertEquals(x == 0f ? 0f : expected, Elementary.pow(x, 2f), x + "^2");
            double wide = Math.scalb(1 + random.nextDouble(), random.nextInt(80) - 40);
            double log = ExactLog.log(wide);
            double power = GlibcExp.exp(2 * log, 2 * ExactLog.rest(wide));
            assertEquals(power, Elementary.pow(wide, 2.0), wide + "^2");
        }
    }

    private void assertFloats(Floats range, FloatFunction one) {
        for (int size = 0; size < 68; size++) {
            for (int from = 0; from <= Math.min(8, size); from++) {
                assertFloats(range, one, size, from, size - random.nextInt(size - from + 1));
            }
        }
        assertFloats(range, one, 2000, 3, 1990);
    }

    private void assertFloats(Floats range, FloatFunction one, int size, int from, int to) {
        float[] x = new float[size];
        for (int i = 0; i < size; i++) {
            x[i] = i % 3 == 0 ? Float.intBitsToFloat(random.nextInt()) : (float) value();
        }
        float[] expected = x.clone();
        for (int i = from; i < to; i++) {
            expected[i] = one.apply(x[i]);
        }
        range.apply(x, from, to);
        assertArrayEquals(expected, x);
    }

    private void assertDoubles(Doubles range, DoubleUnaryOperator one) {
        for (int size = 0; size < 68; size++) {
            for (int from = 0; from <= Math.min(8, size); from++) {
                assertDoubles(range, one, size, from, size - random.nextInt(size - from + 1));
            }
        }
        assertDoubles(range, one, 2000, 3, 1990);
    }

    private void assertDoubles(Doubles range, DoubleUnaryOperator one, int size, int from, int to) {
        double[] x = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = i % 3 == 0 ? Double.longBitsToDouble(random.nextLong()) : value();
        }
        double[] expected = x.clone();
        for (int i = from; i < to; i++) {
            expected[i] = one.applyAsDouble(x[i]);
        }
        range.apply(x, from, to);
        assertArrayEquals(expected, x);
    }

    /** Returns a usual number, or a special one. */
    private double value() {
        return random.nextInt(8) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : 5 * random.nextGaussian();
    }
}
