package io.lossparity.kit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForeignTextTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("plain text, with ü, 損失 and a \\ backslash", "plain text, with ü, 損失 and a \\ backslash"),
                Arguments.of("two\nlines", "two\\nlines"),
                Arguments.of("over\rwritten", "over\\rwritten"),
                Arguments.of("tab\t", "tab\\t"),
                Arguments.of("\u001b[2K\u001b[1;32mCONFORMS", "\\u001b[2K\\u001b[1;32mCONFORMS"),
                Arguments.of("bell\u0007 nul\u0000 delete\u007f", "bell\\u0007 nul\\u0000 delete\\u007f"),
                Arguments.of("C1 \u009b31m and next line \u0085", "C1 \\u009b31m and next line \\u0085"),
                Arguments.of("line\u2028 and paragraph\u2029", "line\\u2028 and paragraph\\u2029"),
                Arguments.of("turned \u202e back \u2066", "turned \\u202e back \\u2066"),
                Arguments.of("invisible \u200b\ufeff\u00ad", "invisible \\u200b\\ufeff\\u00ad"),
                Arguments.of("half \ud83d of a pair, and a whole one 😀", "half \\ud83d of a pair, and a whole one 😀"),
                Arguments.of("a tag \udb40\udc41", "a tag \\udb40\\udc41"),
                Arguments.of("", ""),
                Arguments.of(null, "(nothing)"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textBecomesOneLineThatATerminalOnlyShows(String text, String expected) {
        assertEquals(expected, ForeignText.line(text, 100));
    }

    /** No character is left that a terminal may act on, whichever stands between others. */
    @Test
    void noCharacterOfUnicodeEndsALineOrHidesText() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            String shown = ForeignText.line("a" + Character.toString(point) + "b", 100);
            assertEquals(1, shown.lines().count());
            assertTrue(shown.chars().noneMatch(Character::isISOControl), () -> shown);
        }
    }

    @Test
    void longTextIsCutAndNeverWithinAnEscape() {
        assertEquals("abc ...", ForeignText.line("abcd", 3));
        assertEquals("abcd", ForeignText.line("abcd", 4));
        assertEquals("ab ...", ForeignText.line("ab\u001b", 7));
        assertEquals(103, ForeignText.line("x".repeat(10_000_000), 99).length());
    }

    @Test
    void manySentencesAreCounted() {
        List<String> many = IntStream.range(0, 100_000).mapToObj(i -> "n" + i).toList();
        List<String> lines = ForeignText.lines(many, "remark");
        assertEquals(ForeignText.MOST + 1, lines.size());
        assertEquals("and 99992 more remarks", lines.get(ForeignText.MOST));
        assertEquals(List.of("a", "b"), ForeignText.lines(List.of("a", "b"), "remark"));
        assertEquals(
                "and 1 more remark",
                ForeignText.lines(many.subList(0, ForeignText.MOST + 1), "remark")
                        .get(ForeignText.MOST));
    }
}
