package io.lossparity.kernel.float32;

/** -a, a b, a + b, a - b and a / n of each element; a / n for many elements. */
public final class ArithmeticFloat32 {
    private ArithmeticFloat32() {}

    /** Returns -a. */
    public static float[] negated(float[] a) {
        float[] result = new float[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = -a[i];
        }
        return result;
    }

    /** Returns a b. */
    public static float[] product(float[] a, float[] b) {
        float[] result = new float[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] * b[i];
        }
        return result;
    }

    /** Returns a + b. */
    public static float[] sum(float[] a, float[] b) {
        float[] result = new float[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] + b[i];
        }
        return result;
    }

    /** Returns a - b. */
    public static float[] difference(float[] a, float[] b) {
        float[] result = new float[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - b[i];
        }
        return result;
    }

    /** Returns so many elements, each the only one of a, divided by a number. */
    public static float[] spread(float[] a, int count, int divisor) {
        float[] result = new float[count];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[0] / divisor;
        }
        return result;
    }

    /** Returns a / n. */
    public static float[] quotient(float[] a, int n) {
        float[] result = new float[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] / n;
        }
        return result;
    }
}
