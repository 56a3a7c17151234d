package io.lossparity.kit.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.lossparity.kit.input.RefusedInputException;
import io.lossparity.kit.input.Utf8;
import io.lossparity.spi.DType;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads strict JSON in UTF-8 token by token. Every refusal names the file, the place and the rule.
 *
 * <p>Besides JSON's own rules, no object may have a key twice, and every number must have the kind and range that its
 * reader names.
 */
public final class JsonCursor implements AutoCloseable {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final String file;
    private final Refusal refusal;
    private final JsonParser parser;
    private final JsonScalar scalar = new JsonScalar();
    private String place = "";

    private JsonCursor(String file, byte[] bytes, Refusal refusal) throws IOException {
        this.file = file;
        this.refusal = refusal;
        this.parser = FACTORY.createParser(Utf8.reader(bytes));
    }

    /** Makes the exception that refuses a kind of document, from its message and the cause, which may be null. */
    @FunctionalInterface
    public interface Refusal {
        /** Makes the exception. */
        RefusedInputException of(String message, Throwable cause);
    }

    /** Reads the value of a field; the cursor is at the value's first token. */
    @FunctionalInterface
    public interface FieldReader {
        /** Reads the value. */
        void read(String field) throws IOException;
    }

    /** Reads an element of an array; the cursor is at the element's first token. */
    @FunctionalInterface
    public interface ElementReader {
        /** Reads the element. */
        void read() throws IOException;
    }

    /** Reads a whole document with the given reader. */
    @FunctionalInterface
    public interface DocumentReader<T> {
        /** Reads the document. */
        T read(JsonCursor cursor) throws IOException;
    }

    /**
     * Reads the only document in the bytes.
     *
     * @param file its name in messages; empty for a line, which needs no name
     * @param refusal makes the exception for any fault
     */
    public static <T> T document(String file, byte[] bytes, Refusal refusal, DocumentReader<T> reader) {
        String prefix = file.isEmpty() ? "" : file + ": ";
        try (JsonCursor cursor = new JsonCursor(file, bytes, refusal)) {
            cursor.parser.nextToken();
            T result = reader.read(cursor);
            if (cursor.parser.nextToken() != null) {
                throw cursor.refuse("there must be nothing after the closing brace");
            }
            return result;
        } catch (JsonProcessingException e) {
            boolean located = !file.isEmpty() && e.getLocation() != null;
            String place = located ? file + ":" + e.getLocation().getLineNr() + ": " : prefix;
            throw refusal.of(place + "not strict JSON: " + e.getOriginalMessage(), e);
        } catch (CharacterCodingException e) {
            Utf8.text(bytes, problem -> refusal.of(prefix + problem, e));
            throw new IllegalStateException("bytes were refused as UTF-8 and then decoded", e);
        } catch (IOException e) {
            throw refusal.of(prefix + "can't be read: " + e.getMessage(), e);
        }
    }

    /** Sets the place that refusals name, for example {@code case MSELoss/...}. */
    public void enter(String newPlace) {
        place = newPlace;
    }

    /** Returns the number of the current line. */
    public int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    /** Returns a refusal at the current line. */
    public RefusedInputException refuse(String problem) {
        return refuse(line(), place, problem);
    }

    /** Returns a refusal at a line and place. */
    public RefusedInputException refuse(int line, String where, String problem) {
        return refusal.of(
                (file.isEmpty() ? "" : file + ":" + line + ": ") + (where.isEmpty() ? "" : where + ": ") + problem,
                null);
    }

    /** Reads an object with known fields, in any order: each at most once, and all required ones present. */
    public void object(String what, Set<String> required, Set<String> optional, FieldReader reader) throws IOException {
        Set<String> seen = new HashSet<>();
        map(what, field -> {
            if (!required.contains(field) && !optional.contains(field)) {
                throw refuse(what + " has the unknown field '" + field + "'");
            }
            seen.add(field);
            reader.read(field);
        });
        if (!seen.containsAll(required)) {
            Set<String> missing = new TreeSet<>(required);
            missing.removeAll(seen);
            throw refuse(what + " misses " + missing);
        }
    }

    /** Reads an object with free keys, each at most once. */
    public void map(String what, FieldReader reader) throws IOException {
        expect(JsonToken.START_OBJECT, what);
        Set<String> seen = new HashSet<>();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            if (!seen.add(field)) {
                throw refuse(what + " has '" + field + "' twice");
            }
            parser.nextToken();
            reader.read(field);
        }
    }

    /** Reads an array. */
    public void array(String what, ElementReader reader) throws IOException {
        expect(JsonToken.START_ARRAY, what);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            reader.read();
        }
    }

    /** Returns the current token. */
    JsonToken token() {
        return parser.currentToken();
    }

    /** Returns whether the current token is null. */
    public boolean isNull() {
        return token() == JsonToken.VALUE_NULL;
    }

    /** Returns whether the current token is a string. */
    public boolean isString() {
        return token() == JsonToken.VALUE_STRING;
    }

    /** A string. */
    public String string(String what) throws IOException {
        expect(JsonToken.VALUE_STRING, what);
        return parser.getText();
    }

    /** A string that is not blank. */
    public String words(String what) throws IOException {
        String words = string(what);
        if (words.isBlank()) {
            throw refuse(what + " must not be blank");
        }
        return words;
    }

    /** True or false. */
    public boolean bool(String what) throws IOException {
        if (token() != JsonToken.VALUE_TRUE && token() != JsonToken.VALUE_FALSE) {
            throw refuse(what + " must be true or false, but was " + described());
        }
        return parser.getBooleanValue();
    }

    /** Returns the current scalar; it changes when the cursor moves. */
    public JsonScalar scalar() throws IOException {
        return scalar.at(
                parser.currentToken(), parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    /** An integer of 64 bits, exact. */
    public long integer(String what) throws IOException {
        return number(what, JsonToken.VALUE_NUMBER_INT, JsonNumbers::integer);
    }

    /** A count: an integer from 0 to the greatest int. */
    public int count(String what) throws IOException {
        return (int) integerIn(what, 0, Integer.MAX_VALUE);
    }

    /** An integer in a range. */
    public long integerIn(String what, long least, long greatest) throws IOException {
        long value = integer(what);
        if (value < least || value > greatest) {
            String range = least == greatest ? "" + least : "in [" + least + ", " + greatest + "]";
            throw refuse(what + " must be " + range + ", but was " + value);
        }
        return value;
    }

    /** A decimal with a point or an exponent, read to the nearest double; or NaN or an infinity as a string. */
    public double float64(String what) throws IOException {
        return number(what, JsonToken.VALUE_NUMBER_FLOAT, number -> JsonNumbers.float64(number, false));
    }

    /** A finite number that is not negative, with or without a point. */
    public double magnitude(String what) throws IOException {
        double value = number(what, JsonToken.VALUE_NUMBER_FLOAT, number -> JsonNumbers.float64(number, true));
        if (!(value >= 0 && Double.isFinite(value))) {
            throw refuse(what + " must be finite and not negative, but was " + value);
        }
        return value;
    }

    /** A rule for a scalar. */
    @FunctionalInterface
    private interface Rule<T> {
        T read(JsonScalar scalar);
    }

    private <T> T number(String what, JsonToken usual, Rule<T> rule) throws IOException {
        if (token() == null || !token().isScalarValue()) {
            throw unexpected(usual, what);
        }
        try {
            return rule.read(scalar());
        } catch (IllegalArgumentException e) {
            throw refuse(what + " " + e.getMessage());
        }
    }

    /** An element type by PyTorch's name. */
    public DType dtype(String what) throws IOException {
        String name = string(what);
        try {
            return DType.ofTorchName(name);
        } catch (IllegalArgumentException e) {
            throw refuse(what + ": " + e.getMessage());
        }
    }

    /** Refuses a token that a value of this kind cannot begin with. */
    private void expect(JsonToken kind, String what) throws IOException {
        if (token() != kind) {
            throw unexpected(kind, what);
        }
    }

    private RefusedInputException unexpected(JsonToken kind, String what) throws IOException {
        return refuse(what + " must be " + name(kind) + ", but was " + described());
    }

    private static String name(JsonToken kind) {
        return switch (kind) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "an integer";
            case VALUE_NUMBER_FLOAT -> "a number with a point or an exponent";
            default -> kind.toString();
        };
    }

    private String described() throws IOException {
        if (token() == null) {
            return "the end of the file";
        }
        return token().isScalarValue() ? "'" + parser.getText() + "'" : name(token());
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
