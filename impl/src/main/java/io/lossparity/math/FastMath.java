package io.lossparity.math;

import java.util.Arrays;

/**
 * The functions of ranges in the fast arithmetic, in plain Java, each within 1 ulp. There is only one exponential and
 * one logarithm, whichever library computes them in PyTorch.
 *
 * <p>A sum has {@value #LANES} lanes; then the upper half of the lanes is added to the lower half, and so on. So the
 * sum has the same bits for every width of vector registers.
 */
public class FastMath implements ArrayMath {
    /** The number of lanes of a sum. */
    protected static final int LANES = 64;

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public boolean fast() {
        return true;
    }

    @Override
    public void tensorExp(float[] x, int from, int to) {
        FastExp.exp(x, from, to);
    }

    @Override
    public void tensorExp(double[] x, int from, int to) {
        FastExp.exp(x, from, to);
    }

    @Override
    public void tensorLog(float[] x, int from, int to) {
        MklLog.log(x, from, to);
    }

    @Override
    public void tensorLog(double[] x, int from, int to) {
        FastLog.log(x, from, to);
    }

    @Override
    public final void scalarExp(float[] x, int from, int to) {
        tensorExp(x, from, to);
    }

    @Override
    public final void scalarExp(double[] x, int from, int to) {
        tensorExp(x, from, to);
    }

    @Override
    public final void scalarLog(float[] x, int from, int to) {
        tensorLog(x, from, to);
    }

    @Override
    public final void scalarLog(double[] x, int from, int to) {
        tensorLog(x, from, to);
    }

    @Override
    public float sum(float start, float[] x, int from, int to) {
        Scratch scratch = Scratch.ofThread();
        float[] lanes = scratch.a32;
        float[] block = scratch.x32;
        Arrays.fill(lanes, 0, LANES, 0f);
        for (int i = from; i < to; i += Scratch.BLOCK) {
            int count = Math.min(Scratch.BLOCK, to - i);
            System.arraycopy(x, i, block, 0, count);
            int whole = count / LANES * LANES;
            for (int k = 0; k < Math.min(LANES, whole); k++) {
                block[k] = lanes[k] + block[k];
            }
            // The last row becomes the lanes; the JIT compiler turns the loop into vector instructions.
            for (int k = LANES; k < whole; k++) {
                block[k] += block[k - LANES];
            }
            if (whole > 0) {
                System.arraycopy(block, whole - LANES, lanes, 0, LANES);
            }
            for (int k = whole; k < count; k++) {
                lanes[k - whole] += block[k];
            }
        }
        return start + folded(lanes);
    }

    /** Returns the sum of the lanes. */
    protected static float folded(float[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int k = 0; k < half; k++) {
                lanes[k] += lanes[k + half];
            }
        }
        return lanes[0];
    }

    @Override
    public double sum(double start, double[] x, int from, int to) {
        Scratch scratch = Scratch.ofThread();
        double[] lanes = scratch.a;
        double[] block = scratch.x;
        Arrays.fill(lanes, 0, LANES, 0.0);
        for (int i = from; i < to; i += Scratch.BLOCK) {
            int count = Math.min(Scratch.BLOCK, to - i);
            System.arraycopy(x, i, block, 0, count);
            int whole = count / LANES * LANES;
            for (int k = 0; k < Math.min(LANES, whole); k++) {
                block[k] = lanes[k] + block[k];
            }
            for (int k = LANES; k < whole; k++) {
                block[k] += block[k - LANES];
            }
            if (whole > 0) {
                System.arraycopy(block, whole - LANES, lanes, 0, LANES);
            }
            for (int k = whole; k < count; k++) {
                lanes[k - whole] += block[k];
            }
        }
        return start + folded(lanes);
    }

    /** Returns the sum of the lanes. */
    protected static double folded(double[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int k = 0; k < half; k++) {
                lanes[k] += lanes[k + half];
            }
        }
        return lanes[0];
    }
}
