package io.lossparity.kit.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.kit.compare.TensorComparator;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.Tolerance;
import io.lossparity.kit.compare.TruthComparison;
import io.lossparity.kit.fixture.ExactTensor;
import io.lossparity.kit.fixture.Roundings;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.kit.verdict.Distances.Greatest;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DistanceTallyTest {
    private static final Greatest NONE = new Greatest(0, 0, null, null);

    private static CaseResult result(String id, String truth, double magnitude, double torch, double port) {
        TensorComparison comparison = new TensorComparator()
                .compare(
                        "output",
                        TensorValue.ofDoubles(new int[] {1}, torch),
                        TensorValue.ofDoubles(new int[] {1}, port),
                        Tolerance.EXACT,
                        Optional.of(truth(ExactTensor.of(truth), magnitude)));
        return new CaseResult(id, "L1Loss", DType.FLOAT64, List.of(), new Verdict.Passed(), List.of(comparison), 0);
    }

    private static TensorTruth truth(ExactTensor exact, double magnitude) {
        return magnitude == 0
                ? new TensorTruth(exact)
                : new TensorTruth(exact, exact, List.of(), Optional.of(new Roundings(1, magnitude)));
    }

    private static Distances distances(CaseResult... results) {
        Tally tally = new Tally();
        List.of(results).forEach(tally::add);
        List<Distances> all = tally.totals().distances();
        assertEquals(1, all.size());
        return all.get(0);
    }

    @Test
    void eachDistanceHasTheCaseThatShowsIt() {
        double ulp = Math.ulp(1.0);
        Distances distances = distances(
                result("L1Loss/a", "1", 0, 1, 1 + 2 * ulp),
                result("L1Loss/b", "2", 0, 2 + 6 * ulp, 2),
                result("L1Loss/c", "2", 0, 2 + 4 * ulp, 2 + 4 * ulp));
        assertEquals(new Greatest(4.0, 2, "L1Loss/a", null), distances.portToTruth());
        assertEquals(6, distances.torchToTruth().units(), 1e-3);
        assertEquals("L1Loss/b", distances.torchToTruth().id());
        assertEquals("L1Loss/b", distances.portToTorch().id());
        assertEquals(3, distances.cases());
        assertEquals(1, distances.nearer());
        assertEquals(1, distances.farther());
    }

    /** PyTorch cancels to 0 what is added up to 4. */
    @Test
    void allDistancesHaveTheUnitOfTheElement() {
        Distances distances = distances(result("L1Loss/a", "2e-16", 4, 0, 1e-16));
        assertEquals(0.22518, distances.portToTorch().units());
        assertEquals(0.22518, distances.portToTruth().units());
        assertEquals(0.45036, distances.torchToTruth().units());
    }

    @Test
    void specialValuesAreCountedAndHideNoDistance() {
        Distances distances = distances(
                result("L1Loss/a", "1", 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
                result("L1Loss/b", "1", 0, 1, Double.NaN),
                result("L1Loss/c", "1", 0, 1, 1));
        assertEquals(new Greatest(0, 0, null, 1), distances.portToTorch());
        assertEquals(new Greatest(0, 0, null, 2), distances.portToTruth());
        assertEquals(new Greatest(0, 0, null, 1), distances.torchToTruth());
        assertEquals(NONE, distances(result("L1Loss/c", "1", 0, 1, 1)).portToTruth());
    }

    @Test
    void roundingKeepsWhatIsFiniteFinite() {
        assertEquals(Double.MAX_VALUE, TruthComparison.rounded(Double.MAX_VALUE));
        assertEquals(1.2346e-7, TruthComparison.rounded(1.23456e-7));
        assertEquals(Double.POSITIVE_INFINITY, TruthComparison.rounded(Double.POSITIVE_INFINITY));
    }
}
