package io.lossparity.relations;

import io.lossparity.spi.TensorValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Relations of the gradients of any loss, and of a batch. */
final class GradientRelations {
    private GradientRelations() {}

    static List<Relation> all() {
        return List.of(
                Relation.of(
                        "gradient-of-sum-is-of-none-with-ones",
                        "d sum(l) = d l with 1 coming in",
                        GradientRelations::ofSum),
                Relation.of(
                        "gradient-of-mean-is-of-none-over-denominator",
                        "d mean(l) with g coming in = d l with g / D_j coming in",
                        GradientRelations::ofMean),
                Relation.of(
                        "implicit-incoming-gradient-is-one", "backward() = backward(1)", GradientRelations::implicit),
                Relation.of(
                        "gradient-doubles-exactly",
                        "d l with 2 g coming in = 2 (d l with g), to the bit",
                        GradientRelations::doubled),
                Relation.of(
                        "gradient-is-additive",
                        "d l with a + b coming in = (d l with a) + (d l with b)",
                        GradientRelations::additive),
                Relation.of("batch-permuted", "l(P x) = P l(x), and so the gradients", GradientRelations::permuted),
                Relation.of("batch-joined", "l(x, x') = l(x), l(x'), and so the gradients", GradientRelations::joined));
    }

    private static Set<String> names(Probe probe) {
        return probe.anyDifferentiable();
    }

    private static void ofSum(Probe probe) {
        Sample sample = probe.sample();
        TensorValue ones = Values.filled(probe.dtype(), probe.subject().outputShape(probe.dims()), 1);
        Map<String, TensorValue> sum =
                probe.gradients(sample, "sum", names(probe), Values.filled(probe.dtype(), new int[0], 1));
        Map<String, TensorValue> none = probe.gradients(sample, "none", names(probe), ones);
        for (String name : names(probe)) {
            probe.same(
                    Side.of("the gradient of " + name + " of the sum", sum.get(name)),
                    Side.of("that of the unreduced loss with ones", none.get(name)),
                    2 * probe.gradientRounding());
        }
    }

    /** The incoming quotient is rounded once, and the denominator's sum once for each of its terms. */
    private static void ofMean(Probe probe) {
        Sample sample = probe.sample();
        double incoming = probe.draw().sign() * probe.draw().fine(probe.dtype(), 0.5, 1.5);
        double[] denominators = probe.subject().denominators(sample, probe.dims());
        double[] shares = Values.map(denominators, d -> incoming / d);
        Map<String, TensorValue> mean =
                probe.gradients(sample, "mean", names(probe), Values.filled(probe.dtype(), new int[0], incoming));
        Map<String, TensorValue> none = probe.gradients(
                sample,
                "none",
                names(probe),
                TensorValue.of(probe.dtype(), probe.subject().outputShape(probe.dims()), shares));
        double roundings = 2.0 * probe.subject().roundings(probe.dims()) + 2 + summed(probe);
        double allowed = roundings * probe.unit() * probe.subject().slope(sample) * Values.greatest(shares);
        for (String name : names(probe)) {
            probe.same(
                    Side.of("the gradient of " + name + " of the mean", mean.get(name)),
                    Side.of(
                            "that of the unreduced loss over " + probe.subject().denominatorInWords() + ",",
                            none.get(name)),
                    allowed);
        }
    }

    /** A denominator that is a sum of weights carries the rounding of each; a count does not. */
    private static int summed(Probe probe) {
        return probe.sample().has("weight") ? Values.size(probe.subject().outputShape(probe.dims())) : 0;
    }

    private static void implicit(Probe probe) {
        Map<String, TensorValue> said =
                probe.gradients(probe.sample(), "mean", names(probe), Values.filled(probe.dtype(), new int[0], 1));
        Map<String, TensorValue> unsaid = probe.gradients(probe.sample(), "mean", names(probe), null);
        for (String name : names(probe)) {
            probe.same(
                    Side.of("the gradient of " + name + " with the implicit 1", unsaid.get(name)),
                    Side.of("that with 1", said.get(name)),
                    0);
        }
    }

    /** Doubling does not change any rounding. */
    private static void doubled(Probe probe) {
        TensorValue once = probe.gradOutput();
        TensorValue twice = TensorValue.of(probe.dtype(), once.shape(), Values.scaled(once.toDoubles(), 2));
        Map<String, TensorValue> single = probe.gradients(probe.sample(), "none", names(probe), once);
        Map<String, TensorValue> doubled = probe.gradients(probe.sample(), "none", names(probe), twice);
        for (String name : names(probe)) {
            TensorValue grad = single.get(name);
            probe.same(
                    Side.of("the gradient of " + name + " with 2 g", doubled.get(name)),
                    new Side("twice that with g", grad.shape(), Values.scaled(grad.toDoubles(), 2)),
                    0);
        }
    }

    /** a + b is exact, because the values are coarse; each of three evaluations is within its own k u slope. */
    private static void additive(Probe probe) {
        int[] shape = probe.subject().outputShape(probe.dims());
        double[] a = coarse(probe, shape);
        double[] b = coarse(probe, shape);
        double[] both = Values.zip(a, b, Double::sum);
        Map<String, TensorValue> first = gradients(probe, shape, a);
        Map<String, TensorValue> second = gradients(probe, shape, b);
        Map<String, TensorValue> sum = gradients(probe, shape, both);
        double incoming = Values.greatest(a) + Values.greatest(b) + Values.greatest(both);
        for (String name : names(probe)) {
            double[] added =
                    Values.zip(first.get(name).toDoubles(), second.get(name).toDoubles(), Double::sum);
            probe.same(
                    Side.of("the gradient of " + name + " with a + b", sum.get(name)),
                    new Side("the sum of those with a and b", sum.get(name).shape(), added),
                    incoming * probe.gradientRounding());
        }
    }

    private static double[] coarse(Probe probe, int[] shape) {
        double[] values = new double[Values.size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = probe.draw().sign() * probe.draw().coarse(0.5, 1.5, Recipe.STEP);
        }
        return values;
    }

    private static Map<String, TensorValue> gradients(Probe probe, int[] shape, double[] incoming) {
        return probe.gradients(probe.sample(), "none", names(probe), TensorValue.of(probe.dtype(), shape, incoming));
    }

    private static void permuted(Probe probe) {
        int[] places = probe.draw().permutation(probe.dims()[0]);
        TensorValue gradOutput = probe.gradOutput();
        Set<String> names = probe.batchedGradients();
        var whole = probe.ask(probe.sample(), "none", names, gradOutput);
        var moved = probe.ask(
                probe.subject().take(probe.sample(), places), "none", names, Values.take(gradOutput, 0, places));
        probe.same(
                Side.of("the loss of the permuted batch", moved.output()),
                Side.of("the permuted loss", Values.take(whole.output(), 0, places)),
                2 * probe.rounding());
        double allowed = 2 * probe.gradientRounding() * Values.greatest(gradOutput.toDoubles());
        for (String name : names) {
            int axis = probe.subject().batchAxes(probe.sample()).get(name);
            probe.same(
                    Side.of(
                            "the gradient of " + name + " of the permuted batch",
                            moved.grads().get(name)),
                    Side.of("the permuted gradient", Values.take(whole.grads().get(name), axis, places)),
                    allowed);
        }
    }

    private static void joined(Probe probe) {
        int batch = probe.dims()[0];
        int cut = batch == 1 ? 1 : probe.draw().between(1, batch - 1);
        TensorValue gradOutput = probe.gradOutput();
        Set<String> names = probe.batchedGradients();
        var whole = probe.ask(probe.sample(), "none", names, gradOutput);
        double allowed = 2 * probe.gradientRounding() * Values.greatest(gradOutput.toDoubles());
        for (int[] places : List.of(range(0, cut), range(cut, batch))) {
            if (places.length == 0) {
                continue;
            }
            var part = probe.ask(
                    probe.subject().take(probe.sample(), places), "none", names, Values.take(gradOutput, 0, places));
            String which = "samples " + places[0] + " to " + places[places.length - 1];
            probe.same(
                    Side.of("the loss of " + which + " alone", part.output()),
                    Side.of("the loss of the batch there", Values.take(whole.output(), 0, places)),
                    2 * probe.rounding());
            for (String name : names) {
                int axis = probe.subject().batchAxes(probe.sample()).get(name);
                probe.same(
                        Side.of(
                                "the gradient of " + name + " of " + which + " alone",
                                part.grads().get(name)),
                        Side.of(
                                "that of the batch there",
                                Values.take(whole.grads().get(name), axis, places)),
                        allowed);
            }
        }
    }

    private static int[] range(int from, int to) {
        int[] places = new int[to - from];
        for (int i = 0; i < places.length; i++) {
            places[i] = from + i;
        }
        return places;
    }
}
