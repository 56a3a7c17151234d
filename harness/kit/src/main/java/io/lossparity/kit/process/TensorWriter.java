package io.lossparity.kit.process;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.lossparity.spi.TensorValue;
import java.io.IOException;

/** Writes a tensor: floats as the shortest decimals that read back to the same value of their type. */
final class TensorWriter extends StdSerializer<TensorValue> {
    private static final long serialVersionUID = 1L;

    TensorWriter() {
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
