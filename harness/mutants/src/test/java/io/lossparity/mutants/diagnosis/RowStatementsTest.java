package io.lossparity.mutants.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.mutants.Reference;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** What is said of rows, samples and frames whose gradient is wrong. */
class RowStatementsTest {
    private static final int CLASSES = 3;

    private static double[] ramp(int size) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> -0.5 - 0.37 * (i * 7 % size));
        return values;
    }

    private static LossCall rows(long... targets) {
        int[] shape = {targets.length, CLASSES};
        double[] incoming = ramp(targets.length);
        return new LossCall(
                "CrossEntropyLoss",
                DType.FLOAT64,
                Map.of("reduction", "none"),
                Map.of(
                        "input", TensorValue.ofDoubles(shape, ramp(targets.length * CLASSES)),
                        "target", TensorValue.ofLongs(new int[] {targets.length}, targets)),
                Set.of("input"),
                Optional.of(TensorValue.ofDoubles(new int[] {targets.length}, incoming)));
    }

    /** Three samples of four frames; the last target does not fit into its frames. */
    private static LossCall samples() {
        int[] shape = {4, 3, CLASSES};
        double[] logs = ramp(4 * 3 * CLASSES);
        return new LossCall(
                "CTCLoss",
                DType.FLOAT64,
                Map.of("reduction", "none", "zeroInfinity", true),
                Map.of(
                        "logProbs",
                        TensorValue.ofDoubles(shape, logs),
                        "targets",
                        TensorValue.ofLongs(new int[] {3, 2}, 1, 2, 0, 0, 1, 1),
                        "inputLengths",
                        new long[] {4, 3, 2},
                        "targetLengths",
                        new long[] {2, 0, 2}),
                Set.of("logProbs"),
                Optional.of(TensorValue.ofDoubles(new int[] {3}, 1.5, -2, 0.75)));
    }

    /** Says where a gradient is wrong if it is too great at some places. */
    private static String said(LossCall call, IntPredicate wrong) {
        return said(call, (i, gradient) -> wrong.test(i) ? gradient + 17 + i : gradient);
    }

    /** What becomes of an element of the gradient. */
    @FunctionalInterface
    private interface Change {
        double at(int place, double gradient);
    }

    private static String said(LossCall call, Change change) {
        Computed right = (Computed) Reference.ofOwnLosses().right(call);
        String name = call.requiresGrad().iterator().next();
        double[] gradient = right.grads().get(name).doubles().clone();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = change.at(i, gradient[i]);
        }
        FailingCases failing = new FailingCases();
        TensorValue changed = TensorValue.ofDoubles(right.grads().get(name).shape(), gradient);
        failing.add(call.loss() + "/float64/0", call, new Computed(right.output(), Map.of(name, changed)));
        return String.join("; ", Diagnosis.of(failing).get(0).inReport().patterns());
    }

    @Test
    void float32IsTold() {
        assertEquals(
                "only the gradient of input is wrong in 1 of 1 cases compared:"
                        + " it is PyTorch's in the precision of float32",
                said(rows(2, 1, 0, 1), (i, gradient) -> (float) (gradient * (1 + 1e-7))));
    }

    @Test
    void targetsAreTold() {
        long[] targets = {2, -100, 1, -100};
        LossCall call = rows(targets);
        assertEquals(
                List.of(
                        "only the gradient of input is wrong in 1 of 1 cases compared, where the target is ignored",
                        "only the gradient of input is wrong in 1 of 1 cases compared, where the class is 0"),
                List.of(said(call, i -> targets[i / CLASSES] == -100), said(rows(2, 1, 0, 1), i -> i % CLASSES == 0)));
        long[] classes = {2, 1, 0, 1};
        assertEquals(
                "only the gradient of input is wrong in 1 of 1 cases compared, where the class is the target",
                said(rows(classes), i -> classes[i / CLASSES] == i % CLASSES));
    }

    @Test
    void samplesAreTold() {
        assertEquals(
                "only the gradient of logProbs is wrong in 1 of 1 cases compared,"
                        + " where the target does not fit into the frames",
                said(samples(), i -> i / CLASSES % 3 == 2));
        assertEquals(
                "only the gradient of logProbs is wrong in 1 of 1 cases compared, where targetLengths is 0",
                said(samples(), i -> i / CLASSES % 3 == 1 && i / CLASSES / 3 < 3));
    }
}
