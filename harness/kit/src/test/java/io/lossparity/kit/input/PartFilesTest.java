package io.lossparity.kit.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFilesTest {
    private static final long OWN = ProcessHandle.current().pid();

    @TempDir
    Path folder;

    private Path part(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "half");
    }

    /** Returns the number of a process that has ended. */
    private static long ended() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        return process.pid();
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException, InterruptedException {
        long dead = ended();
        Path file = part(".report.jsonl." + dead + ".part");
        Path other = part(".other.jsonl." + dead + ".part");
        Path stage = Files.createDirectories(folder.resolve("." + dead + ".part/pages"));
        Files.writeString(stage.resolve("index.html"), "half");
        assertEquals(folder.resolve(".report.jsonl." + OWN + ".part"), PartFiles.of(folder, "report.jsonl"));
        assertFalse(Files.exists(file));
        assertTrue(Files.exists(other), "another target's part is not this one's concern");
        assertEquals(folder.resolve("." + OWN + ".part"), PartFiles.of(folder, ""));
        assertFalse(Files.exists(stage.getParent()));
    }

    @Test
    void whatALivingProcessWritesStays() throws IOException {
        Path own = part(".report.jsonl." + OWN + ".part");
        long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(OWN);
        Path its = part(".report.jsonl." + parent + ".part");
        PartFiles.of(folder, "report.jsonl");
        assertTrue(Files.exists(own));
        assertTrue(Files.exists(its));
    }

    /** In a container every run may have the same number. */
    @Test
    void whatIsOlderThanTheProcessOfThatNumberIsRemoved() throws IOException {
        Path own = part(".report.jsonl." + OWN + ".part");
        Instant began = ProcessHandle.current().info().startInstant().orElse(Instant.now());
        Files.setLastModifiedTime(own, FileTime.from(began.minus(Duration.ofMinutes(1))));
        PartFiles.of(folder, "report.jsonl");
        assertFalse(Files.exists(own));
    }

    @Test
    void otherFilesAndMissingFoldersAreLeftAlone() throws IOException {
        Path alike = part(".report.jsonl.part");
        Path named = part(".report.jsonl.x1.part");
        PartFiles.of(folder, "report.jsonl");
        assertTrue(Files.exists(alike));
        assertTrue(Files.exists(named));
        PartFiles.of(folder.resolve("none"), "report.jsonl");
        assertFalse(Files.exists(folder.resolve("none")));
    }
}
