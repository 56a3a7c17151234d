package io.lossparity.kit.process;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.lossparity.spi.TensorValue;
import java.nio.charset.StandardCharsets;

/** Writes messages as lines; {@link QuestionReader} and {@link ReplyReader} read them. */
final class Wire {
    /** The version of the protocol. */
    static final int PROTOCOL = 1;

    /** The greatest length of a line: the heap must hold the line twice, and its content. */
    static final int LONGEST_LINE = (int) Math.min(1 << 28, Runtime.getRuntime().maxMemory() / 4);

    private static final ObjectMapper MAPPER = mapper();

    private Wire() {}

    private static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // the shortest decimals; Java 17 lacks them
                .build();
        return JsonMapper.builder(factory)
                .addModule(new SimpleModule().addSerializer(TensorValue.class, new TensorWriter()))
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build();
    }

    /** Returns the line of a message, including its end. */
    static byte[] line(Object message) {
        try {
            return (MAPPER.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message can't be written: " + e.getOriginalMessage(), e);
        }
    }
}
