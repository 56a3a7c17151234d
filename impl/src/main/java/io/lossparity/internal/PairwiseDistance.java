package io.lossparity.internal;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
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
 * @param eps what is added to each difference
 */
public record PairwiseDistance(double p, double eps) {
    private static final int POWER_BLOCK = 16;

    /** Returns the differences, in the common shape of the two tensors. */
    public <T extends FloatTensor> T differences(T first, T second) {
        Shape shape = first.shape().broadcast(second.shape()).orElseThrow();
        T u = Broadcast.expand(first, shape);
        T v = Broadcast.expand(second, shape);
        return Dtype.cast(
                first,
                u instanceof Float32Tensor x
                        ? shifted(x, (Float32Tensor) v)
                        : shifted((Float64Tensor) u, (Float64Tensor) v));
    }

    /** Returns the norms of the differences. */
    public <T extends FloatTensor> T norms(T differences) {
        return Dtype.cast(
                differences,
                differences instanceof Float32Tensor d ? normsOf(d) : normsOf((Float64Tensor) differences));
    }

    /** Returns the gradient of the differences, given that of their norms. */
    public <T extends FloatTensor> T gradient(T gradOutput, T differences, T norms) {
        return Dtype.cast(
                differences,
                differences instanceof Float32Tensor d
                        ? gradientOf((Float32Tensor) gradOutput, d, (Float32Tensor) norms)
                        : gradientOf((Float64Tensor) gradOutput, (Float64Tensor) differences, (Float64Tensor) norms));
    }

    /** Returns the exponent of the forward pass. */
    private double roundedP() {
        return (float) p; // torch: in float64 too, and in the forward pass alone
    }

    /** Returns the number of elements that stand between two neighbours along axis 1. */
    private static int stride(Shape shape) {
        int stride = 1;
        for (int axis = 2; axis < shape.rank(); axis++) {
            stride *= shape.size(axis);
        }
        return stride;
    }

    // <float32>
    private Float32Tensor shifted(Float32Tensor first, Float32Tensor second) {
        float[] u = first.array(TRUSTED);
        float[] v = second.array(TRUSTED);
        float[] d = new float[u.length];
        float shift = (float) eps;
        for (int i = 0; i < d.length; i++) {
            d[i] = u[i] - v[i] + shift;
        }
        return Float32Tensor.wrap(first.shape(), d, TRUSTED);
    }

    private Float32Tensor normsOf(Float32Tensor differences) {
        Shape shape = differences.shape().without(1);
        float[] d = differences.array(TRUSTED);
        float[] norm = new float[shape.elements()];
        int length = differences.shape().size(1);
        int stride = stride(differences.shape());
        float q = (float) roundedP();
        if (d.length > 0) {
            for (int i = 0; i < norm.length; i++) {
                norm[i] = norm(d, i / stride * length * stride + i % stride, length, stride, q);
            }
        }
        return Float32Tensor.wrap(shape, norm, TRUSTED);
    }

    private static float norm(float[] d, int from, int length, int stride, float q) {
        // torch: the maximum begins with the smallest normal number, the minimum with the largest one.
        float sum =
                q == Float.POSITIVE_INFINITY ? Float.MIN_NORMAL : q == Float.NEGATIVE_INFINITY ? Float.MAX_VALUE : 0f;
        for (int k = 0; k < length; k++) {
            sum = accumulated(sum, Math.abs(d[from + k * stride]), q);
        }
        // torch: the C library's pow, for p = 2 too: neither square nor root is correctly rounded.
        return q == 0f || Float.isInfinite(q) ? sum : Elementary.pow(sum, 1f / q);
    }

    private static float accumulated(float sum, float size, float q) {
        if (q == 0f) {
            return size == 0f ? sum : sum + 1f;
        } else if (q == 1f) {
            return sum + size;
        } else if (q == Float.POSITIVE_INFINITY) {
            return sum < size ? size : sum; // torch: NaN is passed over
        } else if (q == Float.NEGATIVE_INFINITY) {
            return size < sum ? size : sum;
        }
        return sum + Elementary.pow(size, q);
    }

    private Float32Tensor gradientOf(Float32Tensor gradOutput, Float32Tensor differences, Float32Tensor norms) {
        Shape shape = differences.shape();
        float[] d = differences.array(TRUSTED);
        float[] scaled = scaled(d, Broadcast.repeat(norms, 1, shape).array(TRUSTED));
        float[] scale = Broadcast.repeat(scale(gradOutput, norms), 1, shape).array(TRUSTED);
        float[] grad = new float[d.length];
        for (int i = 0; i < grad.length; i++) {
            grad[i] = scaled[i] * scale[i];
        }
        return Float32Tensor.wrap(shape, p == 0 ? new float[d.length] : grad, TRUSTED);
    }

    /** Returns the factor of each element. */
    private float[] scaled(float[] d, float[] norm) {
        if (p == 2) {
            return d;
        }
        float[] factor = new float[d.length];
        for (int i = 0; i < d.length; i++) {
            factor[i] = d[i] > 0f ? 1f : d[i] < 0f ? -1f : 0f; // torch: the sign of NaN is 0
        }
        if (Double.isInfinite(p)) {
            for (int i = 0; i < d.length; i++) {
                factor[i] *= Math.abs(d[i]) == norm[i] ? 1f : 0f;
            }
        } else if (p != 1) {
            boolean steep = !(p < 2);
            float[] size = new float[d.length];
            for (int i = 0; i < d.length; i++) {
                size[i] = Math.abs(d[i]);
            }
            float[] powers = powers(size, steep ? p - 2 : p - 1);
            for (int i = 0; i < d.length; i++) {
                factor[i] = (steep ? d[i] : factor[i]) * powers[i];
            }
        }
        return factor;
    }

    /** Returns the factor that the elements of one norm have in common. */
    private Float32Tensor scale(Float32Tensor gradOutput, Float32Tensor norms) {
        float[] g = gradOutput.array(TRUSTED);
        float[] norm = norms.array(TRUSTED);
        float[] scale = new float[g.length];
        boolean plain = p == 1 || Double.isInfinite(p);
        float[] divisor = plain ? norm : powers(norm, p - 1);
        for (int i = 0; i < scale.length; i++) {
            scale[i] = plain ? g[i] : g[i] / divisor[i];
            if (norm[i] == 0f && p != 1) {
                scale[i] = 0f;
            }
        }
        return Float32Tensor.wrap(norms.shape(), scale, TRUSTED);
    }

    /** Returns every element to the power of the exponent. */
    private static float[] powers(float[] x, double exponent) {
        float[] power = new float[x.length];
        // torch: vectors take powers with the exponent in the dtype, the rest behind the last block with itself.
        float rounded = (float) exponent;
        int blocksEnd = x.length / POWER_BLOCK * POWER_BLOCK;
        for (int i = 0; i < power.length; i++) {
            float square = x[i] * x[i];
            if (exponent == 1) {
                power[i] = x[i];
            } else if (exponent == 2) {
                power[i] = square;
            } else if (exponent == 3) {
                power[i] = square * x[i];
            } else if (exponent == -2) {
                power[i] = 1f / square;
            } else if (exponent == 0.5) {
                power[i] = Elementary.sqrt(x[i]);
            } else if (exponent == -0.5) {
                power[i] = 1f / Elementary.sqrt(x[i]);
            } else {
                power[i] =
                        i < blocksEnd ? Elementary.pow(x[i], rounded) : (float) Elementary.pow((double) x[i], exponent);
            }
        }
        return power;
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private Float64Tensor shifted(Float64Tensor first, Float64Tensor second) {
        double[] u = first.array(TRUSTED);
        double[] v = second.array(TRUSTED);
        double[] d = new double[u.length];
        double shift = eps;
        for (int i = 0; i < d.length; i++) {
            d[i] = u[i] - v[i] + shift;
        }
        return Float64Tensor.wrap(first.shape(), d, TRUSTED);
    }

    private Float64Tensor normsOf(Float64Tensor differences) {
        Shape shape = differences.shape().without(1);
        double[] d = differences.array(TRUSTED);
        double[] norm = new double[shape.elements()];
        int length = differences.shape().size(1);
        int stride = stride(differences.shape());
        double q = roundedP();
        if (d.length > 0) {
            for (int i = 0; i < norm.length; i++) {
                norm[i] = norm(d, i / stride * length * stride + i % stride, length, stride, q);
            }
        }
        return Float64Tensor.wrap(shape, norm, TRUSTED);
    }

    private static double norm(double[] d, int from, int length, int stride, double q) {
        // torch: the maximum begins with the smallest normal number, the minimum with the largest one.
        double sum =
                q == Double.POSITIVE_INFINITY ? Double.MIN_NORMAL : q == Double.NEGATIVE_INFINITY ? Double.MAX_VALUE : 0.0;
        for (int k = 0; k < length; k++) {
            sum = accumulated(sum, Math.abs(d[from + k * stride]), q);
        }
        // torch: the C library's pow, for p = 2 too: neither square nor root is correctly rounded.
        return q == 0.0 || Double.isInfinite(q) ? sum : Elementary.pow(sum, 1.0 / q);
    }

    private static double accumulated(double sum, double size, double q) {
        if (q == 0.0) {
            return size == 0.0 ? sum : sum + 1.0;
        } else if (q == 1.0) {
            return sum + size;
        } else if (q == Double.POSITIVE_INFINITY) {
            return sum < size ? size : sum; // torch: NaN is passed over
        } else if (q == Double.NEGATIVE_INFINITY) {
            return size < sum ? size : sum;
        }
        return sum + Elementary.pow(size, q);
    }

    private Float64Tensor gradientOf(Float64Tensor gradOutput, Float64Tensor differences, Float64Tensor norms) {
        Shape shape = differences.shape();
        double[] d = differences.array(TRUSTED);
        double[] scaled = scaled(d, Broadcast.repeat(norms, 1, shape).array(TRUSTED));
        double[] scale = Broadcast.repeat(scale(gradOutput, norms), 1, shape).array(TRUSTED);
        double[] grad = new double[d.length];
        for (int i = 0; i < grad.length; i++) {
            grad[i] = scaled[i] * scale[i];
        }
        return Float64Tensor.wrap(shape, p == 0 ? new double[d.length] : grad, TRUSTED);
    }

    /** Returns the factor of each element. */
    private double[] scaled(double[] d, double[] norm) {
        if (p == 2) {
            return d;
        }
        double[] factor = new double[d.length];
        for (int i = 0; i < d.length; i++) {
            factor[i] = d[i] > 0.0 ? 1.0 : d[i] < 0.0 ? -1.0 : 0.0; // torch: the sign of NaN is 0
        }
        if (Double.isInfinite(p)) {
            for (int i = 0; i < d.length; i++) {
                factor[i] *= Math.abs(d[i]) == norm[i] ? 1.0 : 0.0;
            }
        } else if (p != 1) {
            boolean steep = !(p < 2);
            double[] size = new double[d.length];
            for (int i = 0; i < d.length; i++) {
                size[i] = Math.abs(d[i]);
            }
            double[] powers = powers(size, steep ? p - 2 : p - 1);
            for (int i = 0; i < d.length; i++) {
                factor[i] = (steep ? d[i] : factor[i]) * powers[i];
            }
        }
        return factor;
    }

    /** Returns the factor that the elements of one norm have in common. */
    private Float64Tensor scale(Float64Tensor gradOutput, Float64Tensor norms) {
        double[] g = gradOutput.array(TRUSTED);
        double[] norm = norms.array(TRUSTED);
        double[] scale = new double[g.length];
        boolean plain = p == 1 || Double.isInfinite(p);
        double[] divisor = plain ? norm : powers(norm, p - 1);
        for (int i = 0; i < scale.length; i++) {
            scale[i] = plain ? g[i] : g[i] / divisor[i];
            if (norm[i] == 0.0 && p != 1) {
                scale[i] = 0.0;
            }
        }
        return Float64Tensor.wrap(norms.shape(), scale, TRUSTED);
    }

    /** Returns every element to the power of the exponent. */
    private static double[] powers(double[] x, double exponent) {
        double[] power = new double[x.length];
        // torch: vectors take powers with the exponent in the dtype, the rest behind the last block with itself.
        double rounded = exponent;
        int blocksEnd = x.length / POWER_BLOCK * POWER_BLOCK;
        for (int i = 0; i < power.length; i++) {
            double square = x[i] * x[i];
            if (exponent == 1) {
                power[i] = x[i];
            } else if (exponent == 2) {
                power[i] = square;
            } else if (exponent == 3) {
                power[i] = square * x[i];
            } else if (exponent == -2) {
                power[i] = 1.0 / square;
            } else if (exponent == 0.5) {
                power[i] = Elementary.sqrt(x[i]);
            } else if (exponent == -0.5) {
                power[i] = 1.0 / Elementary.sqrt(x[i]);
            } else {
                power[i] =
                        i < blocksEnd ? Elementary.pow(x[i], rounded) : Elementary.pow(x[i], exponent);
            }
        }
        return power;
    }
    // </float64>
    // spotless:on
}
