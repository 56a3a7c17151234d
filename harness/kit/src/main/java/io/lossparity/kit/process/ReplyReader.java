package io.lossparity.kit.process;

import io.lossparity.kit.capability.DeclaredCapabilities;
import io.lossparity.kit.json.JsonCursor;
import io.lossparity.kit.json.TensorReader;
import io.lossparity.spi.TensorValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a line from a port. */
final class ReplyReader {
    private static final Set<String> STAGES = Set.of("construct", "forward", "backward");
    private static final LineForm FORM = new LineForm(
            Map.of(
                    "hello", Set.of("protocol", "name", "version"),
                    "computed", Set.of("id", "output", "grads"),
                    "rejected", Set.of("id", "message"),
                    "unsupported", Set.of("id", "reason"),
                    "errored", Set.of("id", "message"),
                    "mutated", Set.of("id", "argument"),
                    "aliased", Set.of("id", "result", "argument"),
                    "overwrote", Set.of("id", "result", "callsBefore"),
                    "bye", Set.of()),
            Map.of(
                    "hello", Set.of("capabilities"),
                    "computed", Set.of("notes"),
                    "rejected", Set.of("stage", "output"),
                    "bye", Set.of("remarks")));

    private final JsonCursor cursor;

    private ReplyReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Reads a line.
     *
     * @throws RefusedLineException if it is not a reply
     */
    static Reply read(byte[] line) {
        return JsonCursor.document("", line, RefusedLineException::new, cursor -> new ReplyReader(cursor).reply());
    }

    /** Reads the number of a call. */
    static Long id(JsonCursor cursor) throws IOException {
        return cursor.integerIn("id", 1, Long.MAX_VALUE);
    }

    private Reply reply() throws IOException {
        LineForm.Read line = FORM.read(cursor, new HashMap<>(), this::field);
        String message = line.get("message", String.class);
        return switch (line.type()) {
            case "hello" -> hello(line);
            case "computed" -> computed(line);
            case "rejected" ->
                new Reply.Rejected(
                        number(line), line.get("stage", String.class), message, line.get("output", TensorValue.class));
            case "unsupported" -> new Reply.Unsupported(number(line), line.get("reason", String.class));
            case "errored" -> errored(line.get("id", Long.class), message);
            case "mutated" -> new Reply.Mutated(number(line), line.get("argument", String.class));
            case "aliased" ->
                new Reply.Aliased(number(line), line.get("result", String.class), line.get("argument", String.class));
            case "overwrote" ->
                new Reply.Overwrote(
                        number(line), line.get("result", String.class), line.get("callsBefore", Long.class));
            default -> new Reply.Bye(strings(line, "remarks"));
        };
    }

    private long number(LineForm.Read line) {
        if (line.get("id", Long.class) == null) {
            throw cursor.refuse("only a line of type errored may have the id null");
        }
        return line.id();
    }

    private Reply.Errored errored(Long id, String message) {
        if (message == null) {
            throw cursor.refuse("the message of a line of type errored must not be null");
        }
        return new Reply.Errored(id, message);
    }

    private Reply.Hello hello(LineForm.Read line) {
        for (String field : List.of("name", "version")) {
            if (line.get(field, String.class).isBlank()) {
                throw cursor.refuse(field + " must not be blank");
            }
        }
        return new Reply.Hello(
                line.get("protocol", Integer.class),
                line.get("name", String.class),
                line.get("version", String.class),
                line.get("capabilities", DeclaredCapabilities.class));
    }

    @SuppressWarnings("unchecked") // field() made it
    private Reply.Computed computed(LineForm.Read line) {
        return new Reply.Computed(
                number(line),
                line.get("output", TensorValue.class),
                (Map<String, TensorValue>) line.values().get("grads"),
                strings(line, "notes"));
    }

    @SuppressWarnings("unchecked") // field() made it
    private static List<String> strings(LineForm.Read line, String field) {
        return (List<String>) line.values().get(field);
    }

    private Object field(String field) throws IOException {
        return switch (field) {
            case "id" -> cursor.isNull() ? null : id(cursor);
            case "protocol" -> cursor.count(field);
            case "callsBefore" -> cursor.integerIn(field, 1, Long.MAX_VALUE);
            case "capabilities" -> DeclaredCapabilities.read(cursor);
            case "output" -> TensorReader.readSent(cursor, field);
            case "grads" -> grads();
            case "notes", "remarks" -> {
                List<String> strings = new ArrayList<>();
                cursor.array(field, () -> strings.add(cursor.string(field)));
                yield strings;
            }
            case "stage" -> stage();
            case "message" -> cursor.isNull() ? null : cursor.string(field);
            default -> cursor.string(field);
        };
    }

    private Map<String, TensorValue> grads() throws IOException {
        Map<String, TensorValue> grads = new LinkedHashMap<>();
        cursor.map(
                "grads",
                name -> grads.put(name, cursor.isNull() ? null : TensorReader.readSent(cursor, "gradient of " + name)));
        return grads;
    }

    private String stage() throws IOException {
        String stage = cursor.string("stage");
        if (!STAGES.contains(stage)) {
            throw cursor.refuse("stage must be construct, forward or backward, but was '" + stage + "'");
        }
        return stage;
    }
}
