package io.lossparity.relations;

import io.lossparity.relations.Recipe.Grain;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Relations of the losses of a difference, and of a margin between two inputs. */
final class DistanceRelations {
    private DistanceRelations() {}

    static List<Relation> all() {
        return List.of(
                Relation.of(
                                "exchange",
                                "l(x, y) = l(y, x), and the gradients change places",
                                DistanceRelations::exchange)
                        .on("L1Loss", "MSELoss", "SmoothL1Loss"),
                Relation.of("translation", "l(x + c, y + c) = l(x, y)", probe -> translated(probe, "input", "target"))
                        .on("L1Loss", "MSELoss", "SmoothL1Loss")
                        .on(Grain.COARSE),
                Relation.of(
                                "translation",
                                "l(x1 + c, x2 + c, y) = l(x1, x2, y)",
                                probe -> translated(probe, "input1", "input2"))
                        .on("MarginRankingLoss")
                        .on(Grain.COARSE),
                Relation.of(
                                "translation",
                                "l(a + c, p + c, n + c) = l(a, p, n)",
                                probe -> translated(probe, "anchor", "positive", "negative"))
                        .on("TripletMarginLoss")
                        .on(Grain.COARSE),
                Relation.of("homogeneous", "l(2 x, 2 y) = 2 l(x, y)", probe -> homogeneous(probe, 2))
                        .on("L1Loss"),
                Relation.of("homogeneous", "l(2 x, 2 y) = 4 l(x, y)", probe -> homogeneous(probe, 4))
                        .on("MSELoss"),
                Relation.of(
                                "square-inside-line-outside",
                                "l = MSE / 2 where |x - y| < 1, L1 - 1/2 elsewhere",
                                DistanceRelations::smooth)
                        .on("SmoothL1Loss"),
                Relation.of("antisymmetric", "l(x1, x2, y) = l(x2, x1, -y)", DistanceRelations::antisymmetric)
                        .on("MarginRankingLoss"),
                Relation.of("exchange", "l(x1, x2, y) = l(x2, x1, y)", DistanceRelations::exchangedPair)
                        .on("CosineEmbeddingLoss"),
                Relation.of("scale", "l(2 x1, 4 x2, y) = l(x1, x2, y)", DistanceRelations::scaled)
                        .on("CosineEmbeddingLoss"),
                Relation.of(
                                "positive-and-negative-exchanged",
                                "l(a, p, n) + l(a, n, p) = 2 margin if the margin is large",
                                DistanceRelations::farMargin)
                        .on("TripletMarginLoss")
                        .where(variant -> !Subject.has(variant, "swap")),
                broadcast("target")
                        .on("L1Loss", "MSELoss", "SmoothL1Loss", "PoissonNLLLoss", "MultiLabelSoftMarginLoss"),
                broadcast("input2").on("MarginRankingLoss"),
                broadcast("input").on("HingeEmbeddingLoss"),
                broadcast("negative").on("TripletMarginLoss"));
    }

    private static void exchange(Probe probe) {
        Sample sample = probe.sample();
        Sample other = sample.with("input", sample.tensor("target")).with("target", sample.tensor("input"));
        TensorValue g = probe.gradOutput();
        var one = probe.ask(sample, "none", new LinkedHashSet<>(List.of("input", "target")), g);
        var exchanged = probe.ask(other, "none", new LinkedHashSet<>(List.of("input", "target")), g);
        probe.same(Side.of("l(x, y)", one.output()), Side.of("l(y, x)", exchanged.output()), 2 * probe.rounding());
        double allowed = 2 * probe.gradientRounding() * Values.greatest(g.toDoubles());
        for (String[] pair : new String[][] {{"input", "target"}, {"target", "input"}}) {
            probe.same(
                    Side.of("the gradient of " + pair[0], one.grads().get(pair[0])),
                    Side.of(
                            "that of " + pair[1] + " after the exchange",
                            exchanged.grads().get(pair[1])),
                    allowed);
        }
    }

    /** The sums are exact, so the differences stay the same; eps is rounded as before. */
    private static void translated(Probe probe, String... names) {
        double shift = probe.draw().sign() * probe.draw().between(1, 8);
        Sample moved = probe.sample();
        for (String name : names) {
            moved = moved.with(name, Values.map(moved.values(name), x -> x + shift));
        }
        probe.same(
                Side.of("the loss moved by " + shift, probe.none(moved)),
                Side.of("the loss", probe.none(probe.sample())),
                2 * probe.rounding());
    }

    /** A power of two does not change any rounding, but these are two evaluations. */
    private static void homogeneous(Probe probe, double factor) {
        Sample sample = probe.sample();
        Sample doubled = sample.with("input", Values.scaled(sample.values("input"), 2))
                .with("target", Values.scaled(sample.values("target"), 2));
        probe.same(
                Side.of("l(2 x, 2 y)", probe.none(doubled)),
                Side.of(factor + " l(x, y)", Values.scaled(probe.none(sample), factor)),
                2 * factor * probe.rounding());
    }

    private static void smooth(Probe probe) {
        Sample sample = probe.sample();
        double[] squares = probe.none(sample.askedOf("MSELoss", Map.of()));
        double[] lines = probe.none(sample.askedOf("L1Loss", Map.of()));
        double[] either = Values.zip(lines, squares, (d, square) -> d < 1 ? square / 2 : d - 0.5);
        probe.same(
                Side.of("the loss", probe.none(sample)),
                Side.of("that of MSELoss and L1Loss", either),
                2 * probe.rounding());
    }

    private static void antisymmetric(Probe probe) {
        Sample sample = probe.sample();
        Sample turned = sample.with("input1", sample.tensor("input2"))
                .with("input2", sample.tensor("input1"))
                .with("target", Values.scaled(sample.values("target"), -1));
        TensorValue g = probe.gradOutput();
        var one = probe.ask(sample, "none", Set.of("input1"), g);
        var other = probe.ask(turned, "none", Set.of("input2"), g);
        probe.same(
                Side.of("l(x1, x2, y)", one.output()), Side.of("l(x2, x1, -y)", other.output()), 2 * probe.rounding());
        probe.same(
                Side.of("the gradient of input1", one.grads().get("input1")),
                Side.of("that of input2 after the exchange", other.grads().get("input2")),
                2 * probe.gradientRounding() * Values.greatest(g.toDoubles()));
    }

    private static void exchangedPair(Probe probe) {
        Sample sample = probe.sample();
        Sample other = sample.with("input1", sample.tensor("input2")).with("input2", sample.tensor("input1"));
        probe.same(
                Side.of("l(x1, x2)", probe.none(sample)),
                Side.of("l(x2, x1)", probe.none(other)),
                2 * probe.rounding());
    }

    /** PyTorch adds 1e-12 to each squared norm, which are at least 1/4 here. */
    private static void scaled(Probe probe) {
        Sample sample = probe.sample();
        Sample scaled = sample.with("input1", Values.scaled(sample.values("input1"), 2))
                .with("input2", Values.scaled(sample.values("input2"), 4));
        probe.same(
                Side.of("l(2 x1, 4 x2)", probe.none(scaled)),
                Side.of("l(x1, x2)", probe.none(sample)),
                2 * probe.rounding() + 2 * 1e-12 / 0.25);
    }

    private static void farMargin(Probe probe) {
        double margin = 1024;
        Sample sample = probe.sample().with("margin", (Object) margin);
        Sample exchanged =
                sample.with("positive", sample.tensor("negative")).with("negative", sample.tensor("positive"));
        double[] sums = Values.zip(probe.none(sample), probe.none(exchanged), Double::sum);
        double[] expected = new double[sums.length];
        java.util.Arrays.fill(expected, 2 * margin);
        double roundings = 2.0 * probe.subject().roundings(probe.dims());
        probe.same(
                Side.of("l(a, p, n) + l(a, n, p)", sums),
                Side.of("twice the margin", expected),
                roundings * probe.unit() * (margin + probe.subject().magnitude(probe.sample())));
    }

    private static Relation broadcast(String argument) {
        return Relation.of(
                        "broadcast",
                        "a single " + argument + " = the same one repeated, and its gradient adds up",
                        probe -> broadcast(probe, argument))
                .upTo(Subject.Size.MEDIUM);
    }

    /** The gradient of the repeated argument is a sum over the batch: N - 1 more roundings of N terms. */
    private static void broadcast(Probe probe, String argument) {
        int batch = probe.dims()[0];
        Sample whole = probe.sample();
        Sample repeated = whole.with(argument, Values.take(whole.tensor(argument), 0, new int[batch]));
        Sample single = whole.with(argument, Values.take(whole.tensor(argument), 0, 0));
        Set<String> names = probe.batchedGradients();
        TensorValue g = probe.gradOutput();
        var one = probe.ask(repeated, "none", names, g);
        var other = probe.ask(single, "none", names, g);
        double incoming = Values.greatest(g.toDoubles());
        probe.same(
                Side.of("the loss of the repeated " + argument, one.output()),
                Side.of("that of the broadcast one", other.output()),
                2 * probe.rounding());
        double rounding = probe.unit() * incoming * probe.subject().slope(repeated);
        for (String name : names) {
            boolean adds = name.equals(argument);
            TensorValue grad = one.grads().get(name);
            double roundings =
                    2.0 * probe.subject().roundings(probe.dims()) * (adds ? batch : 1) + (adds ? batch * batch : 0);
            probe.same(
                    Side.of(
                            "the gradient of " + name + (adds ? ", added up," : ""),
                            adds ? summed(grad.toDoubles(), batch) : grad.toDoubles()),
                    Side.of(
                            "that with the broadcast " + argument,
                            other.grads().get(name).toDoubles()),
                    roundings * rounding);
        }
    }

    private static double[] summed(double[] values, int batch) {
        int width = values.length / batch;
        double[] sums = new double[width];
        for (int i = 0; i < values.length; i++) {
            sums[i % width] += values[i];
        }
        return sums;
    }
}
