package io.lossparity.cli;

import io.lossparity.report.peers.Labels;
import io.lossparity.report.stream.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The place of a port's report. If there are several ports, each has its own place with the port's name: {@code --json
 * ports.jsonl} becomes {@code ports-NAME.jsonl}, or {@code NAME.jsonl} in a folder that exists, and {@code --report
 * DIR} becomes the folder {@code DIR/NAME}.
 *
 * @param json the value of {@code --json}, or null
 * @param folder the value of {@code --report}, or null
 * @param name the name of the port's files; empty for a single port
 * @param part the name of the port in messages; empty for a single port
 * @param taken the names of other ports
 * @param reader receives the finished report, or null
 */
record ReportPlace(Path json, Path folder, String name, String part, Set<String> taken, Reader reader) {
    /** Receives the finished report of one of several ports. */
    @FunctionalInterface
    interface Reader {
        /** Receives the report, and the name of the port's files. */
        void read(RunReport report, String name);
    }

    private static final String ENDING = ".jsonl";

    /** Makes the place of the only port. */
    static ReportPlace ofOne(Path json, Path folder) {
        return new ReportPlace(json, folder, "", "", Set.of(), null);
    }

    /** Makes the place of one of several ports. */
    static ReportPlace amongSeveral(Path json, Path folder, Set<String> taken, String part, Reader reader) {
        return new ReportPlace(json, folder, "", part, taken, reader);
    }

    /** Returns whether there are several ports. */
    boolean amongSeveral() {
        return !part.isEmpty();
    }

    /** Returns the place of the port with the given name; if there are several, marks the name as taken. */
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
