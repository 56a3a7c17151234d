package io.lossparity.ports.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import io.lossparity.ports.base.Arguments;
import io.lossparity.ports.base.StagedCall;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** One call of one of DJL's losses. */
final class DjlCall implements StagedCall, AutoCloseable {
    private final LossCall call;
    private final DjlConstruction construction;
    private final NDManager manager;
    private final Arguments arguments;
    private final GradientCollector collector;
    private final Map<String, NDArray> leaves = new LinkedHashMap<>();
    private Loss loss;
    private NDArray output;

    DjlCall(LossCall call, DjlConstruction construction, NDManager manager) {
        this.call = call;
        this.construction = construction;
        this.manager = manager;
        this.arguments = new Arguments(call);
        this.collector = Engine.getEngine("PyTorch").newGradientCollector();
    }

    @Override
    public void construct() {
        loss = construction.construct(arguments);
        arguments.requireParametersRead();
    }

    @Override
    public TensorValue forward() {
        NDArray input = leaf("input");
        NDArray target = leaf("target");
        arguments.requireInputsRead();
        output = loss.evaluate(new NDList(target), new NDList(input));
        return DjlArrays.value(output);
    }

    private NDArray leaf(String name) {
        NDArray array = DjlArrays.array(manager, arguments.input(name));
        if (call.requiresGrad().contains(name)) {
            array.setRequiresGradient(true);
        }
        leaves.put(name, array);
        return array;
    }

    /** DJL's backward starts from 1, so the loss is scaled by the incoming gradient before it. */
    @Override
    public Map<String, TensorValue> backward() {
        NDArray root = output;
        if (call.gradOutput().isPresent()) {
            NDArray factor = DjlArrays.array(manager, call.gradOutput().get());
            if (!factor.getShape().equals(output.getShape())) {
                throw new IllegalArgumentException("an incoming gradient of shape " + factor.getShape()
                        + " can't scale a loss of shape " + output.getShape());
            }
            root = output.mul(factor);
        }
        collector.backward(root);
        Map<String, TensorValue> grads = new LinkedHashMap<>();
        for (String name : call.requiresGrad()) {
            NDArray leaf = leaves.get(name);
            if (leaf != null && leaf.hasGradient()) {
                grads.put(name, DjlArrays.value(leaf.getGradient()));
            }
        }
        return grads;
    }

    @Override
    public void close() {
        collector.close();
    }
}
