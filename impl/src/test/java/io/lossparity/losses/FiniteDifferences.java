package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.tensor.Float64Tensor;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.FiniteDifferencesDifferentiator;

/**
 * A second witness for gradients, which knows nothing of PyTorch: central differences of the forward pass.
 *
 * <p>It holds away from kinks: no point within 0.02 of one.
 */
final class FiniteDifferences {
    private static final double STEP = 0.005;
    private static final double TOLERANCE = 1e-7;

    private FiniteDifferences() {}

    /**
     * Checks a gradient against the differences of a forward pass.
     *
     * @param argument where the forward pass is differentiated
     * @param forward the forward pass as a function of that argument, all others fixed
     * @param gradOutput the incoming gradient, of the output's shape
     * @param gradient what backward says
     */
    static void assertGradient(
            Float64Tensor argument,
            UnaryOperator<Float64Tensor> forward,
            Float64Tensor gradOutput,
            Float64Tensor gradient) {
        assertEquals(argument.shape(), gradient.shape(), "shape of the gradient");
        FiniteDifferencesDifferentiator differentiator = new FiniteDifferencesDifferentiator(5, STEP);
        double[] values = argument.toArray();
        double[] actual = gradient.toArray();
        for (int i = 0; i < values.length; i++) {
            int element = i;
            double expected = differentiator
                    .differentiate((double value) -> {
                        double[] moved = values.clone();
                        moved[element] = value;
                        return weighted(forward.apply(Float64Tensor.of(argument.shape(), moved)), gradOutput);
                    })
                    .value(new DerivativeStructure(1, 1, 0, values[i]))
                    .getPartialDerivative(1);
            assertEquals(expected, actual[i], TOLERANCE * Math.max(1, Math.abs(expected)), "gradient at element " + i);
        }
    }

    /** Returns a tensor of distinct values in (-scale, scale), the same for the same seed. */
    static Float64Tensor values(long seed, double scale, int... shape) {
        int count = 1;
        for (int size : shape) {
            count *= size;
        }
        double[] data = new java.util.Random(seed).doubles(count, -scale, scale).toArray();
        return Float64Tensor.of(shape, data);
    }

    private static double weighted(Float64Tensor output, Float64Tensor gradOutput) {
        assertEquals(output.shape(), gradOutput.shape(), "shape of the incoming gradient");
        double sum = 0;
        double[] losses = output.toArray();
        double[] weights = gradOutput.toArray();
        for (int i = 0; i < losses.length; i++) {
            sum += losses[i] * weights[i];
        }
        return sum;
    }
}
