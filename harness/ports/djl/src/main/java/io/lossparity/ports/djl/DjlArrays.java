package io.lossparity.ports.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;

/** Copies tensors into DJL's memory and out of it. */
final class DjlArrays {
    private DjlArrays() {}

    /** Returns DJL's copy of the same dtype and shape. */
    static NDArray array(NDManager manager, TensorValue value) {
        Shape shape = new Shape(Arrays.stream(value.shape()).asLongStream().toArray());
        return switch (value.dtype()) {
            case FLOAT32 -> manager.create(value.floats().clone(), shape);
            case FLOAT64 -> manager.create(value.doubles().clone(), shape);
            case FLOAT16 -> manager.create(value.floats().clone(), shape).toType(DataType.FLOAT16, true);
            case INT64 -> manager.create(value.longs().clone(), shape);
            case INT32 -> manager.create(value.longs().clone(), shape).toType(DataType.INT32, true);
            case UINT8 -> manager.create(value.longs().clone(), shape).toType(DataType.UINT8, true);
            case BOOL -> manager.create(value.longs().clone(), shape).toType(DataType.BOOLEAN, true);
        };
    }

    /** Returns a copy of an array of the same dtype and shape. */
    static TensorValue value(NDArray array) {
        int[] shape = Arrays.stream(array.getShape().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return switch (array.getDataType()) {
            case FLOAT32 -> TensorValue.ofFloats(shape, array.toFloatArray());
            case FLOAT64 -> TensorValue.ofDoubles(shape, array.toDoubleArray());
            case FLOAT16 ->
                TensorValue.ofHalves(shape, array.toType(DataType.FLOAT32, true).toFloatArray());
            case INT64 -> TensorValue.ofLongs(shape, array.toLongArray());
            case INT32 ->
                TensorValue.ofIntegers(
                        DType.INT32, shape, array.toType(DataType.INT64, true).toLongArray());
            default -> throw new IllegalStateException("DJL returned an array of " + array.getDataType());
        };
    }
}
