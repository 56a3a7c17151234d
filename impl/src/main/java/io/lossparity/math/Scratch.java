package io.lossparity.math;

/**
 * Arrays for the steps of a function of a range; each thread has its own.
 *
 * <p>A function takes its range in blocks, and a block in passes over these arrays: the JIT compiler turns a loop without
 * branches and tables into vector instructions if all of its arrays have the same index. A block stays in the L1 cache.
 */
final class Scratch {
    /** The number of elements of a block. */
    static final int BLOCK = 512;

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    final float[] x32 = new float[BLOCK];
    final float[] a32 = new float[BLOCK];
    final float[] b32 = new float[BLOCK];
    final double[] x = new double[BLOCK];
    final double[] a = new double[BLOCK];
    final double[] b = new double[BLOCK];
    final double[] c = new double[BLOCK];
    final double[] d = new double[BLOCK];
    final double[] e = new double[BLOCK];
    final double[] wide = new double[BLOCK]; // for callers of the functions
    final int[] rare = new int[BLOCK];

    private Scratch() {}

    /** Returns the arrays of this thread. */
    static Scratch ofThread() {
        return OF_THREAD.get();
    }

    /** A function of the first elements of {@link #x32}, in place. */
    interface Block {
        void apply(Scratch scratch, int count);
    }

    /** Applies a function of float32 to a range, block by block. */
    static void each(float[] x, int from, int to, Block function) {
        Scratch scratch = ofThread();
        for (int i = from; i < to; i += BLOCK) {
            int count = Math.min(BLOCK, to - i);
            System.arraycopy(x, i, scratch.x32, 0, count);
            function.apply(scratch, count);
            System.arraycopy(scratch.x32, 0, x, i, count);
        }
    }

    /** Applies a function of float64 to a range, block by block. */
    static void each(double[] x, int from, int to, Block function) {
        Scratch scratch = ofThread();
        for (int i = from; i < to; i += BLOCK) {
            int count = Math.min(BLOCK, to - i);
            System.arraycopy(x, i, scratch.x, 0, count);
            function.apply(scratch, count);
            System.arraycopy(scratch.x, 0, x, i, count);
        }
    }
}
