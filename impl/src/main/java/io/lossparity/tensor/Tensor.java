package io.lossparity.tensor;

/** An immutable dense tensor with its elements in C order. */
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
