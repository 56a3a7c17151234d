package io.lossparity.kit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.expect.ExpectationsFile;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.ports.DeclaredPort;
import io.lossparity.kit.ports.PerturbedPort;
import io.lossparity.kit.ports.ReplayPort;
import io.lossparity.kit.ports.WrongPort;
import io.lossparity.kit.relation.RelationScope;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.verdict.Judge;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.LossSupport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class ConformanceSuiteTest {
    private static final CaseSelection FEW = CaseSelection.all().withLosses(List.of("MSELoss"));

    /** A suite over one loss, so that its port's defect is the only difference. */
    abstract static class Few extends ConformanceSuite {
        private final ReplayPort right = new ReplayPort(GoldenData.bundled(), FEW);

        @Override
        public CaseSelection selection() {
            return FEW;
        }

        /** The port of these tests knows the answers to golden cases alone. */
        @Override
        public RelationScope relations() {
            return RelationScope.NONE;
        }

        LossPort right() {
            return right;
        }
    }

    static class RightPort extends Few {
        @Override
        public LossPort port() {
            return right();
        }
    }

    static class DoubledGradient extends Few {
        @Override
        public LossPort port() {
            return WrongPort.GRADIENT_DOUBLED.over(right());
        }
    }

    static class DeclaresFloat64 extends Few {
        @Override
        public LossPort port() {
            return new DeclaredPort(
                    right(), Capabilities.of(LossSupport.of("MSELoss").withDTypes(DType.FLOAT64)));
        }
    }

    static class SupportsHalf extends Few {
        @Override
        public LossPort port() {
            return new PerturbedPort(
                    "half",
                    right(),
                    (call, answer) -> "sum".equals(call.params().get("reduction"))
                            ? new LossOutcome.Unsupported("no sums")
                            : answer);
        }
    }

    /** Gradients are doubled, as its expectations say, but for what they leave out or say too much of. */
    static class DoubledAsExpected extends DoubledGradient {
        @Override
        public ExpectationsFile expectations(LossPort port) {
            return ExpectationsFile.parse(expected(), "my.txt");
        }

        String expected() {
            return "[to-fix] doubled\nreason: The gradient is doubled.\ncap: 2000, all of them\n" + failing();
        }

        /** A line for each case that fails. */
        private String failing() {
            Judge judge = new Judge(Tolerances.bundled(), "test");
            StringBuilder lines = new StringBuilder();
            try (CaseChecker checker = new CaseChecker(new PortRunner(port(), Duration.ofSeconds(10)), judge)) {
                GoldenData.bundled().forEach(FEW, goldenCase -> {
                    if (checker.check(goldenCase).verdict() instanceof Verdict.Failed) {
                        lines.append(goldenCase.id()).append("  gradient+special-value, max scaled 1e300\n");
                    }
                });
            }
            return lines.toString();
        }
    }

    static class RightButExpectedToFail extends RightPort {
        @Override
        public ExpectationsFile expectations(LossPort port) {
            return ExpectationsFile.parse(
                    "[to-fix] sums\nreason: Once wrong.\nMSELoss/float32/sum/*/typical  output, max ulp 1\n", "my.txt");
        }
    }

    static class NothingSelected extends Few {
        @Override
        public CaseSelection selection() {
            return FEW.withGlobs(List.of("no such case"));
        }

        @Override
        public LossPort port() {
            return right();
        }
    }

    @Test
    void everyCaseIsATestNamedByItsId() {
        EngineExecutionResults results = run(RightPort.class);
        int count = GoldenData.bundled().count(FEW);
        assertTrue(count > 0);
        assertEquals(count + 1, results.testEvents().succeeded().count());
        assertEquals(0, results.testEvents().failed().count());
        Set<String> names = results.testEvents().succeeded().stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .collect(Collectors.toSet());
        GoldenData.bundled().forEach(FEW, goldenCase -> assertTrue(names.contains(goldenCase.id()), goldenCase.id()));
    }

    @Test
    void failureSaysEverything() {
        EngineExecutionResults results = run(DoubledGradient.class);
        assertTrue(results.testEvents().failed().count() > 1);
        String message =
                message(results.testEvents().failed().stream().findFirst().orElseThrow());
        assertTrue(message.startsWith("failed: MSELoss/"), message);
        assertTrue(message.contains("grad.input"), message);
        assertTrue(message.contains("rerun this case alone"), message);
    }

    @Test
    void unsupportedCaseIsAbortedNotPassed() {
        EngineExecutionResults results = run(SupportsHalf.class);
        assertTrue(results.testEvents().aborted().count() > 0);
        assertEquals(0, results.testEvents().failed().count());
        assertEquals(
                GoldenData.bundled().count(FEW) + 1,
                results.testEvents().aborted().count()
                        + results.testEvents().succeeded().count());
    }

    @Test
    void whatIsDeclaredUnsupportedIsOneTest() {
        EngineExecutionResults results = run(DeclaresFloat64.class);
        int supported = GoldenData.bundled().count(FEW.withDTypes(List.of(DType.FLOAT64)));
        results.testEvents()
                .assertStatistics(
                        stats -> stats.succeeded(supported + 1).aborted(1).failed(0));
        String name = results.testEvents().aborted().stream()
                .findFirst()
                .orElseThrow()
                .getTestDescriptor()
                .getDisplayName();
        assertEquals("MSELoss/float32 (not supported)", name);
    }

    @Test
    void expectedFailureIsRunAndAborted() {
        EngineExecutionResults results = run(DoubledAsExpected.class);
        assertEquals(0, results.testEvents().failed().count());
        assertTrue(results.testEvents().aborted().count() > 100);
        Event aborted = results.testEvents().aborted().stream().findFirst().orElseThrow();
        String reason = aborted.getPayload(org.junit.platform.engine.TestExecutionResult.class)
                .orElseThrow()
                .getThrowable()
                .orElseThrow()
                .getMessage();
        assertTrue(reason.endsWith(": failed as expected (to-fix: doubled): The gradient is doubled."), reason);
    }

    @Test
    void expectedFailureThatPassesFails() {
        EngineExecutionResults results = run(RightButExpectedToFail.class);
        List<String> messages = results.testEvents().failed().stream()
                .map(ConformanceSuiteTest::message)
                .toList();
        assertTrue(messages.size() > 1);
        assertTrue(messages.get(0).startsWith("unexpected pass (to-fix: sums, pattern MSELoss/"), messages.get(0));
        String last = messages.get(messages.size() - 1);
        assertTrue(last.contains(" expected to fail, but passed: MSELoss/float32/sum/"), last);
    }

    @Test
    void suiteWithoutCasesFails() {
        EngineExecutionResults results = run(NothingSelected.class);
        assertEquals(1, results.testEvents().failed().count());
        String message =
                message(results.testEvents().failed().stream().findFirst().orElseThrow());
        assertTrue(message.contains("no case was run"), message);
        assertTrue(message.contains("the selection matches no case of the golden data"), message);
    }

    private static EngineExecutionResults run(Class<? extends ConformanceSuite> suite) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(suite))
                .execute();
    }

    private static String message(Event event) {
        Optional<org.junit.platform.engine.TestExecutionResult> result =
                event.getPayload(org.junit.platform.engine.TestExecutionResult.class);
        Throwable thrown = result.orElseThrow().getThrowable().orElseThrow();
        return assertInstanceOf(AssertionError.class, thrown).getMessage();
    }
}
