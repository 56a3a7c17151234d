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
 * A folder beside the final files, so that whoever is interrupted or runs out of room leaves no half of a file: the
 * files are moved when all of them are whole, and what was not moved is deleted, at the end of the virtual machine too. What a killed run left is deleted by the next.
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
     * Makes the folder, and the final one if it is missing.
     *
     * @param writer who writes there: what it does not write again is removed
     * @throws IOException if that is not possible
     */
    static StagedFolder in(Path target, String writer) throws IOException {
        Path stage = PartFiles.of(target, "");
        Files.createDirectories(stage);
        StagedFolder folder = new StagedFolder(target, stage, writer);
        Runtime.getRuntime().addShutdownHook(folder.hook);
        return folder;
    }

    /** Returns where to write. */
    Path path() {
        return stage;
    }

    /**
     * Moves every file to its place, and removes those that an earlier report left and this one has not.
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
            // The virtual machine ends already, and the hook does what was done here.
            return;
        }
    }

    /** Nobody can be told any more, and a rest does no harm: nothing reads a folder of that name. */
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
