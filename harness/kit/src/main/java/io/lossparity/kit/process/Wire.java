package io.lossparity.kit.process;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.lossparity.spi.TensorValue;
import java.nio.charset.StandardCharsets;

/** Turns lines into messages and back. */
final class Wire {
    /** The version of the protocol. */
    static final int PROTOCOL = 1;

    /** No line is longer. */
    static final int LONGEST_LINE = 1 << 28;

    private static final ObjectMapper MAPPER = mapper();

    private Wire() {}

    private static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // the shortest decimals, which Java 17 alone misses
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(LONGEST_LINE)
                        .build())
                .build();
        SimpleModule tensors = new SimpleModule()
                .addSerializer(TensorValue.class, new TensorJson.Writer())
                .addDeserializer(TensorValue.class, new TensorJson.Reader());
        return JsonMapper.builder(factory)
                .addModule(tensors)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    /** Returns the line of a message, its end included. */
    static byte[] line(Object message) {
        try {
            return (MAPPER.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message can't be written: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads a line.
     *
     * @throws JsonProcessingException if it is no such message
     */
    static <T> T read(String line, Class<T> type) throws JsonProcessingException {
        return MAPPER.readValue(line, type);
    }
}
