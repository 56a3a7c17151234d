package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.signature.Signatures;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reference;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Slips of losses whose targets are classes: these are counted otherwise, or lie on another axis. */
final class Classes {
    private static final long IGNORED = Signatures.bundled().ignoreIndex();

    private Classes() {}

    /** Returns the slips of a loss; they change nothing where a target is not a class. */
    static List<Mutant> of(String loss) {
        return List.of(
                new Mutant(
                        loss + "/classes-from-one",
                        loss,
                        "classes are counted from 1: target - 1 stands for target",
                        Calls.changed(Classes::countedFromOne)),
                new Mutant(
                        loss + "/row-ignored",
                        loss,
                        "ignoreIndex is compared with the row's number instead of with its target",
                        Calls.changed(Classes::ignoringRow)),
                new Mutant(
                        loss + "/reshaped-to-rows",
                        loss,
                        "the input is reshaped to rows of classes, as if these were on the last axis",
                        Classes::reshaped));
    }

    private static Optional<TensorValue> targets(LossCall call) {
        return call.inputs().get("target") instanceof TensorValue target && target.dtype() == DType.INT64
                ? Optional.of(target)
                : Optional.empty();
    }

    private static LossCall countedFromOne(LossCall call) {
        long ignored = call.params().get("ignoreIndex") instanceof Long index ? index : IGNORED;
        return targets(call)
                .map(target -> Calls.withInput(
                        call,
                        "target",
                        TensorValue.ofLongs(
                                target.shape(),
                                Arrays.stream(target.longs())
                                        .map(y -> y == ignored || y <= 0 ? y : y - 1)
                                        .toArray())))
                .orElse(call);
    }

    private static LossCall ignoringRow(LossCall call) {
        Optional<TensorValue> target = targets(call);
        if (target.isEmpty() || !(call.params().get("ignoreIndex") instanceof Long ignored)) {
            return call;
        }
        long[] moved = target.get().longs().clone();
        if (ignored >= 0 && ignored < moved.length) {
            moved[ignored.intValue()] = IGNORED;
        }
        LossCall other =
                Calls.withInput(call, "target", TensorValue.ofLongs(target.get().shape(), moved));
        return Calls.withParam(other, "ignoreIndex", IGNORED);
    }

    private static LossOutcome reshaped(LossCall call, Reference reference) {
        Optional<TensorValue> target = targets(call);
        if (!(reference.right(call) instanceof Computed right)
                || !(call.inputs().get("input") instanceof TensorValue input)
                || target.isEmpty()
                || input.shape().length <= 2
                || input.size() != target.get().size() * input.shape()[1]) {
            return reference.right(call);
        }
        int rows = target.get().size();
        Map<String, Object> inputs = new LinkedHashMap<>(call.inputs());
        inputs.put("input", Outcomes.reshaped(input, rows, input.shape()[1]));
        inputs.put("target", Outcomes.reshaped(target.get(), rows));
        Optional<TensorValue> incoming =
                call.gradOutput().map(own -> own.shape().length == 0 ? own : Outcomes.reshaped(own, rows));
        LossOutcome asked = reference.ask(
                new LossCall(call.loss(), call.dtype(), call.params(), inputs, call.requiresGrad(), incoming));
        if (!(asked instanceof Computed computed)) {
            return right;
        }
        Map<String, TensorValue> grads = new LinkedHashMap<>(computed.grads());
        grads.replaceAll((name, grad) -> Outcomes.reshaped(grad, input.shape()));
        return new Computed(Outcomes.reshaped(computed.output(), right.output().shape()), grads);
    }
}
