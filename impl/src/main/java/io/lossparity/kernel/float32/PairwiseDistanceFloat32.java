package io.lossparity.kernel.float32;

import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.math.Elementary;
import io.lossparity.memory.Memory;

/**
 * d = u - v + eps, D = (sum |d|^p)^(1/p), dD/dd = sign(d) |d|^(p-1) / D^(p-1).
 *
 * <p>Rows along axis 1; {@code PairwiseDistance} says what becomes of other exponents and of D = 0.
 */
public final class PairwiseDistanceFloat32 {
    private static final int POWER_BLOCK = 16;

    private PairwiseDistanceFloat32() {}

    /** Computes d. */
    public static void differences(float[] d, float[] u, float[] v, double eps) {
        float shift = (float) eps;
        for (int i = 0; i < d.length; i++) {
            d[i] = u[i] - v[i] + shift;
        }
    }

    /** Computes D for each row of d, given the exponent that the forward pass takes. */
    public static void norms(float[] norm, Memory memory, float[] d, int length, int stride, double exponent) {
        int parts = memory.parts(d.length);
        float[][] rows = new float[parts][];
        for (int part = 0; part < parts; part++) {
            rows[part] = memory.float32(length);
        }
        float q = (float) exponent;
        memory.run(parts, part -> {
            int end = Memory.begin(norm.length, part + 1, parts);
            for (int r = Memory.begin(norm.length, part, parts); d.length > 0 && r < end; r++) {
                RowsFloat32.gather(d, AxisOne.begin(r, length, stride), stride, rows[part], length);
                norm[r] = norm(rows[part], q);
            }
        });
    }

    /** Returns the norm of a row, which is written to. */
    private static float norm(float[] row, float q) {
        if (q == 0f || Float.isInfinite(q)) {
            return extreme(row, q);
        }
        for (int k = 0; k < row.length; k++) {
            float size = Math.abs(row[k]);
            row[k] = q == 1f ? size : Elementary.pow(size, q);
        }
        // torch: the C library's pow, for p = 2 too: neither square nor root is correctly rounded.
        return Elementary.pow(SummationFloat32.sumInOrder(row), 1f / q);
    }

    /** Returns how many elements of a row are not 0, or the largest or smallest size. */
    private static float extreme(float[] row, float q) {
        // torch: the maximum begins with the smallest normal number, the minimum with the largest one.
        float norm = q == 0f ? 0f : q > 0f ? Float.MIN_NORMAL : Float.MAX_VALUE;
        for (int k = 0; k < row.length; k++) {
            float size = Math.abs(row[k]);
            if (q == 0f) {
                norm = size == 0f ? norm : norm + 1f;
            } else if (q > 0f) {
                norm = norm < size ? size : norm; // torch: NaN is passed over
            } else {
                norm = size < norm ? size : norm;
            }
        }
        return norm;
    }

    /** Computes the factor of each element; the norm of each is read if p is infinite. For p = 2 it is d itself. */
    public static void scaled(float[] factor, Memory memory, float[] d, float[] norm, double p) {
        if (p == 0) {
            return;
        }
        for (int i = 0; i < d.length; i++) {
            factor[i] = d[i] > 0f ? 1f : d[i] < 0f ? -1f : 0f; // torch: the sign of NaN is 0
        }
        if (Double.isInfinite(p)) {
            for (int i = 0; i < d.length; i++) {
                factor[i] *= Math.abs(d[i]) == norm[i] ? 1f : 0f;
            }
        } else if (p != 1) {
            boolean steep = !(p < 2);
            float[] size = memory.float32(d.length);
            for (int i = 0; i < d.length; i++) {
                size[i] = Math.abs(d[i]);
            }
            float[] powers = powers(memory, size, steep ? p - 2 : p - 1);
            for (int i = 0; i < d.length; i++) {
                factor[i] = (steep ? d[i] : factor[i]) * powers[i];
            }
        }
    }

    /** Computes the factor that the elements of one norm have in common. */
    public static void scale(float[] scale, Memory memory, float[] g, float[] norm, double p) {
        if (p == 0) {
            return;
        }
        boolean plain = p == 1 || Double.isInfinite(p);
        float[] divisor = plain ? norm : powers(memory, norm, p - 1);
        for (int i = 0; i < scale.length; i++) {
            scale[i] = plain ? g[i] : g[i] / divisor[i];
            if (norm[i] == 0f && p != 1) {
                scale[i] = 0f;
            }
        }
    }

    /** Returns every element to the power of the exponent. */
    private static float[] powers(Memory memory, float[] x, double exponent) {
        float[] power = memory.float32(x.length);
        // torch: vectors take powers with the exponent in the dtype, the rest behind the last block with itself.
        float rounded = (float) exponent;
        int blocksEnd = x.length / POWER_BLOCK * POWER_BLOCK;
        for (int i = 0; i < power.length; i++) {
            float square = x[i] * x[i];
            if (exponent == 1) {
                power[i] = x[i];
            } else if (exponent == 2) {
                power[i] = square;
            } else if (exponent == 3) {
                power[i] = square * x[i];
            } else if (exponent == -2) {
                power[i] = 1f / square;
            } else if (exponent == 0.5) {
                power[i] = Elementary.sqrt(x[i]);
            } else if (exponent == -0.5) {
                power[i] = 1f / Elementary.sqrt(x[i]);
            } else if (i < blocksEnd) {
                power[i] = Elementary.pow(x[i], rounded);
            } else {
                power[i] = (float) Elementary.pow((double) x[i], exponent);
            }
        }
        return power;
    }
}
