package io.lossparity.ports.nd4j;

import io.lossparity.ports.base.AbsentException;
import io.lossparity.ports.base.Arguments;
import io.lossparity.ports.base.StagedCall;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One call of one of SameDiff's losses, with the gradients that SameDiff derives. */
final class GraphCall implements StagedCall {
    private final LossCall call;
    private final Graph definition;
    private final Arguments arguments;
    private final SameDiff graph = SameDiff.create();
    private Graph.Node node;
    private SDVariable loss;

    GraphCall(LossCall call, Graph definition) {
        this.call = call;
        this.definition = definition;
        this.arguments = new Arguments(call);
    }

    @Override
    public void construct() {
        node = definition.construct(arguments);
        arguments.requireParametersRead();
    }

    @Override
    public TensorValue forward() {
        SDVariable input = input("input");
        SDVariable target = input("target");
        arguments.requireInputsRead();
        NativeChecks.requireSameDtype(input.getArr(), target.getArr());
        loss = node.of(graph, input, target);
        return Nd4jArrays.value(loss.eval());
    }

    private SDVariable input(String name) {
        TensorValue value = arguments.input(name);
        INDArray array = Nd4jArrays.array(value);
        return value.dtype().isFloating() ? graph.var(name, array) : graph.constant(name, array);
    }

    /**
     * Returns SameDiff's gradients times the incoming one, as the chain rule says.
     *
     * <p>A loss must be the end of a SameDiff graph: an incoming gradient multiplied inside the graph would be ignored.
     */
    @Override
    public Map<String, TensorValue> backward() {
        INDArray factor = call.gradOutput().map(Nd4jArrays::array).orElse(null);
        if (factor != null && factor.rank() != 0) {
            throw new AbsentException("SameDiff's losses take no incoming gradient per element");
        }
        graph.setLossVariables(loss);
        Map<String, INDArray> gradients = graph.calculateGradients(Map.of(), call.requiresGrad());
        Map<String, TensorValue> grads = new LinkedHashMap<>();
        gradients.forEach(
                (name, gradient) ->
                        grads.put(name, Nd4jArrays.value(factor == null ? gradient : gradient.mul(factor))));
        return grads;
    }
}
