package io.lossparity.ports.nd4j;

import io.lossparity.ports.base.Arguments;
import io.lossparity.spi.TensorValue;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * The two losses that SameDiff lacks and that have a corresponding DL4J loss function.
 *
 * <p>Both clip probabilities by default; clipping is switched off here, because PyTorch does not clip.
 */
final class LossFunctions {
    private static final String LIBRARY = "ND4J";

    /** How each loss is constructed, by PyTorch's name. */
    static final Map<String, LossFunction.Construction> BY_NAME =
            Map.of("BCELoss", LossFunctions::binary, "CrossEntropyLoss", LossFunctions::classes);

    private LossFunctions() {}

    private static LossFunction binary(Arguments arguments) {
        String reduction = arguments.reduction(LIBRARY, Set.of("mean", "sum"));
        return new LossFunction(new LossBinaryXENT(0, weight(arguments)), new ActivationIdentity(), false, reduction);
    }

    private static LossFunction classes(Arguments arguments) {
        arguments.requireAbsent(LIBRARY, "ignoreIndex");
        String reduction = arguments.reduction(LIBRARY, Set.of("none", "mean", "sum"));
        return new LossFunction(new LossMCXENT(0, weight(arguments)), new ActivationSoftmax(), true, reduction);
    }

    /** DL4J takes a weight per class as a row vector. */
    private static INDArray weight(Arguments arguments) {
        return arguments
                .tensor("weight")
                .map(value -> Nd4jArrays.array(value.shape().length == 1 ? row(value) : value))
                .orElse(null);
    }

    private static TensorValue row(TensorValue value) {
        int[] shape = {1, value.size()};
        return switch (value.dtype()) {
            case FLOAT32 -> TensorValue.ofFloats(shape, value.floats());
            case FLOAT64 -> TensorValue.ofDoubles(shape, value.doubles());
            default -> value;
        };
    }
}
