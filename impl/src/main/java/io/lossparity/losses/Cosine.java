package io.lossparity.losses;

import io.lossparity.kernel.Broadcast;
import io.lossparity.kernel.Elementwise;
import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.CosineEmbeddingLossFloat32;
import io.lossparity.kernel.float64.CosineEmbeddingLossFloat64;
import io.lossparity.kernel.layout.AxisOne;
import io.lossparity.memory.Memory;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Shape;
import java.util.List;

/**
 * The cosines of two inputs along axis 1, and the steps of the forward pass, which the backward pass needs.
 *
 * @param input1 the first input
 * @param input2 the second input
 * @param product the sums of the products
 * @param square1 the sums of the squares of the first input, plus e
 * @param square2 the sums of the second input's squares, plus e
 * @param root the root of the product of both squares
 * @param value the cosines
 */
record Cosine<T extends FloatTensor>(T input1, T input2, T product, T square1, T square2, T root, T value) {

    static <T extends FloatTensor> Cosine<T> of(T input1, T input2) {
        Shape shape = common(input1, input2);
        T product = products(Broadcast.expand(input1, shape), Broadcast.expand(input2, shape));
        T square1 = squares(input1);
        T square2 = squares(input2);
        Shape roots = common(square1, square2);
        T root = Kernels.map(
                roots,
                Broadcast.expand(square1, roots),
                Broadcast.expand(square2, roots),
                CosineEmbeddingLossFloat32::root,
                CosineEmbeddingLossFloat64::root);
        return new Cosine<>(input1, input2, product, square1, square2, root, quotient(product, root));
    }

    /** Returns the gradients of the inputs, given that of the cosines. */
    List<T> gradients(T ofCosine) {
        T ofProduct = Broadcast.sumTo(quotient(ofCosine, root), product.shape());
        T ofRadicand = ofRadicand(ofCosine);
        T ofSquare1 = ofSquare(ofRadicand, square2, square1.shape());
        T ofSquare2 = ofSquare(ofRadicand, square1, square2.shape());
        return List.of(ofInput(input1, ofSquare1, ofProduct, input2), ofInput(input2, ofSquare2, ofProduct, input1));
    }

    /** Returns the gradient of the product whose root is taken. */
    private T ofRadicand(T ofCosine) {
        Shape shape = ofCosine.shape();
        T ofRoot = Kernels.map(
                shape,
                ofCosine,
                Broadcast.expand(product, shape),
                Broadcast.expand(root, shape),
                CosineEmbeddingLossFloat32::ofRoot,
                CosineEmbeddingLossFloat64::ofRoot);
        return Kernels.map(
                root.shape(),
                Broadcast.sumTo(ofRoot, root.shape()),
                root,
                CosineEmbeddingLossFloat32::ofRadicand,
                CosineEmbeddingLossFloat64::ofRadicand);
    }

    private static <T extends FloatTensor> T ofSquare(T ofRadicand, T otherSquare, Shape shape) {
        return Broadcast.sumTo(
                Elementwise.product(ofRadicand, Broadcast.expand(otherSquare, ofRadicand.shape())), shape);
    }

    private static <T extends FloatTensor> T ofInput(T input, T ofSquare, T ofProduct, T other) {
        Shape shape = common(input, other);
        T cross = Elementwise.scaled(Broadcast.expand(other, shape), ofProduct);
        return Kernels.map(
                input.shape(),
                Elementwise.scaled(input, ofSquare),
                Broadcast.sumTo(cross, input.shape()),
                CosineEmbeddingLossFloat32::ofInput,
                CosineEmbeddingLossFloat64::ofInput);
    }

    private static <T extends FloatTensor> T squares(T input) {
        T sums = products(input, input);
        return Kernels.map(
                sums.shape(), sums, CosineEmbeddingLossFloat32::squares, CosineEmbeddingLossFloat64::squares);
    }

    /** Returns the sums over axis 1 of the products of two tensors of one shape. */
    private static <T extends FloatTensor> T products(T first, T second) {
        Shape sums = first.shape().without(1);
        int length = first.shape().size(1);
        int stride = AxisOne.stride(first.shape());
        Memory memory = Kernels.memory(first);
        return Kernels.map(
                sums,
                first,
                second,
                (product, a, b) -> CosineEmbeddingLossFloat32.products(product, memory, a, b, length, stride),
                (product, a, b) -> CosineEmbeddingLossFloat64.products(product, memory, a, b, length, stride));
    }

    private static <T extends FloatTensor> T quotient(T numerator, T denominator) {
        Shape shape = common(numerator, denominator);
        return Kernels.map(
                shape,
                Broadcast.expand(numerator, shape),
                Broadcast.expand(denominator, shape),
                CosineEmbeddingLossFloat32::quotient,
                CosineEmbeddingLossFloat64::quotient);
    }

    private static Shape common(FloatTensor first, FloatTensor second) {
        return first.shape().broadcast(second.shape()).orElseThrow();
    }
}
