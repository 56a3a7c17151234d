package io.lossparity.relations;

import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Relations of CTC's paths. A path names a class for each frame; dropping repeats, then blanks, gives the labels. */
final class CtcRelations {
    private static final String LOG_PROBS = "logProbs";
    private static final int MOST_FRAMES = 4;

    private CtcRelations() {}

    static List<Relation> all() {
        return List.of(
                ctc(
                        "padded-or-joined",
                        "targets padded to (N, S) or joined end to end: the same, to the bit",
                        CtcRelations::joinedTargets),
                ctc(
                        "one-path",
                        "with as many labels as frames, none repeated, l = -sum_t logProbs[t, label_t]",
                        CtcRelations::onePath),
                ctc("blanks-alone", "without labels, l = -sum_t logProbs[t, blank]", CtcRelations::blanksAlone),
                ctc(
                                "sum-over-paths",
                                "l = -log(sum over every path of up to 4 frames that gives the labels)",
                                CtcRelations::everyPath)
                        .upTo(Subject.Size.SMALL),
                ctc(
                        "later-frames-do-not-matter",
                        "l(x') = l(x) if x' differs only after the input's length, where the gradient is 0",
                        CtcRelations::laterFrames),
                ctc(
                        "zero-infinity",
                        "zeroInfinity changes no finite loss; it makes that of an impossible target 0, not infinite",
                        CtcRelations::zeroInfinity));
    }

    private static Relation ctc(String name, String formula, java.util.function.Consumer<Probe> check) {
        return Relation.of(name, formula, check).on("CTCLoss");
    }

    private static int blank(Probe probe) {
        return (int) probe.sample().number("blank", 0);
    }

    private static TensorValue lengths(Probe probe, long length) {
        long[] lengths = new long[probe.dims()[0]];
        Arrays.fill(lengths, length);
        return TensorValue.ofLongs(new int[] {lengths.length}, lengths);
    }

    private static double at(Probe probe, double[] log, int frame, int sample, int label) {
        return log[(frame * probe.dims()[0] + sample) * probe.dims()[2] + label];
    }

    private static void joinedTargets(Probe probe) {
        Sample padded = probe.sample();
        long[] all = {};
        for (int n = 0; n < probe.dims()[0]; n++) {
            long[] labels = CtcSubject.labels(padded, n);
            int end = all.length;
            all = Arrays.copyOf(all, end + labels.length);
            System.arraycopy(labels, 0, all, end, labels.length);
        }
        Sample joined = padded.with("targets", TensorValue.ofLongs(new int[] {all.length}, all));
        TensorValue g = probe.gradOutput();
        var one = probe.ask(padded, "none", Set.of(LOG_PROBS), g);
        var other = probe.ask(joined, "none", Set.of(LOG_PROBS), g);
        probe.same(
                Side.of("the loss of padded targets", one.output()), Side.of("that of joined ones", other.output()), 0);
        probe.same(
                Side.of("the gradient of padded targets", one.grads().get(LOG_PROBS)),
                Side.of("that of joined ones", other.grads().get(LOG_PROBS)),
                0);
    }

    private static void onePath(Probe probe) {
        int batch = probe.dims()[0];
        int frames = probe.dims()[1];
        double[] log = probe.sample().values(LOG_PROBS);
        long[] labels = new long[batch * frames];
        double[] expected = new double[batch];
        for (int n = 0; n < batch; n++) {
            int previous = blank(probe);
            for (int t = 0; t < frames; t++) {
                int label = nextLabel(probe, previous);
                labels[n * frames + t] = label;
                expected[n] -= at(probe, log, t, n, label);
                previous = label;
            }
        }
        Sample path = probe.sample()
                .with("targets", TensorValue.ofLongs(new int[] {batch, frames}, labels))
                .with("inputLengths", lengths(probe, frames))
                .with("targetLengths", lengths(probe, frames));
        probe.same(
                Side.of("the loss", probe.none(path)),
                Side.of("that of the only path", expected),
                2 * probe.rounding());
    }

    /** A label that differs from the one before, so no blank is needed between them. */
    private static int nextLabel(Probe probe, int previous) {
        int classes = probe.dims()[2];
        int label = probe.draw().between(0, classes - 1);
        while (label == blank(probe) || label == previous) {
            label = (label + 1) % classes;
        }
        return label;
    }

    private static void blanksAlone(Probe probe) {
        Sample empty = probe.sample().with("targetLengths", lengths(probe, 0));
        double[] log = empty.values(LOG_PROBS);
        long[] frames = empty.integers("inputLengths");
        double[] expected = new double[frames.length];
        for (int n = 0; n < expected.length; n++) {
            for (int t = 0; t < frames[n]; t++) {
                expected[n] -= at(probe, log, t, n, blank(probe));
            }
        }
        probe.same(
                Side.of("the loss", probe.none(empty)),
                Side.of("that of the path of blanks", expected),
                2 * probe.rounding());
    }

    /** PyTorch does not require normalised log-probabilities, so these are not normalised. */
    private static void everyPath(Probe probe) {
        int batch = probe.dims()[0];
        int longest = Math.min(2, probe.dims()[3]);
        double[] log = Values.map(probe.sample().values(LOG_PROBS), value -> value - 0.25);
        long[] targetLengths = new long[batch];
        for (int n = 0; n < batch; n++) {
            targetLengths[n] = probe.draw().between(0, longest);
        }
        Sample sample = probe.sample()
                .with(LOG_PROBS, log)
                .with("inputLengths", lengths(probe, MOST_FRAMES))
                .with("targetLengths", TensorValue.ofLongs(new int[] {batch}, targetLengths));
        double[] read = sample.values(LOG_PROBS);
        double[] expected = new double[batch];
        for (int n = 0; n < batch; n++) {
            expected[n] = -StrictMath.log(paths(probe, read, n, CtcSubject.labels(sample, n)));
        }
        probe.same(
                Side.of("the loss", probe.none(sample)),
                Side.of("that of all paths", expected),
                2 * probe.rounding() + 2 * probe.unit() * MOST_FRAMES);
    }

    private static double paths(Probe probe, double[] log, int n, long[] labels) {
        int classes = probe.dims()[2];
        int count = (int) Math.round(Math.pow(classes, MOST_FRAMES));
        double sum = 0;
        for (int number = 0; number < count; number++) {
            double path = 0;
            long[] said = new long[MOST_FRAMES];
            int length = 0;
            int previous = -1;
            for (int t = 0, rest = number; t < MOST_FRAMES; t++, rest /= classes) {
                int label = rest % classes;
                path += at(probe, log, t, n, label);
                if (label != previous && label != blank(probe)) {
                    said[length++] = label;
                }
                previous = label;
            }
            sum += Arrays.equals(labels, Arrays.copyOf(said, length)) ? StrictMath.exp(path) : 0;
        }
        return sum;
    }

    private static void laterFrames(Probe probe) {
        Sample sample = probe.sample();
        int batch = probe.dims()[0];
        int classes = probe.dims()[2];
        long[] lengths = sample.integers("inputLengths");
        double[] changed = sample.values(LOG_PROBS);
        double[] kept = new double[changed.length];
        for (int i = 0; i < changed.length; i++) {
            boolean read = i / (batch * classes) < lengths[i / classes % batch];
            kept[i] = read ? 1 : 0;
            changed[i] = read ? changed[i] : changed[i] - 1;
        }
        TensorValue g = probe.gradOutput();
        var before = probe.ask(sample, "none", Set.of(LOG_PROBS), g);
        var after = probe.ask(sample.with(LOG_PROBS, changed), "none", Set.of(LOG_PROBS), g);
        probe.same(Side.of("the loss", before.output()), Side.of("that with other later frames", after.output()), 0);
        TensorValue grad = before.grads().get(LOG_PROBS);
        probe.same(
                Side.of("the gradient with other later frames", after.grads().get(LOG_PROBS)),
                new Side("that with zeros there", grad.shape(), Values.zip(grad.toDoubles(), kept, (a, b) -> a * b)),
                0);
    }

    /** The same label for every frame: the blanks between them would need more frames. */
    private static void zeroInfinity(Probe probe) {
        int batch = probe.dims()[0];
        int frames = probe.dims()[1];
        Map<String, Object> params = new LinkedHashMap<>(probe.sample().params());
        params.put("zeroInfinity", true);
        Sample sample = probe.sample();
        probe.same(
                Side.of("the loss with zeroInfinity", probe.none(sample.askedOf(sample.loss(), params))),
                Side.of("the loss", probe.none(sample)),
                0);
        long[] labels = new long[batch * frames];
        Arrays.fill(labels, nextLabel(probe, blank(probe)));
        Sample impossible = sample.with("targets", TensorValue.ofLongs(new int[] {batch, frames}, labels))
                .with("inputLengths", lengths(probe, frames))
                .with("targetLengths", lengths(probe, frames));
        double[] infinite = new double[batch];
        Arrays.fill(infinite, Double.POSITIVE_INFINITY);
        probe.same(
                Side.of("the loss of an impossible target", probe.none(impossible)), Side.of("infinity", infinite), 0);
        var zeroed =
                probe.ask(impossible.askedOf(sample.loss(), params), "none", Set.of(LOG_PROBS), probe.gradOutput());
        probe.same(Side.of("that with zeroInfinity", zeroed.output()), Side.of("zero", new double[batch]), 0);
        TensorValue grad = zeroed.grads().get(LOG_PROBS);
        probe.same(Side.of("its gradient", grad), Side.of("zero", new double[grad.size()]), 0);
    }
}
