package io.lossparity.kit.json;

import com.fasterxml.jackson.core.JsonToken;

/**
 * The kind of a scalar and its characters, which stay in the parser's array: a string for each of a million numbers
 * takes longer than to read them.
 */
public final class JsonScalar {
    private JsonToken kind;
    private char[] array;
    private int from;
    private int length;

    JsonScalar() {}

    /** Returns a scalar with characters of its own. */
    public static JsonScalar of(JsonToken kind, String text) {
        return new JsonScalar().at(kind, text.toCharArray(), 0, text.length());
    }

    JsonScalar at(JsonToken newKind, char[] newArray, int newFrom, int newLength) {
        kind = newKind;
        array = newArray;
        from = newFrom;
        length = newLength;
        return this;
    }

    JsonToken kind() {
        return kind;
    }

    /** Returns the array that has the characters, and others around them. */
    char[] array() {
        return array;
    }

    /** Returns the index of the first character in the array. */
    int from() {
        return from;
    }

    /** Returns the number of characters. */
    public int length() {
        return length;
    }

    /** Returns the character at an index below the length. */
    public char charAt(int index) {
        return array[from + index];
    }

    /** Returns the characters as a string. */
    public String text() {
        return new String(array, from, length);
    }
}
