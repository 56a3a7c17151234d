// Derived from LanesFloat32.java by DeriveFloat64; do not edit.
package io.lossparity.kernel.float64;

import io.lossparity.memory.Memory;

/**
 * s = r[0] + ... + r[L-1], r = (acc0 + acc1) + (acc2 + acc3) lane by lane: a sum in PyTorch's order of additions.
 *
 * <p>An accumulator has the L lanes of a vector register of 256 bits; {@code Summation} says more. The elements come in
 * blocks; all but the last one are whole multiples of the four accumulators.
 */
final class LanesFloat64 {
    private static final int LANES = 256 / Double.SIZE;
    private static final int WIDTH = 4 * LANES;

    private final double[] lanes;
    private boolean begun;
    private double sum;

    LanesFloat64(Memory memory) {
        lanes = memory.float64(WIDTH);
    }

    /** Begins again with a number, to which the next blocks are added. */
    LanesFloat64 from(double start) {
        sum = start;
        begun = false;
        return this;
    }

    /** Returns the sum of a block, which is written to. */
    double sum(double[] block, int length) {
        from(0.0).add(block, length);
        return value();
    }

    /** Adds a run of an array, through a block that is written to. */
    void add(double[] data, int from, int length, double[] block) {
        for (int done = 0; done < length; done += block.length) {
            int count = Math.min(block.length, length - done);
            System.arraycopy(data, from + done, block, 0, count);
            add(block, count);
        }
    }

    /** Adds a block, which is written to. */
    void add(double[] block, int length) {
        int end = length - length % WIDTH;
        if (end > 0) {
            if (begun) {
                for (int i = 0; i < WIDTH; i++) {
                    block[i] += lanes[i];
                }
            }
            // The last row becomes that of the accumulators; the JIT compiler makes vectors of the lanes.
            for (int i = WIDTH; i < end; i++) {
                block[i] += block[i - WIDTH];
            }
            System.arraycopy(block, end - WIDTH, lanes, 0, WIDTH);
            begun = true;
        }
        if (end < length) {
            sum = value();
            begun = false;
            for (int i = end; i < length; i++) {
                sum += block[i];
            }
        }
    }

    /** Returns the sum of all blocks so far. */
    double value() {
        if (!begun) {
            return sum;
        }
        double blocks = 0.0;
        for (int lane = 0; lane < LANES; lane++) {
            double low = lanes[lane] + lanes[lane + LANES];
            double high = lanes[lane + 2 * LANES] + lanes[lane + 3 * LANES];
            blocks += low + high;
        }
        return sum + blocks;
    }
}
