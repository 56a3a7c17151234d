package io.lossparity.kit.process;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A tensor as in the golden data: {@code {"dtype":"float32","shape":[2],"data":[1.0,"NaN"]}}. */
final class TensorJson {
    private TensorJson() {}

    /** Writes a tensor: floats as the shortest decimals that read back to the same value of their type. */
    static final class Writer extends StdSerializer<TensorValue> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(TensorValue.class);
        }

        @Override
        public void serialize(TensorValue tensor, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeStringField("dtype", tensor.dtype().torchName());
            json.writeFieldName("shape");
            int[] shape = tensor.shape();
            json.writeArray(shape, 0, shape.length);
            json.writeArrayFieldStart("data");
            switch (tensor.dtype()) {
                case FLOAT32, FLOAT16 -> {
                    for (float value : tensor.floats()) {
                        json.writeNumber(value);
                    }
                }
                case FLOAT64 -> {
                    for (double value : tensor.doubles()) {
                        json.writeNumber(value);
                    }
                }
                case INT64, INT32, UINT8, BOOL -> {
                    for (long value : tensor.longs()) {
                        json.writeNumber(value);
                    }
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** Reads a tensor; its keys may come in any order. */
    static final class Reader extends StdDeserializer<TensorValue> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(TensorValue.class);
        }

        @Override
        public TensorValue deserialize(JsonParser json, DeserializationContext context) throws IOException {
            DType dtype = null;
            int[] shape = null;
            List<String> data = null;
            for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
                json.nextToken();
                switch (key) {
                    case "dtype" -> dtype = DType.ofTorchName(json.getText());
                    case "shape" -> shape = context.readValue(json, int[].class);
                    case "data" -> data = elements(json);
                    default -> context.handleUnexpectedToken(TensorValue.class, json);
                }
            }
            if (dtype == null || shape == null || data == null) {
                throw InvalidFormatException.from(
                        json, "a tensor needs dtype, shape and data", null, TensorValue.class);
            }
            try {
                return tensor(dtype, shape, data);
            } catch (IllegalArgumentException e) {
                throw InvalidFormatException.from(json, "tensor: " + e.getMessage(), null, TensorValue.class);
            }
        }

        private static List<String> elements(JsonParser json) throws IOException {
            List<String> elements = new ArrayList<>();
            if (!json.isExpectedStartArrayToken()) {
                throw InvalidFormatException.from(json, "a tensor's data must be an array", null, TensorValue.class);
            }
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                if (!token.isNumeric() && token != JsonToken.VALUE_STRING) {
                    throw InvalidFormatException.from(
                            json, "a tensor's data must be a flat array of numbers", null, TensorValue.class);
                }
                elements.add(json.getText());
            }
            return elements;
        }

        private static TensorValue tensor(DType dtype, int[] shape, List<String> data) {
            switch (dtype) {
                case FLOAT32, FLOAT16 -> {
                    float[] values = new float[data.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = Float.parseFloat(data.get(i));
                    }
                    return dtype == DType.FLOAT32
                            ? TensorValue.ofFloats(shape, values)
                            : TensorValue.ofHalves(shape, values);
                }
                case FLOAT64 -> {
                    return TensorValue.ofDoubles(
                            shape,
                            data.stream().mapToDouble(Double::parseDouble).toArray());
                }
                default -> {
                    return TensorValue.ofIntegers(
                            dtype,
                            shape,
                            data.stream().mapToLong(Long::parseLong).toArray());
                }
            }
        }
    }
}
