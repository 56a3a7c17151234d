package io.lossparity.kernel.float32;

/** Rows along an axis, gathered into arrays of their own and put back. */
public final class RowsFloat32 {
    private static final int WIDTH = 32; // at least as many as a vector register has lanes

    private RowsFloat32() {}

    /** Computes the products of each element and the number that belongs to its row along axis 1. */
    public static void scaled(float[] scaled, float[] x, float[] factor, int length, int stride) {
        if (stride == 1) {
            for (int row = 0; row < factor.length; row++) {
                float own = factor[row];
                for (int i = row * length; i < (row + 1) * length; i++) {
                    scaled[i] = x[i] * own;
                }
            }
        } else {
            for (int begin = 0; begin < factor.length; begin += stride) {
                for (int k = 0; k < length; k++) {
                    int from = begin * length + k * stride;
                    for (int i = 0; i < stride; i++) {
                        scaled[from + i] = x[from + i] * factor[begin + i];
                    }
                }
            }
        }
    }

    /** Copies the elements from a position on, so far apart, into the row. */
    static void gather(float[] x, int from, int stride, float[] row, int length) {
        if (stride == 1) {
            System.arraycopy(x, from, row, 0, length);
        } else {
            for (int k = 0; k < length; k++) {
                row[k] = x[from + k * stride];
            }
        }
    }

    /** Copies the row to the elements from a position on, so far apart. */
    static void scatter(float[] row, float[] x, int from, int stride, int length) {
        if (stride == 1) {
            System.arraycopy(row, 0, x, from, length);
        } else {
            for (int k = 0; k < length; k++) {
                x[from + k * stride] = row[k];
            }
        }
    }

    /** Returns the largest element of a row, NaN if there is one; the row is written to. */
    static float max(float[] row, int length) {
        for (int i = WIDTH; i < length; i++) {
            row[i] = Math.max(row[i], row[i - WIDTH]);
        }
        float max = row[length - 1];
        for (int i = Math.max(0, length - WIDTH); i < length; i++) {
            max = Math.max(max, row[i]);
        }
        return max;
    }
}
