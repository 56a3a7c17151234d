package io.lossparity.suite.smoke;

import static io.lossparity.suite.smoke.BrokenAdapters.adapters;
import static io.lossparity.suite.smoke.BrokenAdapters.shifted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.run.GuardedPort;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every defect of an adapter that the smoke test knows, shown by an adapter that has it and nothing else. */
class SmokeRunTest {
    private static final CaseSelection FEW = CaseSelection.all().withLosses(List.of("KLDivLoss", "MSELoss", "NLLLoss"));

    private static SmokeReport smoke(BrokenAdapter.Defect defect) {
        return smoke(defect, Duration.ofSeconds(20));
    }

    private static SmokeReport smoke(BrokenAdapter.Defect defect, Duration timeout) {
        try (PortRunner runner = new PortRunner(GuardedPort.of(new BrokenAdapter(defect)), timeout)) {
            return SmokeRun.run(runner, GoldenData.bundled(), FEW, id -> false);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("io.lossparity.suite.smoke.BrokenAdapters#adapters")
    void defectIsNamed(Defect defect, String message, BrokenAdapter.Defect adapter) {
        SmokeReport report = smoke(adapter);
        assertTrue(
                report.findings().stream()
                        .anyMatch(found ->
                                found.defect() == defect && found.message().contains(message)),
                () -> defect + ": " + report.findings());
        assertEquals(
                Set.of(defect),
                report.findings().stream().map(SmokeFinding::defect).collect(Collectors.toSet()),
                () -> report.findings().toString());
    }

    @Test
    void adapterThatDoesNotReturnIsNamed() {
        SmokeReport report = smoke(ConductAdapters.hanging(), Duration.ofSeconds(3));
        assertEquals(
                Set.of(new SmokeFinding(
                        Defect.BREAKS,
                        "your adapter does not return from a valid call within 3.0 s",
                        "MSELoss",
                        report.findings().get(0).caseId())),
                Set.copyOf(report.findings()));
    }

    @Test
    void everyDefectIsShown() {
        EnumSet<Defect> missing = EnumSet.allOf(Defect.class);
        adapters().forEach(adapter -> missing.remove((Defect) adapter.get()[0]));
        assertEquals(EnumSet.noneOf(Defect.class), missing);
    }

    @Test
    void rightAdapterHasNoDefect() {
        SmokeReport report = smoke((call, right) -> right.evaluate(call));
        assertTrue(report.works(), report::toString);
        assertEquals(List.of(), report.findings());
        assertEquals(List.of(), report.off());
        assertEquals(18, report.agreed(), report::toString);
        assertEquals(Set.of("KLDivLoss", "MSELoss", "NLLLoss"), report.losses());
    }

    /** A port whose numbers are off in a way of its own has an adapter that works: the rest is for check. */
    @Test
    void numbersAloneAreNoDefectOfTheAdapter() {
        SmokeReport report = smoke((call, right) -> {
            LossOutcome answer = right.evaluate(call);
            return answer instanceof Computed c
                            && call.loss().equals("MSELoss")
                            && !c.grads().isEmpty()
                    ? new Computed(c.output(), Map.of("input", shifted(c.grads().get("input"))))
                    : answer;
        });
        assertTrue(
                report.findings().stream().noneMatch(found -> found.defect() == Defect.NOTHING_AGREES),
                report::toString);
    }

    @Test
    void nothingSupportedDoesNotWork() {
        SmokeReport report = smoke((call, right) -> new LossOutcome.Unsupported("none"));
        assertEquals(List.of(), report.findings());
        assertTrue(!report.works(), report::toString);
        assertEquals(Set.of("KLDivLoss", "MSELoss", "NLLLoss"), report.unsupported());
    }

    @ParameterizedTest(name = "not {0}: {1}")
    @MethodSource("io.lossparity.suite.smoke.NeighbouringAdapters#neighbours")
    void neighbouringDefectDoesNotGetTheName(Defect defect, String what, BrokenAdapter.Defect adapter) {
        SmokeReport report = smoke(adapter);
        assertTrue(
                report.findings().stream().noneMatch(found -> found.defect() == defect),
                () -> what + ": " + report.findings());
    }

    @Test
    void everyDefectHasANeighbour() {
        EnumSet<Defect> missing = EnumSet.allOf(Defect.class);
        NeighbouringAdapters.neighbours().forEach(adapter -> missing.remove((Defect) adapter.get()[0]));
        assertEquals(EnumSet.noneOf(Defect.class), missing);
    }

    /** A port may be a program in another language. */
    @ParameterizedTest
    @EnumSource
    void adviceNamesNothingOfJava(Defect defect) {
        assertFalse(
                defect.advice()
                        .matches(
                                ".*(call\\.[a-z]|TensorValue|Exception|new int|[a-z]+[A-Z]\\w*\\(|Computed|Rejected).*"),
                defect::advice);
    }

    @Test
    void nothingIsWrongWhereAllIsExpectedToFail() {
        try (PortRunner runner = new PortRunner(new BrokenAdapter((call, right) -> null), Duration.ofSeconds(20))) {
            SmokeReport report = SmokeRun.run(runner, GoldenData.bundled(), FEW, id -> true);
            assertTrue(report.works() && report.allLeft(), report::toString);
            assertEquals(0, report.cases());
        }
    }

    /** Whatever the port's expectations file covers is left out. */
    @Test
    void whatIsExpectedToFailIsLeftOut() {
        BrokenAdapter.Defect doubled = BrokenAdapter.after((call, c) ->
                call.loss().equals("MSELoss") ? new Computed(BrokenAdapters.scaled(c.output(), 2), c.grads()) : c);
        try (PortRunner runner = new PortRunner(new BrokenAdapter(doubled), Duration.ofSeconds(20))) {
            SmokeReport report = SmokeRun.run(runner, GoldenData.bundled(), FEW, id -> id.startsWith("MSELoss/"));
            assertTrue(report.works(), report::toString);
            assertEquals(Set.of("KLDivLoss", "NLLLoss"), report.losses());
            assertTrue(report.left() > 0 && !report.allLeft(), report::toString);
        }
    }
}
