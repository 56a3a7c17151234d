package io.lossparity.relations;

import io.lossparity.kit.signature.Signatures;
import io.lossparity.relations.Recipe.Grain;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/** Relations of the losses of scores per class. */
final class ClassRelations {
    private static final long IGNORED = Signatures.bundled().ignoreIndex();

    private ClassRelations() {}

    static List<Relation> all() {
        return List.of(
                Relation.of("is-nll-of-log-softmax", "CE(x) = NLL(logSoftmax(x))", ClassRelations::logSoftmax)
                        .on("CrossEntropyLoss"),
                Relation.of("translation", "l(x + c) = l(x) for a c per sample", ClassRelations::translated)
                        .on("CrossEntropyLoss", "MultiMarginLoss", "MultiLabelMarginLoss")
                        .on(Grain.COARSE),
                Relation.of(
                                "ignored-do-not-matter",
                                "l(x') = l(x) if x' differs only in ignored places, whose gradient is 0",
                                ClassRelations::ignored)
                        .on("NLLLoss", "CrossEntropyLoss")
                        .where(variant -> Subject.has(variant, "ignored") || variant.contains("ignoreIndex")),
                Relation.of(
                                "classes-renamed",
                                "l(Q x, Q y) = l(x, y) for a permutation Q of the classes",
                                ClassRelations::renamed)
                        .on("NLLLoss", "CrossEntropyLoss", "MultiMarginLoss", "MultiLabelMarginLoss"),
                Relation.of(
                                "one-label-is-multi-margin",
                                "with one label, l = MultiMargin(x, label)",
                                ClassRelations::oneLabel)
                        .on("MultiLabelMarginLoss"));
    }

    private static void logSoftmax(Probe probe) {
        Sample logits = probe.sample();
        int[] dims = probe.dims();
        double[] log = Rows.logSoftmax(logits.values("input"), dims[1], Values.sizeFrom(dims, 2));
        Sample asked = logits.with("input", log).askedOf("NLLLoss", logits.params());
        for (String reduction : List.of("none", "mean")) {
            double[] other = probe.output(asked, reduction); // first, as a port may be without it
            double[] left = probe.output(logits, reduction);
            double terms = reduction.equals("mean") ? 2.0 * Values.sizeFrom(dims, 0) / dims[1] : 0;
            probe.same(
                    Side.of("the loss (" + reduction + ")", left),
                    Side.of("NLLLoss of the log-softmax", other),
                    2 * probe.rounding()
                            + terms * probe.unit() * probe.subject().magnitude(logits));
        }
    }

    private static void translated(Probe probe) {
        Sample sample = probe.sample();
        int[] dims = probe.dims();
        double[] x = sample.values("input");
        int perSample = x.length / dims[0];
        double[] shifts = new double[dims[0]];
        for (int i = 0; i < shifts.length; i++) {
            shifts[i] = probe.draw().sign() * probe.draw().between(1, 8);
        }
        double[] moved = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            moved[i] = x[i] + shifts[i / perSample];
        }
        Sample other = sample.with("input", moved);
        double allowed = (probe.subject().magnitude(sample) + probe.subject().magnitude(other))
                * probe.subject().roundings(dims)
                * probe.unit();
        probe.same(Side.of("the moved loss", probe.none(other)), Side.of("the loss", probe.none(sample)), allowed);
    }

    private static void ignored(Probe probe) {
        Sample sample = probe.sample();
        int[] dims = probe.dims();
        int inner = Values.sizeFrom(dims, 2);
        long index = (long) sample.number("ignoreIndex", (double) IGNORED);
        long[] y = sample.integers("target");
        double[] changed = sample.values("input");
        double[] kept = new double[changed.length];
        Arrays.fill(kept, 1);
        for (int i = 0; i < changed.length; i++) {
            int place = i / (dims[1] * inner) * inner + i % inner;
            if (y[place] == index) {
                changed[i] -= 1 + probe.draw().between(0, 3);
                kept[i] = 0;
            }
        }
        double incoming = probe.draw().fine(probe.dtype(), 0.5, 1.5);
        TensorValue g = Values.filled(probe.dtype(), new int[0], incoming);
        var before = probe.ask(sample, "mean", Set.of("input"), g);
        var after = probe.ask(sample.with("input", changed), "mean", Set.of("input"), g);
        probe.same(
                Side.of("the mean", before.output()), Side.of("the mean with other ignored places", after.output()), 0);
        TensorValue grad = before.grads().get("input");
        probe.same(
                Side.of("the gradient", after.grads().get("input")),
                new Side(
                        "that with zeros at the ignored places",
                        grad.shape(),
                        Values.zip(grad.toDoubles(), kept, (a, b) -> a * b)),
                0);
    }

    private static void renamed(Probe probe) {
        Sample sample = probe.sample();
        int[] places = probe.draw().permutation(probe.dims()[1]);
        long[] newName = new long[places.length];
        for (int c = 0; c < places.length; c++) {
            newName[places[c]] = c;
        }
        LongUnaryOperator rename = y -> y < 0 ? y : newName[(int) y];
        TensorValue target = sample.tensor("target");
        long[] renamed = Arrays.stream(target.longs()).map(rename).toArray();
        Sample other = sample.with("input", Values.take(sample.tensor("input"), 1, places))
                .with("target", TensorValue.ofLongs(target.shape(), renamed));
        if (sample.has("weight")) {
            other = other.with("weight", Values.take(sample.tensor("weight"), 0, places));
        }
        if (sample.has("ignoreIndex")) {
            other = other.with("ignoreIndex", (Object) rename.applyAsLong((long) sample.number("ignoreIndex", 0)));
        }
        TensorValue g = probe.gradOutput();
        var one = probe.ask(sample, "none", Set.of("input"), g);
        var turned = probe.ask(other, "none", Set.of("input"), g);
        probe.same(
                Side.of("the loss with renamed classes", turned.output()),
                Side.of("the loss", one.output()),
                2 * probe.rounding());
        probe.same(
                Side.of("the gradient with renamed classes", turned.grads().get("input")),
                Side.of("the renamed gradient", Values.take(one.grads().get("input"), 1, places)),
                2 * probe.gradientRounding() * Values.greatest(g.toDoubles()));
    }

    private static void oneLabel(Probe probe) {
        Sample sample = probe.sample();
        int[] dims = probe.dims();
        long[] labels = new long[dims[0]];
        long[] padded = new long[dims[0] * dims[1]];
        Arrays.fill(padded, -1);
        for (int row = 0; row < dims[0]; row++) {
            labels[row] = probe.draw().between(0, dims[1] - 1);
            padded[row * dims[1]] = labels[row];
        }
        Sample one = sample.with("target", TensorValue.ofLongs(dims, padded));
        Sample other = sample.with("target", TensorValue.ofLongs(new int[] {dims[0]}, labels))
                .askedOf("MultiMarginLoss", Map.of());
        double[] single = probe.none(other); // first, as a port may be without it
        probe.same(
                Side.of("the loss of one label", probe.none(one)),
                Side.of("MultiMarginLoss of it", single),
                2 * probe.rounding());
    }
}
