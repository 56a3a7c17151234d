package io.lossparity.ports.nd4j;

import io.lossparity.ports.base.AbsentException;
import io.lossparity.ports.base.Arguments;
import io.lossparity.ports.base.StagedCall;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One call of one of DL4J's loss functions. */
final class LossFunctionCall implements StagedCall {
    private final LossCall call;
    private final LossFunction.Construction construction;
    private final Arguments arguments;
    private LossFunction loss;
    private INDArray input;
    private INDArray labels;

    LossFunctionCall(LossCall call, LossFunction.Construction construction) {
        this.call = call;
        this.construction = construction;
        this.arguments = new Arguments(call);
    }

    @Override
    public void construct() {
        loss = construction.construct(arguments);
        arguments.requireParametersRead();
        if (!Set.of("input").containsAll(call.requiresGrad())) {
            throw new AbsentException("ND4J's loss functions have only a gradient of the input");
        }
    }

    @Override
    public TensorValue forward() {
        input = Nd4jArrays.array(arguments.input("input"));
        TensorValue target = arguments.input("target");
        arguments.requireInputsRead();
        NativeChecks.requireElements(input);
        labels = loss.oneHot() ? oneHot(target) : Nd4jArrays.array(target);
        if (loss.reduction().equals("none")) {
            INDArray scores = loss.function().computeScoreArray(labels, input, loss.activation(), null);
            return Nd4jArrays.value(scores.reshape(scores.length()));
        }
        // torch: a loss has its input's dtype; ND4J's is a Java double.
        boolean average = loss.reduction().equals("mean");
        double score = loss.function().computeScore(labels, input, loss.activation(), null, average);
        return call.dtype() == DType.FLOAT32
                ? TensorValue.ofFloats(new int[0], (float) score)
                : TensorValue.ofDoubles(new int[0], score);
    }

    private INDArray oneHot(TensorValue target) {
        if (target.dtype() != DType.INT64) {
            throw new AbsentException("ND4J's labels are one-hot, they can't be a "
                    + target.dtype().torchName() + " target");
        }
        long classes = input.rank() < 2 ? input.length() : input.size(1);
        INDArray flat = Nd4j.zeros(input.dataType(), target.size(), classes);
        for (int i = 0; i < target.size(); i++) {
            if (target.longs()[i] == -100) {
                // torch: -100 is ignored by default, even if no parameter says so.
                throw new AbsentException("ND4J's CrossEntropyLoss ignores no class");
            }
            if (target.longs()[i] < 0 || target.longs()[i] >= classes) {
                throw new IllegalArgumentException(
                        "class " + target.longs()[i] + " has no one-hot label of " + classes);
            }
            flat.putScalar(i, target.longs()[i], 1);
        }
        return flat;
    }

    /** A loss function takes no incoming gradient, so its result is multiplied by it, as the chain rule says. */
    @Override
    public Map<String, TensorValue> backward() {
        INDArray gradient = loss.function().computeGradient(labels, input, loss.activation(), null);
        if (call.gradOutput().isPresent()) {
            INDArray factor = Nd4jArrays.array(call.gradOutput().get());
            if (factor.rank() != (loss.reduction().equals("none") ? 1 : 0)) {
                throw new IllegalArgumentException("an incoming gradient of another shape can't scale the gradient");
            }
            gradient = factor.rank() == 0 ? gradient.mul(factor) : gradient.mulColumnVector(factor);
        }
        return Map.of("input", Nd4jArrays.value(gradient));
    }
}
