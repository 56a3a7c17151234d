package io.lossparity.ports.lossparity;

import io.lossparity.losses.CosineEmbeddingLoss;
import io.lossparity.losses.HingeEmbeddingLoss;
import io.lossparity.losses.Into;
import io.lossparity.losses.Loss;
import io.lossparity.losses.ValueAndGradient;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Tensor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Our own losses, asked with every public method: {@link Loss#compute(Into, Tensor...)}, with one thread and with two,
 * {@link Loss#compute(Tensor...)} and the losses' {@code valueAndGradient} must give the bits of {@code forward} and
 * {@code backward}. A call where they do not is an error, not an answer.
 */
public final class EveryMethodPort implements LossPort {
    private final Map<String, Adapter<?>> adapters = Adapters.all();
    private final LossPort port;
    private final int ulps;

    /** Makes a port of our own losses. */
    public EveryMethodPort() {
        this(0);
    }

    /**
     * Makes a port of our own losses.
     *
     * @param ulps by how many units in the last place a value may differ where it is computed together with the
     *     gradient; 0 in the default arithmetic
     */
    public EveryMethodPort(int ulps) {
        this(new LossParityPort(), ulps);
    }

    EveryMethodPort(LossPort port, int ulps) {
        this.port = port;
        this.ulps = ulps;
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
     * @throws IllegalStateException if another method gives other bits
     */
    @Override
    public LossOutcome evaluate(LossCall call) throws Exception {
        LossOutcome outcome = port.evaluate(call);
        if (outcome instanceof Computed known) {
            requireSame(call, known);
        }
        return outcome;
    }

    private void requireSame(LossCall call, Computed known) throws ReflectiveOperationException {
        Loss loss = adapters.get(call.loss()).construct().apply(new Parameters(call));
        Tensor[] arguments = arguments(loss, call);
        FloatTensor gradOutput = call.gradOutput()
                .map(g -> Tensors.gradOutput(call.loss() + ": gradOutput", g))
                .orElse(null);
        Into into = new Into();
        if (gradOutput != null) {
            into.gradOutput(gradOutput);
        }
        requireSameInArrays("in a given array", loss, into, arguments, known);
        // The second call uses the memory of the first again.
        requireSameInArrays("from two threads", loss, into.parallel(Runnable::run, 2), arguments, known);
        if (!known.grads().isEmpty() && loss.trained().containsAll(known.grads().keySet())) {
            requireSame("from valueAndGradient", call.loss(), known, valueAndGradient(loss, gradOutput, arguments));
            if (gradOutput == null) {
                ValueAndGradient<FloatTensor, Map<String, FloatTensor>> both = loss.compute(arguments);
                requireSame("from compute", call.loss(), known, computed(loss, both));
            }
        }
    }

    private void requireSameInArrays(String where, Loss loss, Into into, Tensor[] arguments, Computed known) {
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
        loss.compute(into, arguments);
        Map<String, TensorValue> again = new LinkedHashMap<>();
        known.grads().forEach((name, gradient) -> again.put(name, tensor(gradient, gradients.get(name))));
        requireSame(where, loss.name(), known, new Computed(tensor(known.output(), value), again));
    }

    /** Calls the method of that name which takes these arguments; each loss declares its own. */
    private static Computed valueAndGradient(Loss loss, FloatTensor gradOutput, Tensor[] arguments)
            throws ReflectiveOperationException {
        List<Tensor> given = new ArrayList<>(List.of(arguments));
        if (gradOutput != null) {
            given.add(0, gradOutput);
        }
        for (Method method : loss.getClass().getMethods()) {
            if (method.getName().equals("valueAndGradient") && takes(method, given)) {
                return computed(loss, (ValueAndGradient<?, ?>) method.invoke(loss, given.toArray()));
            }
        }
        throw new NoSuchMethodException(loss.name() + ".valueAndGradient of " + given.size() + " arguments");
    }

    private static boolean takes(Method method, List<Tensor> arguments) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != arguments.size()) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isInstance(arguments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the results by name: the gradient is a tensor, a map or a record with a component for each argument. */
    private static Computed computed(Loss loss, ValueAndGradient<?, ?> both) throws ReflectiveOperationException {
        Map<String, TensorValue> gradients = new LinkedHashMap<>();
        if (both.gradient() instanceof FloatTensor tensor) {
            gradients.put(loss.trained().get(0), Tensors.value(tensor));
        } else if (both.gradient() instanceof Map<?, ?> byName) {
            byName.forEach((name, tensor) -> gradients.put((String) name, Tensors.value((FloatTensor) tensor)));
        } else {
            for (RecordComponent part : both.gradient().getClass().getRecordComponents()) {
                Object tensor = part.getAccessor().invoke(both.gradient());
                gradients.put(part.getName(), Tensors.value((FloatTensor) tensor));
            }
        }
        return new Computed(Tensors.value(both.value()), gradients);
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

    private void requireSame(String where, String loss, Computed known, Computed again) {
        requireSame(
                loss + ": the value " + where,
                known.output(),
                again.output(),
                known.grads().isEmpty() ? 0 : ulps);
        known.grads()
                .forEach((name, gradient) -> requireSame(
                        loss + ": the gradient of " + name + " " + where,
                        gradient,
                        again.grads().get(name),
                        0));
    }

    private static void requireSame(String what, TensorValue known, TensorValue again, int ulps) {
        if (known.equals(again)) {
            return;
        }
        if (!Arrays.equals(known.shape(), again.shape())) {
            throw new IllegalStateException(what + " has the shape " + Arrays.toString(again.shape()) + ", but "
                    + Arrays.toString(known.shape()) + " from forward and backward");
        }
        double[] wanted = known.toDoubles();
        double[] found = again.toDoubles();
        for (int i = 0; i < wanted.length; i++) {
            double unit = known.dtype() == DType.FLOAT32 ? Math.ulp((float) wanted[i]) : Math.ulp(wanted[i]);
            if (Double.compare(wanted[i], found[i]) != 0 && !(Math.abs(wanted[i] - found[i]) <= ulps * unit)) {
                throw new IllegalStateException(what + " differs: element " + i + " is "
                        + text(known.dtype(), found[i]) + ", but " + text(known.dtype(), wanted[i])
                        + " from forward and backward");
            }
        }
    }

    private static String text(DType dtype, double element) {
        return dtype == DType.FLOAT32 ? Float.toString((float) element) : Double.toString(element);
    }
}
