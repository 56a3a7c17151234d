package io.lossparity.cli;

import io.lossparity.kit.input.PartFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder beside the final files, so that an interrupted run or a full disk leaves no incomplete file. The files are
 * moved when all of them are complete. Files that were not moved are deleted, at the latest when the virtual machine
 * ends. The next run deletes what a killed run left.
 */
final class StagedFolder implements AutoCloseable {
    private final Path target;
    private final Path stage;
    private final String writer;
    private final Thread hook;

    private StagedFolder(Path target, Path stage, String writer) {
        this.writer = writer;
        this.target = target;
        this.stage = stage;
        this.hook = new Thread(this::deleteQuietly, "delete " + stage);
    }

    /**
     * Makes the folder, and the final folder if it does not exist.
     *
     * @param writer the name of the writer; files of the same writer that are not written again are removed
     * @throws IOException if that is not possible
     */
    static StagedFolder in(Path target, String writer) throws IOException {
        Path stage = PartFiles.of(target, "");
        Files.createDirectories(stage);
        StagedFolder folder = new StagedFolder(target, stage, writer);
        Runtime.getRuntime().addShutdownHook(folder.hook);
        return folder;
    }

    /** Returns the folder to write into. */
    Path path() {
        return stage;
    }

    /**
     * Moves every file to its place, and removes files of an earlier report that this one does not have.
     *
     * @throws IOException if that is not possible
     */
    void publish() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(stage)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        WrittenFiles written = new WrittenFiles(target, writer);
        for (Path file : files) {
            written.move(file, stage.relativize(file).toString().replace(File.separatorChar, '/'));
        }
        written.finish();
    }

    @Override
    public void close() {
        deleteQuietly();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The virtual machine is already ending, and the hook does the same.
            return;
        }
    }

    /** It is too late for a message, and a remaining folder does no harm: nothing reads it. */
    private void deleteQuietly() {
        try (Stream<Path> all = Files.walk(stage)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            return;
        }
    }
}
