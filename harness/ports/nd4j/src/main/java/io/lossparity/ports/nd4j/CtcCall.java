package io.lossparity.ports.nd4j;

import io.lossparity.ports.base.AbsentException;
import io.lossparity.ports.base.Arguments;
import io.lossparity.ports.base.StagedCall;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One call of ND4J's CTC loss, which takes (batch, time, classes) and does not reduce.
 *
 * <p>It calls the native operations directly. SameDiff's own call fails in 1.0.0-M2.1, because it does not know the
 * operation's dtype, and does not pass the blank.
 */
final class CtcCall implements StagedCall {
    private static final String LIBRARY = "ND4J";

    private final LossCall call;
    private final Arguments arguments;
    private long blank;
    private INDArray[] inputs;

    CtcCall(LossCall call) {
        this.call = call;
        this.arguments = new Arguments(call);
    }

    @Override
    public void construct() {
        arguments.reduction(LIBRARY, Set.of("none"));
        if (arguments.bool("zeroInfinity", false)) {
            throw new AbsentException(LIBRARY + "'s CTCLoss has no zeroInfinity");
        }
        blank = arguments.integer("blank", 0);
        arguments.requireParametersRead();
        if (!Set.of("logProbs").containsAll(call.requiresGrad())) {
            throw new AbsentException(LIBRARY + "'s CTCLoss has only a gradient of logProbs");
        }
    }

    @Override
    public TensorValue forward() {
        TensorValue targets = arguments.input("targets");
        TensorValue logProbs = arguments.input("logProbs");
        INDArray targetLengths = lengths("targetLengths");
        INDArray inputLengths = lengths("inputLengths");
        arguments.requireInputsRead();
        if (targets.shape().length != 2) {
            throw new AbsentException(LIBRARY + "'s CTCLoss takes only padded targets");
        }
        if (logProbs.shape().length != 3) {
            throw new IllegalArgumentException("logProbs must have 3 dimensions");
        }
        INDArray batchFirst = Nd4jArrays.array(logProbs).permute(1, 0, 2).dup('c');
        inputs = new INDArray[] {Nd4jArrays.array(targets), batchFirst, targetLengths, inputLengths};
        return Nd4jArrays.value(run("ctc_loss"));
    }

    private INDArray lengths(String name) {
        if (arguments.isTuple(name)) {
            long[] values = arguments.tuple(name);
            return Nd4jArrays.array(TensorValue.ofLongs(new int[] {values.length}, values));
        }
        return Nd4jArrays.array(arguments.input(name));
    }

    private INDArray run(String operation) {
        return Nd4j.exec(DynamicCustomOp.builder(operation)
                .addInputs(inputs)
                .addIntegerArguments(blank)
                .build())[0];
    }

    /** The gradient is that of the sum over the batch, so each example's is multiplied by its incoming gradient. */
    @Override
    public Map<String, TensorValue> backward() {
        INDArray gradient = run("ctc_loss_grad");
        if (call.gradOutput().isPresent()) {
            INDArray factor = Nd4jArrays.array(call.gradOutput().get());
            if (factor.rank() != 1) {
                throw new IllegalArgumentException("an incoming gradient of another shape can't scale the gradient");
            }
            gradient = gradient.mul(factor.reshape(factor.length(), 1, 1).broadcast(gradient.shape()));
        }
        return Map.of("logProbs", Nd4jArrays.value(gradient.permute(1, 0, 2).dup('c')));
    }
}
