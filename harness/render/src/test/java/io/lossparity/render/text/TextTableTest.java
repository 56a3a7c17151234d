package io.lossparity.render.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.verdict.Counts;
import io.lossparity.kit.verdict.LossTotals;
import io.lossparity.kit.verdict.LossTotals.Worst;
import io.lossparity.kit.verdict.Totals;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static Totals all(LossTotals overall, LossTotals... rows) {
        return new Totals(
                overall, List.of(rows).stream().collect(Collectors.toMap(LossTotals::name, row -> row)), Map.of());
    }

    private static String render(LossTotals overall, LossTotals... rows) {
        return TextTable.render(all(overall, rows), 80);
    }

    private static LossTotals totals(String name, int errored, Worst output, Worst gradient) {
        return new LossTotals(
                name, new Counts(1234 + errored, 1200, 30, errored, 4, 0, 10_000, 9_999, 0, 0), output, gradient);
    }

    @Test
    void rowShowsCountsShareAndWorstErrors() {
        Worst output = new Worst(5.96, "MSELoss/float32/mean/a", 1, "MSELoss/float32/mean/b");
        Totals totals = all(totals("total", 0, output, Worst.NONE), totals("MSELoss", 0, output, Worst.NONE));
        List<String> lines = TextTable.render(totals, 120).lines().toList();
        assertTrue(
                lines.get(0).matches("loss +cases +passed +failed +unsupported +bit-equal +worst output +gradient"),
                lines::toString);
        assertTrue(lines.get(1).matches("MSELoss +1234 +1200 +30 +4 +99.99 % +5.96 +exact"), lines::toString);
        assertEquals(4, lines.size());
        assertEquals("""
                the worst errors, in units of what was rounded and in ulp
                  MSELoss output: 5.96 units
                    MSELoss/float32/mean/a
                  MSELoss output: 1 ulp
                    MSELoss/float32/mean/b
                """, TextTable.worstCases(totals));
    }

    @Test
    void greatErrorsHaveFewDigits() {
        Worst far = new Worst(3.8e45, "MSELoss/float32/mean/a", 2_114_126_240L, "MSELoss/float32/mean/a");
        Worst special = new Worst(Double.POSITIVE_INFINITY, "MSELoss/a", Long.MAX_VALUE, "MSELoss/a");
        Totals totals = all(totals("total", 0, far, special), totals("MSELoss", 0, far, special));
        assertTrue(
                TextTable.render(totals, 120).contains("over 1e9  NaN or infinity\n"), TextTable.render(totals, 120));
        String cases = TextTable.worstCases(totals);
        assertTrue(cases.contains("output: over 1e9 units, over 1e9 ulp\n    MSELoss/float32/mean/a\n"), cases);
        assertTrue(cases.contains("gradient: NaN or infinity\n    MSELoss/a\n"), cases);
    }

    @Test
    void columnsOfWhatDidNotOccurAreLeftOut() {
        assertFalse(render(totals("total", 0, Worst.NONE, Worst.NONE)).contains("errored"));
        assertTrue(render(totals("total", 2, Worst.NONE, Worst.NONE)).contains("errored"));
        LossTotals passing = new LossTotals("total", new Counts(7, 7, 0, 0, 0, 0, 7, 7, 0, 0), Worst.NONE, Worst.NONE);
        assertTrue(
                render(passing).startsWith("loss   cases  passed  bit-equal  worst output  gradient\n"),
                render(passing));
    }

    @Test
    void lastColumnsAreLeftOutIfTheyDoNotFit() {
        LossTotals row = totals("MultiLabelSoftMarginLoss", 1, Worst.NONE, Worst.NONE);
        Totals totals = all(totals("total", 1, Worst.NONE, Worst.NONE), row);
        assertTrue(TextTable.render(totals, 120).contains("gradient"));
        String narrow = TextTable.render(totals, 80);
        assertTrue(narrow.lines().allMatch(line -> line.length() <= 80), narrow);
        assertTrue(narrow.contains("unsupported") && !narrow.contains("gradient"), narrow);
    }

    @Test
    void whereNothingWasComparedNothingIsExact() {
        LossTotals unsupported =
                new LossTotals("total", new Counts(4, 0, 0, 0, 4, 0, 0, 0, 0, 0), Worst.NONE, Worst.NONE);
        assertFalse(render(unsupported).contains("exact"), render(unsupported));
    }

    @Test
    void shareIsOneHundredOnlyIfEveryElementIsBitEqual() {
        LossTotals almost =
                new LossTotals("total", new Counts(1, 1, 0, 0, 0, 0, 1_000_000, 999_999, 0, 0), Worst.NONE, Worst.NONE);
        LossTotals all = new LossTotals("total", new Counts(1, 1, 0, 0, 0, 0, 7, 7, 0, 0), Worst.NONE, Worst.NONE);
        assertTrue(render(almost).contains("99.99 %"));
        assertTrue(render(all).contains("100 %"));
    }

    @Test
    void whereCasesFailedTheSharesSayWhatTheyAreOf() {
        Map<String, LossTotals> none = Map.of();
        LossTotals failing =
                new LossTotals("total", new Counts(80, 2, 78, 0, 0, 0, 1, 1, 0, 0), Worst.NONE, Worst.NONE);
        assertEquals(
                "bit-equal and worst are of the 1 value compared; a case that errors, times out or is not rejected has"
                        + " none\n",
                TextTable.legend(new Totals(failing, none, none), 120));
        LossTotals passing = new LossTotals("total", new Counts(2, 2, 0, 0, 0, 0, 7, 7, 0, 0), Worst.NONE, Worst.NONE);
        assertEquals("", TextTable.legend(new Totals(passing, none, none), 120));
    }

    @Test
    void legendNamesOnlyColumnsThatAreShown() {
        LossTotals row = totals("MultiLabelSoftMarginLoss", 1, Worst.NONE, Worst.NONE);
        Totals totals = all(totals("total", 1, Worst.NONE, Worst.NONE), row);
        assertTrue(TextTable.legend(totals, 120).startsWith("bit-equal and worst are of"));
        assertTrue(TextTable.render(totals, 80).contains("bit-equal"));
        assertTrue(TextTable.legend(totals, 80).startsWith("bit-equal is of"), TextTable.legend(totals, 80));
        assertEquals("", TextTable.legend(totals, 60));
    }
}
