package io.lossparity.kit.process;

import io.lossparity.kit.json.JsonCursor;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of the lines of one direction, by the line's type. The type may come last, so all fields are read first,
 * and compared with those of the type at the end.
 *
 * @param required the fields that a type must have
 * @param optional the fields that it may have
 */
record LineForm(Map<String, Set<String>> required, Map<String, Set<String>> optional) {
    private static final String TYPE = "type";

    /** Reads the fields of a line that are not its type. */
    @FunctionalInterface
    interface Fields {
        /** Returns the value of a field. */
        Object read(String field) throws IOException;
    }

    /** The type of a line and the values of its fields; null is a value. */
    record Read(String type, Map<String, Object> values) {
        <T> T get(String field, Class<T> kind) {
            return kind.cast(values.get(field));
        }

        long id() {
            return get("id", Long.class);
        }
    }

    /** Reads a line into the given map; if the line is refused, the map has the fields that were read so far. */
    Read read(JsonCursor cursor, Map<String, Object> values, Fields fields) throws IOException {
        Set<String> known = new TreeSet<>(Set.of(TYPE));
        required.values().forEach(known::addAll);
        optional.values().forEach(known::addAll);
        String[] type = new String[1];
        cursor.object("the line", Set.of(TYPE), known, field -> {
            if (field.equals(TYPE)) {
                type[0] = type(cursor);
            } else {
                values.put(field, fields.read(field));
            }
        });
        requireFields(cursor, type[0], values.keySet());
        return new Read(type[0], new HashMap<>(values));
    }

    private String type(JsonCursor cursor) throws IOException {
        String type = cursor.string(TYPE);
        if (!required.containsKey(type)) {
            throw cursor.refuse("type must be one of " + String.join(", ", new TreeSet<>(required.keySet()))
                    + ", but was '" + type + "'");
        }
        return type;
    }

    private void requireFields(JsonCursor cursor, String type, Collection<String> given) {
        Set<String> missing = new TreeSet<>(required.get(type));
        missing.removeAll(given);
        if (!missing.isEmpty()) {
            throw cursor.refuse("a line of type " + type + " misses " + missing);
        }
        Set<String> surplus = new TreeSet<>(given);
        surplus.removeAll(required.get(type));
        surplus.removeAll(optional.getOrDefault(type, Set.of()));
        if (!surplus.isEmpty()) {
            throw cursor.refuse("a line of type " + type + " must not have " + surplus);
        }
    }
}
