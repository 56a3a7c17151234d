// Derived from CosineEmbeddingLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.math.Elementary;

/**
 * cos = sum(x1 x2) / r, r = sqrt((sum(x1^2) + e) (sum(x2^2) + e)), l = 1 - cos where y = 1, max(0, cos - margin) where
 * y = -1.
 *
 * <p>dcos/dx1 = x2 / r - cos x1 / (sum(x1^2) + e), and so for x2.
 */
public final class CosineEmbeddingLossFloat64 {
    private CosineEmbeddingLossFloat64() {}

    /** Returns the sums of the products of so many rows along axis 1, in torch's order. */
    public static double[] products(double[] a, double[] b, int rows, int length, int stride) {
        double[] sums = new double[rows];
        double[] row = new double[length];
        double[] other = new double[length];
        LanesFloat64 lanes = new LanesFloat64();
        for (int r = 0; a.length > 0 && r < rows; r++) {
            int from = AxisOne.begin(r, length, stride);
            RowsFloat64.gather(a, from, stride, row, length);
            RowsFloat64.gather(b, from, stride, other, length);
            for (int k = 0; k < length; k++) {
                row[k] *= other[k];
            }
            sums[r] = stride == 1 ? lanes.sum(row, length) : SummationFloat64.sumInOrder(row);
        }
        return sums;
    }

    /** Returns sums of squares plus e. */
    public static double[] squares(double[] sum) {
        double[] squares = new double[sum.length];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = sum[i] + 1e-12;
        }
        return squares;
    }

    /** Returns r. */
    public static double[] root(double[] a, double[] b) {
        double[] root = new double[a.length];
        for (int i = 0; i < root.length; i++) {
            root[i] = Elementary.tensorSqrt(a[i] * b[i]);
        }
        return root;
    }

    /** Returns a / b. */
    public static double[] quotient(double[] a, double[] b) {
        double[] quotient = new double[a.length];
        for (int i = 0; i < quotient.length; i++) {
            quotient[i] = a[i] / b[i];
        }
        return quotient;
    }

    /** Returns the losses. */
    public static double[] losses(double[] cos, double[] y, double margin) {
        double[] loss = new double[cos.length];
        double m = margin;
        for (int i = 0; i < loss.length; i++) {
            if (y[i] == 1.0) {
                loss[i] = 1.0 - cos[i];
            } else if (y[i] == -1.0) {
                double z = cos[i] - m;
                loss[i] = 0.0 + (z < 0.0 ? 0.0 : z); // torch: NaN stays NaN, -0.0 does not
            }
        }
        return loss;
    }

    /** Returns the incoming gradient where the target is the wanted one, otherwise 0. */
    public static double[] selected(double[] g, double[] y, double wanted) {
        double[] selected = new double[g.length];
        for (int i = 0; i < selected.length; i++) {
            selected[i] = y[i] == wanted ? g[i] : 0.0;
        }
        return selected;
    }

    /** Returns the gradient of cos, given the incoming ones for y = 1 and y = -1. */
    public static double[] ofCosine(double[] similar, double[] dissimilar, double[] cos, double margin) {
        double[] grad = new double[cos.length];
        double m = margin;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = dissimilar[i] * (cos[i] - m >= 0.0 ? 1.0 : 0.0) - similar[i];
        }
        return grad;
    }

    /** Returns the gradient of r, given that of cos. */
    public static double[] ofRoot(double[] g, double[] product, double[] r) {
        double[] grad = new double[g.length];
        for (int i = 0; i < grad.length; i++) {
            grad[i] = -g[i] * product[i] / (r[i] * r[i]);
        }
        return grad;
    }

    /** Returns the gradient of what r is the root of, given that of r. */
    public static double[] ofRadicand(double[] g, double[] root) {
        double[] grad = new double[root.length];
        for (int i = 0; i < grad.length; i++) {
            grad[i] = g[i] / (2.0 * root[i]);
        }
        return grad;
    }

    /** Returns the gradient of an input, given what its squares and the products pass on. */
    public static double[] ofInput(double[] own, double[] across) {
        double[] grad = new double[own.length];
        for (int i = 0; i < grad.length; i++) {
            grad[i] = own[i] + own[i] + across[i]; // torch: once for each factor of the square
        }
        return grad;
    }
}
