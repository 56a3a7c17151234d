package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * One tensor of an answer beside the right one, element by element.
 *
 * @param call the question
 * @param shape the tensor's shape
 * @param right the right elements
 * @param given the port's
 * @param wrong the places of the elements that differ by more than rounding explains
 */
record ElementView(LossCall call, int[] shape, double[] right, double[] given, BitSet wrong) {
    private static final double ROUNDING = 1e-5;
    private static final double ROUNDING_FLOAT64 = 1e-10;

    /** Looks at a tensor of a case; empty if either answer has none of that name, or of another shape. */
    static Optional<ElementView> of(View view, String name) {
        Optional<TensorValue> right = view.right().flatMap(answer -> tensor(answer, name));
        Optional<TensorValue> given = tensor(view.answer().outcome(), name);
        if (right.isEmpty()
                || given.isEmpty()
                || right.get().dtype() != given.get().dtype()
                || !Arrays.equals(right.get().shape(), given.get().shape())) {
            return Optional.empty();
        }
        double[] expected = Question.values(right.get());
        double[] actual = Question.values(given.get());
        double scale = Arrays.stream(expected)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double rounding = right.get().dtype() == DType.FLOAT64 ? ROUNDING_FLOAT64 : ROUNDING;
        BitSet wrong = new BitSet();
        for (int i = 0; i < expected.length; i++) {
            wrong.set(i, !same(expected[i], actual[i], scale, rounding));
        }
        return Optional.of(new ElementView(view.answer().call(), right.get().shape(), expected, actual, wrong));
    }

    static Optional<TensorValue> tensor(LossOutcome outcome, String name) {
        if (!(outcome instanceof Computed computed)) {
            return Optional.empty();
        }
        if (name.equals(TensorComparison.OUTPUT)) {
            return Optional.ofNullable(computed.output());
        }
        return Optional.ofNullable(computed.grads())
                .map(grads ->
                        grads.get(name.substring(TensorComparison.gradientOf("").length())));
    }

    /** Returns whether a number is another but for rounding, in a tensor of that scale. */
    private static boolean same(double a, double b, double scale, double rounding) {
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return Double.compare(a, b) == 0;
        }
        return Math.abs(a - b) <= rounding * Math.max(Math.abs(a), scale);
    }

    /** Whether both the right element and the port's are finite. */
    boolean isFinite(int i) {
        return Double.isFinite(right[i]) && Double.isFinite(given[i]);
    }

    /** Whether the tensor has classes on axis 1, of which the targets choose. */
    boolean isClassified() {
        return shape.length >= 2
                && call.inputs().get("target") instanceof TensorValue target
                && target.dtype() == DType.INT64
                && target.size() * shape[1] == right.length
                && aligned("input").isPresent();
    }

    /** Returns an input's elements, if the tensor has as many. */
    Optional<double[]> aligned(String input) {
        return call.inputs().get(input) instanceof TensorValue tensor && Arrays.equals(tensor.shape(), shape)
                ? Optional.of(Question.values(tensor))
                : Optional.empty();
    }
}
