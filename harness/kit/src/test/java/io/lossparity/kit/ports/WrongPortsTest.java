package io.lossparity.kit.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.check.ConformanceRun;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.Judge;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.spi.LossPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit accepts the right answers and refuses each wrong port for the right reason. */
class WrongPortsTest {
    private static final CaseSelection SELECTION = CaseSelection.all().withLosses(List.of("NLLLoss", "MSELoss"));
    private static GoldenData data;
    private static ReplayPort right;

    @BeforeAll
    static void open() {
        data = GoldenData.bundled();
        right = new ReplayPort(data, SELECTION);
    }

    @Test
    void rightAnswersConformBitForBit() {
        List<CaseResult> results = new ArrayList<>();
        ConformanceRun.Result result = run(right, Duration.ofSeconds(20), results);
        assertTrue(
                result.decision().conforms(),
                () -> String.join("; ", result.decision().reasons()));
        assertEquals(data.count(SELECTION), results.size());
        assertEquals(
                result.totals().overall().counts().values(),
                result.totals().overall().counts().bitEqual());
    }

    @ParameterizedTest
    @EnumSource
    void wrongPortIsRejectedForTheRightReason(WrongPort wrong) {
        List<CaseResult> results = new ArrayList<>();
        Duration timeout = wrong == WrongPort.HANGS ? Duration.ofMillis(50) : Duration.ofSeconds(20);
        ConformanceRun.Result result = run(wrong.over(right), timeout, results);
        assertFalse(result.decision().conforms());
        assertFalse(result.decision().reasons().isEmpty());

        Map<String, List<Verdict>> bySymptom = new TreeMap<>();
        results.forEach(r -> bySymptom
                .computeIfAbsent(symptom(r.verdict()), key -> new ArrayList<>())
                .add(r.verdict()));
        List<Verdict> named = bySymptom.getOrDefault(wrong.symptom(), List.of());
        assertTrue(
                named.stream().anyMatch(verdict -> verdict.message().contains(wrong.word())),
                () -> wrong + " must give '" + wrong.symptom() + "' with '" + wrong.word() + "', but gave "
                        + bySymptom.keySet() + " such as " + (named.isEmpty() ? "none" : named.get(0)));
    }

    @Test
    void runOfHangingPortIsGivenUp() {
        List<CaseResult> results = new ArrayList<>();
        ConformanceRun.Result result = run(WrongPort.HANGS.over(right), Duration.ofMillis(20), results);
        assertEquals(ConformanceRun.MOST_HUNG_CALLS, results.size());
        assertTrue(result.decision().reasons().get(0).startsWith("given up after 20 calls that did not return"));
    }

    private static ConformanceRun.Result run(LossPort port, Duration timeout, List<CaseResult> results) {
        Judge judge = new Judge(Tolerances.bundled(), port.name());
        try (CaseChecker checker = new CaseChecker(new PortRunner(port, timeout), judge)) {
            return new ConformanceRun(data, SELECTION).run(checker, data.count(SELECTION), (fixture, checked) -> {
                results.add(checked.result());
                return true;
            });
        }
    }

    private static String symptom(Verdict verdict) {
        return verdict instanceof Verdict.Failed failed
                ? "failed " + failed.kind().word()
                : verdict.word();
    }
}
