package io.lossparity.mutants.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.report.stream.DiagnosisLine;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowTest {
    private static final String ROW =
            "public|id|MSELoss|a/b#1|the sum is the mean|sum is the mean / mean + sum is asked|where reduction is"
                    + " sum|silent";
    private static final String PAIR = "several|id|MSELoss|-|two bugs|sum is the mean && sign||silent";

    private static DiagnosisLine said(List<String> patterns, String... names) {
        List<DiagnosisLine.Explanation> explanations = Arrays.stream(names)
                .map(name -> new DiagnosisLine.Explanation("id", name, List.of(), 1, 0, 0, List.of("case")))
                .toList();
        return new DiagnosisLine("MSELoss", 1, 1, explanations, patterns, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "reduction sum is the mean, NAMED",
        "'the mean is returned where a SUM is asked for', NAMED",
        "'the sum is the mean, where reduction is sum', NAMED",
        "'the sum is the mean, where reduction is none', WRONG",
        "'the sum is the mean, only in the output', WRONG",
        "the gradient is doubled, WRONG"
    })
    void aNameMustBeThatOfTheBug(String name, Row.Outcome outcome) {
        assertEquals(outcome, Row.of(ROW).outcome(said(List.of(), name)));
    }

    @Test
    void oneWrongNameIsWrongBesideARightOne() {
        assertEquals(
                Row.Outcome.WRONG, Row.of(ROW).outcome(said(List.of(), "the sum is the mean", "gradient doubled")));
    }

    @Test
    void wordsBesideNamesDescribe() {
        assertEquals(Row.Outcome.DESCRIBED, Row.of(ROW).outcome(said(List.of("the sum is the mean"))));
        assertEquals(Row.Outcome.SILENT, Row.of(ROW).outcome(said(List.of("the output is wrong"))));
        assertEquals(Row.Outcome.SILENT, Row.of(ROW).outcome(said(List.of())));
    }

    @Test
    void eachOfSeveralBugsMustBeSaid() {
        Row row = Row.of(PAIR);
        assertEquals(Row.Outcome.NAMED, row.outcome(said(List.of(), "the sum is the mean", "another sign")));
        assertEquals(Row.Outcome.SILENT, row.outcome(said(List.of(), "the sum is the mean")));
        assertEquals(Row.Outcome.DESCRIBED, row.outcome(said(List.of("another sign"), "the sum is the mean")));
    }

    @Test
    void aRowIsWrittenAsItWasRead() {
        assertEquals(ROW, Row.of(ROW).line());
        assertThrows(IllegalArgumentException.class, () -> Row.of("public|id"));
    }
}
