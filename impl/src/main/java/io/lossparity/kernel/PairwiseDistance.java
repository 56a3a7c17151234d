package io.lossparity.kernel;

import io.lossparity.kernel.float32.PairwiseDistanceFloat32;
import io.lossparity.kernel.float64.PairwiseDistanceFloat64;
import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.memory.Memory;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;

/**
 * The p-norm, over axis 1, of the difference of two tensors plus eps.
 *
 * <pre>
 *   d = u - v + eps        D = (sum |d|^p)^(1/p)     p = 0: how many d are not 0; p = inf, -inf: max |d|, min |d|
 *   dD/dd                    sign(d) |d|^(p-1) / D^(p-1), 0 where D = 0; p = 0: 0; p = inf, -inf: sign(d) where |d| = D
 * </pre>
 *
 * <p>Source: PyTorch 1.4.0, aten/src/ATen/native/Distance.cpp pairwise_distance; cpu/ReduceOpsKernel.cpp,
 * norm_kernel; tools/autograd/templates/Functions.cpp norm_backward.
 *
 * @param p the exponent; if it is finite, a float must be able to hold it
 * @param eps the number added to each difference
 */
public record PairwiseDistance(double p, double eps) {

    /** Returns the differences, in the common shape of the two tensors. */
    public <T extends FloatTensor> T differences(T first, T second) {
        Shape shape = first.shape().broadcast(second.shape()).orElseThrow();
        return Kernels.map(
                shape,
                Broadcast.expand(first, shape),
                Broadcast.expand(second, shape),
                (d, u, v) -> PairwiseDistanceFloat32.differences(d, u, v, eps),
                (d, u, v) -> PairwiseDistanceFloat64.differences(d, u, v, eps));
    }

    /** Returns the norms of the differences. */
    public <T extends FloatTensor> T norms(T differences) {
        Shape shape = differences.shape().without(1);
        Memory memory = Kernels.memory(differences);
        int length = differences.shape().size(1);
        int stride = AxisOne.stride(differences.shape());
        return Kernels.map(
                shape,
                differences,
                (norm, d) -> PairwiseDistanceFloat32.norms(norm, memory, d, length, stride, roundedP()),
                (norm, d) -> PairwiseDistanceFloat64.norms(norm, memory, d, length, stride, roundedP()));
    }

    /** Returns the gradient of the differences, given that of their norms. */
    public <T extends FloatTensor> T gradient(T gradOutput, T differences, T norms) {
        Memory memory = Kernels.memory(norms);
        T scale = Kernels.map(
                norms.shape(),
                gradOutput,
                norms,
                (factor, g, norm) -> PairwiseDistanceFloat32.scale(factor, memory, g, norm, p),
                (factor, g, norm) -> PairwiseDistanceFloat64.scale(factor, memory, g, norm, p));
        return Elementwise.scaled(p == 2 ? differences : scaled(differences, norms), scale);
    }

    private <T extends FloatTensor> T scaled(T differences, T norms) {
        Memory memory = Kernels.memory(differences);
        Shape shape = differences.shape();
        return Kernels.map(
                shape,
                differences,
                Double.isInfinite(p) ? Broadcast.repeat(norms, 1, shape) : null,
                (factor, d, norm) -> PairwiseDistanceFloat32.scaled(factor, memory, d, norm, p),
                (factor, d, norm) -> PairwiseDistanceFloat64.scaled(factor, memory, d, norm, p));
    }

    /** Returns the exponent of the forward pass. */
    private double roundedP() {
        return (float) p; // torch: in float64 too, and only in the forward pass
    }
}
