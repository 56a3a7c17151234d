package io.lossparity.math;

import java.math.BigDecimal;

/**
 * The exponential function in float32 as PyTorch's operations on whole tensors compute it, through MKL.
 *
 * <pre>
 *   x = k ln2 / 128 + r                   r = (x - k high) - k low         high + low = ln2 / 128, high of 9 bits
 *   2^(k / 128) = 2^n (head + tail)       in two floats
 *   e^x = 2^n (head + (tail + head p))    p = r + r r / 2                  every step rounded to float
 * </pre>
 *
 * <p>Where |x| is above 126 ln2, near overflow and subnormal results, it rounds correctly. Elsewhere 1 of 100 arguments
 * gets another value than correct rounding gives.
 *
 * <p>The model was found only from PyTorch's results. The share that is rounded wrongly has 128 periods in an octave,
 * and grows with |r|^3 as the remainder of 1 + r + r^2 / 2 does; this gave the table and the polynomial. Of the few
 * possible orders of operations and lengths of high, one agrees bit for bit.
 */
final class MklExp {
    private static final int HALVINGS = 7;
    private static final int STEPS = 1 << HALVINGS;
    private static final double LIMIT;
    private static final int LIMIT_STEPS = -Float.MIN_EXPONENT * STEPS - 1;
    private static final float TO_WHOLE = 0x1.8p23f; // added, it leaves the nearest whole number in the last bits
    private static final int TO_WHOLE_BITS = Float.floatToRawIntBits(TO_WHOLE);
    private static final int EXPONENT_SHIFT = 23;
    private static final float STEPS_PER_UNIT;
    private static final float STEP_HIGH;
    private static final float STEP_LOW;
    private static final float[] HEAD = new float[STEPS];
    private static final float[] TAIL = new float[STEPS];

    static {
        BigDecimal ln2 = ExtendedConstants.log(2, 1);
        BigDecimal step = ln2.divide(BigDecimal.valueOf(STEPS), ExtendedConstants.DIGITS);
        LIMIT = -Float.MIN_EXPONENT * ln2.doubleValue();
        STEPS_PER_UNIT = BigDecimal.ONE.divide(step, ExtendedConstants.DIGITS).floatValue();
        STEP_HIGH = (float) Math.scalb(Math.rint(Math.scalb(step.doubleValue(), 16)), -16); // times k it is exact
        STEP_LOW = (float) ExtendedConstants.rest(step, STEP_HIGH);
        BigDecimal root = ExtendedConstants.rootOfTwo(HALVINGS);
        BigDecimal power = BigDecimal.ONE;
        for (int j = 0; j < STEPS; j++) {
            HEAD[j] = power.floatValue();
            TAIL[j] = (float) ExtendedConstants.rest(power, HEAD[j]);
            power = power.multiply(root, ExtendedConstants.DIGITS);
        }
    }

    private MklExp() {}

    /** Returns e to the power of x. */
    static float exp(float x) {
        if (!(Math.abs(x) <= LIMIT)) {
            return (float) ExactExp.exp(x);
        }
        float shifted = x * STEPS_PER_UNIT + TO_WHOLE;
        return power(steps(shifted), growth(x, shifted));
    }

    /** Replaces each element of a range by e to its power. */
    static void exp(float[] x, int from, int to) {
        Scratch.each(x, from, to, MklExp::block);
    }

    private static void block(Scratch scratch, int count) {
        float[] x = scratch.x32;
        float[] shifted = scratch.a32;
        float[] y = scratch.b32;
        for (int i = 0; i < count; i++) {
            shifted[i] = x[i] * STEPS_PER_UNIT + TO_WHOLE;
        }
        for (int i = 0; i < count; i++) {
            y[i] = growth(x[i], shifted[i]);
        }
        int rare = 0; // negative if an |x| is above the limit
        for (int i = 0; i < count; i++) {
            int k = steps(shifted[i]);
            y[i] = power(k, y[i]);
            rare |= (LIMIT_STEPS - k) | (LIMIT_STEPS + k);
        }
        if (rare < 0) {
            for (int i = 0; i < count; i++) {
                y[i] = Math.abs(x[i]) <= LIMIT ? y[i] : exp(x[i]);
            }
        }
        System.arraycopy(y, 0, x, 0, count);
    }

    /** Returns e^r - 1, where r is x minus the whole number of steps. */
    private static float growth(float x, float shifted) {
        float k = shifted - TO_WHOLE;
        float r = x - k * STEP_HIGH - k * STEP_LOW;
        return r + r * r * 0.5f;
    }

    private static int steps(float shifted) {
        return Float.floatToRawIntBits(shifted) - TO_WHOLE_BITS;
    }

    /** Returns 2^(k / 128) (1 + growth). */
    private static float power(int k, float growth) {
        float head = HEAD[k & STEPS - 1];
        float tail = TAIL[k & STEPS - 1];
        float power = Float.intBitsToFloat(((k >> HALVINGS) + Float.MAX_EXPONENT) << EXPONENT_SHIFT);
        return (head + (tail + head * growth)) * power;
    }
}
