package io.lossparity.mutants;

import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;

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

    /** Changes every element of the output and of the gradients. */
    public static Behaviour elements(DoubleUnaryOperator change) {
        return (call, reference) -> {
            if (!(reference.right(call) instanceof Computed right)) {
                return reference.right(call);
            }
            Map<String, TensorValue> grads = new LinkedHashMap<>(right.grads());
            grads.replaceAll((name, grad) -> map(grad, change));
            return new Computed(map(right.output(), change), grads);
        };
    }

    /** Takes the output of one answer and the gradients of another. */
    public static LossOutcome joined(LossOutcome ofOutput, LossOutcome ofGradients) {
        return ofOutput instanceof Computed output && ofGradients instanceof Computed gradients
                ? new Computed(output.output(), gradients.grads())
                : ofOutput;
    }

    /** Returns a tensor with every element changed. */
    public static TensorValue map(TensorValue tensor, DoubleUnaryOperator change) {
        return switch (tensor.dtype()) {
            case FLOAT32 -> {
                float[] data = tensor.floats().clone();
                for (int i = 0; i < data.length; i++) {
                    data[i] = (float) change.applyAsDouble(data[i]);
                }
                yield TensorValue.ofFloats(tensor.shape(), data);
            }
            case FLOAT64 -> {
                double[] data = tensor.doubles().clone();
                for (int i = 0; i < data.length; i++) {
                    data[i] = change.applyAsDouble(data[i]);
                }
                yield TensorValue.ofDoubles(tensor.shape(), data);
            }
            case FLOAT16, INT64, INT32, UINT8, BOOL -> tensor;
        };
    }
}
