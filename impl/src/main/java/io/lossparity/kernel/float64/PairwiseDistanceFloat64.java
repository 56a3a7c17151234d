// Derived from PairwiseDistanceFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.math.Elementary;
import io.lossparity.memory.Memory;

/**
 * d = u - v + eps, D = (sum |d|^p)^(1/p), dD/dd = sign(d) |d|^(p-1) / D^(p-1).
 *
 * <p>Rows along axis 1; {@code PairwiseDistance} says what becomes of other exponents and of D = 0.
 */
public final class PairwiseDistanceFloat64 {
    private static final int POWER_BLOCK = 16;

    private PairwiseDistanceFloat64() {}

    /** Computes d. */
    public static void differences(double[] d, double[] u, double[] v, double eps) {
        double shift = eps;
        for (int i = 0; i < d.length; i++) {
            d[i] = u[i] - v[i] + shift;
        }
    }

    /** Computes D for each row of d, given the exponent that the forward pass takes. */
    public static void norms(double[] norm, Memory memory, double[] d, int length, int stride, double exponent) {
        int parts = memory.parts(d.length);
        double[][] rows = new double[parts][];
        for (int part = 0; part < parts; part++) {
            rows[part] = memory.float64(length);
        }
        double q = exponent;
        memory.run(parts, part -> {
            int end = Memory.begin(norm.length, part + 1, parts);
            for (int r = Memory.begin(norm.length, part, parts); d.length > 0 && r < end; r++) {
                RowsFloat64.gather(d, AxisOne.begin(r, length, stride), stride, rows[part], length);
                norm[r] = norm(rows[part], q);
            }
        });
    }

    /** Returns the norm of a row, which is written to. */
    private static double norm(double[] row, double q) {
        if (q == 0.0 || Double.isInfinite(q)) {
            return extreme(row, q);
        }
        for (int k = 0; k < row.length; k++) {
            double size = Math.abs(row[k]);
            row[k] = q == 1.0 ? size : Elementary.pow(size, q);
        }
        // torch: the C library's pow, for p = 2 too: neither square nor root is correctly rounded.
        return Elementary.pow(SummationFloat64.sumInOrder(row), 1.0 / q);
    }

    /** Returns how many elements of a row are not 0, or the largest or smallest size. */
    private static double extreme(double[] row, double q) {
        // torch: the maximum begins with the smallest normal number, the minimum with the largest one.
        double norm = q == 0.0 ? 0.0 : q > 0.0 ? Double.MIN_NORMAL : Double.MAX_VALUE;
        for (int k = 0; k < row.length; k++) {
            double size = Math.abs(row[k]);
            if (q == 0.0) {
                norm = size == 0.0 ? norm : norm + 1.0;
            } else if (q > 0.0) {
                norm = norm < size ? size : norm; // torch: NaN is passed over
            } else {
                norm = size < norm ? size : norm;
            }
        }
        return norm;
    }

    /** Computes the factor of each element; the norm of each is read if p is infinite. For p = 2 it is d itself. */
    public static void scaled(double[] factor, Memory memory, double[] d, double[] norm, double p) {
        if (p == 0) {
            return;
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
            double[] size = memory.float64(d.length);
            for (int i = 0; i < d.length; i++) {
                size[i] = Math.abs(d[i]);
            }
            double[] powers = powers(memory, size, steep ? p - 2 : p - 1);
            for (int i = 0; i < d.length; i++) {
                factor[i] = (steep ? d[i] : factor[i]) * powers[i];
            }
        }
    }

    /** Computes the factor that the elements of one norm have in common. */
    public static void scale(double[] scale, Memory memory, double[] g, double[] norm, double p) {
        if (p == 0) {
            return;
        }
        boolean plain = p == 1 || Double.isInfinite(p);
        double[] divisor = plain ? norm : powers(memory, norm, p - 1);
        for (int i = 0; i < scale.length; i++) {
            scale[i] = plain ? g[i] : g[i] / divisor[i];
            if (norm[i] == 0.0 && p != 1) {
                scale[i] = 0.0;
            }
        }
    }

    /** Returns every element to the power of the exponent. */
    private static double[] powers(Memory memory, double[] x, double exponent) {
        double[] power = memory.float64(x.length);
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
