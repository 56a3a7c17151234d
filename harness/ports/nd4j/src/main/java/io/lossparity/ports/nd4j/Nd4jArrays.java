package io.lossparity.ports.nd4j;

import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies tensors into ND4J's memory and out of it. */
@SuppressWarnings("deprecation") // the old names of the dtypes are the constants, the new ones are aliases
final class Nd4jArrays {
    private Nd4jArrays() {}

    /** Returns ND4J's copy of the same dtype and shape. */
    static INDArray array(TensorValue value) {
        return switch (value.dtype()) {
            case FLOAT32 -> shaped(value, DataType.FLOAT);
            case FLOAT64 -> shaped(value, DataType.DOUBLE);
            case FLOAT16 -> shaped(value, DataType.FLOAT).castTo(DataType.HALF);
            case INT64 -> shaped(value, DataType.LONG);
            case INT32 -> shaped(value, DataType.LONG).castTo(DataType.INT);
            case UINT8 -> shaped(value, DataType.LONG).castTo(DataType.UBYTE);
            case BOOL -> shaped(value, DataType.LONG).castTo(DataType.BOOL);
        };
    }

    private static INDArray shaped(TensorValue value, DataType type) {
        long[] shape = Arrays.stream(value.shape()).asLongStream().toArray();
        if (value.size() == 0) {
            return Nd4j.create(type, shape);
        }
        INDArray flat = switch (type) {
            case FLOAT -> Nd4j.createFromArray(value.floats());
            case DOUBLE -> Nd4j.createFromArray(value.doubles());
            default -> Nd4j.createFromArray(value.longs());
        };
        return flat.reshape(shape);
    }

    /** Returns a copy of an array of the same dtype and shape. */
    static TensorValue value(INDArray array) {
        int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
        INDArray flat = array.isEmpty() ? array : array.dup('c').reshape(array.length());
        return switch (array.dataType()) {
            case FLOAT -> TensorValue.ofFloats(shape, array.isEmpty() ? new float[0] : flat.toFloatVector());
            case DOUBLE -> TensorValue.ofDoubles(shape, array.isEmpty() ? new double[0] : flat.toDoubleVector());
            case LONG -> TensorValue.ofLongs(shape, array.isEmpty() ? new long[0] : flat.toLongVector());
            case INT -> TensorValue.ofIntegers(DType.INT32, shape, array.isEmpty() ? new long[0] : flat.toLongVector());
            case HALF -> TensorValue.ofHalves(shape, array.isEmpty() ? new float[0] : flat.toFloatVector());
            default -> throw new IllegalStateException("ND4J returned an array of " + array.dataType());
        };
    }
}
