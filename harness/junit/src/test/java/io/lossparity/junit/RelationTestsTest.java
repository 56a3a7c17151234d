package io.lossparity.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.relation.RelationScope;
import io.lossparity.relations.RelationCatalogue;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Relations as tests. */
class RelationTestsTest {
    private static final List<String> SOME = List.of(
            "relation/MSELoss/float64/sum-is-sum-of-none/*",
            "relation/MSELoss/float64/mean-is-none-over-denominator/*");
    private static final String PROPERTY = "lossparity.relations";

    @TempDir
    static Path folder;

    /** The least port of MSELoss, whose sums are too large by a factor. */
    private record Squares(double factor) implements LossPort {
        @Override
        public String name() {
            return "squares";
        }

        @Override
        public LossOutcome evaluate(LossCall call) {
            if (!call.requiresGrad().isEmpty() || call.dtype() != DType.FLOAT64) {
                return new LossOutcome.Unsupported("no gradients, and float64 alone");
            }
            double[] x = call.tensor("input").doubles();
            double[] y = call.tensor("target").doubles();
            double[] squares = new double[x.length];
            Arrays.setAll(squares, i -> (x[i] - y[i]) * (x[i] - y[i]));
            if ("none".equals(call.params().get("reduction"))) {
                return computed(call.tensor("input").shape(), squares);
            }
            double sum = Arrays.stream(squares).sum();
            boolean mean = "mean".equals(call.params().get("reduction"));
            return computed(new int[0], mean ? sum / x.length : sum * factor);
        }

        private static LossOutcome computed(int[] shape, double... values) {
            return new LossOutcome.Computed(TensorValue.ofDoubles(shape, values), Map.of());
        }
    }

    static class Right extends PortConformance {
        @Override
        public LossPort port() {
            return new Squares(1);
        }

        @Override
        public List<String> cases() {
            return SOME;
        }
    }

    static class Wrong extends Right {
        static Optional<Path> brokenUpTo(String times) {
            String text = "[to-fix] sums\nreason: Half as much again.\n" + SOME.get(0) + "  broken, max times ";
            try {
                return Optional.of(Files.writeString(folder.resolve("my.txt"), text + times + "\n"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public LossPort port() {
            return new Squares(1.5);
        }
    }

    static class WrongAsExpected extends Wrong {
        @Override
        public Optional<Path> expectations() {
            return brokenUpTo("1e20");
        }
    }

    static class WrongerThanExpected extends Wrong {
        @Override
        public Optional<Path> expectations() {
            return brokenUpTo("2");
        }
    }

    @AfterEach
    void forget() {
        System.clearProperty(PROPERTY);
    }

    private static List<String> ids(String... patterns) {
        CaseSelection selection = CaseSelection.all().withGlobs(List.of(patterns));
        return RelationCatalogue.cases(RelationScope.QUICK, 42).stream()
                .filter(relation -> selection.matchesRelation(relation.loss(), relation.dtype(), relation.id()))
                .map(Object::toString)
                .toList();
    }

    private static List<String> names(Events events) {
        return events.stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .collect(Collectors.toList());
    }

    private static EngineExecutionResults run(DiscoverySelector selector) {
        return EngineTestKit.engine(ConformanceEngine.ID).selectors(selector).execute();
    }

    private static List<String> messages(Events failed) {
        return failed.stream()
                .map(event -> event.getPayload(TestExecutionResult.class)
                        .flatMap(TestExecutionResult::getThrowable)
                        .orElseThrow()
                        .getMessage())
                .toList();
    }

    @Test
    void eachIsATestNamedAndIdentifiedByItsId() {
        Events passed = run(selectClass(Right.class)).testEvents().succeeded();
        List<String> ids = ids(SOME.toArray(String[]::new));
        assertTrue(ids.size() >= 4, ids::toString);
        assertEquals(ids, names(passed).subList(0, ids.size()));
        assertEquals(
                List.of("every case ran and the port conforms"),
                names(passed).subList(ids.size(), names(passed).size()));
        String last = passed.stream()
                .findFirst()
                .orElseThrow()
                .getTestDescriptor()
                .getUniqueId()
                .toString();
        assertEquals(
                "[engine:lossparity]/[class:" + Right.class.getName() + "]/[relations:MSELoss]/[relation:"
                        + ids.get(0).replace("/", "%2F") + "]",
                last.replace("%3D", "="));
        run(selectUniqueId(last))
                .testEvents()
                .assertStatistics(stats -> stats.started(1).succeeded(1));
    }

    @Test
    void brokenOneFailsWithItsCommand() {
        EngineExecutionResults results = run(selectClass(Wrong.class));
        List<String> messages = messages(results.testEvents().failed());
        int broken = ids(SOME.get(0)).size();
        assertEquals(broken + 1, messages.size(), messages::toString);
        assertTrue(
                messages.get(0).startsWith("broken: relation/MSELoss/float64/sum-is-sum-of-none/"), messages::toString);
        assertTrue(
                messages.get(0).contains("rerun this relation alone: mvn test -Dlossparity.case='relation/MSELoss/"),
                messages::toString);
        assertTrue(
                messages.get(broken)
                        .contains(broken + " of "
                                + ids(SOME.toArray(String[]::new)).size() + " relations broken"),
                messages::toString);
    }

    @Test
    void expectedOneIsSkippedWithinItsBoundAlone() {
        Events met = run(selectClass(WrongAsExpected.class)).testEvents();
        met.assertStatistics(stats -> stats.failed(0).aborted(ids(SOME.get(0)).size()));
        List<String> worse = messages(
                run(selectClass(WrongerThanExpected.class)).testEvents().failed());
        assertTrue(worse.get(0).startsWith("worse (to-fix: sums, pattern relation/MSELoss/"), worse::toString);
        assertTrue(
                worse.get(worse.size() - 1).contains("failed as expected, but worse than the bound"), worse::toString);
    }

    @Test
    void propertyLeavesThemOut() {
        System.setProperty(PROPERTY, "none");
        List<String> messages =
                messages(run(selectClass(Right.class)).testEvents().failed());
        assertEquals(1, messages.size(), messages::toString);
        assertTrue(messages.get(0).contains("no case was run"), messages::toString);
        System.setProperty(PROPERTY, "some");
        PrintStream before = System.out;
        assertEquals(
                List.of("relations (the property lossparity.relations) must be none, quick or full, but was 'some'"),
                messages(run(selectClass(Right.class)).containerEvents().failed()));
        assertSame(before, System.out, "a runner was left open");
    }
}
