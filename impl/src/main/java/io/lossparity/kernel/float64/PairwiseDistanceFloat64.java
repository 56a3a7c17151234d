// Derived from PairwiseDistanceFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.math.Elementary;

/**
 * d = u - v + eps, D = (sum |d|^p)^(1/p), dD/dd = sign(d) |d|^(p-1) / D^(p-1).
 *
 * <p>Rows along axis 1; {@code PairwiseDistance} says what becomes of other exponents and of D = 0.
 */
public final class PairwiseDistanceFloat64 {
    private static final int POWER_BLOCK = 16;

    private PairwiseDistanceFloat64() {}

    /** Returns d. */
    public static double[] differences(double[] u, double[] v, double eps) {
        double[] d = new double[u.length];
        double shift = eps;
        for (int i = 0; i < d.length; i++) {
            d[i] = u[i] - v[i] + shift;
        }
        return d;
    }

    /** Returns D for so many rows of d, given the exponent that the forward pass takes. */
    public static double[] norms(double[] d, int rows, int length, int stride, double exponent) {
        double[] norm = new double[rows];
        double[] row = new double[length];
        double q = exponent;
        for (int r = 0; d.length > 0 && r < rows; r++) {
            RowsFloat64.gather(d, AxisOne.begin(r, length, stride), stride, row, length);
            norm[r] = norm(row, q);
        }
        return norm;
    }

    private static double norm(double[] row, double q) {
        // torch: the maximum begins with the smallest normal number, the minimum with the largest one.
        double sum =
                q == Double.POSITIVE_INFINITY ? Double.MIN_NORMAL : q == Double.NEGATIVE_INFINITY ? Double.MAX_VALUE : 0.0;
        for (int k = 0; k < row.length; k++) {
            sum = accumulated(sum, Math.abs(row[k]), q);
        }
        // torch: the C library's pow, for p = 2 too: neither square nor root is correctly rounded.
        return q == 0.0 || Double.isInfinite(q) ? sum : Elementary.pow(sum, 1.0 / q);
    }

    private static double accumulated(double sum, double size, double q) {
        if (q == 0.0) {
            return size == 0.0 ? sum : sum + 1.0;
        } else if (q == 1.0) {
            return sum + size;
        } else if (q == Double.POSITIVE_INFINITY) {
            return sum < size ? size : sum; // torch: NaN is passed over
        } else if (q == Double.NEGATIVE_INFINITY) {
            return size < sum ? size : sum;
        }
        return sum + Elementary.pow(size, q);
    }

    /** Returns the factor of each element; the norm of each is read if p is infinite. */
    public static double[] scaled(double[] d, double[] norm, double p) {
        if (p == 2) {
            return d;
        }
        double[] factor = new double[d.length];
        if (p == 0) {
            return factor;
        }
        for (int i = 0; i < d.length; i++) {
            factor[i] = d[i] > 0.0 ? 1.0 : d[i] < 0.0 ? -1.0 : 0.0; // torch: the sign of NaN is 0
        }
        if (Double.isInfinite(p)) {
            for (int i = 0; i < d.length; i++) {
                factor[i] *= Math.abs(d[i]) == norm[i] ? 1.0 : 0.0;
            }
        } else if (p != 1) {
            boolean steep = !(p < 2);
            double[] size = new double[d.length];
            for (int i = 0; i < d.length; i++) {
                size[i] = Math.abs(d[i]);
            }
            double[] powers = powers(size, steep ? p - 2 : p - 1);
            for (int i = 0; i < d.length; i++) {
                factor[i] = (steep ? d[i] : factor[i]) * powers[i];
            }
        }
        return factor;
    }

    /** Returns the factor that the elements of one norm have in common. */
    public static double[] scale(double[] g, double[] norm, double p) {
        double[] scale = new double[g.length];
        if (p == 0) {
            return scale;
        }
        boolean plain = p == 1 || Double.isInfinite(p);
        double[] divisor = plain ? norm : powers(norm, p - 1);
        for (int i = 0; i < scale.length; i++) {
            scale[i] = plain ? g[i] : g[i] / divisor[i];
            if (norm[i] == 0.0 && p != 1) {
                scale[i] = 0.0;
            }
        }
        return scale;
    }

    /** Returns every element to the power of the exponent. */
    private static double[] powers(double[] x, double exponent) {
        double[] power = new double[x.length];
        // torch: vectors take powers with the exponent in the dtype, the rest behind the last block with itself.
        double rounded = exponent;
        int blocksEnd = x.length / POWER_BLOCK * POWER_BLOCK;
        for (int i = 0; i < power.length; i++) {
            double square = x[i] * x[i];
            if (exponent == 1) {
                power[i] = x[i];
            } else if (exponent == 2) {
                power[i] = square;
            } else if (exponent == 3) {
                power[i] = square * x[i];
            } else if (exponent == -2) {
                power[i] = 1.0 / square;
            } else if (exponent == 0.5) {
                power[i] = Elementary.sqrt(x[i]);
            } else if (exponent == -0.5) {
                power[i] = 1.0 / Elementary.sqrt(x[i]);
            } else if (i < blocksEnd) {
                power[i] = Elementary.pow(x[i], rounded);
            } else {
                power[i] = Elementary.pow(x[i], exponent);
            }
        }
        return power;
    }
}
