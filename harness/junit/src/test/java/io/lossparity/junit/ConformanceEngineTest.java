package io.lossparity.junit;

import static io.lossparity.junit.TrialSuites.BUNDLED;
import static io.lossparity.junit.TrialSuites.FEW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import io.lossparity.junit.TrialSuites.DeclaresFloat64;
import io.lossparity.junit.TrialSuites.DeclaresFloat64AndExpects;
import io.lossparity.junit.TrialSuites.DoubledAsExpected;
import io.lossparity.junit.TrialSuites.DoubledGradient;
import io.lossparity.junit.TrialSuites.EveryLoss;
import io.lossparity.junit.TrialSuites.NothingSelected;
import io.lossparity.junit.TrialSuites.RightButExpectedToFail;
import io.lossparity.junit.TrialSuites.RightPort;
import io.lossparity.junit.TrialSuites.SupportsHalf;
import io.lossparity.junit.TrialSuites.WithoutPort;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.GoldenFolder;
import io.lossparity.spi.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

class ConformanceEngineTest {
    private static final String GATE = "every case ran and the port conforms";

    @BeforeAll
    static void expectationsGoTo(@TempDir Path folder) {
        TrialSuites.folder = folder;
    }

    @Test
    void everyCaseIsATestNamedAndIdentifiedByItsId() {
        EngineExecutionResults results = run(selectClass(RightPort.class));
        Events passed = results.testEvents().succeeded();
        assertEquals(TrialSuites.data.count(FEW) + 1, passed.count());
        assertEquals(0, results.allEvents().failed().count());
        Set<String> names = passed.stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .collect(Collectors.toSet());
        Set<String> ids = ids(passed);
        TrialSuites.data.forEach(FEW, goldenCase -> {
            assertTrue(names.contains(goldenCase.id()), goldenCase.id());
            assertTrue(ids.contains(id(RightPort.class, goldenCase.id())), goldenCase::id);
        });
        assertTrue(names.contains(GATE));
    }

    @Test
    void oneCaseRunsAloneByItsUniqueId() {
        String id = firstId();
        EngineExecutionResults results = run(selectUniqueId(id(RightPort.class, id)));
        assertEquals(
                List.of(id),
                results.testEvents().started().stream()
                        .map(event -> event.getTestDescriptor().getDisplayName())
                        .toList());
        results.testEvents().assertStatistics(stats -> stats.started(1).succeeded(1));
    }

    @Test
    void severalIdsAndAFixtureRunTogether() {
        String float32 = "[engine:lossparity]/[class:" + RightPort.class.getName() + "]/[fixture:MSELoss%2Ffloat32]";
        String float64 = firstId().replace("float32", "float64");
        EngineExecutionResults results = run(selectUniqueId(float32), selectUniqueId(id(RightPort.class, float64)));
        int expected = TrialSuites.data.count(FEW.withGlobs(List.of("MSELoss/float32/*"))) + 1;
        results.testEvents().assertStatistics(stats -> stats.started(expected).succeeded(expected));
    }

    @Test
    void failingCaseFailsAloneToo() {
        EngineExecutionResults whole = run(selectClass(DoubledGradient.class));
        Event first = whole.testEvents().failed().stream().findFirst().orElseThrow();
        EngineExecutionResults alone =
                run(selectUniqueId(first.getTestDescriptor().getUniqueId()));
        alone.testEvents().assertStatistics(stats -> stats.started(1).failed(1));
        String message = message(alone.testEvents().failed());
        assertEquals(message(whole.testEvents().failed()), message);
        assertTrue(message.startsWith("failed: MSELoss/"), message);
        assertTrue(message.contains("grad.input"), message);
        assertTrue(message.contains("rerun this case alone: mvn test -Dlossparity.case='MSELoss/"), message);
    }

    /** A case that is no more must not look as if it had passed. */
    @Test
    void idOfNoCaseFails() {
        EngineExecutionResults results = run(selectUniqueId(id(RightPort.class, "MSELoss/float32/mean/no-such-case")));
        assertEquals(0, results.testEvents().started().count());
        String message = message(results.containerEvents().failed());
        assertTrue(message.startsWith("there is no such case in the golden data"), message);
        assertTrue(message.contains("no-such-case"), message);
        assertTrue(message.contains("+ %2B"), message);
    }

    @Test
    void idsSurviveTheAddingOfCasesAndFixtures(@TempDir Path before, @TempDir Path after) throws IOException {
        try {
            TrialSuites.data = GoldenData.openPart(GoldenFolder.small(before).write());
            Set<String> few = ids(run(selectClass(EveryLoss.class)).testEvents().started());
            assertEquals(GoldenFolder.SMALL_CASES + 1, few.size());
            String second = "{\"id\":\"MSELoss/float32/mean/b\"";
            TrialSuites.data = GoldenData.openPart(GoldenFolder.small(after)
                    .replacing(
                            second,
                            "{\"id\":\"MSELoss/float32/mean/aa\",\"at\":{},\"flags\":[],\"params\":{},\"inputs\":{\"input\":"
                                    + "\"pool/input\"},\"requiresGrad\":[],\"gradOutput\":null,\"expected\":{\"output\":"
                                    + "{\"dtype\":\"float32\",\"shape\":[],\"data\":[0.5]},\"warnings\":[]},"
                                    + "\"truth\":{\"roundings\":{\"output\":1}}},\n" + second)
                    .alsoFor("L1Loss", "float64")
                    .write());
            Set<String> more =
                    ids(run(selectClass(EveryLoss.class)).testEvents().started());
            assertEquals(2 * GoldenFolder.SMALL_CASES + 2, more.size());
            assertTrue(more.containsAll(few), more::toString);
        } finally {
            TrialSuites.data = BUNDLED;
        }
    }

    @Test
    void unsupportedCaseIsAbortedNotPassed() {
        EngineExecutionResults results = run(selectClass(SupportsHalf.class));
        assertTrue(results.testEvents().aborted().count() > 0);
        assertEquals(0, results.testEvents().failed().count());
        assertEquals(
                TrialSuites.data.count(FEW) + 1,
                results.testEvents().aborted().count()
                        + results.testEvents().succeeded().count());
    }

    /** Thousands of aborted tests for what is not there would hide the few that tell something. */
    @Test
    void whatIsDeclaredUnsupportedIsOneTest() {
        EngineExecutionResults results = run(selectClass(DeclaresFloat64.class));
        int supported = TrialSuites.data.count(FEW.withDTypes(List.of(DType.FLOAT64)));
        results.testEvents()
                .assertStatistics(
                        stats -> stats.succeeded(supported + 1).aborted(2).failed(0));
        int floats = TrialSuites.data.count(FEW.withDTypes(List.of(DType.FLOAT32)));
        int others = TrialSuites.data.count(CaseSelection.all().withLosses(List.of("L1Loss")));
        assertEquals(
                List.of(
                        "L1Loss: " + others + " cases are not supported: the port declares no L1Loss",
                        "MSELoss/float32: " + floats
                                + " cases are not supported: the port declares MSELoss without float32"),
                results.testEvents().aborted().stream()
                        .map(ConformanceEngineTest::message)
                        .toList());
        assertTrue(ids(results.testEvents().succeeded())
                .contains(id(DeclaresFloat64.class, firstId().replace("float32", "float64"))));
    }

    @Test
    void whatIsDeclaredUnsupportedRunsAloneByItsIds() {
        String suite = "[engine:lossparity]/[class:" + DeclaresFloat64.class.getName() + "]/";
        run(selectUniqueId(suite + "[unsupported:L1Loss]"))
                .testEvents()
                .assertStatistics(stats -> stats.started(1).aborted(1));
        run(selectUniqueId(id(DeclaresFloat64.class, firstId())))
                .testEvents()
                .assertStatistics(stats -> stats.started(1).aborted(1));
    }

    @Test
    void expectationOfWhatIsDeclaredUnsupportedFails() {
        EngineExecutionResults results = run(selectClass(DeclaresFloat64AndExpects.class));
        String message = message(results.testEvents().failed());
        assertTrue(message.contains("L1Loss/float32/sum/"), message);
        assertTrue(message.contains("unsupported"), message);
    }

    @Test
    void expectedFailureIsRunAndAborted() {
        Events tests = run(selectClass(DoubledAsExpected.class)).testEvents();
        assertEquals(0, tests.failed().count());
        assertTrue(tests.aborted().count() > 100);
        String reason = message(tests.aborted());
        assertTrue(reason.endsWith(": failed as expected (to-fix: doubled): The gradient is doubled."), reason);
    }

    @Test
    void expectedFailureThatPassesFails() {
        List<String> messages = run(selectClass(RightButExpectedToFail.class)).testEvents().failed().stream()
                .map(ConformanceEngineTest::message)
                .toList();
        assertTrue(messages.size() > 1);
        assertTrue(messages.get(0).startsWith("unexpected pass (to-fix: sums, pattern MSELoss/"), messages.get(0));
        String last = messages.get(messages.size() - 1);
        assertTrue(last.contains(" expected to fail, but passed: MSELoss/float32/sum/"), last);
    }

    @Test
    void classWithoutCasesFails() {
        EngineExecutionResults results = run(selectClass(NothingSelected.class));
        results.testEvents().assertStatistics(stats -> stats.started(1).failed(1));
        String message = message(results.testEvents().failed());
        assertTrue(message.contains("no case was run"), message);
        assertTrue(message.contains("the selection matches no case of the golden data"), message);
    }

    @Test
    void portThatCannotBeMadeFailsItsClass() {
        EngineExecutionResults results = run(selectClass(WithoutPort.class));
        assertEquals(0, results.testEvents().started().count());
        assertEquals(
                "the library is not installed",
                message(results.containerEvents().failed()));
    }

    /** Build tools hand over a package or classes, and a filter of names; Jupiter gets the same, and must not run them. */
    @Test
    void foundByPackageAndNameAndByNoOtherEngine() {
        EngineExecutionResults found = EngineTestKit.engine(ConformanceEngine.ID)
                .selectors(selectPackage(ConformanceEngineTest.class.getPackageName()))
                .filters((Filter<?>) ClassNameFilter.includeClassNamePatterns(".*NothingSelected"))
                .execute();
        found.testEvents().assertStatistics(stats -> stats.started(1).failed(1));
        EngineExecutionResults jupiter = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(NothingSelected.class))
                .execute();
        assertEquals(0, jupiter.testEvents().started().count());
    }

    private static EngineExecutionResults run(DiscoverySelector... selectors) {
        return EngineTestKit.engine(ConformanceEngine.ID).selectors(selectors).execute();
    }

    private static String firstId() {
        return TrialSuites.data
                .fixtures(FEW)
                .findFirst()
                .orElseThrow()
                .cases()
                .get(0)
                .id();
    }

    private static String id(Class<?> type, String caseId) {
        String[] parts = caseId.split("/", 3);
        return UniqueId.forEngine(ConformanceEngine.ID)
                .append("class", type.getName())
                .append("fixture", parts[0] + "/" + parts[1])
                .append("case", caseId)
                .toString();
    }

    private static Set<String> ids(Events events) {
        return events.stream()
                .map(event -> event.getTestDescriptor().getUniqueId().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String message(Events failed) {
        return message(failed.stream().findFirst().orElseThrow());
    }

    private static String message(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .orElseThrow()
                .getMessage();
    }
}
