package io.lossparity.kernel.float32;

import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.math.Elementary;

/**
 * cos = sum(x1 x2) / r, r = sqrt((sum(x1^2) + e) (sum(x2^2) + e)), l = 1 - cos where y = 1, max(0, cos - margin) where
 * y = -1.
 *
 * <p>dcos/dx1 = x2 / r - cos x1 / (sum(x1^2) + e), and so for x2.
 */
public final class CosineEmbeddingLossFloat32 {
    private CosineEmbeddingLossFloat32() {}

    /** Returns the sums of the products of so many rows along axis 1, in torch's order. */
    public static float[] products(float[] a, float[] b, int rows, int length, int stride) {
        float[] sums = new float[rows];
        float[] row = new float[length];
        float[] other = new float[length];
        LanesFloat32 lanes = new LanesFloat32();
        for (int r = 0; a.length > 0 && r < rows; r++) {
            int from = AxisOne.begin(r, length, stride);
            RowsFloat32.gather(a, from, stride, row, length);
            RowsFloat32.gather(b, from, stride, other, length);
            for (int k = 0; k < length; k++) {
                row[k] *= other[k];
            }
            sums[r] = stride == 1 ? lanes.sum(row, length) : SummationFloat32.sumInOrder(row);
        }
        return sums;
    }

    /** Returns sums of squares plus e. */
    public static float[] squares(float[] sum) {
        float[] squares = new float[sum.length];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = sum[i] + 1e-12f;
        }
        return squares;
    }

    /** Returns r. */
    public static float[] root(float[] a, float[] b) {
        float[] root = new float[a.length];
        for (int i = 0; i < root.length; i++) {
            root[i] = Elementary.tensorSqrt(a[i] * b[i]);
        }
        return root;
    }

    /** Returns a / b. */
    public static float[] quotient(float[] a, float[] b) {
        float[] quotient = new float[a.length];
        for (int i = 0; i < quotient.length; i++) {
            quotient[i] = a[i] / b[i];
        }
        return quotient;
    }

    /** Returns the losses. */
    public static float[] losses(float[] cos, float[] y, double margin) {
        float[] loss = new float[cos.length];
        float m = (float) margin;
        for (int i = 0; i < loss.length; i++) {
            if (y[i] == 1f) {
                loss[i] = 1f - cos[i];
            } else if (y[i] == -1f) {
                float z = cos[i] - m;
                loss[i] = 0f + (z < 0f ? 0f : z); // torch: NaN stays NaN, -0.0 does not
            }
        }
        return loss;
    }

    /** Returns the incoming gradient where the target is the wanted one, otherwise 0. */
    public static float[] selected(float[] g, float[] y, float wanted) {
        float[] selected = new float[g.length];
        for (int i = 0; i < selected.length; i++) {
            selected[i] = y[i] == wanted ? g[i] : 0f;
        }
        return selected;
    }

    /** Returns the gradient of cos, given the incoming ones for y = 1 and y = -1. */
    public static float[] ofCosine(float[] similar, float[] dissimilar, float[] cos, double margin) {
        float[] grad = new float[cos.length];
        float m = (float) margin;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = dissimilar[i] * (cos[i] - m >= 0f ? 1f : 0f) - similar[i];
        }
        return grad;
    }

    /** Returns the gradient of r, given that of cos. */
    public static float[] ofRoot(float[] g, float[] product, float[] r) {
        float[] grad = new float[g.length];
        for (int i = 0; i < grad.length; i++) {
            grad[i] = -g[i] * product[i] / (r[i] * r[i]);
        }
        return grad;
    }

    /** Returns the gradient of what r is the root of, given that of r. */
    public static float[] ofRadicand(float[] g, float[] root) {
        float[] grad = new float[root.length];
        for (int i = 0; i < grad.length; i++) {
            grad[i] = g[i] / (2f * root[i]);
        }
        return grad;
    }

    /** Returns the gradient of an input, given what its squares and the products pass on. */
    public static float[] ofInput(float[] own, float[] across) {
        float[] grad = new float[own.length];
        for (int i = 0; i < grad.length; i++) {
            grad[i] = own[i] + own[i] + across[i]; // torch: once for each factor of the square
        }
        return grad;
    }
}
