package io.lossparity.kernel.float32;

import io.lossparity.kernel.layout.Loop;
import io.lossparity.math.Elementary;
import io.lossparity.memory.Memory;

/** out[i] = l(in[i]), or the sum of l(in[i]), block by block, so that a block stays in the cache. */
public final class BlocksFloat32 {
    private static final int BLOCK = 1024; // a multiple of the sum's own blocks

    private BlocksFloat32() {}

    /** Fills an array with what the loop computes. */
    public static void fill(float[] out, Memory memory, float[][] in, Loop<float[]> loop) {
        int parts = memory.parts(out.length);
        if (parts == 1) {
            fill(out, in, loop, 0, out.length);
            return;
        }
        int blocks = (out.length + BLOCK - 1) / BLOCK;
        memory.run(parts, part -> {
            int to = Memory.begin(blocks, part + 1, parts) * BLOCK;
            fill(out, in, loop, Memory.begin(blocks, part, parts) * BLOCK, Math.min(out.length, to));
        });
    }

    private static void fill(float[] out, float[][] in, Loop<float[]> loop, int begin, int end) {
        for (int from = begin; from < end; from += BLOCK) {
            loop.run(out, in, from, Math.min(end, from + BLOCK));
        }
    }

    /** Multiplies a range by the incoming gradient: of each element, or of all. */
    public static void times(float[] out, float[] g, int from, int to) {
        if (g.length == 1) {
            float each = g[0];
            for (int i = from; i < to; i++) {
                out[i] *= each;
            }
        } else {
            for (int i = from; i < to; i++) {
                out[i] *= g[i];
            }
        }
    }

    /** Computes the sum of what the loop computes for so many elements, divided by a count. */
    public static void quotient(float[] out, Memory memory, int size, int count, float[][] in, Loop<float[]> loop) {
        LanesFloat32 sum = new LanesFloat32(memory);
        each(memory, size, in, loop, sum::add);
        out[0] = sum.value() / count;
    }

    /**
     * Computes what {@link #quotient} and {@link #fill} compute, in one pass: a block of losses stands where that of the
     * gradient comes.
     */
    public static void both(
            float[] total, float[] grad, Memory memory, int count, float[][] in, Loop.Pair<float[]> loops) {
        if (memory.parts(grad.length) > 1) {
            quotient(total, memory, grad.length, count, in, loops.losses());
            fill(grad, memory, in, loops.gradient());
            return;
        }
        LanesFloat32 sum = new LanesFloat32(memory);
        float[] block = memory.float32(Math.min(BLOCK, grad.length));
        for (int from = 0; from < grad.length; from += BLOCK) {
            int to = Math.min(grad.length, from + BLOCK);
            loops.losses().run(grad, in, from, to);
            System.arraycopy(grad, from, block, 0, to - from);
            sum.add(block, to - from);
            loops.gradient().run(grad, in, from, to);
        }
        total[0] = sum.value() / count;
    }

    /** Computes the sum, added one by one, of what the loop computes for so many elements, divided by a count. */
    public static void inOrder(float[] out, Memory memory, int size, int count, float[][] in, Loop<float[]> loop) {
        each(
                memory,
                size,
                in,
                loop,
                (block, length) -> out[0] = Elementary.arrays().sum(out[0], block, 0, length));
        out[0] /= count;
    }

    /** Who takes a block, and may write to it. */
    private interface Taker {
        void take(float[] block, int length);
    }

    /** Gives away what the loop computes, block by block. */
    private static void each(Memory memory, int size, float[][] in, Loop<float[]> loop, Taker taker) {
        float[] out = memory.float32(Math.min(BLOCK, size));
        if (size <= BLOCK) {
            loop.run(out, in, 0, size);
            taker.take(out, size);
            return;
        }
        if (memory.parts(size) > 1) {
            float[] all = memory.float32(size);
            fill(all, memory, in, loop);
            for (int from = 0; from < size; from += BLOCK) {
                int length = Math.min(BLOCK, size - from);
                System.arraycopy(all, from, out, 0, length);
                taker.take(out, length);
            }
            return;
        }
        // Vector instructions need one index for all arrays: the inputs are copied to where the block is.
        float[][] block = new float[in.length][];
        for (int k = 0; k < in.length; k++) {
            block[k] = in[k] == null ? null : memory.float32(BLOCK);
        }
        for (int from = 0; from < size; from += BLOCK) {
            int length = Math.min(BLOCK, size - from);
            for (int k = 0; k < in.length; k++) {
                if (in[k] != null) {
                    System.arraycopy(in[k], from, block[k], 0, length);
                }
            }
            loop.run(out, block, 0, length);
            taker.take(out, length);
        }
    }
}
