// Derived from ArithmeticFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** -a, a b, a + b, a - b and a / n of each element. */
public final class ArithmeticFloat64 {
    private ArithmeticFloat64() {}

    /** Returns -a. */
    public static double[] negated(double[] a) {
        double[] result = new double[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = -a[i];
        }
        return result;
    }

    /** Returns a b. */
    public static double[] product(double[] a, double[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] * b[i];
        }
        return result;
    }

    /** Returns a + b. */
    public static double[] sum(double[] a, double[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] + b[i];
        }
        return result;
    }

    /** Returns a - b. */
    public static double[] difference(double[] a, double[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - b[i];
        }
        return result;
    }

    /** Returns a / n. */
    public static double[] quotient(double[] a, int n) {
        double[] result = new double[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] / n;
        }
        return result;
    }
}
