package io.lossparity.losses;

import io.lossparity.kernel.Kernels;
import io.lossparity.memory.ReusedMemory;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Tensor;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The caller's arrays that {@link Loss#compute(Into, Tensor...)} writes to, and the memory for its intermediate steps.
 *
 * <p>A call computes only what has an array: the value, the gradients of some arguments, or both. An array has as many
 * elements as its result, in C order, and the dtype of the arguments.
 *
 * <p>This object keeps the arrays of the intermediate steps for the next call. So a second call with arguments of the
 * same shapes allocates nothing that grows with them. Only one thread at a time may use the object; create one per
 * training loop. Its memory is freed with it.
 */
public sealed class Into permits Results {
    private final ReusedMemory memory = new ReusedMemory();
    private final List<String> names = new ArrayList<>();
    private final List<Object> arrays = new ArrayList<>();
    private Object value;
    private FloatTensor gradOutput;
    private boolean busy;

    /** Creates an object without arrays. */
    public Into() {}

    /** Sets the array that receives the value. */
    public Into value(float[] array) {
        return setValue(array);
    }

    /** Sets the array that receives the value. */
    public Into value(double[] array) {
        return setValue(array);
    }

    /** Sets the array that receives the gradient of the named argument, one of {@link Loss#differentiable}. */
    public Into gradient(String argument, float[] array) {
        return setGradient(argument, array);
    }

    /** Sets the array that receives the gradient of the named argument, one of {@link Loss#differentiable}. */
    public Into gradient(String argument, double[] array) {
        return setGradient(argument, array);
    }

    /**
     * Lets large calls use several threads: the caller's, and up to {@code threads - 1} of the executor's. By default
     * only the caller's thread works.
     *
     * <p>The results have the same bits for every number of threads: the threads share elements and rows, and one
     * thread sums.
     *
     * @param executor runs parts of a call; if it has no free thread, the caller's thread runs them
     * @param threads how many threads work on a call, at least 1
     */
    public Into parallel(Executor executor, int threads) {
        Checks.notNull("Into", "executor", executor);
        if (threads < 1) {
            throw Checks.failure("Into", "threads", "be at least 1", threads, "");
        }
        memory.share(executor, threads);
        return this;
    }

    /** Sets the gradient of the output; without it the gradient is 1, and the output must have one element. */
    public Into gradOutput(FloatTensor newGradOutput) {
        gradOutput = Checks.notNull("Into", "gradOutput", newGradOutput);
        return this;
    }

    private Into setValue(Object array) {
        requireOwn("value", array, contains(array));
        value = array;
        return this;
    }

    private Into setGradient(String argument, Object array) {
        Checks.notNull("Into", "argument", argument);
        int index = names.indexOf(argument);
        boolean same = index >= 0 && arrays.get(index) == array;
        requireOwn("the gradient of " + argument, array, !same && (array == value || contains(array)));
        if (index < 0) {
            names.add(argument);
            arrays.add(array);
        } else {
            arrays.set(index, array);
        }
        return this;
    }

    private static void requireOwn(String name, Object array, boolean taken) {
        Checks.notNull("Into", name, array);
        if (taken) {
            throw Checks.failure("Into", name, "have an array of its own", "that of another result", "");
        }
    }

    /** Computes what has an array, by the call that the loss makes of its arguments. */
    static void run(Loss loss, Into into, Tensor[] arguments, Function<GivenArguments, Call<FloatTensor>> call) {
        Checks.notNull(loss.name(), "into", into).run(loss, arguments, call);
    }

    private void run(Loss loss, Tensor[] arguments, Function<GivenArguments, Call<FloatTensor>> call) {
        for (String name : names) {
            if (!loss.differentiable().contains(name)) {
                String rule = "be that of one of " + String.join(", ", loss.differentiable());
                throw Checks.failure(loss.name(), "a gradient", rule, name, "");
            }
        }
        if (busy) {
            throw new IllegalStateException("Into: one call at a time must use it");
        }
        busy = true;
        try {
            lend();
            take(loss, call.apply(new GivenArguments(loss, arguments, memory)));
        } finally {
            memory.release();
            busy = false;
        }
    }

    /**
     * Lets the kernels write results directly into the arrays; an array that is also an argument is written at the end.
     */
    private void lend() {
        if (value != null) {
            memory.lend(value);
        }
        for (int i = 0; i < arrays.size(); i++) {
            memory.lend(arrays.get(i));
        }
        if (gradOutput != null) {
            memory.protect(Kernels.array(gradOutput));
        }
    }

    /** Computes what has an array. */
    void take(Loss loss, Call<FloatTensor> call) {
        if (names.isEmpty()) {
            deliver(loss, value == null ? null : call.value(), List.of(), List.of());
            return;
        }
        FloatTensor incoming = gradOutput == null ? call.one() : call.checked(gradOutput);
        List<String> trained = loss.trained();
        if (!trained.containsAll(names)) {
            // torch: it may take another path when, for example, the target requires a gradient.
            FloatTensor output = value == null ? null : call.value();
            deliver(loss, output, loss.differentiable(), call.allGradients(incoming, names));
        } else if (value == null) {
            deliver(loss, null, trained, call.gradients(incoming));
        } else {
            ValueAndGradient<FloatTensor, List<FloatTensor>> both = call.both(incoming);
            deliver(loss, both.value(), trained, both.gradient());
        }
    }

    private void deliver(Loss loss, FloatTensor output, List<String> of, List<FloatTensor> gradients) {
        memory.takeBack();
        Object ofValue = value == null ? null : checked(loss, "the value", output, value);
        Object[] results = new Object[names.size()];
        for (int i = 0; i < results.length; i++) {
            String name = names.get(i);
            FloatTensor gradient = Checks.notNull(loss.name(), name, gradients.get(of.indexOf(name)));
            results[i] = checked(loss, "the gradient of " + name, gradient, arrays.get(i));
        }
        copy(ofValue, value);
        for (int i = 0; i < results.length; i++) {
            copy(results[i], arrays.get(i));
        }
    }

    /**
     * Checks that the result fits into its array, and returns the array that holds it, which is not that of another
     * result.
     */
    private Object checked(Loss loss, String name, FloatTensor result, Object into) {
        Object array = Kernels.array(result);
        if (array.getClass() != into.getClass()) {
            throw Checks.failure(
                    loss.name(),
                    name,
                    "be of " + result.dtype(),
                    into.getClass().getSimpleName(),
                    "");
        }
        int length = Array.getLength(into);
        if (length != result.size()) {
            String shape = "its shape is " + result.shape();
            throw Checks.failure(loss.name(), name, "have an array of " + result.size() + " elements", length, shape);
        }
        if (array == into || (array != value && !contains(array))) {
            return array;
        }
        Object elsewhere = array instanceof float[] ? memory.float32(length) : memory.float64(length);
        copy(array, elsewhere);
        return elsewhere;
    }

    private boolean contains(Object array) {
        for (int i = 0; i < arrays.size(); i++) {
            if (arrays.get(i) == array) {
                return true;
            }
        }
        return false;
    }

    private static void copy(Object from, Object to) {
        if (from != to) {
            System.arraycopy(from, 0, to, 0, Array.getLength(to));
        }
    }
}
