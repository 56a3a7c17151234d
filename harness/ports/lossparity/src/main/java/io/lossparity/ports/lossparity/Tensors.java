package io.lossparity.ports.lossparity;

import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;

/** Converts tensors of the harness to tensors of the losses, and back. */
final class Tensors {
    private Tensors() {}

    /**
     * Returns a float32 or float64 tensor.
     *
     * @param argument its name in messages, including the loss, as in {@code NLLLoss: weight}
     * @throws WrongDtypeException if it is of another dtype
     */
    static FloatTensor floats(String argument, TensorValue value) {
        return switch (value.dtype()) {
            case FLOAT32 -> Float32Tensor.of(value.shape(), value.floats());
            case FLOAT64 -> Float64Tensor.of(value.shape(), value.doubles());
            case FLOAT16, INT64, INT32, UINT8, BOOL -> throw wrongDtype(argument, "float32 or float64", value);
        };
    }

    /**
     * Returns the incoming gradient. PyTorch also takes float16, whose values are all values of float32.
     *
     * @throws WrongDtypeException if it is of no floating type
     */
    static FloatTensor gradOutput(String argument, TensorValue value) {
        return value.dtype() == DType.FLOAT16
                ? Float32Tensor.of(value.shape(), value.floats())
                : floats(argument, value);
    }

    /**
     * Returns an int64 tensor.
     *
     * @throws WrongDtypeException if it is of another dtype
     */
    static Int64Tensor int64(String argument, TensorValue value) {
        if (value.dtype() != DType.INT64) {
            throw wrongDtype(argument, "int64", value);
        }
        return Int64Tensor.of(value.shape(), value.longs());
    }

    /**
     * Returns an int64 tensor with the elements of one of any integer type.
     *
     * @throws WrongDtypeException if it is of a floating type or boolean
     */
    static Int64Tensor integers(String argument, TensorValue value) {
        if (!isInteger(value.dtype())) {
            throw wrongDtype(argument, "of an integer type", value);
        }
        return Int64Tensor.of(value.shape(), value.longs());
    }

    /** Returns whether elements are integers; booleans are not. */
    static boolean isInteger(DType dtype) {
        return dtype == DType.INT64 || dtype == DType.INT32 || dtype == DType.UINT8;
    }

    /** Returns the tensor for the harness. */
    static TensorValue value(FloatTensor tensor) {
        int[] shape = tensor.shape().toArray();
        return tensor instanceof Float32Tensor t
                ? TensorValue.ofFloats(shape, t.toArray())
                : TensorValue.ofDoubles(shape, ((Float64Tensor) tensor).toArray());
    }

    private static WrongDtypeException wrongDtype(String argument, String rule, TensorValue value) {
        return new WrongDtypeException(
                argument + " must be " + rule + ", but was " + value.dtype().torchName());
    }
}
