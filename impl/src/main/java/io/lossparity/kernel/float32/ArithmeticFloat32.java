package io.lossparity.kernel.float32;

/** -a, a b, a + b, a - b and a / n of each element. */
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

    /** Returns a / n. */
    public static float[] quotient(float[] a, int n) {
        float[] result = new float[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] / n;
        }
        return result;
    }
}
