package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.kernel.Kernels;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The checks of arguments, with messages of one format.
 *
 * <p>{@code <Loss>: <argument> must <rule>, but was <value> at index <i> (<context>)}; the context names every
 * shape involved.
 */
final class Checks {
    private Checks() {}

    /**
     * Returns the failure in the common format, for the caller to throw.
     *
     * @param rule what follows "must"
     * @param value what follows "but was"
     * @param context what stands in parentheses; none if empty
     */
    static IllegalArgumentException failure(String loss, String argument, String rule, Object value, String context) {
        return new IllegalArgumentException(loss + ": " + argument + " must " + rule + ", but was " + value
                + (context.isEmpty() ? "" : " (" + context + ")"));
    }

    /** Returns the context that names shapes, as in {@code input shape [2, 3], target shape [3]}. */
    static String shapes(String firstName, Tensor first, String secondName, Tensor second) {
        return shape(firstName, first) + ", " + shape(secondName, second);
    }

    /** Returns the context that names one shape, as in {@code input shape [2, 3]}. */
    static String shape(String name, Tensor tensor) {
        return name + " shape " + tensor.shape();
    }

    /** Checks that an argument or a parameter is not null. */
    static <V> V notNull(String loss, String argument, V value) {
        if (value == null) {
            throw failure(loss, argument, "be given", null, "");
        }
        return value;
    }

    /** Checks that an input and integers are not null, and returns the integers in the dtype of the input. */
    static <T extends FloatTensor> T integers(String loss, String inputName, T input, String name, Int64Tensor tensor) {
        notNull(loss, inputName, input);
        notNull(loss, name, tensor);
        return Kernels.convert(tensor, input);
    }

    /** Checks that two floating-point arguments have the same dtype; the message names the second. */
    static void sameDtype(String loss, String firstName, FloatTensor first, String secondName, FloatTensor second) {
        notNull(loss, firstName, first);
        notNull(loss, secondName, second);
        if (first.getClass() != second.getClass()) {
            throw failure(
                    loss,
                    secondName,
                    "be " + first.dtype() + " as " + firstName + " is",
                    second.dtype(),
                    shapes(firstName, first, secondName, second));
        }
    }

    /** Checks that two arguments have the same shape; the message names the second. */
    static void sameShape(String loss, String firstName, Tensor first, String secondName, Tensor second) {
        notNull(loss, firstName, first);
        notNull(loss, secondName, second);
        if (!first.shape().equals(second.shape())) {
            throw failure(loss, secondName, "have the shape of " + firstName + " " + first.shape(), second.shape(), "");
        }
    }

    /** Checks that two arguments have the same dtype and broadcast with each other, and returns the common shape. */
    static Shape broadcast(String loss, String firstName, FloatTensor first, String secondName, FloatTensor second) {
        sameDtype(loss, firstName, first, secondName, second);
        return broadcastShape(loss, firstName, first.shape(), secondName, second.shape());
    }

    /** Checks that two shapes broadcast with each other, and returns the common shape. */
    static Shape broadcastShape(String loss, String firstName, Shape first, String secondName, Shape second) {
        return first.broadcast(second)
                .orElseThrow(() -> failure(loss, secondName, "broadcast with " + firstName + " " + first, second, ""));
    }

    /** Checks that a tensor has at least the given number of axes. */
    static void minimumRank(String loss, String name, Tensor tensor, int minimum) {
        notNull(loss, name, tensor);
        if (tensor.shape().rank() < minimum) {
            throw failure(
                    loss,
                    name,
                    "have at least " + minimum + (minimum == 1 ? " axis" : " axes"),
                    tensor.shape().rank(),
                    shape(name, tensor));
        }
    }

    /** Checks that a tensor has rows and classes, at least one each: (N, C), or (C), or 0-d as one class. */
    static void rows(String loss, String name, Tensor tensor) {
        notNull(loss, name, tensor);
        if (tensor.shape().rank() > 2 || tensor.size() == 0) {
            throw failure(loss, name, "have at most 2 axes and at least 1 element", tensor.shape(), "");
        }
    }

    /** Checks that every element is in [low, high). */
    static void range(String loss, String name, Int64Tensor tensor, long low, long high, Supplier<String> context) {
        range(loss, name, tensor, 0, tensor.size(), low, high, context);
    }

    /** Checks that the given elements are in [low, high). */
    static void range(
            String loss,
            String name,
            Int64Tensor tensor,
            int from,
            int count,
            long low,
            long high,
            Supplier<String> context) {
        long[] values = tensor.array(TRUSTED);
        for (int i = from; i < from + count; i++) {
            if (values[i] < low || values[i] >= high) {
                throw outOfRange(loss, name, tensor, i, "be in [" + low + ", " + high + ")", context);
            }
        }
    }

    /** Checks that every target is one of the classes, or the ignored one. */
    static void classes(String loss, Int64Tensor target, int classes, long ignoreIndex, Supplier<String> context) {
        long[] values = target.array(TRUSTED);
        for (int i = 0; i < values.length; i++) {
            if (values[i] != ignoreIndex && (values[i] < 0 || values[i] >= classes)) {
                String rule = "be in [0, " + classes + ") or equal ignoreIndex " + ignoreIndex;
                throw outOfRange(loss, "target", target, i, rule, context);
            }
        }
    }

    private static IllegalArgumentException outOfRange(
            String loss, String name, Int64Tensor tensor, int element, String rule, Supplier<String> context) {
        String value = tensor.array(TRUSTED)[element] + " at index " + index(tensor.shape(), element);
        return failure(loss, name, rule, value, context.get());
    }

    /**
     * Checks that the incoming gradient has the shape of the output, and returns it in the dtype of the input.
     *
     * <p>torch: the autograd engine converts an incoming gradient to the dtype of the output.
     */
    static <T extends FloatTensor> T gradOutput(
            String loss, FloatTensor gradOutput, String inputName, T input, Shape outputShape) {
        notNull(loss, inputName, input);
        notNull(loss, "gradOutput", gradOutput);
        if (!gradOutput.shape().equals(outputShape)) {
            throw failure(
                    loss,
                    "gradOutput",
                    "have the output's shape " + outputShape,
                    gradOutput.shape(),
                    shape(inputName, input));
        }
        return Kernels.convert(gradOutput, input);
    }

    /** Checks that a parameter does not overflow when PyTorch converts it to the dtype of the input. */
    static void fits(String loss, String parameter, double value, FloatTensor input) {
        if (Kernels.overflows(value, input)) {
            throw failure(loss, parameter, "be infinite or fit into float32, the dtype of the input", value, "");
        }
    }

    /** Returns the incoming gradient that replaces an absent one: 1.0, if the output has one element. */
    static <T extends FloatTensor> T implicitGradOutput(String loss, T input, Shape outputShape) {
        if (outputShape.elements() != 1) {
            throw new IllegalArgumentException(loss + ": gradOutput must be given unless the output has one element,"
                    + " but the output's shape is " + outputShape);
        }
        return Kernels.one(input, outputShape);
    }

    /** Returns the multi-dimensional index of an element as in {@code [1, 0]}, or {@code 1} on a single axis. */
    static String index(Shape shape, int element) {
        int[] index = new int[shape.rank()];
        int rest = element;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.size(axis);
            rest /= shape.size(axis);
        }
        return index.length == 1 ? Integer.toString(index[0]) : Arrays.toString(index);
    }
}
