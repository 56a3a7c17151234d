// Derived from ArithmeticFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** -a, a b, a + b, a - b and a / n of each element; a / n for many elements. */
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

    /** Returns so many elements, each the only one of a, divided by a number. */
    public static double[] spread(double[] a, int count, int divisor) {
        double[] result = new double[count];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[0] / divisor;
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
