// Derived from BlocksFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.kernel.layout.Loop;

/** out[i] = l(in[i]), out[i] = g[i] l(in[i]), or the sum of l(in[i]), block by block, so that a block stays in the cache. */
public final class BlocksFloat64 {
    private static final int BLOCK = 1024; // a multiple of the sum's own blocks

    private BlocksFloat64() {}

    /** Fills an array with what the loop computes. */
    public static void fill(double[] out, double[][] in, Loop<double[]> loop) {
        for (int from = 0; from < out.length; from += BLOCK) {
            loop.run(out, in, from, Math.min(out.length, from + BLOCK));
        }
    }

    /** Fills an array with what the loop computes, times the incoming gradient: of each element, or of all. */
    public static void gradient(double[] out, double[] g, double[][] in, Loop<double[]> loop) {
        fill(out, in, (block, inputs, from, to) -> {
            loop.run(block, inputs, from, to);
            times(block, g, from, to);
        });
    }

    /** Multiplies a range by the incoming gradient: of each element, or of all. */
    static void times(double[] out, double[] g, int from, int to) {
        if (g.length == 1) {
            double each = g[0];
            for (int i = from; i < to; i++) {
                out[i] *= each;
            }
        } else {
            for (int i = from; i < to; i++) {
                out[i] *= g[i];
            }
        }
    }

    /** Returns the sum of what the loop computes for so many elements, divided by a count. */
    public static double[] quotient(int size, int count, double[][] in, Loop<double[]> loop) {
        LanesFloat64 sum = new LanesFloat64();
        double[] out = new double[Math.min(BLOCK, size)];
        if (size <= BLOCK) {
            loop.run(out, in, 0, size);
            sum.add(out, size);
        } else {
            // Vector instructions need one index for all arrays: the inputs are copied to where the sum has its block.
            double[][] block = new double[in.length][];
            for (int k = 0; k < in.length; k++) {
                block[k] = in[k] == null ? null : new double[BLOCK];
            }
            for (int from = 0; from < size; from += BLOCK) {
                int length = Math.min(BLOCK, size - from);
                for (int k = 0; k < in.length; k++) {
                    if (in[k] != null) {
                        System.arraycopy(in[k], from, block[k], 0, length);
                    }
                }
                loop.run(out, block, 0, length);
                sum.add(out, length);
            }
        }
        return new double[] {sum.value() / count};
    }
}
