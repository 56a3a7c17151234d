package io.lossparity.ports.nd4j;

import io.lossparity.ports.base.AbsentException;
import io.lossparity.ports.base.Arguments;
import io.lossparity.spi.TensorValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The five losses that have a corresponding loss in SameDiff. */
final class Graphs {
    private static final String LIBRARY = "ND4J";

    /** How each loss is constructed, by PyTorch's name. */
    static final Map<String, Graph> BY_NAME = Map.of(
            "L1Loss", Graphs::l1,
            "MSELoss", Graphs::mse,
            "SmoothL1Loss", Graphs::smoothL1,
            "BCEWithLogitsLoss", Graphs::binary,
            "PoissonNLLLoss", Graphs::poisson);

    private Graphs() {}

    private static Graph.Node l1(Arguments arguments) {
        LossReduce reduce = reduction(arguments);
        return (graph, input, target) -> graph.loss().absoluteDifference(target, input, null, reduce);
    }

    private static Graph.Node mse(Arguments arguments) {
        LossReduce reduce = reduction(arguments);
        return (graph, input, target) -> graph.loss().meanSquaredError(target, input, null, reduce);
    }

    /** Huber's loss with delta 1 is SmoothL1. */
    private static Graph.Node smoothL1(Arguments arguments) {
        LossReduce reduce = reduction(arguments);
        return (graph, input, target) -> graph.loss().huberLoss(target, input, null, reduce, 1);
    }

    private static Graph.Node binary(Arguments arguments) {
        arguments.requireAbsent(LIBRARY, "posWeight");
        LossReduce reduce = reduction(arguments);
        Optional<TensorValue> weight = arguments.tensor("weight");
        return (graph, input, target) ->
                graph.loss().sigmoidCrossEntropy(target, input, weights(graph, weight, input), reduce, 0);
    }

    private static SDVariable weights(SameDiff graph, Optional<TensorValue> weight, SDVariable input) {
        return weight.map(value -> {
                    INDArray array = Nd4jArrays.array(value);
                    NativeChecks.requireSameDtype(input.getArr(), array);
                    return graph.var("weight", array);
                })
                .orElse(null);
    }

    private static Graph.Node poisson(Arguments arguments) {
        if (!arguments.bool("logInput", true)) {
            throw new AbsentException(LIBRARY + "'s logPoisson takes only the logarithm of the input");
        }
        // PyTorch reads eps only with logInput=False.
        arguments.real("eps", 0);
        boolean full = arguments.bool("full", false);
        LossReduce reduce = reduction(arguments);
        return (graph, input, target) -> graph.loss().logPoisson(target, input, null, reduce, full);
    }

    private static LossReduce reduction(Arguments arguments) {
        return switch (arguments.reduction(LIBRARY, Set.of("none", "mean", "sum"))) {
            case "none" -> LossReduce.NONE;
            case "sum" -> LossReduce.SUM;
            default -> LossReduce.MEAN_BY_NONZERO_WEIGHT_COUNT;
        };
    }
}
