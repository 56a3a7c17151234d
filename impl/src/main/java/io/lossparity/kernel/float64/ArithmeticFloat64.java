// Derived from ArithmeticFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** -a, a b, a + b, a - b and a / n of each element; a / n for many elements. */
public final class ArithmeticFloat64 {
    private ArithmeticFloat64() {}

    /** Computes -a. */
    public static void negated(double[] result, double[] a) {
        for (int i = 0; i < result.length; i++) {
            result[i] = -a[i];
        }
    }

    /** Computes a b. */
    public static void product(double[] result, double[] a, double[] b) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] * b[i];
        }
    }

    /** Computes a + b. */
    public static void sum(double[] result, double[] a, double[] b) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] + b[i];
        }
    }

    /** Computes a - b. */
    public static void difference(double[] result, double[] a, double[] b) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - b[i];
        }
    }

    /** Computes elements that are each the only one of a, divided by a number. */
    public static void spread(double[] result, double[] a, int divisor) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[0] / divisor;
        }
    }

    /** Computes a / n. */
    public static void quotient(double[] result, double[] a, int n) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] / n;
        }
    }
}
