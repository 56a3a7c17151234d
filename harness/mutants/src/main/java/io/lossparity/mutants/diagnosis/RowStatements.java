package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.signature.Signatures;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what is true of the rows and classes, or the samples and frames, that the elements of a tensor belong to. */
final class RowStatements {
    private static final long IGNORED = Signatures.bundled().ignoreIndex();
    private static final int FRAME_AXES = 3;

    private RowStatements() {}

    /** Adds to what is said of each element; nothing where a loss has no rows. */
    static void of(ElementView tensor, List<Set<String>> said) {
        if (tensor.call().inputs().containsKey("inputLengths")) {
            samples(tensor, said);
        } else if (tensor.call().inputs().get("target") instanceof TensorValue target
                && target.dtype() == DType.INT64) {
            targets(tensor, target, said);
        }
    }

    /** Whether a row's target is ignored or its class is that of an element, with the classes on axis 1. */
    private static void targets(ElementView tensor, TensorValue target, List<Set<String>> said) {
        boolean each = Arrays.equals(tensor.shape(), target.shape()) && target.size() == tensor.right().length;
        boolean classified = tensor.isClassified();
        boolean listed = classified || tensor.aligned("input").isPresent();
        int classes = classified ? tensor.shape()[1] : 1;
        int inner = classified ? tensor.right().length / tensor.shape()[0] / classes : 1;
        double[] targets = Question.values(target);
        Optional<Long> ignored = ignored(tensor.call());
        for (int i = 0; i < said.size(); i++) {
            if (classified || (each && !listed)) {
                double own = targets[classified ? i / (classes * inner) * inner + i % inner : i];
                Set<String> mine = said.get(i);
                ignored.ifPresent(
                        index -> mine.add(own == index ? "the target is ignored" : "the target is not ignored"));
                if (classified) {
                    boolean same = own == i / inner % classes;
                    said.get(i).add(same ? "the class is the target" : "the class is not the target");
                }
            }
            if (listed && tensor.shape().length > 0) {
                int place = classified ? i / inner % classes : i % tensor.shape()[tensor.shape().length - 1];
                said.get(i).add(place == 0 ? "the class is 0" : "the class is not 0");
            }
        }
    }

    private static Optional<Long> ignored(LossCall call) {
        return Signatures.bundled()
                .of(call.loss())
                .flatMap(signature -> signature.parameter("ignoreIndex"))
                .map(parameter -> call.params().get("ignoreIndex") instanceof Long index ? index : IGNORED);
    }

    /** Whether a frame counts, and whether the labels are none, or too many for the frames. */
    private static void samples(ElementView tensor, List<Set<String>> said) {
        boolean frames = tensor.aligned("logProbs").isPresent() && tensor.shape().length == FRAME_AXES;
        double[] inputs = lengths(tensor.call(), "inputLengths");
        double[] targets = lengths(tensor.call(), "targetLengths");
        if (!frames && (tensor.shape().length != 1 || tensor.right().length != inputs.length)) {
            return;
        }
        int classes = frames ? tensor.shape()[2] : 1;
        for (int i = 0; i < said.size(); i++) {
            int n = i / classes % inputs.length;
            if (frames) {
                boolean beyond = i / classes / inputs.length >= (long) inputs[n];
                said.get(i).add(beyond ? "the frame is beyond inputLengths" : "the frame is within inputLengths");
            }
            said.get(i).add(targets[n] == 0 ? "targetLengths is 0" : "targetLengths is not 0");
            boolean fits = inputs[n] >= targets[n] + repeats(tensor.call(), n, targets);
            said.get(i).add(fits ? "the target fits into the frames" : "the target does not fit into the frames");
        }
    }

    /** How many labels are those before them, between which a blank must be. */
    private static int repeats(LossCall call, int n, double[] lengths) {
        TensorValue targets = (TensorValue) call.inputs().get("targets");
        double[] labels = Question.values(targets);
        int start = 0;
        for (int i = 0; i < n; i++) {
            start += targets.shape().length == 2 ? targets.shape()[1] : (int) lengths[i];
        }
        int repeats = 0;
        for (int i = start + 1; i < start + (int) lengths[n] && i < labels.length; i++) {
            repeats += labels[i] == labels[i - 1] ? 1 : 0;
        }
        return repeats;
    }

    private static double[] lengths(LossCall call, String name) {
        return call.inputs().get(name) instanceof TensorValue tensor
                ? Question.values(tensor)
                : Arrays.stream((long[]) call.inputs().get(name))
                        .asDoubleStream()
                        .toArray();
    }
}
