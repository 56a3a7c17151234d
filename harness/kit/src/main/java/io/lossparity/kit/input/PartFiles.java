package io.lossparity.kit.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files and folders that are written beside their target and moved into place when they are complete. The name has the
 * number of the process that writes it: {@code .report.jsonl.4711.part}. So files that a killed process left differ
 * from files that a running process still writes.
 */
public final class PartFiles {
    /** The times of files and of processes come from different clocks. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private PartFiles() {}

    /**
     * Returns the path of this process's part, and removes parts that dead processes left. A part that cannot be
     * removed stays; it does no harm.
     *
     * @param folder the folder of the target
     * @param name the beginning of the part's name, such as the target's name; it may be empty
     */
    public static Path of(Path folder, String name) {
        String start = name.isEmpty() ? "." : "." + name + ".";
        Pattern pattern = Pattern.compile(Pattern.quote(start) + "([0-9]{1,18})\\.part");
        removeAbandoned(folder, pattern);
        return folder.resolve(start + ProcessHandle.current().pid() + ".part");
    }

    private static void removeAbandoned(Path folder, Pattern pattern) {
        try {
            for (Path path : list(folder)) {
                Matcher matcher = pattern.matcher(path.getFileName().toString());
                if (matcher.matches() && isAbandoned(path, Long.parseLong(matcher.group(1)))) {
                    delete(path);
                }
            }
        } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
            return; // if this is a real problem, the next write reports it
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, ".*.part")) {
                found.forEach(all::add);
            }
        }
        return all;
    }

    /** A process that began after the part was last written is a new process with the same number. */
    private static boolean isAbandoned(Path path, long pid) throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return true;
        }
        Instant written =
                Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
        return process.get()
                .info()
                .startInstant()
                .map(began -> written.plus(SLACK).isBefore(began))
                .orElse(false);
    }

    /** Deletes a file, or a folder with its content; links are not followed. */
    private static void delete(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
