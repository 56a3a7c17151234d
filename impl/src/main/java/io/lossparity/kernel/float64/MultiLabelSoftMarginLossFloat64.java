// Derived from MultiLabelSoftMarginLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.math.Elementary;
import io.lossparity.math.Select;

/** e = -(y s(x) + (1 - y) s(-x)), s(x) = log(1 / (1 + e^-x)); the mean of e w over the classes is the loss. */
public final class MultiLabelSoftMarginLossFloat64 {
    private MultiLabelSoftMarginLossFloat64() {}

    /** Computes z, which is 1 + e^-|x|. */
    public static void total(double[] z, double[] x, int from, int to) {
        LogSigmoidFloat64.total(z, x, from, to);
    }

    /** Computes e, given z. */
    public static void elements(double[] e, double[] x, double[] y, double[] z, int from, int to) {
        System.arraycopy(z, from, e, from, to - from);
        Elementary.arrays().scalarLog(e, from, to);
        for (int i = from; i < to; i++) {
            double positive = LogSigmoidFloat64.logSigmoid(x[i], e[i]);
            double negative = LogSigmoidFloat64.logSigmoid(-x[i], e[i]);
            e[i] = -(y[i] * positive + (1.0 - y[i]) * negative);
        }
    }

    /** Computes g y; g is that of each element, or of all. */
    public static void positive(double[] result, double[] g, double[] y, int from, int to) {
        System.arraycopy(y, from, result, from, to - from);
        BlocksFloat64.times(result, g, from, to);
    }

    /** Computes g (1 - y); g is that of each element, or of all. */
    public static void negative(double[] result, double[] g, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            result[i] = 1.0 - y[i];
        }
        BlocksFloat64.times(result, g, from, to);
    }

    /** Computes the gradient of x, given those of s(x) and of s(-x), and z. */
    public static void gradient(
            double[] grad, double[] positive, double[] negative, double[] x, double[] z, int from, int to) {
        for (int i = from; i < to; i++) {
            grad[i] = z[i] + LogSigmoidFloat64.unlessInfinite(Math.abs(x[i]));
        }
        double[] fraction = Elementary.wideBlock();
        for (int begin = from; begin < to; begin += fraction.length) {
            int count = Math.min(fraction.length, to - begin);
            LogSigmoidFloat64.fraction(fraction, grad, begin, count);
            for (int k = 0; k < count; k++) {
                int i = begin + k;
                double small = fraction[k];
                double large = (1.0 - fraction[k]);
                grad[i] =
                        Select.minus(x[i], large, small) * positive[i] - Select.minus(x[i], small, large) * negative[i];
            }
        }
    }

    /** Computes s(x), or s(-x), given z. */
    public static void logSigmoid(double[] s, double[] x, double[] z, boolean negated, int from, int to) {
        System.arraycopy(z, from, s, from, to - from);
        Elementary.arrays().scalarLog(s, from, to);
        for (int i = from; i < to; i++) {
            s[i] = LogSigmoidFloat64.logSigmoid(negated ? -x[i] : x[i], s[i]);
        }
    }
}
