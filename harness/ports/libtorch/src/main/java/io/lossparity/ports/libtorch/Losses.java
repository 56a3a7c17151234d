package io.lossparity.ports.libtorch;

import java.util.Map;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.BCELossImpl;
import org.bytedeco.pytorch.BCELossOptions;
import org.bytedeco.pytorch.BCEWithLogitsLossImpl;
import org.bytedeco.pytorch.BCEWithLogitsLossOptions;
import org.bytedeco.pytorch.CTCLossImpl;
import org.bytedeco.pytorch.CTCLossOptions;
import org.bytedeco.pytorch.CosineEmbeddingLossImpl;
import org.bytedeco.pytorch.CosineEmbeddingLossOptions;
import org.bytedeco.pytorch.CrossEntropyLossImpl;
import org.bytedeco.pytorch.CrossEntropyLossOptions;
import org.bytedeco.pytorch.HingeEmbeddingLossImpl;
import org.bytedeco.pytorch.HingeEmbeddingLossOptions;
import org.bytedeco.pytorch.KLDivLossImpl;
import org.bytedeco.pytorch.KLDivLossOptions;
import org.bytedeco.pytorch.L1LossImpl;
import org.bytedeco.pytorch.L1LossOptions;
import org.bytedeco.pytorch.MSELossImpl;
import org.bytedeco.pytorch.MSELossOptions;
import org.bytedeco.pytorch.MarginRankingLossImpl;
import org.bytedeco.pytorch.MarginRankingLossOptions;
import org.bytedeco.pytorch.MultiLabelMarginLossImpl;
import org.bytedeco.pytorch.MultiLabelMarginLossOptions;
import org.bytedeco.pytorch.MultiLabelSoftMarginLossImpl;
import org.bytedeco.pytorch.MultiLabelSoftMarginLossOptions;
import org.bytedeco.pytorch.MultiMarginLossImpl;
import org.bytedeco.pytorch.MultiMarginLossOptions;
import org.bytedeco.pytorch.NLLLossImpl;
import org.bytedeco.pytorch.NLLLossOptions;
import org.bytedeco.pytorch.PoissonNLLLossImpl;
import org.bytedeco.pytorch.PoissonNLLLossOptions;
import org.bytedeco.pytorch.SmoothL1LossImpl;
import org.bytedeco.pytorch.SmoothL1LossOptions;
import org.bytedeco.pytorch.SoftMarginLossImpl;
import org.bytedeco.pytorch.SoftMarginLossOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TripletMarginLossImpl;
import org.bytedeco.pytorch.TripletMarginLossOptions;

/** The 18 losses: which options each module of {@code torch::nn} has, and which inputs it takes. */
final class Losses {

    /** How each loss is constructed, by PyTorch's name. */
    static final Map<String, Construction> BY_NAME = Map.ofEntries(
            Map.entry("L1Loss", Losses::l1Loss),
            Map.entry("MSELoss", Losses::mseLoss),
            Map.entry("SmoothL1Loss", Losses::smoothL1Loss),
            Map.entry("NLLLoss", Losses::nllLoss),
            Map.entry("CrossEntropyLoss", Losses::crossEntropyLoss),
            Map.entry("BCELoss", Losses::bceLoss),
            Map.entry("BCEWithLogitsLoss", Losses::bceWithLogitsLoss),
            Map.entry("KLDivLoss", Losses::klDivLoss),
            Map.entry("PoissonNLLLoss", Losses::poissonNLLLoss),
            Map.entry("CTCLoss", Losses::ctcLoss),
            Map.entry("MarginRankingLoss", Losses::marginRankingLoss),
            Map.entry("HingeEmbeddingLoss", Losses::hingeEmbeddingLoss),
            Map.entry("MultiLabelMarginLoss", Losses::multiLabelMarginLoss),
            Map.entry("SoftMarginLoss", Losses::softMarginLoss),
            Map.entry("MultiLabelSoftMarginLoss", Losses::multiLabelSoftMarginLoss),
            Map.entry("CosineEmbeddingLoss", Losses::cosineEmbeddingLoss),
            Map.entry("MultiMarginLoss", Losses::multiMarginLoss),
            Map.entry("TripletMarginLoss", Losses::tripletMarginLoss));

    private Losses() {}

    private static Forward l1Loss(Parameters parameters) {
        L1LossOptions options = new L1LossOptions();
        parameters.reduction(options.reduction());
        L1LossImpl module = new L1LossImpl(options);
        return binary(module::forward);
    }

    private static Forward mseLoss(Parameters parameters) {
        MSELossOptions options = new MSELossOptions();
        parameters.reduction(options.reduction());
        MSELossImpl module = new MSELossImpl(options);
        return binary(module::forward);
    }

    private static Forward smoothL1Loss(Parameters parameters) {
        SmoothL1LossOptions options = new SmoothL1LossOptions();
        if (parameters.arguments().given("beta")) {
            options.beta().put(parameters.arguments().real("beta", 1));
        }
        parameters.reduction(options.reduction());
        SmoothL1LossImpl module = new SmoothL1LossImpl(options);
        return binary(module::forward);
    }

    private static Forward nllLoss(Parameters parameters) {
        NLLLossOptions options = new NLLLossOptions();
        parameters.tensor("weight", options.weight());
        parameters.integer("ignoreIndex", options.ignore_index());
        parameters.reduction(options.reduction());
        NLLLossImpl module = new NLLLossImpl(options);
        return binary(module::forward);
    }

    private static Forward crossEntropyLoss(Parameters parameters) {
        CrossEntropyLossOptions options = new CrossEntropyLossOptions();
        parameters.tensor("weight", options.weight());
        parameters.integer("ignoreIndex", options.ignore_index());
        parameters.real("labelSmoothing", options.label_smoothing());
        parameters.reduction(options.reduction());
        CrossEntropyLossImpl module = new CrossEntropyLossImpl(options);
        return binary(module::forward);
    }

    private static Forward bceLoss(Parameters parameters) {
        BCELossOptions options = new BCELossOptions();
        parameters.tensor("weight", options.weight());
        parameters.reduction(options.reduction());
        BCELossImpl module = new BCELossImpl(options);
        return binary(module::forward);
    }

    private static Forward bceWithLogitsLoss(Parameters parameters) {
        BCEWithLogitsLossOptions options = new BCEWithLogitsLossOptions();
        parameters.tensor("weight", options.weight());
        parameters.tensor("posWeight", options.pos_weight());
        parameters.reduction(options.reduction());
        BCEWithLogitsLossImpl module = new BCEWithLogitsLossImpl(options);
        return binary(module::forward);
    }

    private static Forward klDivLoss(Parameters parameters) {
        KLDivLossOptions options = new KLDivLossOptions();
        parameters.bool("logTarget", options.log_target());
        parameters.reduction(options.reduction());
        KLDivLossImpl module = new KLDivLossImpl(options);
        return binary(module::forward);
    }

    private static Forward poissonNLLLoss(Parameters parameters) {
        PoissonNLLLossOptions options = new PoissonNLLLossOptions();
        parameters.bool("logInput", options.log_input());
        parameters.bool("full", options.full());
        parameters.real("eps", options.eps());
        parameters.reduction(options.reduction());
        PoissonNLLLossImpl module = new PoissonNLLLossImpl(options);
        return binary(module::forward);
    }

    private static Forward ctcLoss(Parameters parameters) {
        CTCLossOptions options = new CTCLossOptions();
        parameters.integer("blank", options.blank());
        parameters.bool("zeroInfinity", options.zero_infinity());
        parameters.reduction(options.reduction());
        CTCLossImpl module = new CTCLossImpl(options);
        return inputs -> ctcForward(module, inputs);
    }

    private static Forward marginRankingLoss(Parameters parameters) {
        MarginRankingLossOptions options = new MarginRankingLossOptions();
        parameters.real("margin", options.margin());
        parameters.reduction(options.reduction());
        MarginRankingLossImpl module = new MarginRankingLossImpl(options);
        return ternary(module::forward, "input1", "input2", "target");
    }

    private static Forward hingeEmbeddingLoss(Parameters parameters) {
        HingeEmbeddingLossOptions options = new HingeEmbeddingLossOptions();
        parameters.real("margin", options.margin());
        parameters.reduction(options.reduction());
        HingeEmbeddingLossImpl module = new HingeEmbeddingLossImpl(options);
        return binary(module::forward);
    }

    private static Forward multiLabelMarginLoss(Parameters parameters) {
        MultiLabelMarginLossOptions options = new MultiLabelMarginLossOptions();
        parameters.reduction(options.reduction());
        MultiLabelMarginLossImpl module = new MultiLabelMarginLossImpl(options);
        return binary(module::forward);
    }

    private static Forward softMarginLoss(Parameters parameters) {
        SoftMarginLossOptions options = new SoftMarginLossOptions();
        parameters.reduction(options.reduction());
        SoftMarginLossImpl module = new SoftMarginLossImpl(options);
        return binary(module::forward);
    }

    private static Forward multiLabelSoftMarginLoss(Parameters parameters) {
        MultiLabelSoftMarginLossOptions options = new MultiLabelSoftMarginLossOptions();
        parameters.tensor("weight", options.weight());
        parameters.reduction(options.reduction());
        MultiLabelSoftMarginLossImpl module = new MultiLabelSoftMarginLossImpl(options);
        return binary(module::forward);
    }

    private static Forward cosineEmbeddingLoss(Parameters parameters) {
        CosineEmbeddingLossOptions options = new CosineEmbeddingLossOptions();
        parameters.real("margin", options.margin());
        parameters.reduction(options.reduction());
        CosineEmbeddingLossImpl module = new CosineEmbeddingLossImpl(options);
        return ternary(module::forward, "input1", "input2", "target");
    }

    private static Forward multiMarginLoss(Parameters parameters) {
        MultiMarginLossOptions options = new MultiMarginLossOptions();
        parameters.wholeNumber("p", options.p());
        parameters.real("margin", options.margin());
        parameters.tensor("weight", options.weight());
        parameters.reduction(options.reduction());
        MultiMarginLossImpl module = new MultiMarginLossImpl(options);
        return binary(module::forward);
    }

    private static Forward tripletMarginLoss(Parameters parameters) {
        TripletMarginLossOptions options = new TripletMarginLossOptions();
        parameters.real("margin", options.margin());
        parameters.real("p", options.p());
        parameters.real("eps", options.eps());
        parameters.bool("swap", options.swap());
        parameters.reduction(options.reduction());
        TripletMarginLossImpl module = new TripletMarginLossImpl(options);
        return ternary(module::forward, "anchor", "positive", "negative");
    }

    private static Tensor ctcForward(CTCLossImpl module, Inputs inputs) {
        inputs.requireSameKind("inputLengths", "targetLengths");
        Tensor logProbs = inputs.tensor("logProbs");
        Tensor targets = inputs.tensor("targets");
        Tensor inputLengths = inputs.lengths("inputLengths");
        Tensor targetLengths = inputs.lengths("targetLengths");
        inputs.requireAllRead();
        return module.forward(logProbs, targets, inputLengths, targetLengths);
    }

    private static Forward binary(BinaryOperator<Tensor> forward) {
        return inputs -> {
            Tensor input = inputs.tensor("input");
            Tensor target = inputs.tensor("target");
            inputs.requireAllRead();
            return forward.apply(input, target);
        };
    }

    private static Forward ternary(TernaryForward forward, String first, String second, String third) {
        return inputs -> {
            Tensor one = inputs.tensor(first);
            Tensor two = inputs.tensor(second);
            Tensor three = inputs.tensor(third);
            inputs.requireAllRead();
            return forward.apply(one, two, three);
        };
    }

    @FunctionalInterface
    private interface TernaryForward {
        Tensor apply(Tensor first, Tensor second, Tensor third);
    }
}
