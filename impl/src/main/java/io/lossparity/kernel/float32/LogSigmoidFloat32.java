package io.lossparity.kernel.float32;

import io.lossparity.math.Elementary;

/**
 * m = max(0, -x), z = e^-m + e^(-x - m), s = -(m + log z).
 *
 * <p>ds/dx = 1 - (z - 1) / z if x &lt; 0, otherwise (z - 1) / z. One of the two powers is 1, and z that of -x too, where x
 * is finite.
 */
final class LogSigmoidFloat32 {
    private LogSigmoidFloat32() {}

    /** Computes the exponent whose power z is more than 1: the smaller one of -m and -x - m. */
    static void exponent(float[] exponent, float[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            float m = Math.max(-x[i], 0f);
            exponent[i] = Math.min(-m, -x[i] - m); // NaN at -Infinity
        }
    }

    /** Computes z as it is for both x and -x, but at infinities; see {@link #unlessInfinite}. */
    static void total(float[] z, float[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            z[i] = -Math.abs(x[i]);
        }
        Elementary.arrays().scalarExp(z, from, to);
        for (int i = from; i < to; i++) {
            z[i] = 1f + z[i];
        }
    }

    /** Returns 0, but NaN where m is infinite: what is to be added to z, or to its logarithm. */
    static float unlessInfinite(float m) {
        return m * 0f;
    }

    /** Returns s, given the logarithm of z. */
    static float logSigmoid(float x, float log) {
        float m = Math.max(0f, -x);
        return -(m + (log + unlessInfinite(m)));
    }

    /** Computes (z - 1) / z, which is ds/dx of a positive x, in float64 as PyTorch does. */
    static void fraction(double[] fraction, float[] z, int from, int count) {
        for (int i = 0; i < count; i++) {
            fraction[i] = z[from + i];
        }
        for (int i = 0; i < count; i++) {
            fraction[i] = (fraction[i] - 1.0) / fraction[i];
        }
    }
}
