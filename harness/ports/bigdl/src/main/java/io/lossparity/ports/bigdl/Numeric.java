package io.lossparity.ports.bigdl;

import com.intel.analytics.bigdl.tensor.Tensor;
import com.intel.analytics.bigdl.tensor.Tensor$;
import com.intel.analytics.bigdl.tensor.TensorNumericMath.TensorNumeric;
import io.lossparity.ports.base.AbsentException;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * One of BigDL's two floating types, with the evidence that its generic classes ask for.
 *
 * @param dtype float32 or float64
 * @param tag Scala's class tag
 * @param numeric BigDL's arithmetic
 */
record Numeric(DType dtype, ClassTag<Object> tag, TensorNumeric<Object> numeric) {

    /** Returns the type of that name. */
    static Numeric of(DType dtype) {
        return dtype == DType.FLOAT32
                ? new Numeric(dtype, ClassTag$.MODULE$.Float(), arithmetic("NumericFloat$"))
                : new Numeric(dtype, ClassTag$.MODULE$.Double(), arithmetic("NumericDouble$"));
    }

    /** Returns a Scala object that is nested too deep for Java to name. */
    @SuppressWarnings("unchecked")
    private static TensorNumeric<Object> arithmetic(String name) {
        try {
            Class<?> type = Class.forName(TensorNumeric.class.getName() + "$" + name);
            return (TensorNumeric<Object>) type.getField("MODULE$").get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("BigDL has no " + name, e);
        }
    }

    /**
     * Returns BigDL's copy of a tensor.
     *
     * @throws AbsentException if it has another dtype: all tensors of a criterion have the same
     */
    Tensor<Object> tensor(String name, TensorValue value) {
        if (value.dtype() != dtype) {
            throw new AbsentException("a criterion of BigDL in " + dtype.torchName() + " can't take a "
                    + value.dtype().torchName() + " " + name);
        }
        return dtype == DType.FLOAT32
                ? tensor(value.shape(), value.floats().clone())
                : tensor(value.shape(), value.doubles().clone());
    }

    /**
     * Returns classes as BigDL counts them: from 1.
     *
     * @throws AbsentException if the classes are not int64, because BigDL does not distinguish integer types
     */
    Tensor<Object> classes(String name, TensorValue value) {
        if (value.dtype() != DType.INT64) {
            throw new AbsentException("BigDL's classes are floating-point numbers, they can't be a "
                    + value.dtype().torchName() + " " + name);
        }
        long[] classes = Arrays.stream(value.longs()).map(each -> each + 1).toArray();
        if (dtype == DType.FLOAT64) {
            return tensor(value.shape(), Arrays.stream(classes).asDoubleStream().toArray());
        }
        float[] floats = new float[classes.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = classes[i];
        }
        return tensor(value.shape(), floats);
    }

    private Tensor<Object> tensor(int[] shape, float[] data) {
        return shape.length == 0
                ? Tensor$.MODULE$.scalar(data[0], tag, numeric)
                : Tensor$.MODULE$.apply(data, shape, tag, numeric);
    }

    private Tensor<Object> tensor(int[] shape, double[] data) {
        return shape.length == 0
                ? Tensor$.MODULE$.scalar(data[0], tag, numeric)
                : Tensor$.MODULE$.apply(data, shape, tag, numeric);
    }

    /** Returns a number of BigDL as a 0-d tensor. */
    TensorValue scalar(Object number) {
        return dtype == DType.FLOAT32
                ? TensorValue.ofFloats(new int[0], (Float) number)
                : TensorValue.ofDoubles(new int[0], (Double) number);
    }

    /** Returns a copy of one of BigDL's tensors. */
    TensorValue value(Tensor<Object> tensor) {
        int from = tensor.storageOffset() - 1;
        int to = from + tensor.nElement();
        Object array = tensor.contiguous().storage().array();
        return dtype == DType.FLOAT32
                ? TensorValue.ofFloats(tensor.size(), Arrays.copyOfRange((float[]) array, from, to))
                : TensorValue.ofDoubles(tensor.size(), Arrays.copyOfRange((double[]) array, from, to));
    }

    /** Returns a number as BigDL's generic classes take it. */
    Object number(double value) {
        return dtype == DType.FLOAT32 ? (Object) (float) value : (Object) value;
    }
}
