package io.lossparity.tensor;

/** A dense tensor with its elements in C order. Losses never write to their arguments. */
public sealed interface Tensor permits FloatTensor, Int64Tensor {

    /** Returns PyTorch's name of the element type, as in {@code float32}. */
    String dtype();

    /** Returns the sizes of the axes. */
    Shape shape();

    /** Returns the number of elements. */
    default int size() {
        return shape().elements();
    }
}
