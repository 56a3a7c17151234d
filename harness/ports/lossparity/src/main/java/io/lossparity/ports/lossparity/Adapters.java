package io.lossparity.ports.lossparity;

import io.lossparity.losses.BCELoss;
import io.lossparity.losses.BCEWithLogitsLoss;
import io.lossparity.losses.CTCLoss;
import io.lossparity.losses.CosineEmbeddingLoss;
import io.lossparity.losses.CrossEntropyLoss;
import io.lossparity.losses.HingeEmbeddingLoss;
import io.lossparity.losses.KLDivLoss;
import io.lossparity.losses.L1Loss;
import io.lossparity.losses.Loss;
import io.lossparity.losses.MSELoss;
import io.lossparity.losses.MarginRankingLoss;
import io.lossparity.losses.MultiLabelMarginLoss;
import io.lossparity.losses.MultiLabelSoftMarginLoss;
import io.lossparity.losses.MultiMarginLoss;
import io.lossparity.losses.NLLLoss;
import io.lossparity.losses.PoissonNLLLoss;
import io.lossparity.losses.SmoothL1Loss;
import io.lossparity.losses.SoftMarginLoss;
import io.lossparity.losses.TripletMarginLoss;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The table of the losses: how each is constructed and called. */
final class Adapters {
    private final Map<String, Adapter<?>> byName = new LinkedHashMap<>();

    private Adapters() {
        addPairs();
        addPairsWithTarget();
        addKlDiv();
        addClasses();
        addSigns();
        addTriples();
        addCtc();
    }

    /** Returns the adapters by the name of their loss. */
    static Map<String, Adapter<?>> all() {
        return Collections.unmodifiableMap(new Adapters().byName);
    }

    private <L extends Loss> void add(Class<L> loss, Adapter<L> adapter) {
        byName.put(loss.getSimpleName(), adapter);
    }

    private void addPairs() {
        add(
                BCELoss.class,
                Adapter.<BCELoss>pair(
                        p -> p.reduced(new BCELoss().withWeight(p.tensor("weight"))),
                        BCELoss::forward,
                        BCELoss::backward,
                        BCELoss::backward));
        add(
                SoftMarginLoss.class,
                Adapter.<SoftMarginLoss>pair(
                        p -> p.reduced(new SoftMarginLoss()),
                        SoftMarginLoss::forward,
                        SoftMarginLoss::backward,
                        SoftMarginLoss::backward));
        add(
                MultiLabelSoftMarginLoss.class,
                Adapter.<MultiLabelSoftMarginLoss>pair(
                                p -> p.reducedExactly(new MultiLabelSoftMarginLoss().withWeight(p.tensor("weight"))),
                                MultiLabelSoftMarginLoss::forward,
                                MultiLabelSoftMarginLoss::backward,
                                MultiLabelSoftMarginLoss::backward)
                        .orAll(
                                MultiLabelSoftMarginLoss::backwardAll,
                                MultiLabelSoftMarginLoss::backwardAll,
                                (MultiLabelSoftMarginLoss.AllGradients<FloatTensor> all) -> all.weight() == null
                                        ? Map.of("input", all.input(), "target", all.target())
                                        : Map.of(
                                                "input", all.input(), "target", all.target(), "weight", all.weight())));
    }

    private void addPairsWithTarget() {
        add(
                L1Loss.class,
                Adapter.<L1Loss>pair(
                                p -> p.reducedUnchecked(new L1Loss()),
                                L1Loss::forward,
                                L1Loss::backward,
                                L1Loss::backward)
                        .orAll(
                                L1Loss::backwardAll,
                                L1Loss::backwardAll,
                                (L1Loss.AllGradients<FloatTensor> all) ->
                                        Map.of("input", all.input(), "target", all.target())));
        add(
                MSELoss.class,
                Adapter.<MSELoss>pair(
                                p -> p.reducedUnchecked(new MSELoss()),
                                MSELoss::forward,
                                MSELoss::backward,
                                MSELoss::backward)
                        .orAll(
                                MSELoss::backwardAll,
                                MSELoss::backwardAll,
                                (MSELoss.AllGradients<FloatTensor> all) ->
                                        Map.of("input", all.input(), "target", all.target())));
        add(
                SmoothL1Loss.class,
                Adapter.<SmoothL1Loss>pair(
                                p -> p.reducedUnchecked(new SmoothL1Loss()),
                                SmoothL1Loss::forward,
                                SmoothL1Loss::backward,
                                SmoothL1Loss::backward)
                        .checked(SquareRounding::requireOne)
                        .orAll(
                                SmoothL1Loss::backwardAll,
                                SmoothL1Loss::backwardAll,
                                (SmoothL1Loss.AllGradients<FloatTensor> all) ->
                                        Map.of("input", all.input(), "target", all.target())));
        add(
                BCEWithLogitsLoss.class,
                Adapter.<BCEWithLogitsLoss>pair(
                                p -> p.reduced(new BCEWithLogitsLoss()
                                        .withWeight(p.tensor("weight"))
                                        .withPosWeight(p.tensor("posWeight"))),
                                BCEWithLogitsLoss::forward,
                                BCEWithLogitsLoss::backward,
                                BCEWithLogitsLoss::backward)
                        .orAll(
                                BCEWithLogitsLoss::backwardAll,
                                BCEWithLogitsLoss::backwardAll,
                                (BCEWithLogitsLoss.AllGradients<FloatTensor> all) ->
                                        Map.of("input", all.input(), "target", all.target())));
        add(
                PoissonNLLLoss.class,
                Adapter.<PoissonNLLLoss>pair(
                                p -> {
                                    PoissonNLLLoss defaults = new PoissonNLLLoss();
                                    return p.reducedExactly(
                                            defaults.withLogInput(p.bool("logInput", defaults.logInput()))
                                                    .withFull(p.bool("full", defaults.full()))
                                                    .withEps(p.real("eps", defaults.eps())));
                                },
                                PoissonNLLLoss::forward,
                                PoissonNLLLoss::backward,
                                PoissonNLLLoss::backward)
                        .orAll(
                                PoissonNLLLoss::backwardAll,
                                PoissonNLLLoss::backwardAll,
                                (PoissonNLLLoss.AllGradients<FloatTensor> all) ->
                                        Map.of("input", all.input(), "target", all.target())));
    }

    private void addKlDiv() {
        Adapter<KLDivLoss> both = Adapter.<KLDivLoss>pair(
                        p -> p.reduced(new KLDivLoss()), KLDivLoss::forward, KLDivLoss::backward, KLDivLoss::backward)
                .orAll(
                        KLDivLoss::backwardAll,
                        KLDivLoss::backwardAll,
                        (KLDivLoss.AllGradients<FloatTensor> all) ->
                                Map.of("input", all.input(), "target", all.target()));
        add(
                KLDivLoss.class,
                new Adapter<>(
                        Set.of(),
                        both.construct(),
                        both.forward(),
                        (loss, in, gradOutput) -> in.requiresGrad("input")
                                ? both.backward().of(loss, in, gradOutput)
                                : Map.of(
                                        "target",
                                        Backwards.targetGradient(
                                                loss, in.floats("input"), in.floats("target"), gradOutput))));
    }

    private void addClasses() {
        CrossEntropyLoss entropy = new CrossEntropyLoss();
        NLLLoss likelihood = new NLLLoss();
        MultiMarginLoss margin = new MultiMarginLoss();
        add(
                CrossEntropyLoss.class,
                Adapter.<CrossEntropyLoss>classes(
                        p -> p.reduced(entropy.withWeight(p.tensor("weight"))
                                .withIgnoreIndex(p.integer("ignoreIndex", entropy.ignoreIndex()))),
                        CrossEntropyLoss::forward,
                        CrossEntropyLoss::backward,
                        CrossEntropyLoss::backward));
        add(
                NLLLoss.class,
                Adapter.<NLLLoss>classes(
                        p -> p.reduced(likelihood
                                .withWeight(p.tensor("weight"))
                                .withIgnoreIndex(p.integer("ignoreIndex", likelihood.ignoreIndex()))),
                        NLLLoss::forward,
                        NLLLoss::backward,
                        NLLLoss::backward));
        add(
                MultiMarginLoss.class,
                Adapter.<MultiMarginLoss>classes(
                        p -> p.reduced(margin.withP(p.whole("p", margin.p()))
                                .withMargin(p.real("margin", margin.margin()))
                                .withWeight(p.tensor("weight"))),
                        MultiMarginLoss::forward,
                        MultiMarginLoss::backward,
                        MultiMarginLoss::backward));
        add(
                MultiLabelMarginLoss.class,
                Adapter.<MultiLabelMarginLoss>classes(
                        p -> p.reduced(new MultiLabelMarginLoss()),
                        MultiLabelMarginLoss::forward,
                        MultiLabelMarginLoss::backward,
                        MultiLabelMarginLoss::backward));
    }

    /** torch: the target may be of any dtype, may require a gradient, and gets none. */
    private void addSigns() {
        HingeEmbeddingLoss hinge = new HingeEmbeddingLoss();
        add(
                HingeEmbeddingLoss.class,
                new Adapter<>(
                        Set.of("target"),
                        p -> p.reduced(hinge.withMargin(p.real("margin", hinge.margin()))),
                        (loss, in) -> in.isInteger("target")
                                ? loss.forward(in.floats("input"), in.signs("target"))
                                : loss.forward(in.floats("input"), in.floats("target")),
                        (loss, in, gradOutput) -> Map.of("input", Backwards.hinge(loss, in, gradOutput))));
        CosineEmbeddingLoss cosine = new CosineEmbeddingLoss();
        add(
                CosineEmbeddingLoss.class,
                new Adapter<>(
                        Set.of("target"),
                        p -> p.reduced(cosine.withMargin(p.real("margin", cosine.margin()))),
                        (loss, in) -> in.isInteger("target")
                                ? loss.forward(in.floats("input1"), in.floats("input2"), in.signs("target"))
                                : loss.forward(in.floats("input1"), in.floats("input2"), in.floats("target")),
                        (loss, in, gradOutput) -> {
                            CosineEmbeddingLoss.Gradients<FloatTensor> grads = Backwards.cosine(loss, in, gradOutput);
                            return Map.of("input1", grads.input1(), "input2", grads.input2());
                        }));
    }

    private void addTriples() {
        MarginRankingLoss ranking = new MarginRankingLoss();
        add(
                MarginRankingLoss.class,
                new Adapter<>(
                        Set.of(),
                        p -> p.reduced(ranking.withMargin(p.real("margin", ranking.margin()))),
                        (loss, in) -> loss.forward(in.floats("input1"), in.floats("input2"), in.floats("target")),
                        Backwards::ranking));
        TripletMarginLoss triplet = new TripletMarginLoss();
        add(
                TripletMarginLoss.class,
                new Adapter<>(
                        Set.of(),
                        p -> p.reduced(triplet.withMargin(p.real("margin", triplet.margin()))
                                .withP(p.real("p", triplet.p()))
                                .withEps(p.real("eps", triplet.eps()))
                                .withSwap(p.bool("swap", triplet.swap()))),
                        (loss, in) -> loss.forward(in.floats("anchor"), in.floats("positive"), in.floats("negative")),
                        Backwards::triplet));
    }

    private void addCtc() {
        CTCLoss ctc = new CTCLoss();
        add(
                CTCLoss.class,
                new Adapter<>(
                        Set.of(),
                        p -> ctc.withBlank(p.integer("blank", ctc.blank()))
                                .withReduction(p.reduction(ctc.reduction()))
                                .withZeroInfinity(p.bool("zeroInfinity", ctc.zeroInfinity())),
                        (loss, in) -> loss.forward(
                                in.floats("logProbs"),
                                in.integers("targets"),
                                Backwards.lengths(in, "inputLengths", "targetLengths"),
                                Backwards.lengths(in, "targetLengths", "inputLengths")),
                        (loss, in, gradOutput) -> {
                            FloatTensor x = in.floats("logProbs");
                            Int64Tensor y = in.integers("targets");
                            Int64Tensor t = Backwards.lengths(in, "inputLengths", "targetLengths");
                            Int64Tensor s = Backwards.lengths(in, "targetLengths", "inputLengths");
                            return Map.of(
                                    "logProbs",
                                    gradOutput.into(
                                            g -> loss.backward(g, x, y, t, s), () -> loss.backward(x, y, t, s)));
                        }));
    }
}
