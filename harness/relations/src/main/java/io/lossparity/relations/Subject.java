package io.lossparity.relations;

import io.lossparity.kit.signature.LossSignature;
import io.lossparity.kit.signature.Signatures;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * What relations need to know about a loss: how to draw arguments, which gradients it has, and how much rounding its
 * formula allows.
 *
 * <p><b>How allowances are derived.</b> Let u be the unit roundoff (2^-24 or 2^-53), k = {@link #roundings} the longest
 * chain of rounded operations that leads to one element (an elementary function counts two: it is accurate to one unit
 * in the last place), and M = {@link #magnitude} the greatest magnitude of an operand on the way, enlarged if the
 * formula divides by something small. To first order any evaluation of the formula is within {@code k u M} of the exact
 * value; two evaluations are within {@code 2 k u M} of each other. For gradients {@link #slope} replaces M. A sum of n
 * terms, in any order of summation, is within {@code (n-1) u sum|x|} of the exact one (Higham, Accuracy and Stability
 * of Numerical Algorithms, 4.2).
 */
abstract class Subject {
    /** The variant that passes no parameter. */
    static final String DEFAULT = "default";

    private static final int LARGE = 1_000_000;

    private final String loss;
    private final ToIntFunction<int[]> roundings;
    private final List<String> axes;
    private final List<String> variants;

    /**
     * Makes a subject.
     *
     * @param roundings the longest chain of rounded operations that leads to an element of the output or of a gradient,
     *     for these dimensions
     * @param axes the letters of the leading axes in ids; further axes have none
     * @param variants the settings of parameters to draw, by name; the first is {@link #DEFAULT}
     */
    Subject(String loss, ToIntFunction<int[]> roundings, List<String> axes, String... variants) {
        this.loss = loss;
        this.roundings = roundings;
        this.axes = axes;
        this.variants = List.of(variants);
    }

    final String loss() {
        return loss;
    }

    final List<String> axes() {
        return axes;
    }

    final List<String> variants() {
        return variants;
    }

    /** Draws the arguments of a call. */
    abstract Sample draw(Recipe recipe, String variant, int[] dims);

    /** Returns the longest chain of rounded operations that leads to an element of the output or of a gradient. */
    final int roundings(int[] dims) {
        return roundings.applyAsInt(dims);
    }

    /** Returns the greatest magnitude on the way to an element of the output. */
    abstract double magnitude(Sample sample);

    /** Returns the greatest magnitude on the way to an element of a gradient, for an incoming gradient of 1. */
    abstract double slope(Sample sample);

    /** Returns the arguments that have a gradient, parameters that are given included. */
    final Set<String> differentiable(Sample sample) {
        LossSignature signature = Signatures.bundled().of(loss).orElseThrow();
        Set<String> names = new LinkedHashSet<>();
        for (LossSignature.Argument argument : signature.arguments()) {
            if (argument.differentiable()) {
                names.add(argument.name());
            }
        }
        for (LossSignature.Parameter parameter : signature.parameters()) {
            if (parameter.differentiable() && sample.has(parameter.name())) {
                names.add(parameter.name());
            }
        }
        return names;
    }

    /** Returns the output's shape for reduction none. */
    int[] outputShape(int[] dims) {
        return dims.clone();
    }

    /** Returns by what each element of the unreduced loss is divided in the mean. */
    double[] denominators(Sample sample, int[] dims) {
        int count = Values.size(outputShape(dims));
        double[] denominators = new double[count];
        Arrays.fill(denominators, count);
        return denominators;
    }

    /** Returns the mean in words, for messages. */
    String denominatorInWords() {
        return "N, the number of elements of the unreduced loss";
    }

    /** Returns how far the sample is from the nearest point at which the loss has no derivative. */
    double clearance(Sample sample, int[] dims) {
        return Double.POSITIVE_INFINITY;
    }

    /** Returns how far two values at a kink may move apart if an argument's elements move by 1 each. */
    double sensitivity(int[] dims) {
        return 1;
    }

    /** Returns the sample with an argument moved to other values, for finite differences. */
    Sample moved(Sample sample, String argument, double[] values) {
        return sample.with(argument, values);
    }

    /** Returns the batch axis of each argument that has one. */
    Map<String, Integer> batchAxes(Sample sample) {
        Map<String, Integer> batch = new LinkedHashMap<>();
        sample.inputs().forEach((name, value) -> batch.put(name, 0));
        return batch;
    }

    /** Draws the dimensions of a sample. */
    int[] dims(Draw draw, Size size) {
        return switch (size) {
            case SMALL -> {
                int[] dims = new int[Math.max(axes.size(), draw.between(1, 3))];
                dims[0] = draw.between(4, 12);
                for (int i = 1; i < dims.length; i++) {
                    dims[i] = draw.between(2, 5);
                }
                yield dims;
            }
            case MEDIUM -> new int[] {draw.between(20, 70), draw.between(20, 70)};
            case LARGE -> {
                int batch = draw.between(500, 2000);
                yield new int[] {batch, LARGE / batch};
            }
        };
    }

    /** Returns whether this loss can have the dimensions. */
    boolean accepts(int[] dims) {
        return dims.length >= axes.size() && Arrays.stream(dims).allMatch(length -> length > 0);
    }

    /** Returns the arguments with a gradient that have a batch axis. */
    final Set<String> batchedGradients(Sample sample) {
        Set<String> names = new LinkedHashSet<>(differentiable(sample));
        names.retainAll(batchAxes(sample).keySet());
        return names;
    }

    /** Returns the samples of a batch at the given places, in that order. */
    final Sample take(Sample sample, int... places) {
        Sample taken = sample;
        for (Map.Entry<String, Integer> entry : batchAxes(sample).entrySet()) {
            TensorValue tensor = sample.tensor(entry.getKey());
            taken = taken.with(entry.getKey(), Values.take(tensor, entry.getValue(), places));
        }
        return taken;
    }

    /** How many elements a sample has. */
    enum Size {
        /** About ten. */
        SMALL,
        /** A few thousand: more than a vector register or a block of a sum holds. */
        MEDIUM,
        /** A million. */
        LARGE
    }

    /** Returns the setting's value of a key, for example {@code 0.5} of {@code margin=0.5,weight}. */
    static double number(String variant, String key, double otherwise) {
        for (String part : variant.split(",", -1)) {
            if (part.startsWith(key + "=")) {
                return Double.parseDouble(part.substring(key.length() + 1));
            }
        }
        return otherwise;
    }

    /** Returns whether the setting has a word, for example {@code weight} in {@code margin=0.5,weight}. */
    static boolean has(String variant, String word) {
        return Arrays.asList(variant.split(",", -1)).contains(word);
    }
}
