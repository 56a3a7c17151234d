package io.lossparity.ports.libtorch;

import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Copies tensors into libtorch's memory and out of it. */
final class LibtorchTensors {
    private LibtorchTensors() {}

    /** Returns a native copy of the same dtype and shape. */
    static Tensor tensor(TensorValue value) {
        return switch (value.dtype()) {
            case FLOAT32 -> ofFloats(value);
            case FLOAT64 -> ofDoubles(value);
            case FLOAT16 -> ofFloats(value).toType(ScalarType.Half);
            case INT64 -> ofLongs(value);
            case INT32 -> ofLongs(value).toType(ScalarType.Int);
            case UINT8 -> ofLongs(value).toType(ScalarType.Byte);
            case BOOL -> ofLongs(value).toType(ScalarType.Bool);
        };
    }

    private static Tensor ofFloats(TensorValue value) {
        Tensor tensor = empty(value, ScalarType.Float);
        if (value.size() > 0) {
            tensor.data_ptr_float().put(value.floats());
        }
        return tensor;
    }

    private static Tensor ofDoubles(TensorValue value) {
        Tensor tensor = empty(value, ScalarType.Double);
        if (value.size() > 0) {
            tensor.data_ptr_double().put(value.doubles());
        }
        return tensor;
    }

    private static Tensor ofLongs(TensorValue value) {
        Tensor tensor = empty(value, ScalarType.Long);
        if (value.size() > 0) {
            tensor.data_ptr_long().put(value.longs());
        }
        return tensor;
    }

    private static Tensor empty(TensorValue value, ScalarType type) {
        long[] shape = Arrays.stream(value.shape()).asLongStream().toArray();
        return torch.empty(shape, new TensorOptions(type), new MemoryFormatOptional());
    }

    /** Returns a copy of a native tensor of the same dtype and shape. */
    static TensorValue value(Tensor tensor) {
        int[] shape = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
        int size = Math.toIntExact(tensor.numel());
        return switch (tensor.scalar_type().intern()) {
            case Float -> TensorValue.ofFloats(shape, floats(tensor, size));
            case Double -> TensorValue.ofDoubles(shape, doubles(tensor, size));
            case Half -> TensorValue.ofHalves(shape, floats(tensor.toType(ScalarType.Float), size));
            case Long -> TensorValue.ofLongs(shape, longs(tensor, size));
            case Int -> TensorValue.ofIntegers(DType.INT32, shape, longs(tensor.toType(ScalarType.Long), size));
            case Byte -> TensorValue.ofIntegers(DType.UINT8, shape, longs(tensor.toType(ScalarType.Long), size));
            case Bool -> TensorValue.ofIntegers(DType.BOOL, shape, longs(tensor.toType(ScalarType.Long), size));
            default -> throw new IllegalStateException("libtorch returned a tensor of " + tensor.scalar_type());
        };
    }

    private static float[] floats(Tensor tensor, int size) {
        float[] values = new float[size];
        if (size > 0) {
            tensor.contiguous().data_ptr_float().get(values);
        }
        return values;
    }

    private static double[] doubles(Tensor tensor, int size) {
        double[] values = new double[size];
        if (size > 0) {
            tensor.contiguous().data_ptr_double().get(values);
        }
        return values;
    }

    private static long[] longs(Tensor tensor, int size) {
        long[] values = new long[size];
        if (size > 0) {
            tensor.contiguous().data_ptr_long().get(values);
        }
        return values;
    }
}
