package io.lossparity.kit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluralTest {
    @ParameterizedTest
    @CsvSource({
        "0, case, 0 cases",
        "1, case, 1 case",
        "2, case, 2 cases",
        "1, quantity, 1 quantity",
        "3, quantity, 3 quantities"
    })
    void countsOneAsOne(long count, String noun, String text) {
        assertEquals(text, Plural.of(count, noun));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 cases are", "1, 1 case is", "2, 2 cases are"})
    void verbFollowsTheCount(long count, String text) {
        assertEquals(text, Plural.of(count, "case", "is", "are"));
    }
}
