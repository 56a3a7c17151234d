package io.lossparity.kernel.float32;

import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.math.Elementary;
import io.lossparity.memory.Memory;

/**
 * cos = sum(x1 x2) / r, r = sqrt((sum(x1^2) + e) (sum(x2^2) + e)), l = 1 - cos where y = 1, max(0, cos - margin) where
 * y = -1.
 *
 * <p>dcos/dx1 = x2 / r - cos x1 / (sum(x1^2) + e), and so for x2.
 */
public final class CosineEmbeddingLossFloat32 {
    private CosineEmbeddingLossFloat32() {}

    /** Computes the sums of the products of rows along axis 1, in torch's order. */
    public static void products(float[] sums, Memory memory, float[] a, float[] b, int length, int stride) {
        float[] row = memory.float32(length);
        float[] other = memory.float32(length);
        LanesFloat32 lanes = new LanesFloat32(memory);
        for (int r = 0; r < sums.length; r++) {
            int from = AxisOne.begin(r, length, stride);
            RowsFloat32.gather(a, from, stride, row, length);
            RowsFloat32.gather(b, from, stride, other, length);
            for (int k = 0; k < length; k++) {
                row[k] *= other[k];
            }
            sums[r] = stride == 1 ? lanes.sum(row, length) : SummationFloat32.sumInOrder(row);
        }
    }

    /** Computes sums of squares plus e. */
    public static void squares(float[] squares, float[] sum) {
        for (int i = 0; i < squares.length; i++) {
            squares[i] = sum[i] + 1e-12f;
        }
    }

    /** Computes r. */
    public static void root(float[] root, float[] a, float[] b) {
        for (int i = 0; i < root.length; i++) {
            root[i] = Elementary.tensorSqrt(a[i] * b[i]);
        }
    }

    /** Computes a / b. */
    public static void quotient(float[] quotient, float[] a, float[] b) {
        for (int i = 0; i < quotient.length; i++) {
            quotient[i] = a[i] / b[i];
        }
    }

    /** Computes the losses. */
    public static void losses(float[] loss, float[] cos, float[] y, double margin) {
        float m = (float) margin;
        for (int i = 0; i < loss.length; i++) {
            if (y[i] == 1f) {
                loss[i] = 1f - cos[i];
            } else if (y[i] == -1f) {
                float z = cos[i] - m;
                loss[i] = 0f + (z < 0f ? 0f : z); // torch: NaN stays NaN, -0.0 does not
            }
        }
    }

    /** Computes the incoming gradient where the target is the wanted one, otherwise 0. */
    public static void selected(float[] selected, float[] g, float[] y, float wanted) {
        for (int i = 0; i < selected.length; i++) {
            selected[i] = y[i] == wanted ? g[i] : 0f;
        }
    }

    /** Computes the gradient of cos, given the incoming ones for y = 1 and y = -1. */
    public static void ofCosine(float[] grad, float[] similar, float[] dissimilar, float[] cos, double margin) {
        float m = (float) margin;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = dissimilar[i] * (cos[i] - m >= 0f ? 1f : 0f) - similar[i];
        }
    }

    /** Computes the gradient of r, given that of cos. */
    public static void ofRoot(float[] grad, float[] g, float[] product, float[] r) {
        for (int i = 0; i < grad.length; i++) {
            grad[i] = -g[i] * product[i] / (r[i] * r[i]);
        }
    }

    /** Computes the gradient of what r is the root of, given that of r. */
    public static void ofRadicand(float[] grad, float[] g, float[] root) {
        for (int i = 0; i < grad.length; i++) {
            grad[i] = g[i] / (2f * root[i]);
        }
    }

    /** Computes the gradient of an input, given what its squares and the products pass on. */
    public static void ofInput(float[] grad, float[] own, float[] across) {
        for (int i = 0; i < grad.length; i++) {
            grad[i] = own[i] + own[i] + across[i]; // torch: once for each factor of the square
        }
    }
}
