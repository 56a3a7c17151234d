package io.lossparity.ports.lossparity;

import io.lossparity.losses.L1Loss;
import io.lossparity.losses.Reduction;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;

/**
 * Where PyTorch has two formulas for the output of SmoothL1Loss.
 *
 * <p>torch: functional.py computes 0.5 (d d) where the target requires a gradient, C++ computes (0.5 d) d.
 */
final class SquareRounding {
    private SquareRounding() {}

    /**
     * Checks that both formulas give one value for these arguments.
     *
     * @throws InexpressibleException if they differ, as they do where d d is subnormal: forward knows no gradients
     */
    static void requireOne(FloatTensor input, FloatTensor target) {
        FloatTensor differences = new L1Loss().withReduction(Reduction.NONE).forward(input, target);
        boolean equal = differences instanceof Float32Tensor t
                ? isRoundedAlike(t)
                : isRoundedAlike((Float64Tensor) differences);
        if (!equal) {
            throw new InexpressibleException("SmoothL1Loss: a difference is so small that PyTorch rounds its square"
                    + " in another way where the target requires a gradient");
        }
    }

    private static boolean isRoundedAlike(Float32Tensor differences) {
        boolean alike = true;
        for (float d : differences.toArray()) {
            alike &= d >= 1 || Float.isNaN(d) || 0.5f * d * d == 0.5f * (d * d);
        }
        return alike;
    }

    private static boolean isRoundedAlike(Float64Tensor differences) {
        boolean alike = true;
        for (double d : differences.toArray()) {
            alike &= d >= 1 || Double.isNaN(d) || 0.5 * d * d == 0.5 * (d * d);
        }
        return alike;
    }
}
