package io.lossparity.relations;

import io.lossparity.relations.Recipe.Grain;
import io.lossparity.spi.TensorValue;
import java.util.List;
import java.util.Set;

/** Relations of the losses of probabilities, log-probabilities and logits. */
final class LikelihoodRelations {
    private LikelihoodRelations() {}

    static List<Relation> all() {
        return List.of(
                Relation.of("is-bce-of-sigmoid", "l(x, y) = BCE(1 / (1 + e^-x), y)", LikelihoodRelations::sigmoid)
                        .on("BCEWithLogitsLoss")
                        .where(variant -> !Subject.has(variant, "posWeight")),
                Relation.of("complement", "l(x, y) = l(-x, 1 - y)", LikelihoodRelations::logitComplement)
                        .on("BCEWithLogitsLoss")
                        .on(Grain.COARSE)
                        .where(variant -> !Subject.has(variant, "posWeight")),
                Relation.of("complement", "l(x, y) = l(1 - x, 1 - y)", LikelihoodRelations::complement)
                        .on("BCELoss")
                        .on(Grain.COARSE),
                Relation.of(
                                "is-mean-of-bce-with-logits",
                                "l = mean over the classes of BCEWithLogits(x, y)",
                                LikelihoodRelations::labels)
                        .on("MultiLabelSoftMarginLoss"),
                Relation.of("sign", "l(x, y) = l(-x, -y), to the bit", LikelihoodRelations::sign)
                        .on("SoftMarginLoss"),
                Relation.of("zero-at-the-target", "KLDiv(log y, y) = 0", LikelihoodRelations::zero)
                        .on("KLDivLoss"),
                Relation.of("translation", "l(x + c, y) = l(x, y) - c y", LikelihoodRelations::translatedKl)
                        .on("KLDivLoss")
                        .on(Grain.COARSE),
                Relation.of(
                                "log-input-or-rate",
                                "l(x, y) with logInput = l(e^x, y) without, up to eps",
                                LikelihoodRelations::rate)
                        .on("PoissonNLLLoss")
                        .where(variant -> !Subject.has(variant, "logInput=false")),
                Relation.of("weight-of-ones", "a weight of ones changes nothing", LikelihoodRelations::ones)
                        .on(
                                "BCELoss",
                                "BCEWithLogitsLoss",
                                "MultiLabelSoftMarginLoss",
                                "NLLLoss",
                                "CrossEntropyLoss",
                                "MultiMarginLoss")
                        .where(variant -> Subject.has(variant, "weight") || Subject.has(variant, "posWeight")),
                Relation.of(
                                "weight-doubles",
                                "twice the weight is twice the unreduced loss",
                                LikelihoodRelations::doubledWeight)
                        .on(
                                "BCELoss",
                                "BCEWithLogitsLoss",
                                "MultiLabelSoftMarginLoss",
                                "NLLLoss",
                                "CrossEntropyLoss",
                                "MultiMarginLoss")
                        .where(variant -> Subject.has(variant, "weight")));
    }

    /**
     * The sigmoid is rounded once, relative to itself; where it is near 1, {@code log(1 - p)} magnifies that by
     * {@code p / (1 - p) = e^x}.
     */
    private static void sigmoid(Probe probe) {
        Sample logits = probe.sample();
        double[] p = Values.map(logits.values("input"), x -> 1 / (1 + StrictMath.exp(-x)));
        Sample asked = logits.with("input", p).askedOf("BCELoss", logits.params());
        double magnified = Math.exp(logits.greatest("input"));
        double weight = logits.has("weight") ? logits.greatest("weight") : 1;
        double[] other = probe.none(asked); // first: a port without it has no part in this, whatever else is wrong
        probe.same(
                Side.of("the loss of the logits", probe.none(logits)),
                Side.of("BCELoss of their sigmoid", other),
                2 * probe.rounding() + 2 * probe.unit() * magnified * weight);
    }

    private static void logitComplement(Probe probe) {
        Sample sample = probe.sample();
        Sample other = sample.with("input", Values.scaled(sample.values("input"), -1))
                .with("target", Values.map(sample.values("target"), y -> 1 - y));
        compareWithInputGradient(probe, other, "l(-x, 1 - y)", -1);
    }

    private static void complement(Probe probe) {
        Sample sample = probe.sample();
        Sample other = sample.with("input", Values.map(sample.values("input"), x -> 1 - x))
                .with("target", Values.map(sample.values("target"), y -> 1 - y));
        compareWithInputGradient(probe, other, "l(1 - x, 1 - y)", -1);
    }

    private static void compareWithInputGradient(Probe probe, Sample other, String name, double factor) {
        TensorValue g = probe.gradOutput();
        var one = probe.ask(probe.sample(), "none", Set.of("input"), g);
        var turned = probe.ask(other, "none", Set.of("input"), g);
        probe.same(Side.of("l(x, y)", one.output()), Side.of(name, turned.output()), 2 * probe.rounding());
        TensorValue grad = turned.grads().get("input");
        probe.same(
                Side.of("the gradient of input of l(x, y)", one.grads().get("input")),
                new Side("the negative of that of " + name, grad.shape(), Values.scaled(grad.toDoubles(), factor)),
                2 * probe.gradientRounding() * Values.greatest(g.toDoubles()));
    }

    private static void labels(Probe probe) {
        Sample sample = probe.sample();
        double[] each = probe.none(sample.askedOf("BCEWithLogitsLoss", sample.params()));
        int[] dims = probe.dims();
        int inner = Values.sizeFrom(dims, 2);
        double[] means = new double[dims[0] * inner];
        for (int i = 0; i < each.length; i++) {
            int row = i / (dims[1] * inner);
            means[row * inner + i % inner] += each[i] / dims[1];
        }
        probe.same(
                Side.of("the loss", probe.none(sample)),
                Side.of("the mean of BCEWithLogitsLoss over the classes", means),
                2 * probe.rounding());
    }

    private static void sign(Probe probe) {
        Sample sample = probe.sample();
        Sample other = sample.with("input", Values.scaled(sample.values("input"), -1))
                .with("target", Values.scaled(sample.values("target"), -1));
        probe.same(Side.of("l(x, y)", probe.none(sample)), Side.of("l(-x, -y)", probe.none(other)), 0);
    }

    /** log y is rounded once more, to the element type. */
    private static void zero(Probe probe) {
        Sample sample = probe.sample();
        Sample equal = sample.with("input", Values.map(sample.values("target"), StrictMath::log));
        double[] none = probe.none(equal);
        probe.same(Side.of("KLDiv(log y, y)", none), Side.of("zero", new double[none.length]), 2 * probe.rounding());
    }

    private static void translatedKl(Probe probe) {
        Sample sample = probe.sample();
        double shift = -probe.draw().between(1, 4);
        Sample moved = sample.with("input", Values.map(sample.values("input"), x -> x + shift));
        double[] expected = Values.zip(probe.none(sample), sample.values("target"), (l, y) -> l - shift * y);
        probe.same(
                Side.of("l(x + c, y) for c = " + shift, probe.none(moved)),
                Side.of("l(x, y) - c y", expected),
                2 * probe.rounding() + 2 * probe.unit() * Math.abs(shift) * sample.greatest("target"));
    }

    /** e^x is rounded once, and eps, 1e-8, is added to it: {@code y eps / e^x}. */
    private static void rate(Probe probe) {
        Sample sample = probe.sample();
        double[] rates = Values.map(sample.values("input"), StrictMath::exp);
        Sample other = sample.with("logInput", (Object) false).with("input", rates);
        double eps = 1e-8 * sample.greatest("target") / Values.least(rates);
        probe.same(
                Side.of("the loss of the log-rate", probe.none(sample)),
                Side.of("that of the rate", probe.none(other)),
                3 * probe.rounding() + eps);
    }

    private static void ones(Probe probe) {
        Sample weighted = probe.sample();
        Sample bare = weighted;
        for (String name : List.of("weight", "posWeight")) {
            if (weighted.has(name)) {
                weighted = weighted.with(
                        name, Values.filled(probe.dtype(), weighted.tensor(name).shape(), 1));
                bare = bare.without(name);
            }
        }
        double rounding = 2
                * probe.subject().roundings(probe.dims())
                * probe.unit()
                * probe.subject().magnitude(weighted);
        probe.same(
                Side.of("the loss with weights of one", probe.none(weighted)),
                Side.of("that without", probe.none(bare)),
                rounding);
        double terms = Values.size(probe.subject().outputShape(probe.dims()));
        probe.same(
                Side.of("the mean with weights of one", probe.output(weighted, "mean")),
                Side.of("that without", probe.output(bare, "mean")),
                rounding + 2 * terms * probe.unit() * probe.subject().magnitude(weighted));
    }

    private static void doubledWeight(Probe probe) {
        Sample once = probe.sample();
        Sample twice = once.with("weight", Values.scaled(once.values("weight"), 2));
        probe.same(
                Side.of("the loss with twice the weight", probe.none(twice)),
                Side.of("twice the loss", Values.scaled(probe.none(once), 2)),
                4 * probe.rounding());
        if (List.of("NLLLoss", "CrossEntropyLoss").contains(once.loss())) { // the weights are divided by their sum
            double terms = 2.0 * Values.size(probe.subject().outputShape(probe.dims()));
            probe.same(
                    Side.of("the mean with twice the weight", probe.output(twice, "mean")),
                    Side.of("the mean", probe.output(once, "mean")),
                    2 * probe.rounding()
                            + terms * probe.unit() * probe.subject().magnitude(once));
        }
    }
}
