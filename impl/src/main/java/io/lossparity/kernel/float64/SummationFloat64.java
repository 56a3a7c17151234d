// Derived from SummationFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.math.Elementary;
import io.lossparity.memory.Memory;

/**
 * s = r[0] + ... + r[L-1], r = (acc0 + acc1) + (acc2 + acc3) lane by lane: sums in PyTorch's order of additions.
 *
 * <p>An accumulator has the L lanes of a vector register of 256 bits; {@code Summation} says more.
 */
public final class SummationFloat64 {
    private static final int BLOCK = 1024; // a multiple of the lanes of all accumulators

    private SummationFloat64() {}

    /** Computes the sum of an array, divided by a count. */
    public static void quotient(double[] out, Memory memory, double[] data, int count) {
        LanesFloat64 lanes = new LanesFloat64(memory);
        lanes.add(data, 0, data.length, memory.float64(Math.min(BLOCK, data.length)));
        out[0] = lanes.value() / count;
    }

    /** Returns the sum of an array, added one by one. */
    static double sumInOrder(double[] data) {
        return Elementary.arrays().sum(0.0, data, 0, data.length);
    }

    /**
     * Computes several sums.
     *
     * @param kept the position of the first element of each sum
     * @param runs the offset from there of each run of elements, in the order in which the runs are added
     * @param length the number of elements in a run
     * @param stride the distance of the elements in a run
     */
    public static void sums(
            double[] result, Memory memory, double[] data, int[] kept, int[] runs, int length, int stride) {
        LanesFloat64 lanes = new LanesFloat64(memory);
        double[] block = memory.float64(Math.min(BLOCK, length));
        for (int i = 0; i < result.length; i++) {
            double sum = 0.0;
            for (int run : runs) {
                int from = kept[i] + run;
                if (stride == 1) {
                    lanes.from(sum).add(data, from, length, block);
                    sum = lanes.value();
                } else {
                    for (int k = 0; k < length; k++) {
                        sum += data[from + k * stride];
                    }
                }
            }
            result[i] = sum;
        }
    }
}
