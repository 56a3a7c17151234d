package io.lossparity.kit.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lossparity.kit.relation.RelationTotals;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a report and refuses one that is not whole. */
public final class RunReportReader {
    private final ObjectMapper json = ReportFormat.mapper();
    private final Path file;
    private int lineNumber;

    private RunReportReader(Path file) {
        this.file = file;
    }

    /**
     * Reads a report.
     *
     * @throws BrokenReportException if it has no header or footer, another format version, a line that is no line
     *     of a report, or another number of cases than its footer says
     * @throws IOException if the file can't be read
     */
    public static RunReport read(Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return new RunReportReader(file).read(in);
        }
    }

    private RunReport read(BufferedReader in) throws IOException {
        ReportHeader header = header(in.readLine());
        List<CaseLine> cases = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<RelationLine> relations = new ArrayList<>();
        List<DiagnosisLine> diagnoses = new ArrayList<>();
        ReportFooter footer = null;
        for (String text = in.readLine(); text != null; text = in.readLine()) {
            ReportLine line = line(text);
            if (footer != null) {
                throw broken("there is a line after the footer", null);
            }
            if (line instanceof CaseLine caseLine) {
                if (!diagnoses.isEmpty()) {
                    throw broken("there is a case after the diagnosis", null);
                }
                if (!relations.isEmpty()) {
                    throw broken("there is a case after the relations", null);
                }
                if (!ids.add(caseLine.id())) {
                    throw broken("the case " + caseLine.id() + " is there twice", null);
                }
                cases.add(caseLine);
            } else if (line instanceof RelationLine relation) {
                if (!ids.add(relation.id())) {
                    throw broken("the relation " + relation.id() + " is there twice", null);
                }
                relations.add(relation);
            } else if (line instanceof DiagnosisLine diagnosis) {
                check(diagnosis, diagnoses, ids);
                diagnoses.add(diagnosis);
            } else if (line instanceof ReportFooter last) {
                footer = last;
            } else {
                throw broken("there is a second header", null);
            }
        }
        if (footer == null) {
            throw broken("there is no footer: the run did not get to its end", null);
        }
        if (footer.cases() != cases.size()) {
            throw broken("the footer says " + footer.cases() + " cases, but there are " + cases.size(), null);
        }
        check(relations, footer);
        return new RunReport(header, cases, relations, diagnoses, footer);
    }

    private void check(List<RelationLine> relations, ReportFooter footer) {
        RelationTotals said = footer.relations();
        if (said == null) {
            if (!relations.isEmpty()) {
                throw broken("there are " + relations.size() + " relations, but the footer does not count them", null);
            }
            return;
        }
        RelationTotals found = RelationLine.totals(said.scope(), said.seed(), said.expected(), relations);
        if (!found.equals(said)) {
            throw broken("the footer says of the relations: " + said.words() + ", but: " + found.words(), null);
        }
    }

    private void check(DiagnosisLine line, List<DiagnosisLine> earlier, Set<String> ids) {
        if (earlier.stream().anyMatch(other -> other.loss().equals(line.loss()))) {
            throw broken(line.loss() + " is diagnosed twice", null);
        }
        Stream.concat(
                        line.explanations().stream().map(DiagnosisLine.Explanation::cases),
                        line.refusals().stream().map(DiagnosisLine.Refusal::cases))
                .flatMap(List::stream)
                .filter(id -> !ids.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw broken(
                            "the diagnosis of " + line.loss() + " names the case " + id + ", which is not there", null);
                });
    }

    private ReportHeader header(String text) {
        if (text == null) {
            throw broken("it is empty", null);
        }
        lineNumber++;
        try {
            JsonNode version = json.readTree(text).path("formatVersion");
            if (version.isInt() && version.intValue() != ReportHeader.FORMAT_VERSION) {
                throw broken(
                        "it has format version " + version + ", but this kit reads version "
                                + ReportHeader.FORMAT_VERSION + "; run the check again to write it anew",
                        null);
            }
            if (json.readValue(text, ReportLine.class) instanceof ReportHeader header) {
                return header;
            }
            throw broken("it does not begin with a header", null);
        } catch (JsonProcessingException e) {
            throw broken("it does not begin with a header: " + e.getOriginalMessage(), e);
        }
    }

    private ReportLine line(String text) {
        lineNumber++;
        try {
            return json.readValue(text, ReportLine.class);
        } catch (JsonProcessingException e) {
            throw broken("not a line of a report: " + e.getOriginalMessage(), e);
        }
    }

    private BrokenReportException broken(String why, Throwable cause) {
        return new BrokenReportException("broken report " + file + ", line " + lineNumber + ": " + why, cause);
    }
}
