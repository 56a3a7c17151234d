package io.lossparity.report.kills;

import com.fasterxml.jackson.databind.JsonNode;
import io.lossparity.kit.input.GivenFile;
import io.lossparity.report.schema.SchemaReader;
import io.lossparity.report.stream.BrokenReportException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Kill matrices as JSON lines, one per loss; the lines of several files together are a report too. */
public final class KillReportFile {
    /** The version of the format that this kit writes and reads. */
    public static final int FORMAT_VERSION = 2;

    private static final SchemaReader SCHEMA = SchemaReader.of(KillLine.class, "kills.schema.json");

    private KillReportFile() {}

    /**
     * Writes a report.
     *
     * @throws IOException if it can't be written
     */
    public static void write(KillReport report, Writer out) throws IOException {
        for (KillMatrix matrix : report.matrices()) {
            out.write(SchemaReader.mapper().writeValueAsString(KillLine.of(report.data(), matrix)));
            out.write('\n');
        }
    }

    /**
     * Reads one report from all files.
     *
     * @throws io.lossparity.kit.input.RefusedInputException if a file cannot be read, a line is not a line of a report
     *     or contradicts itself, a loss occurs twice, or the files are about different golden data
     */
    public static KillReport read(List<Path> files) {
        List<KillMatrix> matrices = new ArrayList<>();
        KillReport.Data data = null;
        for (Path file : files) {
            GivenFile given = GivenFile.of(file);
            try (BufferedReader in = given.lines()) {
                data = read(given.name(), in, data, matrices);
            } catch (IOException e) {
                throw given.unreadable(e);
            }
        }
        if (data == null) {
            throw new BrokenReportException("there is no kill matrix in " + files, null);
        }
        return new KillReport(data, matrices);
    }

    /**
     * Reads the lines of one file.
     *
     * @param name its name in messages
     * @param earlier the golden data of earlier lines; null if there are none
     * @param matrices the matrices are added to this list
     * @return the golden data of all lines; null if there are none
     */
    public static KillReport.Data read(
            String name, BufferedReader in, KillReport.Data earlier, List<KillMatrix> matrices) throws IOException {
        KillReport.Data data = earlier;
        int number = 0;
        for (String text = in.readLine(); text != null; text = in.readLine()) {
            number++;
            try {
                KillLine line = line(text);
                if (data != null && !data.equals(line.data())) {
                    throw new IllegalArgumentException("data: it is of " + line.data() + ", but others are of " + data);
                }
                if (matrices.stream().anyMatch(other -> other.loss().equals(line.loss()))) {
                    throw new IllegalArgumentException("loss: " + line.loss() + " is there twice");
                }
                data = line.data();
                matrices.add(matrix(line));
            } catch (IllegalArgumentException e) {
                throw new BrokenReportException(
                        "broken kill matrix " + name + ", line " + number + ": " + e.getMessage(), e);
            }
        }
        return data;
    }

    private static KillLine line(String text) {
        JsonNode tree = SchemaReader.parse(text);
        JsonNode version = tree.path("formatVersion");
        if (version.isInt() && version.intValue() != FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "it has format version " + version + ", but this kit reads version " + FORMAT_VERSION);
        }
        return SCHEMA.read(tree, KillLine.class);
    }

    /** The fields that follow from the rows must agree with them. */
    private static KillMatrix matrix(KillLine line) {
        if (new HashSet<>(line.cases()).size() < line.cases().size()) {
            throw new IllegalArgumentException("cases: a case is there twice");
        }
        KillMatrix matrix = line.matrix();
        JsonNode said = SchemaReader.mapper().valueToTree(line);
        JsonNode follows = SchemaReader.mapper().valueToTree(KillLine.of(line.data(), matrix));
        said.properties().stream()
                .filter(field -> !field.getValue().equals(follows.path(field.getKey())))
                .findFirst()
                .ifPresent(field -> {
                    throw new IllegalArgumentException(field.getKey() + ": does not follow from the rows");
                });
        return matrix;
    }
}
