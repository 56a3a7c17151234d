package io.lossparity.ports.libtorch;

import io.lossparity.ports.base.Arguments;
import io.lossparity.ports.base.StagedCall;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;

/** One call of libtorch. */
final class LibtorchCall implements StagedCall {
    private final LossCall call;
    private final LibtorchConstruction construction;
    private final Arguments arguments;
    private final Leaves leaves;
    private Forward forward;
    private Tensor output;

    LibtorchCall(LossCall call, LibtorchConstruction construction) {
        this.call = call;
        this.construction = construction;
        this.arguments = new Arguments(call);
        this.leaves = new Leaves(call.requiresGrad());
    }

    @Override
    public void construct() {
        forward = construction.construct(new LibtorchParameters(arguments, leaves));
        arguments.requireParametersRead();
    }

    @Override
    public TensorValue forward() {
        output = forward.apply(new LibtorchInputs(arguments, leaves));
        return LibtorchTensors.value(output);
    }

    @Override
    public Map<String, TensorValue> backward() {
        if (call.gradOutput().isPresent()) {
            output.backward(
                    LibtorchTensors.tensor(call.gradOutput().get()),
                    new BoolOptional(),
                    false,
                    new TensorArrayRefOptional());
        } else {
            output.backward();
        }
        Map<String, TensorValue> grads = new LinkedHashMap<>();
        for (String name : call.requiresGrad()) {
            leaves.gradient(name).ifPresent(grad -> grads.put(name, LibtorchTensors.value(grad)));
        }
        return grads;
    }
}
