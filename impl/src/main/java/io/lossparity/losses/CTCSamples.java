package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.layout.Alignment;
import io.lossparity.memory.Memory;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import java.util.function.Supplier;

/** The arguments of CTCLoss, checked and taken apart into the samples of the batch. */
final class CTCSamples {
    private CTCSamples() {}

    /** Checks all arguments and returns the samples of the batch. */
    static Alignment of(
            String loss,
            long blank,
            FloatTensor logProbs,
            Int64Tensor targets,
            Int64Tensor inputLengths,
            Int64Tensor targetLengths) {
        Checks.notNull(loss, "logProbs", logProbs);
        Checks.notNull(loss, "targets", targets);
        Supplier<String> context = () -> Checks.shapes("logProbs", logProbs, "targets", targets);
        Shape shape = logProbs.shape();
        if (shape.rank() != 3 || shape.size(0) == 0) {
            throw Checks.failure(loss, "logProbs", "have 3 axes and at least one frame", shape, context.get());
        }
        int batch = shape.size(1);
        int classes = shape.size(2);
        if (blank >= classes) {
            throw Checks.failure(loss, "blank", "be in [0, " + classes + ")", blank, context.get());
        }
        boolean joined = targets.shape().rank() == 1;
        if (!joined && (targets.shape().rank() != 2 || targets.shape().size(0) != batch)) {
            throw Checks.failure(
                    loss, "targets", "have shape (" + batch + ", S) or one axis", targets.shape(), context.get());
        }
        int longest = joined ? targets.size() : targets.shape().size(1);
        Memory memory = Kernels.memory(logProbs);
        int[] frames = lengths(memory, loss, "inputLengths", inputLengths, batch, 1, shape.size(0), context);
        int[] labels = lengths(memory, loss, "targetLengths", targetLengths, batch, 0, longest, context);
        int[] starts = memory.int32(batch);
        int from = 0;
        for (int b = 0; b < batch; b++) {
            starts[b] = joined ? from : b * longest;
            from += labels[b];
            if (joined && from > targets.size()) {
                break; // more labels than there are
            }
            Checks.range(loss, "targets", targets, starts[b], labels[b], 0, classes, context);
        }
        if (joined && from != targets.size()) {
            throw Checks.failure(
                    loss, "targetLengths", "sum up to the " + targets.size() + " targets", from, context.get());
        }
        return new Alignment(memory, frames, labels, starts, targets.array(TRUSTED), blank, classes);
    }

    private static int[] lengths(
            Memory memory,
            String loss,
            String name,
            Int64Tensor lengths,
            int count,
            int lowest,
            int highest,
            Supplier<String> context) {
        Checks.notNull(loss, name, lengths);
        if (lengths.size() != count) {
            throw Checks.failure(loss, name, "have " + count + " elements", lengths.size(), context.get());
        }
        Checks.range(loss, name, lengths, lowest, highest + 1L, context);
        int[] result = memory.int32(count);
        for (int b = 0; b < count; b++) {
            result[b] = (int) lengths.array(TRUSTED)[b];
        }
        return result;
    }
}
