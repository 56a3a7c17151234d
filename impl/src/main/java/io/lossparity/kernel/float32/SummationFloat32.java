package io.lossparity.kernel.float32;

/**
 * s = r[0] + ... + r[L-1], r = (acc0 + acc1) + (acc2 + acc3) lane by lane: sums in PyTorch's order of additions.
 *
 * <p>An accumulator has the L lanes of a vector register of 256 bits; {@code Summation} says more.
 */
public final class SummationFloat32 {
    private static final int LANES = 256 / Float.SIZE;

    private SummationFloat32() {}

    /** Returns the sum of an array. */
    public static float sum(float[] data) {
        return addRun(0f, data, 0, data.length);
    }

    /** Returns the sum of an array, divided by a count. */
    public static float[] quotient(float[] data, int count) {
        return new float[] {sum(data) / count};
    }

    /**
     * Returns several sums.
     *
     * @param kept the position of the first element of each sum
     * @param runs the offset from there of each run of elements, in the order in which the runs are added
     * @param length the number of elements in a run
     * @param stride the distance of the elements in a run
     */
    public static float[] sums(float[] data, int[] kept, int[] runs, int length, int stride) {
        float[] result = new float[kept.length];
        for (int i = 0; i < result.length; i++) {
            float sum = 0f;
            for (int run : runs) {
                int from = kept[i] + run;
                if (stride == 1) {
                    sum = addRun(sum, data, from, length);
                } else {
                    for (int k = 0; k < length; k++) {
                        sum += data[from + k * stride];
                    }
                }
            }
            result[i] = sum;
        }
        return result;
    }

    /** Returns start plus the sum of a contiguous run. */
    private static float addRun(float start, float[] data, int from, int length) {
        int block = 4 * LANES;
        int blocksEnd = from + length / block * block;
        float sum = start;
        if (blocksEnd > from) {
            float[] accumulators = new float[block];
            System.arraycopy(data, from, accumulators, 0, block);
            for (int i = from + block; i < blocksEnd; i += block) {
                for (int lane = 0; lane < block; lane++) {
                    accumulators[lane] += data[i + lane];
                }
            }
            float blocks = 0f;
            for (int lane = 0; lane < LANES; lane++) {
                float low = accumulators[lane] + accumulators[lane + LANES];
                float high = accumulators[lane + 2 * LANES] + accumulators[lane + 3 * LANES];
                blocks += low + high;
            }
            sum += blocks;
        }
        for (int i = blocksEnd; i < from + length; i++) {
            sum += data[i];
        }
        return sum;
    }
}
