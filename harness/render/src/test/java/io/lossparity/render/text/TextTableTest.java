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
    private static final String LONG_ID =
            "MultiLabelSoftMarginLoss/float32/mean/weight=mixed,negative/legacy=size_average=True,reduce=None/N16-C20/typical";

    private static String render(LossTotals overall, LossTotals... rows) {
        return TextTable.render(new Totals(
                overall, List.of(rows).stream().collect(Collectors.toMap(LossTotals::name, row -> row)), Map.of()));
    }

    private static LossTotals totals(String name, int errored, Worst output, Worst gradient) {
        return new LossTotals(
                name, new Counts(1234 + errored, 1200, 30, errored, 4, 0, 10_000, 9_999, 0, 0), output, gradient);
    }

    @Test
    void rowShowsCountsShareAndWorstErrorsWithTheirCases() {
        Worst output = new Worst(5.96, "MSELoss/float32/mean/a", 1, "MSELoss/float32/mean/b");
        String table = render(totals("total", 0, output, Worst.NONE), totals("MSELoss", 0, output, Worst.NONE));
        List<String> lines = table.lines().toList();
        assertTrue(
                lines.get(0)
                        .matches("loss +cases +passed +failed +unsupported +bit-equal +worst output +worst gradient"),
                table);
        assertTrue(lines.get(1).matches("MSELoss +1234 +1200 +30 +4 +99.99 % +5.96 1 ulp +exact"), table);
        assertEquals("    output 5.96 units in float32/mean/a   output 1 ulp in float32/mean/b", lines.get(2));
        assertEquals(
                "    output 5.96 units in MSELoss/float32/mean/a   output 1 ulp in MSELoss/float32/mean/b",
                lines.get(5));
        assertEquals(6, lines.size());
    }

    /** The two errors of a cell are maxima of their own, and may be of two losses; the one is never shown as the other's. */
    @Test
    void eachOfTwoErrorsStandsBesideTheCaseThatShowsIt() {
        Worst worst = new Worst(54, "PoissonNLLLoss/float32/sum/a", 128, "TripletMarginLoss/float64/none/b");
        List<String> total =
                render(totals("total", 0, Worst.NONE, worst)).lines().toList();
        assertTrue(total.get(2).matches("total .* exact +54 128 ulp"), total::toString);
        assertEquals(
                "    gradient 54 units in PoissonNLLLoss/float32/sum/a   gradient 128 ulp in"
                        + " TripletMarginLoss/float64/none/b",
                total.get(3));
        Worst one = new Worst(1, "MSELoss/float32/mean/a", 2, "MSELoss/float32/mean/a");
        String rows = render(totals("total", 0, one, worst), totals("MSELoss", 0, one, one));
        assertTrue(rows.contains("    output and gradient in float32/mean/a\n"), rows);
        assertTrue(rows.contains("    output in MSELoss/float32/mean/a\n    gradient 54 units in Poisson"), rows);
    }

    @Test
    void columnsOfWhatDidNotOccurAreLeftOut() {
        assertFalse(render(totals("total", 0, Worst.NONE, Worst.NONE)).contains("errored"));
        assertTrue(render(totals("total", 2, Worst.NONE, Worst.NONE)).contains("errored"));
    }

    @Test
    void longIdsAreShortenedToTheWidth() {
        Worst worst = new Worst(Double.POSITIVE_INFINITY, LONG_ID, Long.MAX_VALUE, LONG_ID);
        String table = render(totals("total", 1, worst, worst), totals("MultiLabelSoftMarginLoss", 1, worst, worst));
        assertTrue(table.contains("incomparable"), table);
        assertTrue(table.lines().allMatch(line -> line.length() <= 120), table);
        assertTrue(table.contains("    output and gradient in float32/mean/weight=mixed,negative"), table);
        assertTrue(table.contains(".."), table);
    }

    @Test
    void idsThatDontFitSideBySideStandBelowEachOther() {
        Worst output = new Worst(1, "MSELoss/float32/mean/" + "a".repeat(50), 1, "");
        Worst gradient = new Worst(1, "MSELoss/float32/mean/" + "b".repeat(50), 1, "");
        String table = render(totals("total", 0, output, gradient), totals("MSELoss", 0, output, gradient));
        assertTrue(
                table.contains("    output in float32/mean/" + "a".repeat(50) + "\n    gradient in float32/mean/b"),
                table);
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
                TextTable.legend(new Totals(failing, none, none)));
        LossTotals passing = new LossTotals("total", new Counts(2, 2, 0, 0, 0, 0, 7, 7, 0, 0), Worst.NONE, Worst.NONE);
        assertEquals("", TextTable.legend(new Totals(passing, none, none)));
    }
}
