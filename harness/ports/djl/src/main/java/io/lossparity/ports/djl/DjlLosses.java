package io.lossparity.ports.djl;

import ai.djl.training.loss.Loss;
import io.lossparity.ports.base.Arguments;
import java.util.Map;
import java.util.Set;

/**
 * The six losses that have a corresponding class in DJL.
 *
 * <p>DJL's weight is a number that scales the whole loss; it is set to 1 (L2Loss's default is 1/2).
 */
final class DjlLosses {
    private static final String LIBRARY = "DJL";
    private static final int CLASS_AXIS = 1;

    /** How each loss is constructed, by PyTorch's name. */
    static final Map<String, DjlConstruction> BY_NAME = Map.of(
            "L1Loss", DjlLosses::l1,
            "MSELoss", DjlLosses::mse,
            "BCELoss", arguments -> binary(arguments, true),
            "BCEWithLogitsLoss", arguments -> binary(arguments, false),
            "NLLLoss", arguments -> classes(arguments, false),
            "CrossEntropyLoss", arguments -> classes(arguments, true));

    private DjlLosses() {}

    private static Loss l1(Arguments arguments) {
        requireMean(arguments);
        return Loss.l1Loss("L1Loss", 1);
    }

    private static Loss mse(Arguments arguments) {
        requireMean(arguments);
        return Loss.l2Loss("L2Loss", 1);
    }

    private static Loss binary(Arguments arguments, boolean fromSigmoid) {
        arguments.requireAbsent(LIBRARY, "weight");
        if (!fromSigmoid) {
            arguments.requireAbsent(LIBRARY, "posWeight");
        }
        requireMean(arguments);
        return Loss.sigmoidBinaryCrossEntropyLoss("SigmoidBinaryCrossEntropyLoss", 1, fromSigmoid);
    }

    private static Loss classes(Arguments arguments, boolean fromLogit) {
        arguments.requireAbsent(LIBRARY, "weight");
        arguments.requireAbsent(LIBRARY, "ignoreIndex");
        requireMean(arguments);
        return Loss.softmaxCrossEntropyLoss("SoftmaxCrossEntropyLoss", 1, CLASS_AXIS, true, fromLogit);
    }

    private static void requireMean(Arguments arguments) {
        arguments.reduction(LIBRARY, Set.of("mean"));
    }
}
