package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrossEntropyLossTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final Float64Tensor INPUT = Float64Tensor.of(new int[] {2, 3}, 1, 2, 3, 0.5, -1, 0.25);
    private static final Int64Tensor TARGET = Int64Tensor.vector(2, 0);

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientIsTheDerivative(Reduction reduction) {
        FloatTensor weight = Float64Tensor.vector(0.2, 0.3, 0.5);
        assertGradient(new CrossEntropyLoss(weight, 1, reduction), 4, 3);
        assertGradient(new CrossEntropyLoss(weight, 1, reduction), 2, 3, 2, 2);
        assertGradient(new CrossEntropyLoss(null, -100, reduction), 3, 11);
    }

    private static void assertGradient(CrossEntropyLoss loss, int... shape) {
        Float64Tensor input = FiniteDifferences.values(3, 2, shape);
        int rows = input.size() / shape[1];
        long[] classes = new long[rows];
        for (int i = 0; i < rows; i++) {
            classes[i] = i % shape[1];
        }
        Int64Tensor target = Int64Tensor.of(input.shape().without(1), classes);
        int[] output = loss.forward(input, target).shape().toArray();
        Float64Tensor gradOutput = FiniteDifferences.values(4, 2, output);
        FiniteDifferences.assertGradient(
                input, x -> loss.forward(x, target), gradOutput, loss.backward(gradOutput, input, target));
    }

    @Test
    void equalLogitsGiveTheLogOfTheClasses() {
        CrossEntropyLoss loss = new CrossEntropyLoss();
        assertEquals(
                Math.log(4),
                loss.forward(Float64Tensor.of(new int[] {1, 4}, 7, 7, 7, 7), Int64Tensor.vector(3))
                        .item(),
                1e-15);
        assertEquals(
                0.0,
                loss.forward(Float64Tensor.of(new int[] {1, 1}, 7), Int64Tensor.vector(0))
                        .item());
    }

    @Test
    void greatestLogitIsSubtractedFirst() {
        Float32Tensor huge = Float32Tensor.of(new int[] {1, 2}, 3e38f, -3e38f);
        CrossEntropyLoss loss = new CrossEntropyLoss();
        assertEquals(0f, loss.forward(huge, Int64Tensor.vector(0)).item());
        assertEquals(
                Float.POSITIVE_INFINITY,
                loss.forward(huge, Int64Tensor.vector(1)).item());
    }

    @Test
    void classOfNoProbabilityMattersAsTargetOnly() {
        CrossEntropyLoss loss = new CrossEntropyLoss();
        Float64Tensor input = Float64Tensor.of(new int[] {1, 3}, -INFINITY, 2, 2);
        assertEquals(Math.log(2), loss.forward(input, Int64Tensor.vector(1)).item(), 1e-15);
        assertEquals(0.0, loss.backward(input, Int64Tensor.vector(1)).toArray()[0]);
        assertEquals(INFINITY, loss.forward(input, Int64Tensor.vector(0)).item());
        assertEquals(-1.0, loss.backward(input, Int64Tensor.vector(0)).toArray()[0]);
    }

    @Test
    void ignoredClassMayBeBeyondTheClasses() {
        Float32Tensor input = Float32Tensor.of(new int[] {2, 3}, 1, 2, 3, 0.5f, -1, 0.25f);
        CrossEntropyLoss loss = new CrossEntropyLoss();
        Int64Tensor before = Int64Tensor.vector(1, loss.ignoreIndex());
        for (long beyond : new long[] {3, 7, Long.MAX_VALUE}) {
            CrossEntropyLoss other = loss.withIgnoreIndex(beyond);
            Int64Tensor target = Int64Tensor.vector(1, beyond);
            assertEquals(loss.forward(input, before), other.forward(input, target));
            assertEquals(loss.backward(input, before), other.backward(input, target));
            assertEquals(loss.valueAndGradient(input, before), other.valueAndGradient(input, target));
        }
    }

    @Test
    void ignoredRowOfNaNHasNoLossButANaNGradient() {
        CrossEntropyLoss sum = new CrossEntropyLoss(null, 1, Reduction.SUM);
        Float64Tensor input = Float64Tensor.of(new int[] {2, 2}, NAN, 1, 5, 5);
        Int64Tensor target = Int64Tensor.vector(1, 0);
        assertEquals(Math.log(2), sum.forward(input, target).item(), 1e-15);
        double[] gradient = sum.backward(input, target).toArray();
        assertArrayEquals(new double[] {NAN, NAN, -0.5, 0.5}, gradient, 1e-15);
    }

    @Test
    void gradientIsZeroWhenTheWeightsSumToZeroOrLess() {
        CrossEntropyLoss negative = new CrossEntropyLoss().withWeight(Float64Tensor.vector(-1, 0.3, -2));
        assertArrayEquals(new double[6], negative.backward(INPUT, TARGET).toArray());
    }

    @Test
    void emptyInputsAreComputed() {
        CrossEntropyLoss mean = new CrossEntropyLoss();
        Float64Tensor noRows = Float64Tensor.of(new int[] {0, 3});
        assertEquals(NAN, mean.forward(noRows, Int64Tensor.vector()).item());
        Float64Tensor noClasses = Float64Tensor.of(new int[] {2, 0});
        assertEquals(noClasses, mean.backward(Float64Tensor.scalar(2), noClasses, Int64Tensor.vector(-100, -100)));
    }

    @Test
    void legacyFlagsWin() {
        CrossEntropyLoss sum = new CrossEntropyLoss().withReduction(Reduction.SUM);
        assertEquals(sum, new CrossEntropyLoss().withLegacyFlags(false, null));
    }

    @Test
    void messagesNameThisLoss() {
        assertMessage(
                "CrossEntropyLoss: target must be in [0, 3) or equal ignoreIndex 7, but was -1 at index 1"
                        + " (input shape [2, 3])",
                () -> new CrossEntropyLoss().withIgnoreIndex(7).forward(INPUT, Int64Tensor.vector(0, -1)));
        assertMessage(
                "CrossEntropyLoss: input must have at least 2 axes, but was 1 (input shape [3])",
                () -> new CrossEntropyLoss().forward(Float64Tensor.vector(1, 2, 3), Int64Tensor.vector(0)));
        assertMessage(
                "CrossEntropyLoss: weight must have 3 elements, but was 2 (input shape [2, 3], weight shape [2])",
                () -> new CrossEntropyLoss()
                        .withWeight(Float64Tensor.vector(1, 2))
                        .backward(INPUT, TARGET));
        assertMessage(
                "CrossEntropyLoss: gradOutput must have the output's shape [], but was [2] (input shape [2, 3])",
                () -> new CrossEntropyLoss().backward(Float64Tensor.vector(1, 2), INPUT, TARGET));
        assertMessage(
                "CrossEntropyLoss: gradOutput must be given unless the output has one element,"
                        + " but the output's shape is [2]",
                () -> new CrossEntropyLoss().withReduction(Reduction.NONE).backward(INPUT, TARGET));
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
