package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.kernel.layout.Alignment;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;

/** The arguments of CTCLoss, checked and taken apart into the samples of the batch. */
final class CTCSamples {
    private CTCSamples() {}

    /** Checks all arguments and returns the samples of the batch. */
    static Alignment[] of(
            String loss,
            long blank,
            FloatTensor logProbs,
            Int64Tensor targets,
            Int64Tensor inputLengths,
            Int64Tensor targetLengths) {
        Checks.notNull(loss, "logProbs", logProbs);
        Checks.notNull(loss, "targets", targets);
        String context = Checks.shapes("logProbs", logProbs, "targets", targets);
        Shape shape = logProbs.shape();
        if (shape.rank() != 3 || shape.size(0) == 0) {
            throw Checks.failure(loss, "logProbs", "have 3 axes and at least one frame", shape, context);
        }
        int batch = shape.size(1);
        int classes = shape.size(2);
        if (blank >= classes) {
            throw Checks.failure(loss, "blank", "be in [0, " + classes + ")", blank, context);
        }
        boolean joined = targets.shape().rank() == 1;
        if (!joined && (targets.shape().rank() != 2 || targets.shape().size(0) != batch)) {
            throw Checks.failure(
                    loss, "targets", "have shape (" + batch + ", S) or one axis", targets.shape(), context);
        }
        int longest = joined ? targets.size() : targets.shape().size(1);
        int[] frames = lengths(loss, "inputLengths", inputLengths, batch, 1, shape.size(0), context);
        int[] labels = lengths(loss, "targetLengths", targetLengths, batch, 0, longest, context);
        Alignment[] samples = new Alignment[batch];
        int from = 0;
        for (int b = 0; b < batch; b++) {
            int start = joined ? from : b * longest;
            from += labels[b];
            if (joined && from > targets.size()) {
                break; // more labels than there are
            }
            Checks.range(loss, "targets", targets, start, labels[b], 0, classes, context);
            samples[b] = Alignment.of(
                    frames[b], targets.array(TRUSTED), start, labels[b], blank, b * classes, batch * classes);
        }
        if (joined && from != targets.size()) {
            throw Checks.failure(loss, "targetLengths", "sum up to the " + targets.size() + " targets", from, context);
        }
        return samples;
    }

    private static int[] lengths(
            String loss, String name, Int64Tensor lengths, int count, int lowest, int highest, String context) {
        Checks.notNull(loss, name, lengths);
        if (lengths.size() != count) {
            throw Checks.failure(loss, name, "have " + count + " elements", lengths.size(), context);
        }
        Checks.range(loss, name, lengths, lowest, highest + 1L, context);
        int[] result = new int[count];
        for (int b = 0; b < count; b++) {
            result[b] = (int) lengths.array(TRUSTED)[b];
        }
        return result;
    }
}
