package io.lossparity.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.lossparity.junit.TrialSuites.DoubledGradient;
import io.lossparity.junit.TrialSuites.RightPort;
import io.lossparity.junit.TrialSuites.SupportsHalf;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What the last test prints. */
class ClosingTextTest {
    private EngineExecutionResults results;

    private List<String> printed(Class<?> suite) {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            results = EngineTestKit.engine(ConformanceEngine.ID)
                    .selectors(selectClass(suite))
                    .execute();
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aConformingPortGetsTheVerdictAndTheCounts() {
        int count = TrialSuites.data.count(TrialSuites.FEW);
        assertEquals(
                List.of(
                        "CONFORMS: " + count + " cases passed",
                        "loss     cases  passed",
                        "MSELoss%7d%8d".formatted(count, count),
                        "-".repeat(22),
                        "total  %7d%8d".formatted(count, count),
                        "to see more:   lossparity check --port JAR --details, or --report DIR for pages; JAR has your"
                                + " port"),
                printed(RightPort.class));
    }

    @Test
    void aFailingPortGetsTheCountsAndACase() {
        List<String> lines = printed(DoubledGradient.class);
        assertEquals("loss     cases  passed  failed", lines.get(0));
        assertTrue(lines.get(4).startsWith("to see a case: mvn test -Dlossparity.case='MSELoss/"), lines::toString);
    }

    /** The verdict says how many cases are supported; nothing says it again. */
    @Test
    void whatIsNotSupportedIsSaidOnce() {
        List<String> lines = printed(SupportsHalf.class);
        assertTrue(lines.get(0).endsWith(" cases supported"), lines::toString);
        assertEquals("loss     cases  passed  unsupported", lines.get(1));
        assertEquals(0, results.allEvents().reportingEntryPublished().count());
    }
}
