package io.lossparity.kit.process;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.lossparity.spi.TensorValue;
import java.io.IOException;

/** Writes a parameter: a tensor as {@code {"tensor":{...}}}, any other value unchanged. */
final class ParamWriter extends StdSerializer<Object> {
    private static final long serialVersionUID = 1L;

    ParamWriter() {
        super(Object.class);
    }

    @Override
    public void serialize(Object value, JsonGenerator json, SerializerProvider provider) throws IOException {
        if (value instanceof TensorValue tensor) {
            json.writeStartObject();
            provider.defaultSerializeField("tensor", tensor, json);
            json.writeEndObject();
        } else {
            provider.defaultSerializeValue(value, json);
        }
    }
}
