package io.lossparity.mutants.losses;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Shapes;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mistakes of losses whose arguments are broadcast against each other. */
final class BroadcastMutants {
    private BroadcastMutants() {}

    /** Adds them to a loss's catalogue. */
    static Catalogue addTo(Catalogue catalogue) {
        return catalogue
                .with("broadcast-rejected", "arguments of different shapes are rejected", rejecting())
                .with(
                        "broadcast-gradient-averaged",
                        "the gradient of a broadcast argument is averaged instead of summed",
                        averaging())
                .with(
                        "broadcast-gradient-last",
                        "the gradient of a broadcast argument is that of its last copy instead of the sum",
                        lastCopy());
    }

    private static Behaviour rejecting() {
        return (call, reference) -> {
            List<int[]> shapes = tensors(call).stream().map(TensorValue::shape).toList();
            boolean same = shapes.stream().allMatch(shape -> Arrays.equals(shape, shapes.get(0)));
            return same || !(reference.right(call) instanceof Computed)
                    ? reference.right(call)
                    : new Rejected(Stage.FORWARD, call.loss() + ": the shapes differ");
        };
    }

    private static Behaviour averaging() {
        return (call, reference) -> {
            if (!(reference.right(call) instanceof Computed right)) {
                return reference.right(call);
            }
            int size = Shapes.size(common(call));
            Map<String, TensorValue> grads = new LinkedHashMap<>(right.grads());
            grads.replaceAll((name, grad) ->
                    grad.size() == size || size == 0 ? grad : Outcomes.map(grad, value -> value * grad.size() / size));
            return new Computed(right.output(), grads);
        };
    }

    private static Behaviour lastCopy() {
        return (call, reference) -> {
            if (!(reference.right(call) instanceof Computed right)) {
                return reference.right(call);
            }
            int[] common = common(call);
            LossCall repeated = call;
            for (Map.Entry<String, Object> input : call.inputs().entrySet()) {
                if (input.getValue() instanceof TensorValue tensor) {
                    TensorValue copies =
                            Outcomes.rearranged(tensor, common, i -> Shapes.broadcastIndex(i, common, tensor.shape()));
                    repeated = Calls.withInput(repeated, input.getKey(), copies);
                }
            }
            if (repeated.equals(call) || !(reference.ask(repeated) instanceof Computed each)) {
                return right;
            }
            Map<String, TensorValue> grads = new LinkedHashMap<>(right.grads());
            grads.replaceAll((name, grad) -> {
                TensorValue copies = each.grads().get(name);
                return copies.size() == grad.size() ? grad : last(copies, grad);
            });
            return new Computed(right.output(), grads);
        };
    }

    /** Of the copies of each element of a gradient, the one that comes last replaces it. */
    private static TensorValue last(TensorValue copies, TensorValue gradient) {
        int[] places = new int[gradient.size()];
        for (int i = 0; i < copies.size(); i++) {
            places[Shapes.broadcastIndex(i, copies.shape(), gradient.shape())] = i;
        }
        double[] values = Question.values(copies);
        int[] next = {0};
        return Outcomes.map(gradient, value -> values[places[next[0]++]]);
    }

    private static int[] common(LossCall call) {
        int[] common = new int[0];
        for (TensorValue tensor : tensors(call)) {
            common = Shapes.broadcast(common, tensor.shape());
        }
        return common;
    }

    private static List<TensorValue> tensors(LossCall call) {
        return call.inputs().values().stream()
                .filter(TensorValue.class::isInstance)
                .map(TensorValue.class::cast)
                .toList();
    }
}
