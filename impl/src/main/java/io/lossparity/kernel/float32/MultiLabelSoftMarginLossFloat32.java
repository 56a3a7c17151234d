package io.lossparity.kernel.float32;

import io.lossparity.math.Elementary;
import io.lossparity.math.Select;

/** e = -(y s(x) + (1 - y) s(-x)), s(x) = log(1 / (1 + e^-x)); the mean of e w over the classes is the loss. */
public final class MultiLabelSoftMarginLossFloat32 {
    private MultiLabelSoftMarginLossFloat32() {}

    /** Computes z, which is 1 + e^-|x|. */
    public static void total(float[] z, float[] x, int from, int to) {
        LogSigmoidFloat32.total(z, x, from, to);
    }

    /** Computes e, given z. */
    public static void elements(float[] e, float[] x, float[] y, float[] z, int from, int to) {
        System.arraycopy(z, from, e, from, to - from);
        Elementary.arrays().scalarLog(e, from, to);
        for (int i = from; i < to; i++) {
            float positive = LogSigmoidFloat32.logSigmoid(x[i], e[i]);
            float negative = LogSigmoidFloat32.logSigmoid(-x[i], e[i]);
            e[i] = -(y[i] * positive + (1f - y[i]) * negative);
        }
    }

    /** Computes g y; g is that of each element, or of all. */
    public static void positive(float[] result, float[] g, float[] y, int from, int to) {
        System.arraycopy(y, from, result, from, to - from);
        BlocksFloat32.times(result, g, from, to);
    }

    /** Computes g (1 - y); g is that of each element, or of all. */
    public static void negative(float[] result, float[] g, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            result[i] = 1f - y[i];
        }
        BlocksFloat32.times(result, g, from, to);
    }

    /** Computes the gradient of x, given those of s(x) and of s(-x), and z. */
    public static void gradient(
            float[] grad, float[] positive, float[] negative, float[] x, float[] z, int from, int to) {
        for (int i = from; i < to; i++) {
            grad[i] = z[i] + LogSigmoidFloat32.unlessInfinite(Math.abs(x[i]));
        }
        double[] fraction = Elementary.wideBlock();
        for (int begin = from; begin < to; begin += fraction.length) {
            int count = Math.min(fraction.length, to - begin);
            LogSigmoidFloat32.fraction(fraction, grad, begin, count);
            for (int k = 0; k < count; k++) {
                int i = begin + k;
                float small = (float) fraction[k];
                float large = (float) (1.0 - fraction[k]);
                grad[i] =
                        Select.minus(x[i], large, small) * positive[i] - Select.minus(x[i], small, large) * negative[i];
            }
        }
    }

    /** Computes s(x), or s(-x), given z. */
    public static void logSigmoid(float[] s, float[] x, float[] z, boolean negated, int from, int to) {
        System.arraycopy(z, from, s, from, to - from);
        Elementary.arrays().scalarLog(s, from, to);
        for (int i = from; i < to; i++) {
            s[i] = LogSigmoidFloat32.logSigmoid(negated ? -x[i] : x[i], s[i]);
        }
    }
}
