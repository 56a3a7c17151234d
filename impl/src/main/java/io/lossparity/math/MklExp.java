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
 * <p>Where |x| is above 126 ln2, next to overflow and subnormal results, it rounds correctly; elsewhere it gives
 * another value for 1 of 100 arguments.
 *
 * <p>Found from PyTorch's results alone: the share that is rounded wrongly has 128 periods in an octave, and grows with
 * |r|^3 as the remainder of 1 + r + r^2 / 2 does; this gives the table and the polynomial. Of the few orders of
 * operations and lengths of high that come into question one agrees bit for bit.
 */
final class MklExp {
    private static final int HALVINGS = 7;
    private static final int STEPS = 1 << HALVINGS;
    private static final double LIMIT;
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
        float k = (float) Math.rint(x * STEPS_PER_UNIT);
        float r = x - k * STEP_HIGH - k * STEP_LOW;
        float p = r + r * r * 0.5f;
        int steps = (int) k;
        float head = HEAD[steps & STEPS - 1];
        float tail = TAIL[steps & STEPS - 1];
        return Math.scalb(head + (tail + head * p), steps >> HALVINGS);
    }
}
