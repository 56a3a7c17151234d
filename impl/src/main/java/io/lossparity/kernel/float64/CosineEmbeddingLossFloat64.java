// Derived from CosineEmbeddingLossFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.math.Elementary;
import io.lossparity.memory.Memory;

/**
 * cos = sum(x1 x2) / r, r = sqrt((sum(x1^2) + e) (sum(x2^2) + e)), l = 1 - cos where y = 1, max(0, cos - margin) where
 * y = -1.
 *
 * <p>dcos/dx1 = x2 / r - cos x1 / (sum(x1^2) + e), and so for x2.
 */
public final class CosineEmbeddingLossFloat64 {
    private CosineEmbeddingLossFloat64() {}

    /** Computes the sums of the products of rows along axis 1, in torch's order. */
    public static void products(double[] sums, Memory memory, double[] a, double[] b, int length, int stride) {
        double[] row = memory.float64(length);
        double[] other = memory.float64(length);
        LanesFloat64 lanes = new LanesFloat64(memory);
        for (int r = 0; r < sums.length; r++) {
            int from = AxisOne.begin(r, length, stride);
            RowsFloat64.gather(a, from, stride, row, length);
            RowsFloat64.gather(b, from, stride, other, length);
            for (int k = 0; k < length; k++) {
                row[k] *= other[k];
            }
            sums[r] = stride == 1 ? lanes.sum(row, length) : SummationFloat64.sumInOrder(row);
        }
    }

    /** Computes sums of squares plus e. */
    public static void squares(double[] squares, double[] sum) {
        for (int i = 0; i < squares.length; i++) {
            squares[i] = sum[i] + 1e-12;
        }
    }

    /** Computes r. */
    public static void root(double[] root, double[] a, double[] b) {
        for (int i = 0; i < root.length; i++) {
            root[i] = Elementary.tensorSqrt(a[i] * b[i]);
        }
    }

    /** Computes a / b. */
    public static void quotient(double[] quotient, double[] a, double[] b) {
        for (int i = 0; i < quotient.length; i++) {
            quotient[i] = a[i] / b[i];
        }
    }

    /** Computes the losses. */
    public static void losses(double[] loss, double[] cos, double[] y, double margin) {
        double m = margin;
        for (int i = 0; i < loss.length; i++) {
            if (y[i] == 1.0) {
                loss[i] = 1.0 - cos[i];
            } else if (y[i] == -1.0) {
                double z = cos[i] - m;
                loss[i] = 0.0 + (z < 0.0 ? 0.0 : z); // torch: NaN stays NaN, -0.0 does not
            }
        }
    }

    /** Computes the incoming gradient where the target is the wanted one, otherwise 0. */
    public static void selected(double[] selected, double[] g, double[] y, double wanted) {
        for (int i = 0; i < selected.length; i++) {
            selected[i] = y[i] == wanted ? g[i] : 0.0;
        }
    }

    /** Computes the gradient of cos, given the incoming ones for y = 1 and y = -1. */
    public static void ofCosine(double[] grad, double[] similar, double[] dissimilar, double[] cos, double margin) {
        double m = margin;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = dissimilar[i] * (cos[i] - m >= 0.0 ? 1.0 : 0.0) - similar[i];
        }
    }

    /** Computes the gradient of r, given that of cos. */
    public static void ofRoot(double[] grad, double[] g, double[] product, double[] r) {
        for (int i = 0; i < grad.length; i++) {
            grad[i] = -g[i] * product[i] / (r[i] * r[i]);
        }
    }

    /** Computes the gradient of what r is the root of, given that of r. */
    public static void ofRadicand(double[] grad, double[] g, double[] root) {
        for (int i = 0; i < grad.length; i++) {
            grad[i] = g[i] / (2.0 * root[i]);
        }
    }

    /** Computes the gradient of an input, given what its squares and the products pass on. */
    public static void ofInput(double[] grad, double[] own, double[] across) {
        for (int i = 0; i < grad.length; i++) {
            grad[i] = own[i] + own[i] + across[i]; // torch: once for each factor of the square
        }
    }
}
