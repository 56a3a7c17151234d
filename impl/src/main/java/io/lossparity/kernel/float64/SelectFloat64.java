// Derived from SelectFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** Ranges of signs and steps, computed without a branch that depends on an element. */
final class SelectFloat64 {
    private static final double LARGE = Double.MAX_VALUE;
    private static final double ULPS = 1.0 / Math.ulp(1.0); // LARGE times this enlarges the smallest number to above 1

    private SelectFloat64() {}

    /** Returns -1, 0 or 1; 0 for NaN, as PyTorch's sign. */
    static double sign(double d) {
        return d > 0.0 ? 1.0 : d < 0.0 ? -1.0 : 0.0;
    }

    /** Replaces each number by its sign: -1, 0 or 1; 0 for NaN, as PyTorch's sign. */
    static void sign(double[] d, int from, int to) {
        for (int i = from; i < to; i++) {
            d[i] = Math.max(-1.0, Math.min(1.0, d[i] * LARGE * ULPS)) + 0.0; // the sum makes 0 of -0
        }
        zeroNaNs(d, from, to);
    }

    /** Replaces each number by 1 where it is at least 0, otherwise by 0; by 0 for NaN. */
    static void step(double[] d, int from, int to) {
        for (int i = from; i < to; i++) {
            d[i] = Math.max(0.0, Math.min(1.0, d[i] * LARGE * ULPS + 1.0));
        }
        zeroNaNs(d, from, to);
    }

    /** Replaces NaNs among finite numbers by 0. */
    private static void zeroNaNs(double[] d, int from, int to) {
        double a = 0.0;
        double b = 0.0;
        double c = 0.0;
        double e = 0.0;
        int i = from;
        for (; i < to - 3; i += 4) {
            a += d[i];
            b += d[i + 1];
            c += d[i + 2];
            e += d[i + 3];
        }
        for (; i < to; i++) {
            a += d[i];
        }
        if (Double.isNaN(a + b + c + e)) {
            for (int k = from; k < to; k++) {
                d[k] = Double.isNaN(d[k]) ? 0.0 : d[k];
            }
        }
    }
}
