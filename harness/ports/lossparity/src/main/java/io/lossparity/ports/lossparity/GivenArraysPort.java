package io.lossparity.ports.lossparity;

import io.lossparity.losses.CosineEmbeddingLoss;
import io.lossparity.losses.HingeEmbeddingLoss;
import io.lossparity.losses.Into;
import io.lossparity.losses.Loss;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Our own losses, asked twice: {@link Loss#compute} into given arrays must give the bits of {@code forward} and
 * {@code backward}. A call where it does not is an error, and no answer.
 */
public final class GivenArraysPort implements LossPort {
    private final Map<String, Adapter<?>> adapters = Adapters.all();
    private final LossPort port;

    /** Makes a port of our own losses. */
    public GivenArraysPort() {
        this(new LossParityPort());
    }

    GivenArraysPort(LossPort port) {
        this.port = port;
    }

    @Override
    public String name() {
        return port.name();
    }

    @Override
    public String version() {
        return port.version();
    }

    @Override
    public String environment() {
        return port.environment();
    }

    /**
     * Returns the answer of {@code forward} and {@code backward}.
     *
     * @throws IllegalStateException if the other way gives other bits
     */
    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        LossOutcome outcome = port.evaluate(call);
        if (outcome instanceof Computed known) {
            requireSameInArrays(call, known);
        }
        return outcome;
    }

    private void requireSameInArrays(LossCall call, Computed known) {
        Loss loss = adapters.get(call.loss()).construct().apply(new Parameters(call));
        Into into = new Into();
        call.gradOutput().ifPresent(g -> into.gradOutput(Tensors.gradOutput(call.loss() + ": gradOutput", g)));
        Object value = array(known.output());
        if (value instanceof float[] floats) {
            into.value(floats);
        } else {
            into.value((double[]) value);
        }
        Map<String, Object> gradients = new LinkedHashMap<>();
        known.grads().forEach((name, gradient) -> gradients.put(name, array(gradient)));
        gradients.forEach((name, array) -> {
            if (array instanceof float[] floats) {
                into.gradient(name, floats);
            } else {
                into.gradient(name, (double[]) array);
            }
        });
        loss.compute(into, arguments(loss, call));
        requireSame(call.loss() + ": the value", known.output(), tensor(known.output(), value));
        known.grads()
                .forEach((name, gradient) -> requireSame(
                        call.loss() + ": the gradient of " + name, gradient, tensor(gradient, gradients.get(name))));
    }

    private static Tensor[] arguments(Loss loss, LossCall call) {
        Inputs inputs = new Inputs(call, loss.arguments());
        return loss.arguments().stream()
                .map(name -> argument(loss, inputs, name))
                .toArray(Tensor[]::new);
    }

    private static Tensor argument(Loss loss, Inputs inputs, String name) {
        if (inputs.isTuple(name)) {
            return Int64Tensor.vector(inputs.tuple(name));
        }
        if (!inputs.isInteger(name)) {
            return inputs.floats(name);
        }
        boolean signs = loss instanceof HingeEmbeddingLoss || loss instanceof CosineEmbeddingLoss;
        return signs ? inputs.signs(name) : inputs.integers(name);
    }

    private static Object array(TensorValue like) {
        return like.dtype() == DType.FLOAT32 ? new float[like.size()] : new double[like.size()];
    }

    private static TensorValue tensor(TensorValue like, Object array) {
        return array instanceof float[] floats
                ? TensorValue.ofFloats(like.shape(), floats)
                : TensorValue.ofDoubles(like.shape(), (double[]) array);
    }

    private static void requireSame(String what, TensorValue known, TensorValue again) {
        if (!known.equals(again)) {
            double[] wanted = known.toDoubles();
            double[] found = again.toDoubles();
            int i = 0;
            while (Double.compare(wanted[i], found[i]) == 0) {
                i++;
            }
            throw new IllegalStateException(what + " in a given array differs: element " + i + " is "
                    + text(known.dtype(), found[i]) + ", but " + text(known.dtype(), wanted[i]) + " without one");
        }
    }

    private static String text(DType dtype, double element) {
        return dtype == DType.FLOAT32 ? Float.toString((float) element) : Double.toString(element);
    }
}
