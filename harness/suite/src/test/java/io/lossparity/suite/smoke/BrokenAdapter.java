package io.lossparity.suite.smoke;

import io.lossparity.ports.lossparity.LossParityPort;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Our losses behind adapters that are wrong, each in one way. */
public final class BrokenAdapter implements LossPort {
    private final LossPort right = new LossParityPort();
    private final Defect defect;

    /** Makes the adapter of a defect. */
    public BrokenAdapter(Defect defect) {
        this.defect = defect;
    }

    /** Answers a call with the help of an adapter that is right. */
    @FunctionalInterface
    public interface Defect {
        /** Answers the call. */
        LossOutcome answer(LossCall call, LossPort right) throws Exception;
    }

    @Override
    public String name() {
        return "broken";
    }

    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        return defect.answer(call, right);
    }

    /** A defect in what the adapter passes on. */
    public static Defect before(UnaryOperator<LossCall> change) {
        return (call, right) -> right.evaluate(change.apply(call));
    }

    /** Computes float32 calls in double, and rounds the results; each float is read in the given way. */
    public static Defect inDouble(FloatReader reader) {
        return (call, right) -> {
            if (call.dtype() != DType.FLOAT32) {
                return right.evaluate(call);
            }
            Map<String, Object> inputs = new LinkedHashMap<>(call.inputs());
            inputs.replaceAll((name, value) -> value instanceof TensorValue tensor ? widened(tensor, reader) : value);
            Map<String, Object> params = new LinkedHashMap<>(call.params());
            params.replaceAll((name, value) -> value instanceof TensorValue tensor ? widened(tensor, reader) : value);
            LossOutcome answer = right.evaluate(new LossCall(
                    call.loss(),
                    DType.FLOAT64,
                    params,
                    inputs,
                    call.requiresGrad(),
                    call.gradOutput().map(given -> widened(given, reader))));
            if (answer instanceof Computed computed) {
                Map<String, TensorValue> grads = new LinkedHashMap<>(computed.grads());
                grads.replaceAll((name, grad) -> narrowed(grad));
                return new Computed(narrowed(computed.output()), grads);
            }
            return answer instanceof Rejected rejected
                    ? new Rejected(
                            rejected.stage(),
                            rejected.message(),
                            rejected.output().map(BrokenAdapter::narrowed))
                    : answer;
        };
    }

    /** How a float becomes a double. */
    @FunctionalInterface
    public interface FloatReader {
        /** Returns the double. */
        double read(float number);
    }

    private static TensorValue widened(TensorValue tensor, FloatReader reader) {
        if (tensor.dtype() != DType.FLOAT32) {
            return tensor;
        }
        double[] doubles = new double[tensor.size()];
        Arrays.setAll(doubles, i -> reader.read(tensor.floats()[i]));
        return TensorValue.ofDoubles(tensor.shape(), doubles);
    }

    private static TensorValue narrowed(TensorValue tensor) {
        float[] floats = new float[tensor.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) tensor.doubles()[i];
        }
        return TensorValue.ofFloats(tensor.shape(), floats);
    }

    /** A defect in what the adapter makes of a result. */
    public static Defect after(BiFunction<LossCall, Computed, LossOutcome> change) {
        return (call, right) -> {
            LossOutcome answer = right.evaluate(call);
            return answer instanceof Computed computed ? change.apply(call, computed) : answer;
        };
    }

    /** A defect in what the adapter makes of every gradient. */
    public static Defect grads(BiFunction<LossCall, TensorValue, TensorValue> change) {
        return after((call, computed) -> {
            Map<String, TensorValue> grads = new LinkedHashMap<>(computed.grads());
            grads.replaceAll((name, grad) -> change.apply(call, grad));
            return new Computed(computed.output(), grads);
        });
    }

    /** A defect in how the adapter reports a rejection. */
    public static Defect rejection(Function<Rejected, LossOutcome> change) {
        return (call, right) -> {
            LossOutcome answer = right.evaluate(call);
            return answer instanceof Rejected rejected ? change.apply(rejected) : answer;
        };
    }

    /** The call with another incoming gradient. */
    public static LossCall withGradOutput(LossCall call, Optional<TensorValue> gradOutput) {
        return new LossCall(call.loss(), call.dtype(), call.params(), call.inputs(), call.requiresGrad(), gradOutput);
    }

    /** The call with its gradients asked for by other names. */
    public static LossCall withRequiresGrad(LossCall call, List<String> names) {
        Optional<TensorValue> gradOutput = call.gradOutput();
        return new LossCall(
                call.loss(), call.dtype(), call.params(), call.inputs(), new LinkedHashSet<>(names), gradOutput);
    }

    /** The call without a parameter, or with those alone that are known. */
    public static LossCall withParams(LossCall call, Set<String> kept) {
        Map<String, Object> params = new LinkedHashMap<>(call.params());
        params.keySet().retainAll(kept);
        return new LossCall(call.loss(), call.dtype(), params, call.inputs(), call.requiresGrad(), call.gradOutput());
    }

    /** The call with the tensors of its inputs changed. */
    public static LossCall withInputs(LossCall call, UnaryOperator<TensorValue> change) {
        Map<String, Object> inputs = new LinkedHashMap<>(call.inputs());
        inputs.replaceAll((name, value) -> value instanceof TensorValue tensor ? change.apply(tensor) : value);
        return new LossCall(call.loss(), call.dtype(), call.params(), inputs, call.requiresGrad(), call.gradOutput());
    }

    /** The call with its first two inputs exchanged. */
    public static LossCall exchanged(LossCall call) {
        List<String> names = List.copyOf(call.inputs().keySet());
        Map<String, Object> inputs = new LinkedHashMap<>(call.inputs());
        inputs.put(names.get(0), call.inputs().get(names.get(1)));
        inputs.put(names.get(1), call.inputs().get(names.get(0)));
        return new LossCall(call.loss(), call.dtype(), call.params(), inputs, call.requiresGrad(), call.gradOutput());
    }

    /** A tensor of the same type and shape whose elements are others. */
    public static TensorValue mapped(TensorValue tensor, UnaryOperator<double[]> change) {
        if (tensor.dtype() == DType.FLOAT64) {
            return TensorValue.ofDoubles(
                    tensor.shape(), change.apply(tensor.doubles().clone()));
        }
        if (tensor.dtype() != DType.FLOAT32) {
            return tensor;
        }
        double[] doubles = new double[tensor.size()];
        Arrays.setAll(doubles, i -> tensor.floats()[i]);
        double[] changed = change.apply(doubles);
        float[] floats = new float[changed.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) changed[i];
        }
        return TensorValue.ofFloats(tensor.shape(), floats);
    }

    /** A matrix whose elements stand in column-major order. */
    public static TensorValue transposed(TensorValue tensor) {
        int[] shape = tensor.shape();
        return shape.length == 2 ? exchanged(tensor, shape[0], shape[1]) : tensor;
    }

    /** A matrix whose elements were taken for column-major ones. */
    public static TensorValue untransposed(TensorValue tensor) {
        int[] shape = tensor.shape();
        return shape.length == 2 ? exchanged(tensor, shape[1], shape[0]) : tensor;
    }

    private static TensorValue exchanged(TensorValue tensor, int rows, int columns) {
        return mapped(tensor, from -> {
            double[] to = new double[from.length];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    to[j * rows + i] = from[i * columns + j];
                }
            }
            return to;
        });
    }
}
