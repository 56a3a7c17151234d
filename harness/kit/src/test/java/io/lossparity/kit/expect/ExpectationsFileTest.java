package io.lossparity.kit.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.verdict.ExpectedFailure;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpectationsFileTest {
    private static final String TEXT = """
        # Kept: a comment before everything.

        [to-fix] no empty tensors
        reason: A tensor of no elements has no storage: every loss throws.
        # Kept: a comment within.
        when: port >= 2.10, java < 99
        cap: 300, every loss has such cases
        L1Loss/*/N0/*  errored, says "NullPointerException: \\"a\\", b"

        # Kept: a comment before the second class.
        [will-not-fix] the last bits
        reason: The mean is summed in another order.
        MSELoss/*/mean/*  gradient+output, max ulp 3, max units 100000.0
        KLDivLoss/*
        """;

    private static ExpectationsFile parse(String text) {
        return ExpectationsFile.parse(text, "my.txt");
    }

    @Test
    void readsWhatItSays() {
        List<Paragraph> paragraphs = parse(TEXT).paragraphs();
        assertEquals(2, paragraphs.size());
        Paragraph first = paragraphs.get(0);
        assertEquals(ExpectedFailure.Kind.TO_FIX, first.kind());
        assertEquals("no empty tensors", first.title());
        assertEquals("A tensor of no elements has no storage: every loss throws.", first.reason());
        assertEquals(300, first.cap());
        Expectation empty = first.expectations().get(0);
        assertEquals("L1Loss/*/N0/*", empty.pattern());
        assertEquals(Set.of("errored"), empty.kinds());
        assertEquals("NullPointerException: \"a\", b", empty.says());
        assertEquals(8, empty.line());
        Expectation bits = paragraphs.get(1).expectations().get(0);
        assertEquals(Set.of("output", "gradient"), bits.kinds());
        assertEquals(new Bound(3, 1e5, Double.POSITIVE_INFINITY), bits.bound());
        assertEquals(ExpectationsFile.USUAL_CAP, paragraphs.get(1).cap());
    }

    @Test
    void writesWhatItRead() {
        assertEquals(TEXT, parse(TEXT).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2.13.0-1.5.14 | port >= 2.13 | true",
                "2.13.0-1.5.14 | port = 2.13 | true",
                "2.9 | port >= 2.10 | false",
                "2.9 | port < 2.10 | true",
                "1.2 | port <= 1.2.0 | true",
                "1.2 | port > 1.2 | false",
                "unknown | port >= 1 | false",
                "1 | java >= 17, java < 21 | true",
                "1 | java >= 21 | false",
                "1 | os = linux | true",
                "1 | os = mac | false",
                "1 | arch = amd64 | true",
                "1 | arch = aarch64 | false",
                "1 | os = linux, arch = aarch64 | false"
            })
    void conditionsDecideWhetherAClassHolds(String port, String when, boolean holds) {
        ExpectationsFile file = parse("[to-fix] a\nreason: b\nwhen: " + when + "\nL1Loss/*  errored\n");
        Surroundings surroundings = new Surroundings(port, "17.0.9", "linux", "amd64");
        assertEquals(!holds, file.in(surroundings).isEmpty());
    }

    static List<Arguments> broken() {
        return List.of(
                Arguments.of("L1Loss/*  errored", "line 1: a paragraph begins with [will-not-fix] or [to-fix]"),
                Arguments.of(
                        "[flaky] a\nreason: b", "line 1: the class must be will-not-fix or to-fix, but was 'flaky'"),
                Arguments.of("[to-fix]\nreason: b", "line 1: the class of failures has no name"),
                Arguments.of("\n[to-fix] a\nL1Loss/*  errored", "line 2: the class 'a' has no reason"),
                Arguments.of("[to-fix] a\nreson: b", "line 2: there is reason, when and cap, but not 'reson'"),
                Arguments.of("[to-fix] a\nreason: b\ncap: 300", "line 3: a cap reads like 'cap: 300, why"),
                Arguments.of("[to-fix] a\nreason: b\nwhen: libc > 2", "a condition must read like 'port >= 2.10'"),
                Arguments.of("[to-fix] a\nreason: b\nwhen: os > linux", "os and arch can only be compared with ="),
                Arguments.of("[to-fix] a\nreason: b\nwhen: java >= new", "a version begins with a digit"),
                Arguments.of("[to-fix] a\nreason: b\nL1 Loss  errored", "joined by +, but was 'Loss  errored'"),
                Arguments.of("[to-fix] a\nreason: b\nL1{Loss}  errored", "no id matches the pattern 'L1{Loss}'"),
                Arguments.of("[to-fix] a\nreason: b\nL1Loss/*  wrong", "but was 'wrong'"),
                Arguments.of("[to-fix] a\nreason: b\nL1Loss/*  output, max ulp some", "but this is ', max ulp some'"),
                Arguments.of("[to-fix] a\nreason: b\nL1Loss/*  output, max units NaN", "max units takes a finite"),
                Arguments.of("[to-fix] a\nreason: b\nL1Loss/*  output, max units x", "max units takes a finite"),
                Arguments.of("[to-fix] a\nreason: b\nrelation/*  broken, max times x", "max times takes a finite"),
                Arguments.of(
                        "[to-fix] a\nreason: b\nrelation/*  broken, max ulp 3",
                        "the error of a relation is bounded by 'max times 12'"),
                Arguments.of(
                        "[to-fix] a\nreason: b\nL1Loss/*  output, max times 3.0",
                        "the pattern is L1Loss/* and the bound max times 3.0"),
                Arguments.of(
                        "[to-fix] a\nreason: b\nL1Loss/*  errored\n[to-fix] c\nreason: d\nL1Loss/*  output, max ulp 1",
                        "line 6: the pattern L1Loss/* is there twice, first in line 3"),
                Arguments.of(
                        "[to-fix] a\nreason: b\u001b[2JCONFORMS\nL1Loss/*  errored",
                        "line 2: a line must have no control or invisible character, but was"
                                + " reason: b\\u001b[2JCONFORMS"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesWithLineAndReason(String text, String message) {
        String said =
                assertThrows(ExpectationsException.class, () -> parse(text)).getMessage();
        assertTrue(said.startsWith("my.txt, line "), said);
        assertTrue(said.contains(message), said);
    }

    @Test
    void aPatternMaySayNothingUntilItIsUsed() {
        String text = "[to-fix] a\nreason: b\nL1Loss/*\n";
        ExpectationsFile file = parse(text);
        assertEquals(text, file.text());
        Expectations expectations = file.in(Surroundings.here("1"));
        assertFalse(expectations.isEmpty());
        String said = assertThrows(ExpectationsException.class, expectations::complete)
                .getMessage();
        assertTrue(said.contains("line 3: the pattern L1Loss/* does not say how the cases fail"), said);
        Expectations unbounded =
                parse("[to-fix] a\nreason: b\nL1Loss/*  shape+output\n").in(Surroundings.here("1"));
        said = assertThrows(ExpectationsException.class, unbounded::complete).getMessage();
        assertTrue(said.contains("does not say how large the error may be"), said);
    }

    @Test
    void theSameSurroundingsMayNotSayTwiceButOthersMay() {
        ExpectationsFile file = parse("""
            [to-fix] a
            reason: b
            when: java < 9
            L1Loss/*  errored
            [to-fix] c
            reason: d
            when: java >= 9
            L1Loss/*  shape
            """);
        assertEquals(1, file.in(Surroundings.here("1")).patterns().size());
    }
}
