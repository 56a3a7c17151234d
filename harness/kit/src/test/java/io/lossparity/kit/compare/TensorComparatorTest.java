package io.lossparity.kit.compare;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.spi.TensorValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

class TensorComparatorTest {

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "comparisons.csv", delimiter = '|', useHeadersInDisplayName = true)
    void comparesAsTheTableSays(ArgumentsAccessor row) {
        Tolerance tolerance = new Tolerance(row.getDouble(3), row.getLong(4), "table");
        TensorComparison comparison = new TensorComparator(row.get(5, SignedZero.class))
                .compare("output", TensorText.tensor(row.getString(1)), TensorText.tensor(row.getString(2)), tolerance);
        String verdict = comparison.kind().map(MismatchKind::name).orElse("ACCEPTED");
        long maxUlps = row.getString(9).equals("most") ? Long.MAX_VALUE : row.getLong(9);
        assertAll(
                () -> assertEquals(row.getString(6), verdict, "verdict"),
                () -> assertEquals(verdict.equals("ACCEPTED"), comparison.accepted(), "accepted"),
                () -> assertEquals(
                        verdict.equals("ACCEPTED"), comparison.problem().isEmpty(), "problem"),
                () -> assertEquals(row.getInteger(7), comparison.mismatched(), "mismatched"),
                () -> assertEquals(row.getInteger(8), comparison.bitEqual(), "bitEqual"),
                () -> assertEquals(maxUlps, comparison.maxUlps(), "maxUlps"),
                () -> assertClose(row.getString(10), maxAbsolute(comparison), "maxAbsolute"),
                () -> assertClose(row.getString(11), comparison.maxUnits(), "maxUnits"));
    }

    private static double maxAbsolute(TensorComparison comparison) {
        return comparison.elementwise()
                ? comparison.greatest().absolute().map(ElementError::absolute).orElse(0.0)
                : Double.POSITIVE_INFINITY;
    }

    private static void assertClose(String expected, double actual, String what) {
        double value = Double.parseDouble(expected);
        assertEquals(value, actual, Double.isFinite(value) ? 1e-12 * Math.abs(value) : 0, what);
    }

    @Test
    void eachGreatestErrorHasItsOwnIndex() {
        TensorValue expected = TensorValue.ofFloats(new int[] {2, 2, 1}, 0x1p-20f, 1f, 100f, 0f);
        TensorValue actual = TensorValue.ofFloats(new int[] {2, 2, 1}, 0x1.8p-20f, 1.25f, 101f, 0x1p-149f);
        TensorComparison comparison = new TensorComparator().compare("output", expected, actual, Tolerance.EXACT);
        assertEquals(List.of(0, 0, 0), comparison.firstMismatch().orElseThrow().index());
        assertEquals(
                List.of(1, 0, 0), comparison.greatest().absolute().orElseThrow().index());
        assertEquals(
                List.of(0, 0, 0), comparison.greatest().ulps().orElseThrow().index());
        assertEquals(1f, comparison.greatest().absolute().orElseThrow().absolute());
        assertEquals(0.01 * 0x1p24, comparison.maxUnits(), 1e-6);
        assertEquals(0.01 * 0x1p24, comparison.greatest().units().orElseThrow().units(), 1e-6);
        assertEquals(100f, comparison.greatest().absolute().orElseThrow().expected());
        assertEquals(101f, comparison.greatest().absolute().orElseThrow().actual());
    }

    @Test
    void allowanceAtAnElementIsTheGreaterOne() {
        TensorValue expected = TensorValue.ofDoubles(new int[] {2}, 8, 1024);
        TensorValue actual = TensorValue.ofDoubles(new int[] {2}, 8.5, 1024);
        TensorComparator comparator = new TensorComparator();
        TensorComparison byScale = comparator.compare("output", expected, actual, new Tolerance(0x1p33, 1, "test"));
        TensorComparison byUlps = comparator.compare("output", expected, actual, new Tolerance(0, 3, "test"));
        assertEquals(0x1p-10, byScale.greatest().absolute().orElseThrow().allowed());
        assertEquals(
                3 * Math.ulp(8.0), byUlps.greatest().absolute().orElseThrow().allowed());
    }

    @Test
    void acceptedErrorsAreMeasuredToo() {
        TensorValue expected = TensorValue.ofFloats(new int[] {}, 1f);
        TensorValue actual = TensorValue.ofFloats(new int[] {}, Math.nextUp(1f));
        TensorComparison comparison =
                new TensorComparator().compare("grad.input", expected, actual, new Tolerance(16, 4, "test"));
        assertTrue(comparison.accepted());
        assertEquals(1, comparison.maxUlps());
        assertEquals(List.of(), comparison.greatest().ulps().orElseThrow().index());
    }

    @Test
    void mustHaveATensorToCompare() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new TensorComparator().compare("output", null, null, Tolerance.EXACT));
    }

    @Test
    void elementsAreWrittenWithoutLoss() {
        assertEquals("0.1", ElementText.decimal(0.1f));
        assertEquals("0x1.99999ap-4", ElementText.hex(0.1f));
        assertEquals("0x1.999999999999ap-4", ElementText.hex(0.1));
        assertEquals("0xff", ElementText.hex(255L));
    }
}
