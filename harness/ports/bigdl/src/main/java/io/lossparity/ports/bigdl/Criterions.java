package io.lossparity.ports.bigdl;

import com.intel.analytics.bigdl.nn.AbsCriterion;
import com.intel.analytics.bigdl.nn.BCECriterion;
import com.intel.analytics.bigdl.nn.ClassNLLCriterion;
import com.intel.analytics.bigdl.nn.CosineEmbeddingCriterion;
import com.intel.analytics.bigdl.nn.CrossEntropyCriterion;
import com.intel.analytics.bigdl.nn.DistKLDivCriterion;
import com.intel.analytics.bigdl.nn.HingeEmbeddingCriterion;
import com.intel.analytics.bigdl.nn.MSECriterion;
import com.intel.analytics.bigdl.nn.MarginRankingCriterion;
import com.intel.analytics.bigdl.nn.MultiLabelMarginCriterion;
import com.intel.analytics.bigdl.nn.MultiLabelSoftMarginCriterion;
import com.intel.analytics.bigdl.nn.MultiMarginCriterion;
import com.intel.analytics.bigdl.nn.SmoothL1Criterion;
import com.intel.analytics.bigdl.nn.SoftMarginCriterion;
import com.intel.analytics.bigdl.tensor.Tensor;
import io.lossparity.ports.base.Arguments;
import java.util.Map;
import java.util.Set;

/** The 14 losses that BigDL has: the criterion of each, and its parameters. */
final class Criterions {

    /** How each loss is constructed, by PyTorch's name. */
    static final Map<String, BigdlConstruction> BY_NAME = Map.ofEntries(
            Map.entry("L1Loss", (a, n) -> Criterion.ofValues(new AbsCriterion<>(isMean(a), n.tag(), n.numeric()))),
            Map.entry("MSELoss", Criterions::mse),
            Map.entry(
                    "SmoothL1Loss",
                    (a, n) -> Criterion.ofValues(new SmoothL1Criterion<>(isMean(a), n.tag(), n.numeric()))),
            Map.entry(
                    "KLDivLoss",
                    (a, n) -> Criterion.ofValues(new DistKLDivCriterion<>(isMean(a), n.tag(), n.numeric()))),
            Map.entry(
                    "SoftMarginLoss",
                    (a, n) -> Criterion.ofValues(new SoftMarginCriterion<>(isMean(a), n.tag(), n.numeric()))),
            Map.entry(
                    "BCELoss",
                    (a, n) -> Criterion.ofValues(new BCECriterion<>(weight(a, n), isMean(a), n.tag(), n.numeric()))),
            Map.entry(
                    "MultiLabelSoftMarginLoss",
                    (a, n) -> Criterion.ofValues(
                            new MultiLabelSoftMarginCriterion<>(weight(a, n), isMean(a), n.tag(), n.numeric()))),
            Map.entry(
                    "HingeEmbeddingLoss",
                    (a, n) -> Criterion.ofValues(
                            new HingeEmbeddingCriterion<>(a.real("margin", 1), isMean(a), n.tag(), n.numeric()))),
            Map.entry(
                    "MarginRankingLoss",
                    (a, n) -> Criterion.ofPair(
                            new MarginRankingCriterion<>(a.real("margin", 0), isMean(a), n.tag(), n.numeric()))),
            Map.entry(
                    "CosineEmbeddingLoss",
                    (a, n) -> Criterion.ofPair(
                            new CosineEmbeddingCriterion<>(a.real("margin", 0), isMean(a), n.tag(), n.numeric()))),
            Map.entry(
                    "MultiLabelMarginLoss",
                    (a, n) -> Criterion.ofClasses(new MultiLabelMarginCriterion<>(isMean(a), n.tag(), n.numeric()))),
            Map.entry("MultiMarginLoss", Criterions::multiMargin),
            Map.entry("NLLLoss", Criterions::nll),
            Map.entry("CrossEntropyLoss", Criterions::crossEntropy));

    private static final Set<String> OF_PAIRS = Set.of("MarginRankingLoss", "CosineEmbeddingLoss");

    private Criterions() {}

    /** Returns the arguments whose gradients a loss's criterion computes. */
    static String[] gradients(String loss) {
        return OF_PAIRS.contains(loss) ? new String[] {"input1", "input2"} : new String[] {"input"};
    }

    /** MSE's constructor does not take this argument, but it has the same property as the others. */
    private static Criterion mse(Arguments arguments, Numeric numeric) {
        MSECriterion<Object> criterion = new MSECriterion<>(numeric.tag(), numeric.numeric());
        criterion.sizeAverage_$eq(isMean(arguments));
        return Criterion.ofValues(criterion);
    }

    private static Criterion multiMargin(Arguments arguments, Numeric numeric) {
        int p = Math.toIntExact(arguments.wholeNumber("p", 1));
        double margin = arguments.real("margin", 1);
        return Criterion.ofClasses(new MultiMarginCriterion<>(
                p, weight(arguments, numeric), margin, isMean(arguments), numeric.tag(), numeric.numeric()));
    }

    /** BigDL's paddingValue is PyTorch's ignoreIndex, counted from 1 as the classes are. */
    private static Criterion nll(Arguments arguments, Numeric numeric) {
        int padding = Math.toIntExact(arguments.integer("ignoreIndex", -100)) + 1;
        return Criterion.ofClasses(new ClassNLLCriterion<>(
                weight(arguments, numeric), isMean(arguments), true, padding, numeric.tag(), numeric.numeric()));
    }

    private static Criterion crossEntropy(Arguments arguments, Numeric numeric) {
        arguments.requireAbsent("BigDL", "ignoreIndex");
        return Criterion.ofClasses(new CrossEntropyCriterion<>(
                weight(arguments, numeric), isMean(arguments), numeric.tag(), numeric.numeric()));
    }

    private static Tensor<Object> weight(Arguments arguments, Numeric numeric) {
        return arguments
                .tensor("weight")
                .map(value -> numeric.tensor("weight", value))
                .orElse(null);
    }

    /** Returns BigDL's sizeAverage: true for the mean, false for the sum; it has no other reduction. */
    private static boolean isMean(Arguments arguments) {
        return arguments.reduction("BigDL", Set.of("mean", "sum")).equals("mean");
    }
}
