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

/** The losses: which options each module of {@code torch::nn} has, and which inputs it takes. */
final class LibtorchLosses {

    /** How each loss is constructed, by PyTorch's name. */
    static final Map<String, LibtorchConstruction> BY_NAME = Map.ofEntries(
            Map.entry("L1Loss", LibtorchLosses::l1Loss),
            Map.entry("MSELoss", LibtorchLosses::mseLoss),
            Map.entry("SmoothL1Loss", LibtorchLosses::smoothL1Loss),
            Map.entry("NLLLoss", LibtorchLosses::nllLoss),
            Map.entry("CrossEntropyLoss", LibtorchLosses::crossEntropyLoss),
            Map.entry("BCELoss", LibtorchLosses::bceLoss),
            Map.entry("BCEWithLogitsLoss", LibtorchLosses::bceWithLogitsLoss),
            Map.entry("KLDivLoss", LibtorchLosses::klDivLoss),
            Map.entry("PoissonNLLLoss", LibtorchLosses::poissonNLLLoss),
            Map.entry("CTCLoss", LibtorchLosses::ctcLoss),
            Map.entry("MarginRankingLoss", LibtorchLosses::marginRankingLoss),
            Map.entry("HingeEmbeddingLoss", LibtorchLosses::hingeEmbeddingLoss),
            Map.entry("MultiLabelMarginLoss", LibtorchLosses::multiLabelMarginLoss),
            Map.entry("SoftMarginLoss", LibtorchLosses::softMarginLoss),
            Map.entry("MultiLabelSoftMarginLoss", LibtorchLosses::multiLabelSoftMarginLoss),
            Map.entry("CosineEmbeddingLoss", LibtorchLosses::cosineEmbeddingLoss),
            Map.entry("MultiMarginLoss", LibtorchLosses::multiMarginLoss),
            Map.entry("TripletMarginLoss", LibtorchLosses::tripletMarginLoss));

    private LibtorchLosses() {}

    private static Forward l1Loss(LibtorchParameters parameters) {
        L1LossOptions options = new L1LossOptions();
        parameters.reduction(options.reduction());
        L1LossImpl module = new L1LossImpl(options);
        return binary(module::forward);
    }

    private static Forward mseLoss(LibtorchParameters parameters) {
        MSELossOptions options = new MSELossOptions();
        parameters.reduction(options.reduction());
        MSELossImpl module = new MSELossImpl(options);
        return binary(module::forward);
    }

    private static Forward smoothL1Loss(LibtorchParameters parameters) {
        SmoothL1LossOptions options = new SmoothL1LossOptions();
        if (parameters.arguments().given("beta")) {
            options.beta().put(parameters.arguments().real("beta", 1));
        }
        parameters.reduction(options.reduction());
        SmoothL1LossImpl module = new SmoothL1LossImpl(options);
        return binary(module::forward);
    }

    private static Forward nllLoss(LibtorchParameters parameters) {
        NLLLossOptions options = new NLLLossOptions();
        parameters.tensor("weight", options.weight());
        parameters.integer("ignoreIndex", options.ignore_index());
        parameters.reduction(options.reduction());
        NLLLossImpl module = new NLLLossImpl(options);
        return binary(module::forward);
    }

    private static Forward crossEntropyLoss(LibtorchParameters parameters) {
        CrossEntropyLossOptions options = new CrossEntropyLossOptions();
        parameters.tensor("weight", options.weight());
        parameters.integer("ignoreIndex", options.ignore_index());
        parameters.real("labelSmoothing", options.label_smoothing());
        parameters.reduction(options.reduction());
        CrossEntropyLossImpl module = new CrossEntropyLossImpl(options);
        return binary(module::forward);
    }

    private static Forward bceLoss(LibtorchParameters parameters) {
        BCELossOptions options = new BCELossOptions();
        parameters.tensor("weight", options.weight());
        parameters.reduction(options.reduction());
        BCELossImpl module = new BCELossImpl(options);
        return binary(module::forward);
    }

    private static Forward bceWithLogitsLoss(LibtorchParameters parameters) {
        BCEWithLogitsLossOptions options = new BCEWithLogitsLossOptions();
        parameters.tensor("weight", options.weight());
        parameters.tensor("posWeight", options.pos_weight());
        parameters.reduction(options.reduction());
        BCEWithLogitsLossImpl module = new BCEWithLogitsLossImpl(options);
        return binary(module::forward);
    }

    private static Forward klDivLoss(LibtorchParameters parameters) {
        KLDivLossOptions options = new KLDivLossOptions();
        parameters.bool("logTarget", options.log_target());
        parameters.reduction(options.reduction());
        KLDivLossImpl module = new KLDivLossImpl(options);
        return binary(module::forward);
    }

    private static Forward poissonNLLLoss(LibtorchParameters parameters) {
        PoissonNLLLossOptions options = new PoissonNLLLossOptions();
        parameters.bool("logInput", options.log_input());
        parameters.bool("full", options.full());
        parameters.real("eps", options.eps());
        parameters.reduction(options.reduction());
        PoissonNLLLossImpl module = new PoissonNLLLossImpl(options);
        return binary(module::forward);
    }

    private static Forward ctcLoss(LibtorchParameters parameters) {
        CTCLossOptions options = new CTCLossOptions();
        parameters.integer("blank", options.blank());
        parameters.bool("zeroInfinity", options.zero_infinity());
        parameters.reduction(options.reduction());
        CTCLossImpl module = new CTCLossImpl(options);
        return inputs -> ctcForward(module, inputs);
    }

    private static Forward marginRankingLoss(LibtorchParameters parameters) {
        MarginRankingLossOptions options = new MarginRankingLossOptions();
        parameters.real("margin", options.margin());
        parameters.reduction(options.reduction());
        MarginRankingLossImpl module = new MarginRankingLossImpl(options);
        return ternary(module::forward, "input1", "input2", "target");
    }

    private static Forward hingeEmbeddingLoss(LibtorchParameters parameters) {
        HingeEmbeddingLossOptions options = new HingeEmbeddingLossOptions();
        parameters.real("margin", options.margin());
        parameters.reduction(options.reduction());
        HingeEmbeddingLossImpl module = new HingeEmbeddingLossImpl(options);
        return binary(module::forward);
    }

    private static Forward multiLabelMarginLoss(LibtorchParameters parameters) {
        MultiLabelMarginLossOptions options = new MultiLabelMarginLossOptions();
        parameters.reduction(options.reduction());
        MultiLabelMarginLossImpl module = new MultiLabelMarginLossImpl(options);
        return binary(module::forward);
    }

    private static Forward softMarginLoss(LibtorchParameters parameters) {
        SoftMarginLossOptions options = new SoftMarginLossOptions();
        parameters.reduction(options.reduction());
        SoftMarginLossImpl module = new SoftMarginLossImpl(options);
        return binary(module::forward);
    }

    private static Forward multiLabelSoftMarginLoss(LibtorchParameters parameters) {
        MultiLabelSoftMarginLossOptions options = new MultiLabelSoftMarginLossOptions();
        parameters.tensor("weight", options.weight());
        parameters.reduction(options.reduction());
        MultiLabelSoftMarginLossImpl module = new MultiLabelSoftMarginLossImpl(options);
        return binary(module::forward);
    }

    private static Forward cosineEmbeddingLoss(LibtorchParameters parameters) {
        CosineEmbeddingLossOptions options = new CosineEmbeddingLossOptions();
        parameters.real("margin", options.margin());
        parameters.reduction(options.reduction());
        CosineEmbeddingLossImpl module = new CosineEmbeddingLossImpl(options);
        return ternary(module::forward, "input1", "input2", "target");
    }

    private static Forward multiMarginLoss(LibtorchParameters parameters) {
        MultiMarginLossOptions options = new MultiMarginLossOptions();
        parameters.wholeNumber("p", options.p());
        parameters.real("margin", options.margin());
        parameters.tensor("weight", options.weight());
        parameters.reduction(options.reduction());
        MultiMarginLossImpl module = new MultiMarginLossImpl(options);
        return binary(module::forward);
    }

    private static Forward tripletMarginLoss(LibtorchParameters parameters) {
        TripletMarginLossOptions options = new TripletMarginLossOptions();
        parameters.real("margin", options.margin());
        parameters.real("p", options.p());
        parameters.real("eps", options.eps());
        parameters.bool("swap", options.swap());
        parameters.reduction(options.reduction());
        TripletMarginLossImpl module = new TripletMarginLossImpl(options);
        return ternary(module::forward, "anchor", "positive", "negative");
    }

    private static Tensor ctcForward(CTCLossImpl module, LibtorchInputs inputs) {
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
