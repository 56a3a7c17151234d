package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.formula.Shapes;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Tensors whose elements are taken in another order: column by column, from the end, or joined though they are padded. */
final class Layouts {
    private Layouts() {}

    /** Returns the mistakes of a loss about tensors of those names. */
    static List<Mutant> of(String loss, Collection<String> tensors) {
        List<Mutant> all = new ArrayList<>();
        for (String name : tensors) {
            all.add(new Mutant(
                    loss + "/" + name + "-by-columns",
                    loss,
                    name + " is read column by column, as if its first two axes were exchanged",
                    (call, reference) -> reordered(
                            call, reference, name, shape -> moved(0, true, shape), shape -> moved(0, false, shape))));
            all.add(new Mutant(
                    loss + "/" + name + "-images-by-columns",
                    loss,
                    "each image of " + name + " is read column by column, as if its last two axes were exchanged",
                    (call, reference) -> reordered(
                            call, reference, name, shape -> images(true, shape), shape -> images(false, shape))));
            all.add(new Mutant(
                    loss + "/" + name + "-reversed",
                    loss,
                    name + " is read from its end",
                    (call, reference) -> reordered(call, reference, name, Layouts::reversed, Layouts::reversed)));
        }
        if (loss.equals("CTCLoss")) {
            all.add(new Mutant(
                    loss + "/padded-as-joined",
                    loss,
                    "padded targets are read as if they were joined",
                    Calls.changed(Layouts::joined)));
        }
        return all;
    }

    /** Where each element of a tensor is taken from. */
    @FunctionalInterface
    private interface Order {
        IntUnaryOperator of(int... shape);
    }

    private static LossOutcome reordered(LossCall call, Reference reference, String name, Order order, Order back) {
        LossOutcome right = reference.right(call);
        if (!(right instanceof Computed)
                || !(call.inputs().get(name) instanceof TensorValue own)
                || own.shape().length < 1) {
            return right;
        }
        TensorValue other = Outcomes.rearranged(own, order.of(own.shape()));
        if (!(reference.ask(Calls.withInput(call, name, other)) instanceof Computed asked)) {
            return right;
        }
        Map<String, TensorValue> grads = new LinkedHashMap<>(asked.grads());
        grads.computeIfPresent(name, (key, grad) -> Outcomes.rearranged(grad, back.of(grad.shape())));
        return new Computed(asked.output(), grads);
    }

    /** Two axes side by side are the last ones of more than two. */
    private static IntUnaryOperator images(boolean forth, int... shape) {
        return shape.length > 2 ? moved(shape.length - 2, forth, shape) : i -> i;
    }

    /** The axis and the next one are exchanged, forth or back. */
    private static IntUnaryOperator moved(int axis, boolean forth, int... shape) {
        if (shape.length < axis + 2 || shape[axis] == 0 || shape[axis + 1] == 0) {
            return i -> i;
        }
        int inner = Shapes.sizeFrom(shape, axis + 2);
        int rows = forth ? shape[axis] : shape[axis + 1];
        int columns = forth ? shape[axis + 1] : shape[axis];
        int whole = rows * columns * inner;
        return i -> {
            int at = i % whole / inner;
            return i / whole * whole + (at % columns * rows + at / columns) * inner + i % inner;
        };
    }

    private static IntUnaryOperator reversed(int... shape) {
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return i -> size - 1 - i;
    }

    private static LossCall joined(LossCall call) {
        if (!(call.inputs().get("targets") instanceof TensorValue targets)
                || targets.shape().length != 2
                || targets.dtype() != DType.INT64) {
            return call;
        }
        long total = Arrays.stream(lengths(call)).sum();
        long[] labels = Arrays.copyOf(targets.longs(), (int) Math.min(total, targets.size()));
        return Calls.withInput(call, "targets", TensorValue.ofLongs(new int[] {labels.length}, labels));
    }

    private static long[] lengths(LossCall call) {
        return call.inputs().get("targetLengths") instanceof TensorValue tensor
                ? tensor.longs()
                : (long[]) call.inputs().get("targetLengths");
    }
}
