package io.lossparity.kit.process;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.lossparity.spi.TensorValue;
import java.io.IOException;

/** The values of parameters and inputs, as in the golden data, but with the tensors themselves for their names. */
final class ArgumentJson {
    private ArgumentJson() {}

    /** Writes a parameter: a tensor as {@code {"tensor":{...}}}, anything else as it is. */
    static final class ParamWriter extends StdSerializer<Object> {
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

    /** Reads a parameter: a Boolean, a Long, a Double, a String or a tensor; Jackson itself sees to null. */
    static final class ParamReader extends StdDeserializer<Object> {
        private static final long serialVersionUID = 1L;

        ParamReader() {
            super(Object.class);
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
            switch (json.currentToken()) {
                case VALUE_TRUE, VALUE_FALSE -> {
                    return json.getBooleanValue();
                }
                case VALUE_NUMBER_INT -> {
                    return json.getLongValue();
                }
                case VALUE_NUMBER_FLOAT -> {
                    return json.getDoubleValue();
                }
                case VALUE_STRING -> {
                    return text(json.getText());
                }
                default -> {
                    return tensor(json, context);
                }
            }
        }

        private static Object text(String text) {
            return switch (text) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> text;
            };
        }

        private static Object tensor(JsonParser json, DeserializationContext context) throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT || !"tensor".equals(json.nextFieldName())) {
                return context.handleUnexpectedToken(Object.class, json);
            }
            json.nextToken();
            TensorValue tensor = context.readValue(json, TensorValue.class);
            return json.nextToken() == JsonToken.END_OBJECT
                    ? tensor
                    : context.handleUnexpectedToken(Object.class, json);
        }
    }

    /** Reads an input: a tensor, or an array of integers. */
    static final class InputReader extends StdDeserializer<Object> {
        private static final long serialVersionUID = 1L;

        InputReader() {
            super(Object.class);
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return json.isExpectedStartArrayToken()
                    ? context.readValue(json, long[].class)
                    : context.readValue(json, TensorValue.class);
        }
    }
}
