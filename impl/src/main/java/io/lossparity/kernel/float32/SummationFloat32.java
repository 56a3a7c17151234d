package io.lossparity.kernel.float32;

import io.lossparity.math.Elementary;
import io.lossparity.memory.Memory;

/**
 * s = r[0] + ... + r[L-1], r = (acc0 + acc1) + (acc2 + acc3) lane by lane: sums in PyTorch's order of additions.
 *
 * <p>An accumulator has the L lanes of a vector register of 256 bits; {@code Summation} says more.
 */
public final class SummationFloat32 {
    private static final int BLOCK = 1024; // a multiple of the lanes of all accumulators

    private SummationFloat32() {}

    /** Computes the sum of an array, divided by a count. */
    public static void quotient(float[] out, Memory memory, float[] data, int count) {
        LanesFloat32 lanes = new LanesFloat32(memory);
        lanes.add(data, 0, data.length, memory.float32(Math.min(BLOCK, data.length)));
        out[0] = lanes.value() / count;
    }

    /** Returns the sum of an array, added one by one. */
    static float sumInOrder(float[] data) {
        return Elementary.arrays().sum(0f, data, 0, data.length);
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
            float[] result, Memory memory, float[] data, int[] kept, int[] runs, int length, int stride) {
        LanesFloat32 lanes = new LanesFloat32(memory);
        float[] block = memory.float32(Math.min(BLOCK, length));
        for (int i = 0; i < result.length; i++) {
            float sum = 0f;
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
