package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.report.stream.RunReportReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParameterException;

class SeveralPortsTest {
    private static final String SOME = "NLLLoss/float32/mean/*/typical";

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        System.clearProperty(StepSummary.PROPERTY);
    }

    private static CommandRun check(String... more) {
        return CommandRun.of(Stream.concat(Stream.of("check", "--case", SOME), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void eachIsCheckedAndAllAreSetSideBySide() throws IOException {
        CommandRun run = check(
                "--no-isolate",
                "--port",
                "lossparity,doubled",
                "--json",
                folder.resolve("ports.jsonl").toString());
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("port lossparity "), run::all);
        assertTrue(run.out().contains("port doubled "), run::all);
        assertTrue(run.out().contains("passed by lossparity; not passed by doubled: failed (gradient)"), run::all);
        assertTrue(run.out().endsWith("DO NOT CONFORM: 1 of 2 ports\n"), run::all);
        assertTrue(RunReportReader.read(folder.resolve("ports-lossparity.jsonl"))
                .footer()
                .conforms());
        assertFalse(RunReportReader.read(folder.resolve("ports-doubled.jsonl"))
                .footer()
                .conforms());
    }

    @Test
    void folderGetsOnePerPort() throws IOException {
        CommandRun run =
                check("--no-isolate", "--port", "lossparity", "--port", "nll-only", "--report", folder.toString());
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().endsWith("ports: " + folder.resolve("index.html") + "\n"), run::all);
        String overview = Files.readString(folder.resolve("index.html"));
        assertTrue(overview.contains("href=\"lossparity/NLLLoss.html\""), overview);
        assertTrue(Files.readString(folder.resolve("ports.md")).startsWith("### \u2705 CONFORM: all of 2 ports"));
        assertTrue(Files.readString(folder.resolve("lossparity/NLLLoss.html")).contains("href=\"../index.html\""));
        for (String port : List.of("lossparity", "nll-only")) {
            assertTrue(Files.exists(folder.resolve(port + "/index.html")), port);
            assertEquals(
                    port,
                    RunReportReader.read(folder.resolve(port + "/report.jsonl.gz"))
                            .header()
                            .port()
                            .name());
        }
    }

    /** The port that exits runs in a virtual machine of its own, and what comes after it is checked all the same. */
    @Test
    void crashOfOneLosesNoOther() throws IOException {
        Path exiting = PortFolder.ofExiting(folder.resolve("port"));
        CommandRun run =
                CommandRun.of("check", "--case", "MSELoss/float32/*/N2-C3/typical", "--port", exiting + ",lossparity");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("not passed by exiting: errored"), run::all);
        assertTrue(run.out().contains("\nlossparity conforms\n"), run::all);
    }

    @Test
    void portThatCannotBeStartedLosesNoOther() throws IOException {
        CommandRun run = check("--port", "lossparity,nll-only,process:no-such-program a,b");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.err().contains("port process:no-such-program a,b can't be started: "), run::all);
        assertTrue(
                run.out().endsWith("CONFORM: all of 2 ports\n1 more of 3 ports did not come to an end.\n"), run::all);
        CommandRun alone =
                check("--port", "process:no-such-program", "--port", "lossparity", "--report", folder.toString());
        assertTrue(Files.readString(folder.resolve("lossparity/index.html")).contains("href=\"../index.html\""));
        assertTrue(Files.readString(folder.resolve("index.html")).contains("href=\"lossparity/index.html\""));
        assertEquals(1, alone.exitCode(), alone::all);
        assertTrue(alone.out().contains("There is nothing to compare: of 2 ports 1 came to an end."), alone::all);
    }

    @Test
    void wrongNameIsToldBeforeAnythingIsRun() {
        CommandRun run = check("--port", "lossparity,nobody");
        assertEquals(2, run.exitCode(), run::all);
        assertTrue(run.err().startsWith("lossparity: no port is named 'nobody'"), run::all);
        assertEquals("", run.out());
        CommandRun explain = CommandRun.of(
                "explain",
                "--port",
                "lossparity,doubled",
                "NLLLoss/float32/mean/weight=plain/ignore=absent/N3-C1/typical");
        assertEquals(2, explain.exitCode(), explain::all);
        assertTrue(explain.err().contains("--port takes one port here, but was given 2"), explain::all);
    }

    @Test
    void summaryOfAJobComparesInsteadOfRepeating() throws IOException {
        Path summary = folder.resolve("summary.md");
        System.setProperty(StepSummary.PROPERTY, summary.toString());
        CommandRun run = check("--no-isolate", "--port", "lossparity,nll-only");
        assertEquals(0, run.exitCode(), run::all);
        String text = Files.readString(summary);
        assertTrue(text.startsWith("### ✅ CONFORM: all of 2 ports\n"), text);
        assertEquals(text.indexOf("###"), text.lastIndexOf("###"), text);
    }

    @Test
    void commaPartsNamesButNotCommandsNorFiles() throws IOException {
        Path odd = Files.createFile(folder.resolve("a,b.jar"));
        assertEquals(
                List.of("x", "y", odd.toString(), "z.jar", "process:run --a,b", "process:other,one"),
                each("x, y", odd.toString(), "z.jar,process:run --a,b", "process:other,one"));
        assertTrue(refusal("x,,y").contains("--port has an empty name in 'x,,y'"));
        assertTrue(refusal("x,y", "x").contains("--port is given 'x' twice"));
    }

    private static List<String> each(String... given) {
        return PortNames.each(List.of(given), Main.commandLine());
    }

    private static String refusal(String... given) {
        return assertThrows(ParameterException.class, () -> each(given)).getMessage();
    }
}
