package io.lossparity.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The functions of the fast arithmetic are within 1 ulp, and are not those of the other arithmetic. */
class FastMathTest {
    private static final int BLOCK = 1 << 12;
    private static final int DENSE =
            8191; // a prime: every such float, so that all exponents and ends of a mantissa occur
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        Math.nextDown(1.0),
        Math.nextUp(1.0),
        -1.0,
        709.782712893384,
        709.7827128933841,
        -745.13,
        -745.14,
        -708.4,
    };

    private final FastMath math = new FastMath();

    @Test
    void floatsOfADenseSample() {
        assertFloats(DENSE);
    }

    /** All 2^32 floats; takes minutes. */
    @Test
    @EnabledIfSystemProperty(named = "lossparity.exhaustive", matches = "true")
    void allFloats() {
        assertFloats(1);
    }

    private void assertFloats(int step) {
        float[] x = new float[BLOCK];
        for (long from = 0; from < 1L << 32; from += (long) step * BLOCK) {
            for (int i = 0; i < BLOCK; i++) {
                x[i] = Float.intBitsToFloat((int) Math.min((1L << 32) - 1, from + (long) i * step));
            }
            float[] powers = x.clone();
            float[] logs = x.clone();
            math.tensorExp(powers, 0, BLOCK);
            math.tensorLog(logs, 0, BLOCK);
            for (int i = 0; i < BLOCK; i++) {
                // The error of Math's functions in float64 is nothing beside an ulp of float32.
                assertWithinAnUlp(powers[i], Math.exp((double) x[i]), "exp " + x[i]);
                assertWithinAnUlp(logs[i], Math.log((double) x[i]), "log " + x[i]);
                assertEquals(powers[i], FastExp.exp(x[i]));
            }
        }
    }

    private static void assertWithinAnUlp(float actual, double exact, String call) {
        float rounded = (float) exact;
        if (Float.isNaN(rounded) || Float.isInfinite(rounded)) {
            assertEquals(rounded, actual, call);
        } else if (!(Math.abs(actual - exact) <= Math.ulp(rounded))) {
            assertEquals(exact, actual, call);
        }
    }

    @Test
    void doublesOfADenseSample() {
        Random random = new Random(1);
        double[] x = new double[BLOCK];
        for (int block = 0; block < 100; block++) {
            for (int i = 0; i < BLOCK; i++) {
                x[i] = i < SPECIAL.length
                        ? SPECIAL[i]
                        : i % 2 == 0 ? 2 * random.nextDouble() - 0.5 : (random.nextDouble() - 0.5) * 1500;
            }
            double[] powers = x.clone();
            double[] logs = x.clone();
            math.scalarExp(powers, 0, BLOCK);
            math.scalarLog(logs, 0, BLOCK);
            for (int i = 0; i < BLOCK; i++) {
                assertPower(powers[i], x[i]);
                assertLog(logs[i], x[i]);
                assertEquals(powers[i], FastExp.exp(x[i]));
                assertEquals(logs[i], FastLog.log(x[i]));
            }
        }
    }

    /** The logarithm of a power, in two doubles, says how far the power is off. */
    private static void assertPower(double actual, double x) {
        double usual = ExactExp.exp(x);
        if (!(usual >= Double.MIN_NORMAL && usual <= Double.MAX_VALUE)) {
            assertEquals(usual, actual, Double.MIN_VALUE, "exp " + x);
            return;
        }
        double relative = ExactLog.log(actual) - x + ExactLog.rest(actual);
        assertTrue(Math.abs(relative * actual) <= Math.ulp(actual), () -> "exp " + x + " is not " + actual);
    }

    private static void assertLog(double actual, double x) {
        double usual = ExactLog.log(x);
        if (!(x > 0 && x <= Double.MAX_VALUE)) {
            assertEquals(usual, actual, "log " + x);
            return;
        }
        double error = actual - usual - ExactLog.rest(x);
        assertTrue(Math.abs(error) <= Math.ulp(usual), () -> "log " + x + " is not " + actual);
    }

    @Test
    void sumsOfEachSizeAreThoseOfTheirLanes() {
        Random random = new Random(1);
        for (int size = 0; size < 1200; size += size < 200 ? 1 : 97) {
            float[] x = new float[size + 3];
            double[] wide = new double[size + 3];
            float[] lanes = new float[64];
            double[] wideLanes = new double[64];
            for (int i = 0; i < x.length; i++) {
                x[i] = random.nextFloat();
                wide[i] = random.nextDouble();
                if (i >= 2 && i < size + 2) {
                    lanes[(i - 2) % 64] += x[i];
                    wideLanes[(i - 2) % 64] += wide[i];
                }
            }
            for (int half = 32; half > 0; half /= 2) {
                for (int i = 0; i < half; i++) {
                    lanes[i] += lanes[i + half];
                    wideLanes[i] += wideLanes[i + half];
                }
            }
            assertEquals(1f + lanes[0], math.sum(1f, x, 2, size + 2), "of " + size);
            assertEquals(1.0 + wideLanes[0], math.sum(1.0, wide, 2, size + 2), "of " + size);
        }
    }

    @Test
    void itIsNotTheOtherArithmetic() {
        float[] fast = new float[BLOCK];
        double[] wide = new double[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            fast[i] = i / 512f;
            wide[i] = i / 512.0;
        }
        float[] parity = fast.clone();
        double[] wideParity = wide.clone();
        math.tensorExp(fast, 0, BLOCK);
        math.tensorExp(wide, 0, BLOCK);
        new PlainMath().tensorExp(parity, 0, BLOCK);
        new PlainMath().tensorExp(wideParity, 0, BLOCK);
        int others = 0;
        int wideOthers = 0;
        for (int i = 0; i < BLOCK; i++) {
            others += fast[i] == parity[i] ? 0 : 1;
            wideOthers += wide[i] == wideParity[i] ? 0 : 1;
        }
        assertTrue(others > 100 && wideOthers > 100, others + ", " + wideOthers);
    }
}
