package io.lossparity.kit.report.kills;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lossparity.kit.report.BrokenReportException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Kill matrices as JSON lines, one per loss; the lines of several files together are a report too. */
public final class KillReportFile {
    /** The version of the format that this kit writes and reads. */
    public static final int FORMAT_VERSION = 2;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private KillReportFile() {}

    /**
     * Writes a report.
     *
     * @throws IOException if it can't be written
     */
    public static void write(KillReport report, Writer out) throws IOException {
        for (KillMatrix matrix : report.matrices()) {
            out.write(JSON.writeValueAsString(KillLine.of(report.data(), matrix)));
            out.write('\n');
        }
    }

    /**
     * Reads one report of all files.
     *
     * @throws BrokenReportException if a line is none of a report, a loss is there twice, or they are of different
     *     golden data
     * @throws IOException if a file can't be read
     */
    public static KillReport read(List<Path> files) throws IOException {
        KillReport.Data data = null;
        List<KillMatrix> matrices = new ArrayList<>();
        for (Path file : files) {
            try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                int number = 0;
                for (String text = in.readLine(); text != null; text = in.readLine()) {
                    number++;
                    String place = "broken kill matrix " + file + ", line " + number + ": ";
                    KillLine line = line(text, place);
                    if (data != null && !data.equals(line.data())) {
                        throw new BrokenReportException(
                                place + "it is of " + line.data() + ", but others are of " + data, null);
                    }
                    data = line.data();
                    matrices.add(matrix(line, matrices, place));
                }
            }
        }
        if (data == null) {
            throw new BrokenReportException("there is no kill matrix in " + files, null);
        }
        return new KillReport(data, matrices);
    }

    private static KillLine line(String text, String place) {
        try {
            int version = JSON.readTree(text).path("formatVersion").asInt(-1);
            if (version != FORMAT_VERSION) {
                throw new BrokenReportException(
                        place + "it has format version " + version + ", but this kit reads version " + FORMAT_VERSION,
                        null);
            }
            KillLine line = JSON.readValue(text, KillLine.class);
            if (!line.kind().equals(KillLine.KIND)) {
                throw new BrokenReportException(place + "its kind is " + line.kind(), null);
            }
            return line;
        } catch (JsonProcessingException e) {
            throw new BrokenReportException(place + e.getOriginalMessage(), e);
        }
    }

    private static KillMatrix matrix(KillLine line, List<KillMatrix> earlier, String place) {
        if (earlier.stream().anyMatch(other -> other.loss().equals(line.loss()))) {
            throw new BrokenReportException(place + line.loss() + " is there twice", null);
        }
        try {
            return line.matrix();
        } catch (IllegalArgumentException e) {
            throw new BrokenReportException(place + e.getMessage(), e);
        }
    }
}
