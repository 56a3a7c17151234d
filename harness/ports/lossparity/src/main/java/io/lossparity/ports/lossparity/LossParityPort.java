package io.lossparity.ports.lossparity;

import io.lossparity.losses.Arithmetic;
import io.lossparity.losses.Loss;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.LossOutcome.Unsupported;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import io.lossparity.tensor.FloatTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Our own losses under test. */
public final class LossParityPort implements LossPort {
    private final Map<String, Adapter<?>> adapters = Adapters.all();

    @Override
    public String name() {
        return "lossparity";
    }

    /** Returns the version of the jar of the losses. */
    @Override
    public String version() {
        String ofJar = Loss.class.getPackage().getImplementationVersion();
        return ofJar != null ? ofJar : ofModule();
    }

    private static String ofModule() {
        return Optional.ofNullable(Loss.class.getModule().getDescriptor())
                .flatMap(module -> module.rawVersion())
                .orElse("unknown");
    }

    /** Returns the arithmetic, and which code computes exponentials and logarithms of whole arrays, and why. */
    @Override
    public String environment() {
        return Arithmetic.chosen() + " arithmetic, array functions: " + Loss.math();
    }

    @Override
    public LossOutcome evaluate(LossCall call) {
        Adapter<?> adapter = adapters.get(call.loss());
        if (adapter == null) {
            return new Unsupported("there is no loss " + call.loss());
        }
        try {
            return evaluate(adapter, call);
        } catch (InexpressibleException e) {
            return new Unsupported(e.getMessage());
        }
    }

    private static <L extends Loss> LossOutcome evaluate(Adapter<L> adapter, LossCall call) {
        L loss;
        try {
            Parameters parameters = new Parameters(call);
            loss = adapter.construct().apply(parameters);
            parameters.requireAllRead();
        } catch (WrongDtypeException e) {
            throw wrongDtype(call, e);
        } catch (IllegalArgumentException e) {
            return new Rejected(Stage.CONSTRUCT, e.getMessage());
        }
        Inputs inputs;
        try {
            inputs = new Inputs(call, loss.arguments());
            requireDifferentiable(call, loss, adapter.leftNone());
        } catch (IllegalArgumentException e) {
            return new Rejected(Stage.FORWARD, e.getMessage());
        }
        FloatTensor output;
        try {
            output = adapter.forward().apply(loss, inputs);
        } catch (IllegalArgumentException e) {
            if (e instanceof WrongDtypeException || inputs.mixesDtypes()) {
                throw wrongDtype(call, e);
            }
            return new Rejected(Stage.FORWARD, e.getMessage());
        }
        return backward(adapter, loss, call, inputs, output);
    }

    /**
     * Returns the exception for dtypes that a typed call does not take.
     *
     * <p>torch: some losses promote dtypes and fail only in backward, so the exception names no stage.
     */
    private static RuntimeException wrongDtype(LossCall call, IllegalArgumentException e) {
        return DtypeRefusals.hold(call) ? e : new InexpressibleException(e.getMessage());
    }

    private static <L extends Loss> LossOutcome backward(
            Adapter<L> adapter, L loss, LossCall call, Inputs inputs, FloatTensor output) {
        Map<String, TensorValue> grads = new LinkedHashMap<>();
        if (call.requiresGrad().isEmpty()) {
            return new Computed(Tensors.value(output), grads);
        }
        try {
            requireSomeGradient(call, loss);
            GradOutput gradOutput = new GradOutput(call.gradOutput()
                    .map(value -> Tensors.gradOutput(call.loss() + ": gradOutput", value))
                    .orElse(null));
            Map<String, FloatTensor> computed = adapter.backward().of(loss, inputs, gradOutput);
            for (String name : call.requiresGrad()) {
                if (computed.containsKey(name)) {
                    grads.put(name, Tensors.value(computed.get(name)));
                }
            }
        } catch (IllegalArgumentException e) {
            return new Rejected(Stage.BACKWARD, e.getMessage(), Optional.of(Tensors.value(output)));
        }
        return new Computed(Tensors.value(output), grads);
    }

    private static void requireDifferentiable(LossCall call, Loss loss, Set<String> leftNone) {
        for (String name : call.requiresGrad()) {
            if (!loss.differentiable().contains(name) && !leftNone.contains(name)) {
                throw new IllegalArgumentException(call.loss() + ": " + name + " has no gradient");
            }
        }
    }

    private static void requireSomeGradient(LossCall call, Loss loss) {
        if (call.requiresGrad().stream().noneMatch(loss.differentiable()::contains)) {
            throw new IllegalArgumentException(call.loss() + ": " + String.join(", ", call.requiresGrad())
                    + " has no gradient, and nothing else requires one");
        }
    }
}
