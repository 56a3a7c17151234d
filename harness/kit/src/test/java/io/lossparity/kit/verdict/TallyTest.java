package io.lossparity.kit.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.compare.TensorComparator;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.Tolerance;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static TensorComparison comparison(String name, double expected, double actual) {
        return new TensorComparator()
                .compare(
                        name,
                        TensorValue.ofDoubles(new int[] {2}, 4, expected),
                        TensorValue.ofDoubles(new int[] {2}, 4, actual),
                        Tolerance.EXACT);
    }

    private static CaseResult result(String id, DType dtype, Verdict verdict, TensorComparison... comparisons) {
        return new CaseResult(id, id.substring(0, id.indexOf('/')), dtype, List.of(), verdict, List.of(comparisons), 0);
    }

    @Test
    void addsUpPerLossAndElementTypeAndOverall() {
        Tally tally = new Tally();
        Verdict passed = new Verdict.Passed();
        tally.add(result("L1Loss/a", DType.FLOAT32, passed, comparison("output", 1, 1)));
        tally.add(result("L1Loss/b", DType.FLOAT64, new Verdict.Failed(FailureKind.OUTPUT, "")));
        tally.add(result("MSELoss/a", DType.FLOAT32, new Verdict.Errored("")));
        tally.add(result("MSELoss/b", DType.FLOAT32, new Verdict.Unsupported("")));
        tally.add(result("MSELoss/c", DType.FLOAT32, new Verdict.TimedOut(Duration.ZERO)));
        Totals totals = tally.totals();
        assertEquals(List.of("L1Loss", "MSELoss"), List.copyOf(totals.byLoss().keySet()));
        assertEquals(
                List.of("L1Loss/float32", "L1Loss/float64", "MSELoss/float32"),
                List.copyOf(totals.byFile().keySet()));
        LossTotals.Worst none = LossTotals.Worst.NONE;
        assertEquals(new LossTotals("total", new Counts(5, 1, 1, 1, 1, 1, 2, 2, 0, 0), none, none), totals.overall());
        assertEquals(
                new LossTotals("MSELoss", new Counts(3, 0, 0, 1, 1, 1, 0, 0, 0, 0), none, none),
                totals.byLoss().get("MSELoss"));
    }

    @Test
    void worstErrorsAreThoseOfTheCasesThatShowThem() {
        Tally tally = new Tally();
        Verdict passed = new Verdict.Passed();
        double tiny = Double.MIN_VALUE;
        tally.add(result("L1Loss/a", DType.FLOAT64, passed, comparison("output", 1, 2)));
        tally.add(result("L1Loss/b", DType.FLOAT64, passed, comparison("output", 0, tiny * (1L << 53))));
        tally.add(result("L1Loss/c", DType.FLOAT64, passed, comparison("grad.input", 3, 3.5)));
        LossTotals totals = tally.totals().overall();
        assertEquals(new LossTotals.Worst(0.25 * 0x1p53, "L1Loss/a", 1L << 53, "L1Loss/b"), totals.worstOutput());
        assertEquals(new LossTotals.Worst(0.125 * 0x1p53, "L1Loss/c", 1L << 50, "L1Loss/c"), totals.worstGradient());
        assertEquals(2 * totals.counts().bitEqual(), totals.counts().values());
    }

    /** Of equal errors the one counts that is of the case with the greatest other error. */
    @Test
    void oneCaseStandsForBothErrorsIfItShowsBoth() {
        Tally tally = new Tally();
        Verdict passed = new Verdict.Passed();
        tally.add(result("L1Loss/a", DType.FLOAT64, passed, comparison("output", 1, Math.nextUp(1.0))));
        tally.add(result("L1Loss/b", DType.FLOAT64, passed, comparison("output", 3, Math.nextUp(3.0))));
        tally.add(result("L1Loss/c", DType.FLOAT64, passed, comparison("output", 1, Math.nextUp(1.0))));
        LossTotals.Worst worst = tally.totals().overall().worstOutput();
        assertEquals(new LossTotals.Worst(Math.ulp(3.0) / 4 * 0x1p53, "L1Loss/b", 1, "L1Loss/b"), worst);
        assertTrue(worst.oneCase());
        tally.add(result("L1Loss/d", DType.FLOAT64, passed, comparison("output", 0.5, 0.5 + 3 * Math.ulp(0.5))));
        assertEquals("L1Loss/d", tally.totals().overall().worstOutput().ulpsCase());
        assertEquals("L1Loss/b", tally.totals().overall().worstOutput().unitsCase());
    }

    @Test
    void tensorsThatCouldNotBeComparedAreTheWorst() {
        Tally tally = new Tally();
        TensorComparison missing =
                new TensorComparator().compare("output", TensorValue.ofDoubles(new int[] {}, 1), null, Tolerance.EXACT);
        tally.add(result("L1Loss/a", DType.FLOAT64, new Verdict.Failed(FailureKind.OUTPUT, ""), missing));
        LossTotals.Worst worst = tally.totals().overall().worstOutput();
        assertEquals(new LossTotals.Worst(Double.POSITIVE_INFINITY, "L1Loss/a", Long.MAX_VALUE, "L1Loss/a"), worst);
    }
}
