package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Reports onto a disk that is in memory and too small for them. */
class FullDiskTest {
    private static final long ROOM_FOR_THE_REPORT_ALONE = 600_000;

    private static FileSystem disk(String name, long size) {
        return Jimfs.newFileSystem(
                name, Configuration.unix().toBuilder().setMaxSize(size).build());
    }

    private static CommandRun check(Path place, String option) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.registerConverter(Path.class, text -> Path.of(URI.create(text)));
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        int exit = commandLine.execute(
                "check",
                "--case",
                "NLLLoss/float32/mean/*/typical",
                option,
                place.toUri().toString());
        return new CommandRun(exit, out.toString(), err.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {8_000, ROOM_FOR_THE_REPORT_ALONE})
    void pagesThatDoNotFitLeaveTheVerdictAndNoHalfOfAFile(long size) throws IOException {
        try (FileSystem disk = disk("pages" + size, size)) {
            Path reports = disk.getPath("/report");
            CommandRun run = check(reports, "--report");
            assertEquals(4, run.exitCode(), run::all);
            assertTrue(run.out().contains("CONFORMS: "), run::all);
            assertTrue(run.err().contains("lossparity: no report: can't write "), run::all);
            assertTrue(run.err().contains("out of disk space"), run::all);
            try (Stream<Path> left = Files.walk(reports)) {
                List<String> names = left.filter(Files::isRegularFile)
                        .map(file -> file.getFileName().toString())
                        .toList();
                assertEquals(size == ROOM_FOR_THE_REPORT_ALONE ? List.of("report.jsonl.gz") : List.of(), names);
            }
        }
    }

    @Test
    void reportThatDoesNotFitLeavesTheOldOne() throws IOException {
        try (FileSystem disk = disk("stream", 40_000)) {
            Path file = disk.getPath("/report.jsonl");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "the old one");
            CommandRun run = check(file, "--json");
            assertEquals(4, run.exitCode(), run::all);
            assertTrue(run.out().contains("CONFORMS: "), run::all);
            assertTrue(run.err().contains("out of disk space"), run::all);
            assertEquals("the old one", Files.readString(file));
        }
    }

    /** The same on a disk that is large enough: the tests above fail for the room alone. */
    @Test
    void roomIsAllThatIsMissing() throws IOException {
        try (FileSystem disk = disk("large", 1L << 26)) {
            Path reports = disk.getPath("/report");
            CommandRun run = check(reports, "--report");
            assertEquals(0, run.exitCode(), run::all);
            assertTrue(Files.size(reports.resolve("index.html")) > 1000);
        }
    }
}
