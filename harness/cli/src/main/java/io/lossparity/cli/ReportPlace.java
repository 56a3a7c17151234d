package io.lossparity.cli;

import io.lossparity.report.peers.Labels;
import io.lossparity.report.stream.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Where the report of a port goes. Among several, each has a place of its own, called by the port's name: {@code
 * --json ports.jsonl} becomes {@code ports-NAME.jsonl}, or {@code NAME.jsonl} in a folder that exists, and {@code
 * --report DIR} the folder {@code DIR/NAME}.
 *
 * @param json what is asked for with {@code --json}, or null
 * @param folder what is asked for with {@code --report}, or null
 * @param name what the port's files are called; empty for the only one
 * @param part which of several ports it is, for people; empty for the only one
 * @param taken the names that other ports have
 * @param reader who wants the finished report, or null
 */
record ReportPlace(Path json, Path folder, String name, String part, Set<String> taken, Reader reader) {
    /** Wants the finished report of one port among several. */
    @FunctionalInterface
    interface Reader {
        /** Takes the report, and the name of the port's files. */
        void read(RunReport report, String name);
    }

    private static final String ENDING = ".jsonl";

    /** Makes the place of the only port. */
    static ReportPlace ofOne(Path json, Path folder) {
        return new ReportPlace(json, folder, "", "", Set.of(), null);
    }

    /** Makes the place of one port among several. */
    static ReportPlace amongSeveral(Path json, Path folder, Set<String> taken, String part, Reader reader) {
        return new ReportPlace(json, folder, "", part, taken, reader);
    }

    /** Returns whether there are several ports. */
    boolean amongSeveral() {
        return !part.isEmpty();
    }

    /** Returns the place of the port of that name; among several, that name is then taken. */
    ReportPlace of(String port) {
        if (!amongSeveral()) {
            return this;
        }
        String free = Labels.fileName(port, taken);
        return new ReportPlace(
                json == null ? null : named(json, free),
                folder == null ? null : folder.resolve(free),
                free,
                part,
                taken,
                reader);
    }

    private static Path named(Path file, String port) {
        if (Files.isDirectory(file)) {
            return file.resolve(port + ENDING);
        }
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String base = dot <= 0 ? name : name.substring(0, dot);
        return file.resolveSibling(base + "-" + port + (dot <= 0 ? "" : name.substring(dot)));
    }
}
