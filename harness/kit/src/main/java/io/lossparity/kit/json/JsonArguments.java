package io.lossparity.kit.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the arguments of a call. The golden data and the protocol write them in the same way, except tensors. */
public final class JsonArguments {
    private static final Set<String> TENSOR = Set.of("tensor");

    private JsonArguments() {}

    /**
     * Reads a parameter: null, a Boolean, a Long, a Double (NaN and the infinities are strings), a String, or {@code
     * {"tensor":...}}, whose value the given reader returns.
     */
    public static Object param(JsonCursor cursor, String name, JsonCursor.DocumentReader<?> tensor) throws IOException {
        return switch (cursor.token()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE, VALUE_FALSE -> cursor.bool(name);
            case VALUE_NUMBER_INT -> cursor.integer(name);
            case VALUE_NUMBER_FLOAT -> cursor.float64(name);
            case VALUE_STRING -> word(cursor.string(name));
            default -> {
                Object[] value = new Object[1];
                cursor.object("param " + name, TENSOR, Set.of(), field -> value[0] = tensor.read(cursor));
                yield value[0];
            }
        };
    }

    private static Object word(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> text;
        };
    }

    /** Reads an input: an array of integers, or a tensor with the given reader. */
    public static Object input(JsonCursor cursor, String name, JsonCursor.DocumentReader<?> tensor) throws IOException {
        if (cursor.token() != JsonToken.START_ARRAY) {
            return tensor.read(cursor);
        }
        List<Long> integers = new ArrayList<>();
        cursor.array("input " + name, () -> integers.add(cursor.integer("input " + name)));
        return integers.stream().mapToLong(Long::longValue).toArray();
    }
}
