package io.lossparity.suite.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.signature.LossSignature;
import io.lossparity.report.stream.CaseAxes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shipped reasons fit the shipped data, and what does not fit is told. */
class CaseSpaceTest {
    private static final GoldenData DATA = GoldenData.bundled();
    private static final Reasons SHIPPED = Reasons.bundled();
    private static final CaseSpace WHOLE = CaseSpace.of(DATA, List.of(), SHIPPED);

    private static CaseSpace judged(String loss, List<Reason> reasons, Map<String, List<String>> declared) {
        Map<String, Map<String, List<String>>> numbers = new HashMap<>(SHIPPED.numbers());
        if (!declared.isEmpty()) {
            numbers.put(loss, declared);
        }
        return CaseSpace.of(losses(loss), new Reasons(2, numbers, reasons, List.of()), loss.isEmpty());
    }

    private static List<LossCoverage> losses(String loss) {
        return WHOLE.losses().stream()
                .filter(each -> loss.isEmpty() || each.loss().equals(loss))
                .toList();
    }

    @Test
    void everyUntestedPairHasAReasonAndEveryReasonIsNeeded() {
        CaseSpace space = WHOLE;
        assertEquals(List.of(), space.unexplained());
        assertEquals(List.of(), space.stale());
        assertTrue(space.complete());
        assertEquals(DATA.manifest().losses().size(), space.losses().size());
    }

    @Test
    void pairWithoutAReasonIsTold() {
        List<Reason> without = SHIPPED.reasons().stream()
                .filter(reason -> !reason.one().startsWith("reduce"))
                .toList();
        CaseSpace space = judged("L1Loss", without, Map.of());
        assertFalse(space.complete());
        assertTrue(
                space.unexplained().contains("L1Loss: values=extreme with reduce=False (float32, float64)"),
                space.unexplained()::toString);
        LossCoverage coverage = space.losses().get(0);
        CaseSpace.Counts counts = space.counts(coverage);
        assertEquals(space.unexplained().size(), counts.open());
        assertEquals(coverage.pairs(), counts.tested() + counts.explained() + counts.open());
    }

    @Test
    void reasonForWhatIsTestedIsStale() {
        Reason tested = new Reason("L1Loss", "reduction=sum", "values=typical", "nobody asks for it");
        CaseSpace space = judged(
                "", Stream.concat(SHIPPED.reasons().stream(), Stream.of(tested)).toList(), Map.of());
        assertEquals(List.of(tested), space.stale());
        assertFalse(space.complete());
    }

    @Test
    void declaredValueThatIsTestedNowhereIsTold() {
        CaseSpace space = judged("HingeEmbeddingLoss", SHIPPED.reasons(), Map.of("margin", List.of("0.5", "7.0")));
        assertEquals(List.of("HingeEmbeddingLoss: margin=7.0 is tested nowhere"), space.unexplained());
    }

    @Test
    void numberNeedsValues() {
        List<LossCoverage> hinge = losses("HingeEmbeddingLoss");
        CaseSpace space = CaseSpace.of(hinge, new Reasons(2, Map.of(), SHIPPED.reasons(), List.of()), false);
        assertEquals(List.of("HingeEmbeddingLoss: margin=a number is tested nowhere"), space.unexplained());
    }

    /** What a loss declares with its cases counts as what untested.json says, and comes after that. */
    @Test
    void decisionsOfALossCount() {
        LossSignature hinge = signature(
                Map.of("margin", List.of("0.5", "7.0")), List.of(new LossSignature.Untested("margin=*", "*", "once")));
        Reasons none = new Reasons(2, Map.of(), SHIPPED.reasons(), List.of());
        Reasons all = none.with(Map.of("HingeEmbeddingLoss", hinge));
        assertEquals(
                List.of("HingeEmbeddingLoss: margin=7.0 is tested nowhere"),
                CaseSpace.of(losses("HingeEmbeddingLoss"), all, false).unexplained());
        assertEquals(
                new Reason("HingeEmbeddingLoss", "margin=*", "*", "once"),
                all.reasons().get(all.reasons().size() - 1));
        assertEquals(none, none.with(Map.of("HingeEmbeddingLoss", signature(null, null))));
        assertEquals(
                SHIPPED.numbers().get("HingeEmbeddingLoss"),
                SHIPPED.with(Map.of("HingeEmbeddingLoss", hinge)).numbers().get("HingeEmbeddingLoss"));
    }

    private static LossSignature signature(Map<String, List<String>> tested, List<LossSignature.Untested> untested) {
        return new LossSignature("", List.of(), List.of(), "", Map.of(), List.of(), List.of(), tested, untested);
    }

    @Test
    void noCaseHoldsAnUntestedPair() {
        LossCoverage coverage = losses("MSELoss").get(0);
        Map<Pair, Set<String>> untested = coverage.untested();
        assertFalse(untested.isEmpty());
        assertTrue(untested.size() < coverage.pairs());
        Map<String, Integer> valid = new TreeMap<>();
        DATA.forEach(CaseSelection.all().withLosses(List.of("MSELoss")), goldenCase -> {
            if (goldenCase.expected() instanceof ExpectedValues) {
                String dtype = goldenCase.dtype().torchName();
                valid.merge(dtype, 1, Integer::sum);
                Map<String, String> place = CaseAxes.of(goldenCase.at(), goldenCase.call());
                untested.forEach((pair, dtypes) -> assertFalse(
                        dtypes.contains(dtype) && holds(place, pair.one()) && holds(place, pair.other()),
                        () -> goldenCase.id() + " tests " + pair));
            }
        });
        assertEquals(
                valid.values().stream().map(String::valueOf).distinct().collect(Collectors.joining("/")),
                coverage.calls());
    }

    private static boolean holds(Map<String, String> place, Setting setting) {
        return place.getOrDefault(setting.axis(), CaseAxes.NOT_PASSED).equals(setting.value());
    }

    @Test
    void patternsMatchWholeSettingsInEitherOrder() {
        Reason reason = new Reason("*MarginLoss", "margin=*", "form=N0*", "why");
        Pair pair = new Pair("MultiMarginLoss", new Setting("form", "N0-C"), new Setting("margin", "0.5"));
        assertTrue(reason.covers().test(pair));
        assertTrue(reason.covers().test(new Pair(pair.loss(), pair.other(), pair.one())));
        assertFalse(reason.covers().test(new Pair("L1Loss", pair.one(), pair.other())));
        assertFalse(reason.covers().test(new Pair(pair.loss(), new Setting("form", "N-C"), pair.other())));
        assertThrows(IllegalArgumentException.class, () -> new Reason("*", "*", "*", " "));
    }
}
