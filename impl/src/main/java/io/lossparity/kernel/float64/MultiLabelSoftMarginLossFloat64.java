// Derived from MultiLabelSoftMarginLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

/** e = -(y s(x) + (1 - y) s(-x)), s(x) = log(1 / (1 + e^-x)); the mean of e w over the classes is the loss. */
public final class MultiLabelSoftMarginLossFloat64 {
    private MultiLabelSoftMarginLossFloat64() {}

    /** Returns e, given y, s(x) and s(-x). */
    public static double[] elements(double[] y, double[] p, double[] n) {
        double[] elements = new double[y.length];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = -(y[i] * p[i] + (1.0 - y[i]) * n[i]);
        }
        return elements;
    }

    /** Returns 1 - y. */
    public static double[] complement(double[] y) {
        double[] rest = new double[y.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = 1.0 - y[i];
        }
        return rest;
    }
}
