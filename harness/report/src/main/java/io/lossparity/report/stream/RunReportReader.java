package io.lossparity.report.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.lossparity.kit.input.GivenFile;
import io.lossparity.report.schema.SchemaReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Reads a report. Every line must fit {@code report.schema.json}, and the report's summaries must follow from its own
 * lines: verdicts from tensors; counts, distances, reasons and decision from cases and relations.
 */
public final class RunReportReader {
    private static final SchemaReader SCHEMA = SchemaReader.of(ReportLine.class, "report.schema.json");

    private static final Map<String, Class<? extends ReportLine>> KINDS = Map.of(
            "header", ReportHeader.class,
            "case", CaseLine.class,
            "relation", RelationLine.class,
            "diagnosis", DiagnosisLine.class,
            "footer", ReportFooter.class);

    private final String name;
    private final Map<String, CaseLine> cases = new LinkedHashMap<>();
    private final List<RelationLine> relations = new ArrayList<>();
    private final Set<String> relationIds = new LinkedHashSet<>();
    private final Map<String, DiagnosisLine> diagnoses = new LinkedHashMap<>();
    private ReportHeader header;
    private ReportRules rules;
    private ReportFooter footer;
    private int lineNumber;

    private RunReportReader(String name) {
        this.name = name;
    }

    /**
     * Reads a report, packed by gzip if its name ends in {@code .gz}.
     *
     * @throws io.lossparity.kit.input.RefusedInputException if the file cannot be read, or is not a complete and
     *     consistent report; the message names file, line, field and rule
     */
    public static RunReport read(Path file) {
        GivenFile given = GivenFile.of(file);
        try (BufferedReader in = RunReportWriter.isPacked(file) ? unpacked(given) : given.lines()) {
            return new RunReportReader(given.name()).read(in);
        } catch (IOException e) {
            throw given.unreadable(e);
        }
    }

    private static BufferedReader unpacked(GivenFile given) throws IOException {
        InputStream packed = given.open();
        try {
            CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
            return new BufferedReader(new InputStreamReader(new GZIPInputStream(packed), strict));
        } catch (IOException e) {
            packed.close();
            throw e;
        }
    }

    /**
     * Reads a report from a stream of lines.
     *
     * @param name its name in messages
     * @throws BrokenReportException if it is not a complete and consistent report
     * @throws IOException if the stream fails
     */
    public static RunReport read(String name, BufferedReader in) throws IOException {
        return new RunReportReader(name).read(in);
    }

    private RunReport read(BufferedReader in) throws IOException {
        try {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                lineNumber++;
                CaseRules.require(footer == null, "there is a line after the footer");
                add(text);
            }
            CaseRules.require(lineNumber > 0, "it is empty");
            CaseRules.require(footer != null, "there is no footer: the run did not get to its end");
            RunReport report = new RunReport(
                    header, List.copyOf(cases.values()), relations, List.copyOf(diagnoses.values()), footer);
            ReportRules.check(report);
            return report;
        } catch (IllegalArgumentException e) {
            throw new BrokenReportException(
                    "broken report " + name + ", line " + lineNumber + ": " + e.getMessage(), e);
        }
    }

    private void add(String text) {
        JsonNode tree = SchemaReader.parse(text);
        if (lineNumber == 1) {
            start(tree);
            return;
        }
        ReportLine line = line(tree);
        if (line instanceof CaseLine caseLine) {
            CaseRules.require(diagnoses.isEmpty(), "there is a case after the diagnosis");
            CaseRules.require(relations.isEmpty(), "there is a case after the relations");
            rules.check(caseLine);
            CaseRules.require(
                    cases.put(caseLine.id(), caseLine) == null, "id: the case " + caseLine.id() + " is there twice");
        } else if (line instanceof RelationLine relation) {
            CaseRules.require(diagnoses.isEmpty(), "there is a relation after the diagnosis");
            rules.check(relation);
            CaseRules.require(relationIds.add(relation.id()), "id: the relation " + relation.id() + " is there twice");
            relations.add(relation);
        } else if (line instanceof DiagnosisLine diagnosis) {
            rules.check(diagnosis, cases);
            CaseRules.require(
                    diagnoses.put(diagnosis.loss(), diagnosis) == null,
                    "loss: " + diagnosis.loss() + " is diagnosed twice");
        } else if (line instanceof ReportFooter last) {
            footer = last;
        } else {
            throw new IllegalArgumentException("there is a second header");
        }
    }

    private void start(JsonNode tree) {
        CaseRules.require(
                tree.path("kind").asText().equals("header"), "it does not begin with a header, but with another line");
        JsonNode version = tree.path("formatVersion");
        CaseRules.require(
                version.isInt(),
                "formatVersion: must be an integer, but was " + (version.isMissingNode() ? "left out" : version));
        CaseRules.require(
                version.intValue() == ReportHeader.FORMAT_VERSION,
                "it has format version " + version + ", but this kit reads version " + ReportHeader.FORMAT_VERSION
                        + "; run the check again to write it anew");
        header = (ReportHeader) line(tree);
        rules = new ReportRules(header);
    }

    private static ReportLine line(JsonNode tree) {
        JsonNode kind = tree.path("kind");
        CaseRules.require(
                kind.isTextual() && KINDS.containsKey(kind.textValue()),
                "kind: must be one of header, case, relation, diagnosis and footer");
        return SCHEMA.read(tree, kind.textValue(), KINDS.get(kind.textValue()));
    }
}
