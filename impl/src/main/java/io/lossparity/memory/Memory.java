package io.lossparity.memory;

import java.util.function.IntConsumer;

/**
 * Supplies the arrays and the threads that a call needs. This one makes new arrays each time, and uses the caller's
 * thread.
 *
 * <p>A tensor carries its memory: results computed from it take their arrays from there too. The methods are named by
 * dtype, so that a kernel of float64 can be derived from that of float32.
 */
public class Memory {
    /** The memory that makes new arrays. */
    public static final Memory NEW = new Memory();

    Memory() {}

    /** Returns an array of the given length that holds zeros. */
    public float[] float32(int length) {
        return new float[length];
    }

    /** Returns an array of the given length that holds zeros. */
    public double[] float64(int length) {
        return new double[length];
    }

    /** Returns an array of the given length that holds zeros. */
    public int[] int32(int length) {
        return new int[length];
    }

    /** Returns into how many parts to split work on the given number of elements; here always 1. */
    public int parts(long elements) {
        return 1;
    }

    /** Does all parts of some work, and returns when they are done. */
    public void run(int parts, IntConsumer part) {
        for (int i = 0; i < parts; i++) {
            part.accept(i);
        }
    }

    /** Returns the first row of a part, if the rows are split into parts of equal size. */
    public static int begin(int rows, int part, int parts) {
        return (int) ((long) rows * part / parts);
    }

    /** Declares that an array is being read and must not be handed out. */
    public void protect(Object array) {
        // a new array is not another one
    }
}
