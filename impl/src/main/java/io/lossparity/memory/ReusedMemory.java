package io.lossparity.memory;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/**
 * Keeps the arrays of a call for the next call, which then allocates none.
 *
 * <p>Arrays that a call did not take are dropped at its end, so it holds no more than the last call needed.
 */
public final class ReusedMemory extends Memory {
    private static final int LEAST_SHARE = 1 << 14; // elements; below that, waking a thread costs more than it saves

    private final List<Object> lent = new ArrayList<>();
    private List<Object> free = new ArrayList<>();
    private List<Object> taken = new ArrayList<>();
    private Executor executor;
    private int threads = 1;

    /** Creates a memory without arrays. */
    public ReusedMemory() {}

    /** Splits work among the given number of threads; the executor provides those besides the caller's. */
    public void share(Executor newExecutor, int newThreads) {
        executor = newExecutor;
        threads = newThreads;
    }

    @Override
    public int parts(long elements) {
        return (int) Math.max(1, Math.min(threads, elements / LEAST_SHARE));
    }

    @Override
    public void run(int parts, IntConsumer part) {
        if (parts == 1) {
            part.accept(0);
        } else {
            new SharedWork(parts, part).run(executor);
        }
    }

    /** Lends an array to the running call. If its length fits, the call takes it before the arrays that are kept. */
    public void lend(Object array) {
        lent.add(array);
    }

    @Override
    public void protect(Object array) {
        for (int i = lent.size() - 1; i >= 0; i--) {
            if (lent.get(i) == array) {
                lent.remove(i);
            }
        }
    }

    /** Ends the loan: lent arrays that were not taken are not handed out any more. */
    public void takeBack() {
        lent.clear();
    }

    /** Ends a call: the arrays that it took may be taken again. */
    public void release() {
        takeBack();
        free.clear();
        List<Object> kept = taken;
        taken = free;
        free = kept;
    }

    @Override
    public float[] float32(int length) {
        float[] array = (float[]) find(float[].class, length);
        if (array == null) {
            return kept(new float[length]);
        }
        Arrays.fill(array, 0f);
        return array;
    }

    @Override
    public double[] float64(int length) {
        double[] array = (double[]) find(double[].class, length);
        if (array == null) {
            return kept(new double[length]);
        }
        Arrays.fill(array, 0.0);
        return array;
    }

    @Override
    public int[] int32(int length) {
        int[] array = (int[]) find(int[].class, length);
        if (array == null) {
            return kept(new int[length]);
        }
        Arrays.fill(array, 0);
        return array;
    }

    private Object find(Class<?> type, int length) {
        Object array = take(lent, type, length);
        if (array == null) {
            array = take(free, type, length);
            if (array != null) {
                taken.add(array);
            }
        }
        return array;
    }

    private static Object take(List<Object> arrays, Class<?> type, int length) {
        for (int i = 0; i < arrays.size(); i++) {
            Object array = arrays.get(i);
            if (array.getClass() == type && Array.getLength(array) == length) {
                return arrays.remove(i);
            }
        }
        return null;
    }

    private <A> A kept(A array) {
        taken.add(array);
        return array;
    }
}
