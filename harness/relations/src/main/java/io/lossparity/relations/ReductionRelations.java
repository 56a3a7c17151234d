package io.lossparity.relations;

import io.lossparity.kit.signature.Signatures;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Relations between the reductions, the parameters' defaults and the element types of one loss. */
final class ReductionRelations {
    private ReductionRelations() {}

    static List<Relation> all() {
        return List.of(
                Relation.of("sum-is-sum-of-none", "sum(l) = l_1 + ... + l_n", ReductionRelations::sum),
                Relation.of(
                        "mean-is-none-over-denominator",
                        "mean(l) = l_1 / D_1 + ... + l_n / D_n",
                        ReductionRelations::mean),
                Relation.of("batchmean-is-sum-over-batch", "batchmean(l) = sum(l) / N", ReductionRelations::batchMean)
                        .on("KLDivLoss"),
                Relation.of(
                                "defaults-spelled-out",
                                "f() = f(every default), forward and backward",
                                ReductionRelations::defaults)
                        .byDefault()
                        .upTo(Subject.Size.MEDIUM),
                Relation.of(
                                "legacy-flags-name-the-reduction",
                                "sizeAverage=false is sum, reduce=false is none, both true are mean",
                                ReductionRelations::legacyFlags)
                        .except("CTCLoss")
                        .byDefault()
                        .upTo(Subject.Size.MEDIUM),
                Relation.of("asked-twice", "the same call has the same answer, to the bit", ReductionRelations::twice),
                Relation.of(
                                "float32-follows-float64",
                                "|f(x) in float32 - f(x) in float64| <= k u M, forward and backward",
                                ReductionRelations::float32)
                        .in(DType.FLOAT32));
    }

    /** n terms in any order: (n - 1) u sum|l|; the terms agree with those of none within 2 k u. */
    private static void sum(Probe probe) {
        double[] none = probe.none(probe.sample());
        double allowed = sumAllowance(probe, none);
        probe.same(
                Side.of("the sum", probe.output(probe.sample(), "sum")),
                Side.of("the sum of the unreduced loss", Values.sum(none)),
                allowed);
    }

    private static double sumAllowance(Probe probe, double[] none) {
        double roundings = none.length - 1.0 + 2.0 * probe.subject().roundings(probe.dims());
        return roundings * probe.unit() * Values.sumOfMagnitudes(none);
    }

    /** As for the sum; the denominator is itself a sum of n terms, and the quotient is rounded. */
    private static void mean(Probe probe) {
        double[] none = probe.none(probe.sample());
        double[] denominators = probe.subject().denominators(probe.sample(), probe.dims());
        double[] quotients = Values.zip(none, denominators, (l, d) -> l / d);
        double roundings = 2.0 * none.length + 2.0 * probe.subject().roundings(probe.dims());
        probe.same(
                Side.of("the mean", probe.output(probe.sample(), "mean")),
                Side.of("the unreduced loss over " + probe.subject().denominatorInWords() + ",", Values.sum(quotients)),
                roundings * probe.unit() * Values.sumOfMagnitudes(quotients));
    }

    private static void batchMean(Probe probe) {
        double[] none = probe.none(probe.sample());
        int batch = probe.dims()[0];
        probe.same(
                Side.of("batchmean", probe.output(probe.sample(), "batchmean")),
                Side.of("the sum of the unreduced loss over the batch's " + batch, Values.sum(none) / batch),
                sumAllowance(probe, none) / batch + probe.unit() * Math.abs(Values.sum(none)) / batch);
    }

    private static void defaults(Probe probe) {
        Sample bare = probe.sample();
        Map<String, Object> params = new LinkedHashMap<>(bare.params());
        Signatures.bundled().of(bare.loss()).orElseThrow().parameters().stream()
                .filter(each -> !each.name().equals("reduction"))
                .forEach(each -> params.putIfAbsent(each.name(), each.initial()));
        Sample spelled = new Sample(bare.loss(), bare.dtype(), params, bare.inputs());
        compareExactly(probe, "without parameters", bare, Probe.UNSAID, "with every default", spelled, "mean");
    }

    private static void legacyFlags(Probe probe) {
        Sample sample = probe.sample();
        Sample sum = sample.with("sizeAverage", (Object) false);
        Sample none = sample.with("reduce", (Object) false);
        Sample mean = sample.with("sizeAverage", (Object) true).with("reduce", true);
        probe.same(
                Side.of("sizeAverage=false", probe.output(sum, Probe.UNSAID)),
                Side.of("the sum", probe.output(sample, "sum")),
                0);
        probe.same(
                Side.of("reduce=false", probe.ask(none, "none", Set.of(), null).output()),
                Side.of(
                        "the unreduced loss",
                        probe.ask(sample, "none", Set.of(), null).output()),
                0);
        compareExactly(probe, "sizeAverage=true, reduce=true", mean, "sum", "the mean", sample, "mean");
    }

    private static void twice(Probe probe) {
        compareExactly(probe, "the first answer", probe.sample(), "mean", "the second", probe.sample(), "mean");
    }

    private static void compareExactly(
            Probe probe,
            String leftName,
            Sample left,
            String leftReduction,
            String rightName,
            Sample right,
            String rightReduction) {
        Set<String> names = probe.differentiable();
        var one = probe.ask(left, leftReduction, names, null);
        var other = probe.ask(right, rightReduction, names, null);
        probe.same(Side.of("the loss " + leftName, one.output()), Side.of("the loss " + rightName, other.output()), 0);
        for (String name : names) {
            probe.same(
                    Side.of(
                            "the gradient of " + name + " " + leftName,
                            one.grads().get(name)),
                    Side.of("that " + rightName, other.grads().get(name)),
                    0);
        }
    }

    /** One evaluation in float32 is within k u M of the exact value; the one in float64 adds one unit. */
    private static void float32(Probe probe) {
        TensorValue gradOutput = probe.gradOutput();
        TensorValue wideGradOutput = TensorValue.of(DType.FLOAT64, gradOutput.shape(), gradOutput.toDoubles());
        Set<String> names = probe.differentiable();
        var narrow = probe.ask(probe.sample(), "none", names, gradOutput);
        var wide = probe.ask(probe.sample().as(DType.FLOAT64), "none", names, wideGradOutput);
        probe.same(
                Side.of("the loss in float32", narrow.output()),
                Side.of("in float64", wide.output()),
                probe.rounding() + probe.unit() * probe.subject().magnitude(probe.sample()));
        double incoming = Values.greatest(gradOutput.toDoubles());
        for (String name : names) {
            probe.same(
                    Side.of(
                            "the gradient of " + name + " in float32",
                            narrow.grads().get(name)),
                    Side.of("in float64", wide.grads().get(name)),
                    incoming
                            * (probe.gradientRounding()
                                    + probe.unit() * probe.subject().slope(probe.sample())));
        }
    }
}
