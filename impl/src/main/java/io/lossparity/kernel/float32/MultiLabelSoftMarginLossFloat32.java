package io.lossparity.kernel.float32;

/** e = -(y s(x) + (1 - y) s(-x)), s(x) = log(1 / (1 + e^-x)); the mean of e w over the classes is the loss. */
public final class MultiLabelSoftMarginLossFloat32 {
    private MultiLabelSoftMarginLossFloat32() {}

    /** Returns e, given y, s(x) and s(-x). */
    public static float[] elements(float[] y, float[] p, float[] n) {
        float[] elements = new float[y.length];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = -(y[i] * p[i] + (1f - y[i]) * n[i]);
        }
        return elements;
    }

    /** Returns 1 - y. */
    public static float[] complement(float[] y) {
        float[] rest = new float[y.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = 1f - y[i];
        }
        return rest;
    }
}
