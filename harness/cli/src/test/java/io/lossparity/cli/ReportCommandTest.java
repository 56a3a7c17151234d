package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.report.stream.RunReportReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    private static final String[] SOME = {"--case", "NLLLoss/float32/mean/*/typical"};
    private static final String[] MORE = {"--case", "NLLLoss/float32/mean/*/typical", "--case", "L1Loss/float32/mean/*"
    };

    @TempDir
    Path folder;

    private Path stream;
    private Path pages;

    @BeforeEach
    void names() {
        stream = folder.resolve("report.jsonl");
        pages = folder.resolve("pages");
    }

    private static CommandRun check(String[] cases, String... more) {
        return CommandRun.of(Stream.of(new String[] {"check", "--port", "doubled"}, cases, more)
                .flatMap(Stream::of)
                .toArray(String[]::new));
    }

    private CommandRun report() {
        return CommandRun.of("report", stream.toString(), pages.toString());
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return List.copyOf(new TreeSet<>(all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList()));
        }
    }

    @Test
    void rendersWhatACheckRenders() throws IOException {
        check(
                SOME,
                "--json",
                stream.toString(),
                "--report",
                folder.resolve("checked").toString());
        CommandRun run = report();
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().startsWith("report: " + pages.resolve("index.html")), run::all);
        assertEquals(files(folder.resolve("checked")), files(pages));
        assertEquals(RunReportReader.read(stream), RunReportReader.read(pages.resolve("report.jsonl.gz")));
        for (String same : List.of("junit.xml", "badge.json", "parity/NLLLoss.md")) {
            assertEquals(
                    Files.readString(folder.resolve("checked").resolve(same)),
                    Files.readString(pages.resolve(same)),
                    same);
        }
        String page = Files.readString(pages.resolve("NLLLoss.html"));
        assertTrue(page.contains("import torch"), page);
        assertTrue(page.contains("What doubled answered is known as far as the report tells"), page);
    }

    @Test
    void otherGoldenDataIsNotShownAsTheReports() throws IOException {
        check(SOME, "--json", stream.toString());
        String text = Files.readString(stream, StandardCharsets.UTF_8);
        Files.writeString(stream, text.replaceFirst("(\"manifestSha256\":\")[0-9a-f]{4}", "$1ffff"));
        CommandRun run = report();
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("inputs, expected values and snippets are left out"), run::all);
        assertFalse(Files.readString(pages.resolve("NLLLoss.html")).contains("import torch"));
    }

    @Test
    void brokenReportIsRefusedAndNothingWritten() throws IOException {
        check(SOME, "--json", stream.toString());
        String text = Files.readString(stream, StandardCharsets.UTF_8);
        Files.writeString(stream, text.substring(0, text.length() / 2));
        assertEquals(3, report().exitCode());
        assertTrue(Files.notExists(pages));
    }

    @Test
    void stalePagesGoAndNothingElse() throws IOException {
        check(MORE, "--report", pages.toString());
        Path foreign = Files.writeString(pages.resolve("mine.html"), "mine");
        Path changed = pages.resolve("parity/L1Loss.md");
        assertTrue(Files.exists(pages.resolve("L1Loss.html")));
        Files.writeString(changed, Files.readString(changed) + "\nA remark of mine.\n");
        Path outside = Files.writeString(folder.resolve("outside"), "kept");
        Path list = pages.resolve(".report.sha256");
        String kept = "79f076abdd19a752db7267bfff2f9022161d120dea919fdaca2ffdfc24ca8c96";
        Path other = Files.copy(list, pages.resolve(".ports.sha256"));
        Files.writeString(list, Files.readString(list) + kept + "  ../outside\n" + kept + "  " + outside + "\n");

        check(SOME, "--report", pages.toString());
        assertTrue(Files.notExists(pages.resolve("L1Loss.html")), "a page of the earlier report");
        assertTrue(Files.exists(pages.resolve("NLLLoss.html")));
        assertEquals("mine", Files.readString(foreign));
        assertTrue(Files.readString(changed).contains("A remark of mine."));
        assertEquals("kept", Files.readString(outside));
        assertFalse(Files.readString(list).contains("L1Loss"));
        assertTrue(Files.readString(other).contains("L1Loss"), "the list of another writer");
    }
}
