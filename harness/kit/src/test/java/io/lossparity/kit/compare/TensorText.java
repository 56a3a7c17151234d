package io.lossparity.kit.compare;

import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;

/** Reads a tensor written like {@code float32[2,1]: 1.0 0x1p-149}; {@code none} is no tensor. */
final class TensorText {
    private TensorText() {}

    static TensorValue tensor(String text) {
        if (text.equals("none")) {
            return null;
        }
        int open = text.indexOf('[');
        int close = text.indexOf(']');
        DType dtype = DType.ofTorchName(text.substring(0, open));
        int[] shape = Arrays.stream(text.substring(open + 1, close).split(","))
                .filter(axis -> !axis.isBlank())
                .mapToInt(Integer::parseInt)
                .toArray();
        String[] elements = Arrays.stream(text.substring(close + 2).split(" "))
                .filter(element -> !element.isBlank())
                .toArray(String[]::new);
        return switch (dtype) {
            case FLOAT64 ->
                TensorValue.ofDoubles(
                        shape,
                        Arrays.stream(elements).mapToDouble(Double::parseDouble).toArray());
            case FLOAT32 -> TensorValue.ofFloats(shape, floats(elements));
            case FLOAT16 -> TensorValue.ofHalves(shape, floats(elements));
            case INT64, INT32, UINT8, BOOL ->
                TensorValue.ofIntegers(
                        dtype,
                        shape,
                        Arrays.stream(elements).mapToLong(Long::parseLong).toArray());
        };
    }

    private static float[] floats(String[] elements) {
        float[] floats = new float[elements.length];
        for (int i = 0; i < elements.length; i++) {
            floats[i] = Float.parseFloat(elements[i]);
        }
        return floats;
    }
}
