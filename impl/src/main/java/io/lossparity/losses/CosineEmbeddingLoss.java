package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.internal.Arithmetic;
import io.lossparity.internal.Broadcast;
import io.lossparity.internal.Checks;
import io.lossparity.internal.Dtype;
import io.lossparity.internal.Elementary;
import io.lossparity.internal.Summation;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;

/**
 * How far vectors x1 and x2 are from pointing the same way where target y is 1, from pointing apart where it is -1.
 *
 * <pre>
 *   forward    cos = sum(x1 x2) / r     r = sqrt((sum(x1^2) + e) (sum(x2^2) + e))     e = 1e-12
 *              l = 1 - cos               where y = 1
 *                  max(0, cos - margin)  where y = -1
 *                  0                     elsewhere           L = mean(l) | sum(l) | l
 *   backward   dcos/dx1 = x2 / r - cos x1 / (sum(x1^2) + e), and so for x2
 *              dl/dcos = -1 where y = 1, 1 where y = -1 and cos &gt;= margin, otherwise 0
 * </pre>
 *
 * <p>Shapes: input1 and input2 (N, D) or (N, D, d1, ..., dK), or any of at least two axes that broadcast with each
 * other, also after their sums over axis 1; target any that broadcasts with what is left of them without axis 1. The
 * losses have that common shape, the output is 0-d unless the reduction is none. The mean divides by the number of
 * losses; gradients are summed back to the shape of their argument.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>no losses: the mean is NaN, the sum 0; vectors without elements have the cosine 0;
 *   <li>a vector of zeros has the cosine 0, thanks to e; equal vectors, because of e, do not quite have 1;
 *   <li>cos = margin: the loss is 0, but the gradient passes;
 *   <li>a sum of squares overflows, or is NaN: the loss is NaN or wrong, as in PyTorch.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if dtypes differ, an input has fewer than two axes, shapes do not
 * broadcast, or gradOutput has not the output's shape.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py cosine_embedding_loss; aten/src/ATen/native/Loss.cpp
 * cosine_embedding_loss.
 *
 * @param margin the cosine from which on vectors of target -1 cost; 0 by default
 * @param reduction none, mean (the default) or sum
 */
public record CosineEmbeddingLoss(double margin, Reduction reduction)
        implements Loss, LegacyFlags<CosineEmbeddingLoss> {
    private static final String NAME = "CosineEmbeddingLoss";

    /**
     * The gradients of the inputs.
     *
     * @param input1 the gradient of the first input, in its shape
     * @param input2 the gradient of the second input, in its shape
     */
    public record Gradients<T extends FloatTensor>(T input1, T input2) {}

    /**
     * The steps of the forward pass.
     *
     * @param product the sums of the products
     * @param square1 the sums of the first input's squares, plus e
     * @param square2 the sums of the second input's squares, plus e
     * @param root r
     * @param value the cosines
     */
    private record Cosine<T extends FloatTensor>(T product, T square1, T square2, T root, T value) {}

    /** Checks the reduction. */
    public CosineEmbeddingLoss {
        Reduction.requireElementwise(NAME, reduction);
    }

    /** The loss with PyTorch's defaults: margin 0, the mean. */
    public CosineEmbeddingLoss() {
        this(0, Reduction.MEAN);
    }

    /** Returns this loss with another margin. */
    public CosineEmbeddingLoss withMargin(double newMargin) {
        return new CosineEmbeddingLoss(newMargin, reduction);
    }

    @Override
    public CosineEmbeddingLoss withReduction(Reduction newReduction) {
        return new CosineEmbeddingLoss(margin, newReduction);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(T input1, T input2, T target) {
        Shape shape = check(input1, input2, target);
        FloatTensor losses = input1 instanceof Float32Tensor x1
                ? losses(x1, (Float32Tensor) input2, (Float32Tensor) target, shape)
                : losses((Float64Tensor) input1, (Float64Tensor) input2, (Float64Tensor) target, shape);
        return reduction.apply(Dtype.cast(input1, losses));
    }

    /** Returns the gradients of the inputs; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> Gradients<T> backward(T input1, T input2, T target) {
        Shape output = reduction.outputShape(check(input1, input2, target));
        return backward(Checks.implicitGradOutput(NAME, input1, output), input1, input2, target);
    }

    /** Returns the gradients of the inputs. */
    public <T extends FloatTensor> Gradients<T> backward(FloatTensor gradOutput, T input1, T input2, T target) {
        Shape shape = check(input1, input2, target);
        T incoming = Checks.gradOutput(NAME, gradOutput, "input1", input1, reduction.outputShape(shape));
        T each = Broadcast.expand(incoming, shape);
        if (reduction == Reduction.MEAN) {
            each = Arithmetic.quotient(each, shape.elements());
        }
        Gradients<? extends FloatTensor> grads = input1 instanceof Float32Tensor x1
                ? gradients((Float32Tensor) each, x1, (Float32Tensor) input2, (Float32Tensor) target)
                : gradients(
                        (Float64Tensor) each, (Float64Tensor) input1, (Float64Tensor) input2, (Float64Tensor) target);
        return new Gradients<>(Dtype.cast(input1, grads.input1), Dtype.cast(input2, grads.input2));
    }

    /** Returns the loss; the target, integers here, is compared with 1 and -1 as above. */
    public <T extends FloatTensor> T forward(T input1, T input2, Int64Tensor target) {
        return forward(input1, input2, Checks.integers(NAME, "input1", input1, "target", target));
    }

    /** Returns the gradients of the inputs; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> Gradients<T> backward(T input1, T input2, Int64Tensor target) {
        return backward(input1, input2, Checks.integers(NAME, "input1", input1, "target", target));
    }

    /** Returns the gradients of the inputs. */
    public <T extends FloatTensor> Gradients<T> backward(
            FloatTensor gradOutput, T input1, T input2, Int64Tensor target) {
        return backward(gradOutput, input1, input2, Checks.integers(NAME, "input1", input1, "target", target));
    }

    /** Checks the arguments and returns the shape of the losses. */
    private static <T extends FloatTensor> Shape check(T input1, T input2, T target) {
        Checks.minimumRank(NAME, "input1", input1, 2);
        Checks.minimumRank(NAME, "input2", input2, 2);
        Shape inputs = Checks.broadcast(NAME, "input1", input1, "input2", input2);
        Checks.sameDtype(NAME, "input1", input1, "target", target);
        Shape squares = Checks.broadcastShape(
                NAME,
                "input1 without axis 1",
                input1.shape().without(1),
                "input2 without axis 1",
                input2.shape().without(1));
        Shape cosines = Checks.broadcastShape(
                NAME, "the inputs without axis 1", inputs.without(1), "their sums over axis 1", squares);
        return Checks.broadcastShape(NAME, "the cosines", cosines, "target", target.shape());
    }

    private static Shape common(FloatTensor first, FloatTensor second) {
        return first.shape().broadcast(second.shape()).orElseThrow();
    }

    // <float32>
    private static Cosine<Float32Tensor> cosine(Float32Tensor input1, Float32Tensor input2) {
        Shape shape = common(input1, input2);
        Float32Tensor products = Arithmetic.product(Broadcast.expand(input1, shape), Broadcast.expand(input2, shape));
        Float32Tensor product = Summation.sum(products, 1);
        Float32Tensor square1 = squares(input1);
        Float32Tensor square2 = squares(input2);
        Float32Tensor root = root(square1, square2);
        return new Cosine<>(product, square1, square2, root, quotient(product, root));
    }

    private static Float32Tensor squares(Float32Tensor input) {
        Float32Tensor sums = Summation.sum(Arithmetic.product(input, input), 1);
        float[] sum = sums.array(TRUSTED);
        float[] squares = new float[sum.length];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = sum[i] + 1e-12f;
        }
        return Float32Tensor.wrap(sums.shape(), squares, TRUSTED);
    }

    private static Float32Tensor root(Float32Tensor square1, Float32Tensor square2) {
        Shape shape = common(square1, square2);
        float[] a = Broadcast.expand(square1, shape).array(TRUSTED);
        float[] b = Broadcast.expand(square2, shape).array(TRUSTED);
        float[] root = new float[a.length];
        for (int i = 0; i < root.length; i++) {
            root[i] = Elementary.tensorSqrt(a[i] * b[i]);
        }
        return Float32Tensor.wrap(shape, root, TRUSTED);
    }

    private static Float32Tensor quotient(Float32Tensor numerator, Float32Tensor denominator) {
        Shape shape = common(numerator, denominator);
        float[] a = Broadcast.expand(numerator, shape).array(TRUSTED);
        float[] b = Broadcast.expand(denominator, shape).array(TRUSTED);
        float[] quotient = new float[a.length];
        for (int i = 0; i < quotient.length; i++) {
            quotient[i] = a[i] / b[i];
        }
        return Float32Tensor.wrap(shape, quotient, TRUSTED);
    }

    private Float32Tensor losses(Float32Tensor input1, Float32Tensor input2, Float32Tensor target, Shape shape) {
        float[] cos = Broadcast.expand(cosine(input1, input2).value, shape).array(TRUSTED);
        float[] y = Broadcast.expand(target, shape).array(TRUSTED);
        float[] loss = new float[cos.length];
        float m = (float) margin;
        for (int i = 0; i < loss.length; i++) {
            if (y[i] == 1f) {
                loss[i] = 1f - cos[i];
            } else if (y[i] == -1f) {
                float z = cos[i] - m;
                loss[i] = 0f + (z < 0f ? 0f : z); // torch: NaN stays NaN, -0.0 does not
            }
        }
        return Float32Tensor.wrap(shape, loss, TRUSTED);
    }

    private Gradients<Float32Tensor> gradients(
            Float32Tensor each, Float32Tensor input1, Float32Tensor input2, Float32Tensor target) {
        Cosine<Float32Tensor> cosine = cosine(input1, input2);
        Float32Tensor grad = ofCosine(each, target, cosine.value);
        Float32Tensor product = Broadcast.sumTo(quotient(grad, cosine.root), cosine.product.shape());
        Float32Tensor root = ofRoot(grad, cosine);
        Float32Tensor square1 = ofSquare(root, cosine.square2, cosine.square1.shape());
        Float32Tensor square2 = ofSquare(root, cosine.square1, cosine.square2.shape());
        return new Gradients<>(ofInput(input1, square1, product, input2), ofInput(input2, square2, product, input1));
    }

    private Float32Tensor ofCosine(Float32Tensor each, Float32Tensor target, Float32Tensor cosine) {
        float[] similar =
                Broadcast.sumTo(selected(each, target, 1f), cosine.shape()).array(TRUSTED);
        float[] dissimilar =
                Broadcast.sumTo(selected(each, target, -1f), cosine.shape()).array(TRUSTED);
        float[] cos = cosine.array(TRUSTED);
        float[] grad = new float[cos.length];
        float m = (float) margin;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = dissimilar[i] * (cos[i] - m >= 0f ? 1f : 0f) - similar[i];
        }
        return Float32Tensor.wrap(cosine.shape(), grad, TRUSTED);
    }

    private static Float32Tensor selected(Float32Tensor each, Float32Tensor target, float wanted) {
        float[] g = each.array(TRUSTED);
        float[] y = Broadcast.expand(target, each.shape()).array(TRUSTED);
        float[] selected = new float[g.length];
        for (int i = 0; i < selected.length; i++) {
            selected[i] = y[i] == wanted ? g[i] : 0f;
        }
        return Float32Tensor.wrap(each.shape(), selected, TRUSTED);
    }

    /** Returns the gradient of the product whose root is taken. */
    private static Float32Tensor ofRoot(Float32Tensor grad, Cosine<Float32Tensor> cosine) {
        Shape shape = grad.shape();
        float[] g = grad.array(TRUSTED);
        float[] product = Broadcast.expand(cosine.product, shape).array(TRUSTED);
        float[] r = Broadcast.expand(cosine.root, shape).array(TRUSTED);
        float[] wide = new float[g.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = -g[i] * product[i] / (r[i] * r[i]);
        }
        Float32Tensor ofRoot = Broadcast.sumTo(Float32Tensor.wrap(shape, wide, TRUSTED), cosine.root.shape());
        float[] root = cosine.root.array(TRUSTED);
        float[] divided = new float[root.length];
        for (int i = 0; i < divided.length; i++) {
            divided[i] = ofRoot.array(TRUSTED)[i] / (2f * root[i]);
        }
        return Float32Tensor.wrap(cosine.root.shape(), divided, TRUSTED);
    }

    private static Float32Tensor ofSquare(Float32Tensor grad, Float32Tensor otherSquare, Shape shape) {
        return Broadcast.sumTo(Arithmetic.product(grad, Broadcast.expand(otherSquare, grad.shape())), shape);
    }

    private static Float32Tensor ofInput(
            Float32Tensor input, Float32Tensor square, Float32Tensor product, Float32Tensor other) {
        Shape shape = common(input, other);
        Float32Tensor cross = Arithmetic.product(Broadcast.repeat(product, 1, shape), Broadcast.expand(other, shape));
        float[] own = Arithmetic.product(Broadcast.repeat(square, 1, input.shape()), input)
                .array(TRUSTED);
        float[] across = Broadcast.sumTo(cross, input.shape()).array(TRUSTED);
        float[] grad = new float[own.length];
        for (int i = 0; i < grad.length; i++) {
            grad[i] = own[i] + own[i] + across[i]; // torch: once for each factor of the square
        }
        return Float32Tensor.wrap(input.shape(), grad, TRUSTED);
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private static Cosine<Float64Tensor> cosine(Float64Tensor input1, Float64Tensor input2) {
        Shape shape = common(input1, input2);
        Float64Tensor products = Arithmetic.product(Broadcast.expand(input1, shape), Broadcast.expand(input2, shape));
        Float64Tensor product = Summation.sum(products, 1);
        Float64Tensor square1 = squares(input1);
        Float64Tensor square2 = squares(input2);
        Float64Tensor root = root(square1, square2);
        return new Cosine<>(product, square1, square2, root, quotient(product, root));
    }

    private static Float64Tensor squares(Float64Tensor input) {
        Float64Tensor sums = Summation.sum(Arithmetic.product(input, input), 1);
        double[] sum = sums.array(TRUSTED);
        double[] squares = new double[sum.length];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = sum[i] + 1e-12;
        }
        return Float64Tensor.wrap(sums.shape(), squares, TRUSTED);
    }

    private static Float64Tensor root(Float64Tensor square1, Float64Tensor square2) {
        Shape shape = common(square1, square2);
        double[] a = Broadcast.expand(square1, shape).array(TRUSTED);
        double[] b = Broadcast.expand(square2, shape).array(TRUSTED);
        double[] root = new double[a.length];
        for (int i = 0; i < root.length; i++) {
            root[i] = Elementary.tensorSqrt(a[i] * b[i]);
        }
        return Float64Tensor.wrap(shape, root, TRUSTED);
    }

    private static Float64Tensor quotient(Float64Tensor numerator, Float64Tensor denominator) {
        Shape shape = common(numerator, denominator);
        double[] a = Broadcast.expand(numerator, shape).array(TRUSTED);
        double[] b = Broadcast.expand(denominator, shape).array(TRUSTED);
        double[] quotient = new double[a.length];
        for (int i = 0; i < quotient.length; i++) {
            quotient[i] = a[i] / b[i];
        }
        return Float64Tensor.wrap(shape, quotient, TRUSTED);
    }

    private Float64Tensor losses(Float64Tensor input1, Float64Tensor input2, Float64Tensor target, Shape shape) {
        double[] cos = Broadcast.expand(cosine(input1, input2).value, shape).array(TRUSTED);
        double[] y = Broadcast.expand(target, shape).array(TRUSTED);
        double[] loss = new double[cos.length];
        double m = margin;
        for (int i = 0; i < loss.length; i++) {
            if (y[i] == 1.0) {
                loss[i] = 1.0 - cos[i];
            } else if (y[i] == -1.0) {
                double z = cos[i] - m;
                loss[i] = 0.0 + (z < 0.0 ? 0.0 : z); // torch: NaN stays NaN, -0.0 does not
            }
        }
        return Float64Tensor.wrap(shape, loss, TRUSTED);
    }

    private Gradients<Float64Tensor> gradients(
            Float64Tensor each, Float64Tensor input1, Float64Tensor input2, Float64Tensor target) {
        Cosine<Float64Tensor> cosine = cosine(input1, input2);
        Float64Tensor grad = ofCosine(each, target, cosine.value);
        Float64Tensor product = Broadcast.sumTo(quotient(grad, cosine.root), cosine.product.shape());
        Float64Tensor root = ofRoot(grad, cosine);
        Float64Tensor square1 = ofSquare(root, cosine.square2, cosine.square1.shape());
        Float64Tensor square2 = ofSquare(root, cosine.square1, cosine.square2.shape());
        return new Gradients<>(ofInput(input1, square1, product, input2), ofInput(input2, square2, product, input1));
    }

    private Float64Tensor ofCosine(Float64Tensor each, Float64Tensor target, Float64Tensor cosine) {
        double[] similar =
                Broadcast.sumTo(selected(each, target, 1.0), cosine.shape()).array(TRUSTED);
        double[] dissimilar =
                Broadcast.sumTo(selected(each, target, -1.0), cosine.shape()).array(TRUSTED);
        double[] cos = cosine.array(TRUSTED);
        double[] grad = new double[cos.length];
        double m = margin;
        for (int i = 0; i < grad.length; i++) {
            // torch: the gradient passes at the kink; the 0 beyond is a factor, which makes infinities NaN.
            grad[i] = dissimilar[i] * (cos[i] - m >= 0.0 ? 1.0 : 0.0) - similar[i];
        }
        return Float64Tensor.wrap(cosine.shape(), grad, TRUSTED);
    }

    private static Float64Tensor selected(Float64Tensor each, Float64Tensor target, double wanted) {
        double[] g = each.array(TRUSTED);
        double[] y = Broadcast.expand(target, each.shape()).array(TRUSTED);
        double[] selected = new double[g.length];
        for (int i = 0; i < selected.length; i++) {
            selected[i] = y[i] == wanted ? g[i] : 0.0;
        }
        return Float64Tensor.wrap(each.shape(), selected, TRUSTED);
    }

    /** Returns the gradient of the product whose root is taken. */
    private static Float64Tensor ofRoot(Float64Tensor grad, Cosine<Float64Tensor> cosine) {
        Shape shape = grad.shape();
        double[] g = grad.array(TRUSTED);
        double[] product = Broadcast.expand(cosine.product, shape).array(TRUSTED);
        double[] r = Broadcast.expand(cosine.root, shape).array(TRUSTED);
        double[] wide = new double[g.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = -g[i] * product[i] / (r[i] * r[i]);
        }
        Float64Tensor ofRoot = Broadcast.sumTo(Float64Tensor.wrap(shape, wide, TRUSTED), cosine.root.shape());
        double[] root = cosine.root.array(TRUSTED);
        double[] divided = new double[root.length];
        for (int i = 0; i < divided.length; i++) {
            divided[i] = ofRoot.array(TRUSTED)[i] / (2.0 * root[i]);
        }
        return Float64Tensor.wrap(cosine.root.shape(), divided, TRUSTED);
    }

    private static Float64Tensor ofSquare(Float64Tensor grad, Float64Tensor otherSquare, Shape shape) {
        return Broadcast.sumTo(Arithmetic.product(grad, Broadcast.expand(otherSquare, grad.shape())), shape);
    }

    private static Float64Tensor ofInput(
            Float64Tensor input, Float64Tensor square, Float64Tensor product, Float64Tensor other) {
        Shape shape = common(input, other);
        Float64Tensor cross = Arithmetic.product(Broadcast.repeat(product, 1, shape), Broadcast.expand(other, shape));
        double[] own = Arithmetic.product(Broadcast.repeat(square, 1, input.shape()), input)
                .array(TRUSTED);
        double[] across = Broadcast.sumTo(cross, input.shape()).array(TRUSTED);
        double[] grad = new double[own.length];
        for (int i = 0; i < grad.length; i++) {
            grad[i] = own[i] + own[i] + across[i]; // torch: once for each factor of the square
        }
        return Float64Tensor.wrap(input.shape(), grad, TRUSTED);
    }
    // </float64>
    // spotless:on
}
