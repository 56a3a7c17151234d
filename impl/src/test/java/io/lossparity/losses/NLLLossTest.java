package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.Int64Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NLLLossTest {
    private static final Float64Tensor INPUT = Float64Tensor.of(new int[] {2, 3}, 1, 2, 3, 0.5, -1, 0.25);
    private static final Int64Tensor TARGET = Int64Tensor.vector(2, 0);

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MEAN", "SUM"})
    void gradientIsTheDerivative(Reduction reduction) {
        NLLLoss loss = new NLLLoss(Float64Tensor.vector(0.2, 0.3, 0.5), 1, reduction);
        Float64Tensor input = FiniteDifferences.values(3, 2, 2, 3, 2, 2);
        Int64Tensor target = Int64Tensor.of(new int[] {2, 2, 2}, 0, 1, 2, 2, 1, 0, 0, 2);
        Float64Tensor gradOutput = FiniteDifferences.values(
                4, 2, loss.forward(input, target).shape().toArray());
        FiniteDifferences.assertGradient(
                input, x -> loss.forward(x, target), gradOutput, loss.backward(gradOutput, input, target));
    }

    @Test
    void meanDividesByWeightSumNotCount() {
        Float64Tensor weight = Float64Tensor.vector(0.25, 9, 0.5);
        NLLLoss mean = new NLLLoss().withWeight(weight);
        double sum = mean.withReduction(Reduction.SUM).forward(INPUT, TARGET).item();
        assertEquals(sum / 0.75, mean.forward(INPUT, TARGET).item());
    }

    @Test
    void meanIsTheSumWhenTheWeightsSumToZero() {
        NLLLoss mean = new NLLLoss().withWeight(Float64Tensor.vector(-1, 0.3, 1));
        assertEquals(-2.5, mean.forward(INPUT, TARGET).item());
        assertEquals(
                0.0,
                new NLLLoss(null, 0, Reduction.MEAN)
                        .forward(INPUT, Int64Tensor.vector(0, 0))
                        .item());
    }

    @Test
    void gradientIsZeroWhenTheWeightsSumToZeroOrLess() {
        NLLLoss negative = new NLLLoss().withWeight(Float64Tensor.vector(-1, 0.3, -2));
        double[] zeros = new double[6];
        assertArrayEquals(zeros, negative.backward(INPUT, TARGET).toArray());
        assertArrayEquals(
                zeros,
                negative.withReduction(Reduction.SUM).backward(INPUT, TARGET).toArray());
        assertArrayEquals(
                new double[] {0, 0, 2, 1, 0, 0},
                negative.withReduction(Reduction.NONE)
                        .backward(Float64Tensor.vector(1, 1), INPUT, TARGET)
                        .toArray());
    }

    @Test
    void ignoredTargetGetsZeroLossAndGradient() {
        NLLLoss none = new NLLLoss(null, 2, Reduction.NONE);
        assertArrayEquals(new double[] {0, -0.5}, none.forward(INPUT, TARGET).toArray());
        assertArrayEquals(
                new double[] {0, 0, 0, -3, 0, 0},
                none.backward(Float64Tensor.vector(7, 3), INPUT, TARGET).toArray());
    }

    @Test
    void onlyAnEmptyInputHasTheMeanNaN() {
        assertEquals(
                Float.NaN,
                new NLLLoss()
                        .forward(Float32Tensor.of(new int[] {0, 3}), Int64Tensor.vector())
                        .item());
    }

    @Test
    void targetMustBeAClass() {
        assertMessage(
                "NLLLoss: target must be in [0, 3) or equal ignoreIndex -100, but was 3 at index 1 (input shape [2, 3])",
                () -> new NLLLoss().forward(INPUT, Int64Tensor.vector(0, 3)));
        assertMessage(
                "NLLLoss: target must be in [0, 1) or equal ignoreIndex -100, but was 4294967296 at index [0, 1]"
                        + " (input shape [1, 1, 2])",
                () -> new NLLLoss()
                        .forward(
                                Float32Tensor.of(new int[] {1, 1, 2}, 1f, 2f),
                                Int64Tensor.of(new int[] {1, 2}, 0, 1L << 32)));
    }

    @Test
    void targetMustHaveTheInputsShapeWithoutClasses() {
        assertMessage(
                "NLLLoss: target must have shape [2], but was [2, 1] (input shape [2, 3])",
                () -> new NLLLoss().forward(INPUT, Int64Tensor.of(new int[] {2, 1}, 0, 1)));
    }

    @Test
    void inputMustHaveTwoAxes() {
        assertMessage(
                "NLLLoss: input must have at least 2 axes, but was 1 (input shape [3])",
                () -> new NLLLoss().forward(Float64Tensor.vector(1, 2, 3), Int64Tensor.vector(0)));
    }

    @Test
    void weightMustMatchClassesAndDtype() {
        assertMessage(
                "NLLLoss: weight must have 3 elements, but was 2 (input shape [2, 3], weight shape [2])",
                () -> new NLLLoss().withWeight(Float64Tensor.vector(1, 2)).forward(INPUT, TARGET));
        assertMessage(
                "NLLLoss: weight must be float64 as input is, but was float32 (input shape [2, 3], weight shape [3])",
                () -> new NLLLoss().withWeight(Float32Tensor.vector(1, 2, 3)).forward(INPUT, TARGET));
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
