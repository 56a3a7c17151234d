package io.lossparity.kit.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonToken;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    /** The shortest decimal of a float16 is seldom its value: 0.613 stands for 0.61279296875. */
    @ParameterizedTest
    @CsvSource({
        "0.613, 0.61279297",
        "-2.7675, -2.7675781",
        "1.0, 1.0",
        "-0.0, -0.0",
        "2049.0, 2048.0",
        "2051.0, 2052.0",
        "65504.0, 65504.0",
        "65519.0, 65504.0",
        "6e-8, 5.9604645e-8",
        "6.1e-5, 6.097555e-5",
        "6.104e-5, 6.1035156e-5",
    })
    void readsTheNearestFloat16(String text, float expected) {
        assertEquals(expected, JsonNumbers.float16(JsonScalar.of(JsonToken.VALUE_NUMBER_FLOAT, text), false));
    }

    @ParameterizedTest
    @CsvSource({"NaN, NaN", "Infinity, Infinity", "-Infinity, -Infinity"})
    void readsWordsAsFloat16(String word, float expected) {
        assertEquals(expected, JsonNumbers.float16(JsonScalar.of(JsonToken.VALUE_STRING, word), false));
    }
}
