package io.lossparity.memory;

import java.util.function.IntConsumer;

/**
 * Where the arrays come from that a call needs, and the threads; here, new arrays each time, and the caller's thread.
 *
 * <p>A tensor carries its memory: what is computed from it comes from there too. The methods are named by dtype, so that a
 * kernel of float64 can be derived from that of float32.
 */
public class Memory {
    /** New arrays. */
    public static final Memory NEW = new Memory();

    Memory() {}

    /** Returns so many zeros. */
    public float[] float32(int length) {
        return new float[length];
    }

    /** Returns so many zeros. */
    public double[] float64(int length) {
        return new double[length];
    }

    /** Returns so many zeros. */
    public int[] int32(int length) {
        return new int[length];
    }

    /** Returns into how many parts work is split that touches so many elements; here, it is not. */
    public int parts(long elements) {
        return 1;
    }

    /** Does each part of some work, and returns when all are done. */
    public void run(int parts, IntConsumer part) {
        for (int i = 0; i < parts; i++) {
            part.accept(i);
        }
    }

    /** Returns where a part of so many rows begins, and the part before it ends. */
    public static int begin(int rows, int part, int parts) {
        return (int) ((long) rows * part / parts);
    }

    /** Says that an array is read, and must not be handed out. */
    public void protect(Object array) {
        // a new array is not another one
    }
}
