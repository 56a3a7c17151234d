package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of faults: whatever is broken outside, the command ends with the right exit code and says in one line what
 * is wrong. A new fault is a row in the list of its reader; a new list is a line here.
 */
class FaultTableTest {
    private static final Duration PLENTY = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    static Stream<Fault> faults() {
        return Stream.of(FileFaults.all(), DataFaults.all(), ProtocolFaults.all(), ReportFaults.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void faultIsNamed(Fault fault) throws IOException, InterruptedException {
        fault.given().in(folder);
        CommandRun run = assertTimeoutPreemptively(PLENTY, () -> fault.run(folder));
        assertEquals(fault.exitCode(), run.exitCode(), run::all);
        assertTrue(run.all().contains(fault.words(folder)), run::all);
        assertFalse(run.all().contains("\tat "), run::all);
        assertFalse(run.all().contains("defect of LossParity"), run::all);
        if (fault.exitCode() >= ExitCode.USAGE) {
            assertTrue(run.err().startsWith("lossparity: "), run::all);
            assertFalse(run.err().contains("Exception"), run::all);
            assertFalse(run.all().contains("CONFORMS"), run::all);
        }
        if (fault.exitCode() >= ExitCode.DATA) {
            assertEquals(1, run.err().lines().count(), run::all);
        }
    }

    @Test
    void noFaultIsThereTwice() {
        Set<String> seen = new HashSet<>();
        faults().forEach(fault -> assertTrue(seen.add(fault.toString()), fault::toString));
        assertTrue(seen.size() > 50, "faults: " + seen.size());
    }
}
