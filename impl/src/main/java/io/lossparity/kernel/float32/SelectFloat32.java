package io.lossparity.kernel.float32;

/** Ranges of signs and steps, computed without a branch that depends on an element. */
final class SelectFloat32 {
    private static final float LARGE = Float.MAX_VALUE;
    private static final float ULPS = 1f / Math.ulp(1f); // LARGE times this enlarges the smallest number to above 1

    private SelectFloat32() {}

    /** Returns -1, 0 or 1; 0 for NaN, as PyTorch's sign. */
    static float sign(float d) {
        return d > 0f ? 1f : d < 0f ? -1f : 0f;
    }

    /** Replaces each number by its sign: -1, 0 or 1; 0 for NaN, as PyTorch's sign. */
    static void sign(float[] d, int from, int to) {
        for (int i = from; i < to; i++) {
            d[i] = Math.max(-1f, Math.min(1f, d[i] * LARGE * ULPS)) + 0f; // the sum makes 0 of -0
        }
        zeroNaNs(d, from, to);
    }

    /** Replaces each number by 1 where it is at least 0, otherwise by 0; by 0 for NaN. */
    static void step(float[] d, int from, int to) {
        for (int i = from; i < to; i++) {
            d[i] = Math.max(0f, Math.min(1f, d[i] * LARGE * ULPS + 1f));
        }
        zeroNaNs(d, from, to);
    }

    /** Replaces NaNs among finite numbers by 0. */
    private static void zeroNaNs(float[] d, int from, int to) {
        float a = 0f;
        float b = 0f;
        float c = 0f;
        float e = 0f;
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
        if (Float.isNaN(a + b + c + e)) {
            for (int k = from; k < to; k++) {
                d[k] = Float.isNaN(d[k]) ? 0f : d[k];
            }
        }
    }
}
