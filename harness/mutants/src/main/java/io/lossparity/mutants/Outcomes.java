package io.lossparity.mutants;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Mistakes that spoil a right answer. */
public final class Outcomes {
    private Outcomes() {}

    /** Changes every element of the gradients of those arguments. */
    public static Behaviour gradients(Predicate<String> arguments, DoubleUnaryOperator change) {
        return (call, reference) -> {
            if (!(reference.right(call) instanceof Computed right)) {
                return reference.right(call);
            }
            Map<String, TensorValue> grads = new LinkedHashMap<>(right.grads());
            grads.replaceAll((name, grad) -> arguments.test(name) ? map(grad, change) : grad);
            return new Computed(right.output(), grads);
        };
    }

    /** Changes the gradients. */
    public static Behaviour gradientTensors(UnaryOperator<TensorValue> change) {
        return (call, reference) -> reference.right(call) instanceof Computed right
                ? new Computed(right.output(), changed(right.grads(), change))
                : reference.right(call);
    }

    /** Changes every element of the output and of the gradients. */
    public static Behaviour elements(DoubleUnaryOperator change) {
        return tensors(tensor -> map(tensor, change));
    }

    /** Changes the output and the gradients. */
    public static Behaviour tensors(UnaryOperator<TensorValue> change) {
        return (call, reference) ->
                reference.right(call) instanceof Computed right ? changed(right, change) : reference.right(call);
    }

    /** Returns an answer with its output and gradients changed. */
    public static Computed changed(Computed answer, UnaryOperator<TensorValue> change) {
        return new Computed(change.apply(answer.output()), changed(answer.grads(), change));
    }

    private static Map<String, TensorValue> changed(
            Map<String, TensorValue> tensors, UnaryOperator<TensorValue> change) {
        Map<String, TensorValue> changed = new LinkedHashMap<>(tensors);
        changed.replaceAll((name, tensor) -> change.apply(tensor));
        return changed;
    }

    /** Takes the output of one answer and the gradients of another. */
    public static LossOutcome joined(LossOutcome ofOutput, LossOutcome ofGradients) {
        return ofOutput instanceof Computed output && ofGradients instanceof Computed gradients
                ? new Computed(output.output(), gradients.grads())
                : ofOutput;
    }

    /** Returns a tensor's elements in another shape. */
    public static TensorValue reshaped(TensorValue tensor, int... shape) {
        return switch (tensor.dtype()) {
            case FLOAT64 -> TensorValue.ofDoubles(shape, tensor.doubles());
            case FLOAT32 -> TensorValue.ofFloats(shape, tensor.floats());
            case FLOAT16 -> TensorValue.ofHalves(shape, tensor.floats());
            case INT64, INT32, UINT8, BOOL -> TensorValue.ofIntegers(tensor.dtype(), shape, tensor.longs());
        };
    }

    /** Returns a tensor with each element taken from another place, or 0 where that is outside of it. */
    public static TensorValue rearranged(TensorValue tensor, IntUnaryOperator from) {
        return rearranged(tensor, tensor.shape(), from);
    }

    /** Returns a tensor of a shape whose elements are taken from places of another, or 0 where that is outside of it. */
    public static TensorValue rearranged(TensorValue tensor, int[] shape, IntUnaryOperator from) {
        int[] places = IntStream.range(0, Arrays.stream(shape).reduce(1, (a, b) -> a * b))
                .map(from)
                .map(i -> i < tensor.size() ? i : -1)
                .toArray();
        return switch (tensor.dtype()) {
            case FLOAT32 -> {
                float[] data = new float[places.length];
                for (int i = 0; i < data.length; i++) {
                    data[i] = places[i] < 0 ? 0 : tensor.floats()[places[i]];
                }
                yield TensorValue.ofFloats(shape, data);
            }
            case FLOAT64 ->
                TensorValue.ofDoubles(
                        shape,
                        Arrays.stream(places)
                                .mapToDouble(i -> i < 0 ? 0 : tensor.doubles()[i])
                                .toArray());
            case INT64 ->
                TensorValue.ofLongs(
                        shape,
                        Arrays.stream(places)
                                .mapToLong(i -> i < 0 ? 0 : tensor.longs()[i])
                                .toArray());
            case FLOAT16, INT32, UINT8, BOOL -> tensor;
        };
    }

    /** Returns a tensor with every element changed. */
    public static TensorValue map(TensorValue tensor, DoubleUnaryOperator change) {
        return switch (tensor.dtype()) {
            case FLOAT32, FLOAT16 -> {
                float[] data = tensor.floats().clone();
                for (int i = 0; i < data.length; i++) {
                    data[i] = (float) change.applyAsDouble(data[i]);
                }
                yield tensor.dtype() == DType.FLOAT16
                        ? TensorValue.ofHalves(tensor.shape(), data)
                        : TensorValue.ofFloats(tensor.shape(), data);
            }
            case FLOAT64 -> {
                double[] data = tensor.doubles().clone();
                for (int i = 0; i < data.length; i++) {
                    data[i] = change.applyAsDouble(data[i]);
                }
                yield TensorValue.ofDoubles(tensor.shape(), data);
            }
            case INT64 ->
                TensorValue.ofLongs(
                        tensor.shape(),
                        Arrays.stream(tensor.longs())
                                .map(v -> (long) change.applyAsDouble((double) v))
                                .toArray());
            case INT32, UINT8, BOOL -> tensor;
        };
    }
}
