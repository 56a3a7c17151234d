package io.lossparity.kernel.float32;

/** -a, a b, a + b, a - b and a / n of each element; a / n for many elements. */
public final class ArithmeticFloat32 {
    private ArithmeticFloat32() {}

    /** Computes -a. */
    public static void negated(float[] result, float[] a) {
        for (int i = 0; i < result.length; i++) {
            result[i] = -a[i];
        }
    }

    /** Computes a b. */
    public static void product(float[] result, float[] a, float[] b) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] * b[i];
        }
    }

    /** Computes a + b. */
    public static void sum(float[] result, float[] a, float[] b) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] + b[i];
        }
    }

    /** Computes a - b. */
    public static void difference(float[] result, float[] a, float[] b) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - b[i];
        }
    }

    /** Computes elements that are each the only one of a, divided by a number. */
    public static void spread(float[] result, float[] a, int divisor) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[0] / divisor;
        }
    }

    /** Computes a / n. */
    public static void quotient(float[] result, float[] a, int n) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] / n;
        }
    }
}
