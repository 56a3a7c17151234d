package io.lossparity.report.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.schema.Schemas;
import io.lossparity.report.stream.DiagnosisLine.Explanation;
import io.lossparity.report.stream.DiagnosisLine.Mistake;
import io.lossparity.report.stream.DiagnosisLine.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosisLineTest {
    private static final String FIRST_CASE = "NLLLoss/float32/mean/N1";
    private static final String SECOND_CASE = "NLLLoss/float32/mean/N2";

    @TempDir
    Path folder;

    private static Explanation explanation(String slug, int matched, String alike, String... cases) {
        return new Explanation(
                "NLLLoss/" + slug,
                "the " + slug,
                Stream.of(alike.split(" "))
                        .filter(other -> !other.isEmpty())
                        .map(other -> new Mistake("NLLLoss/" + other, "the " + other))
                        .toList(),
                matched,
                matched,
                matched * 1e-8,
                List.of(cases));
    }

    private static DiagnosisLine line(int failing, int compared, Explanation... explanations) {
        return new DiagnosisLine("NLLLoss", failing, compared, List.of(explanations));
    }

    private static RunReport report(DiagnosisLine... diagnoses) {
        RunReport cases = Reports.of(Reports.failed(FIRST_CASE, "off"), Reports.failed(SECOND_CASE, "off"));
        return new RunReport(cases.header(), cases.cases(), List.of(diagnoses), cases.footer());
    }

    private Path write(RunReport report) throws IOException {
        Path file = folder.resolve("report.jsonl");
        RunReportWriter.write(file, report);
        return file;
    }

    private static List<String> errors(String line) throws IOException {
        return Schemas.errors(ReportLine.class, "report.schema.json", line);
    }

    private void assertBroken(String why, List<String> lines) throws IOException {
        Path file = Files.write(folder.resolve("broken.jsonl"), lines);
        BrokenReportException e = assertThrows(BrokenReportException.class, () -> RunReportReader.read(file));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void sentenceSaysHowManyCasesAndHowClose() {
        Explanation one = explanation("sign", 1, "");
        Explanation all = new Explanation("NLLLoss/sum", "the sum", List.of(), 14, 0, 0, List.of());
        Explanation far = new Explanation("NLLLoss/sum", "the sum", List.of(), 14, 1000, 21.25, List.of());
        assertEquals(
                "your failing case equals `NLLLoss: the sign` to 1 ulp",
                line(1, 1, one).sentence(one));
        assertEquals(
                "1 of your 3 failing cases equals `NLLLoss: the sign` to 1 ulp",
                line(3, 3, one).sentence(one));
        assertEquals(
                "your 14 failing cases equal `NLLLoss: the sum` to the bit",
                line(14, 14, all).sentence(all));
        assertEquals(
                "14 of 60 compared of your 99 failing cases equal `NLLLoss: the sum` to 21 units",
                line(99, 60, far).sentence(far));
    }

    @Test
    void whatIsWrittenIsReadAndFitsTheSchema() throws IOException {
        RunReport report = report(line(2, 2, explanation("sign", 2, "sum", FIRST_CASE, SECOND_CASE)));
        Path file = write(report);
        assertEquals(report, RunReportReader.read(file));
        String line = Files.readAllLines(file).get(3);
        assertEquals(List.of(), errors(line));
        for (String wrong : List.of(
                line.replace("\"mutant\"", "\"mutation\""),
                line.replace("\"matched\":2", "\"matched\":0"),
                line.replace("\"failing\":2,", ""))) {
            assertFalse(errors(wrong).isEmpty(), wrong);
        }
    }

    @Test
    void whatIsSaidOfUnexplainedCasesIsKept() throws IOException {
        DiagnosisLine one = new DiagnosisLine("NLLLoss", 2, 2, List.of(), List.of("the output is 0"), List.of());
        assertEquals(List.of("NLLLoss: the output is 0"), one.sentences());
        Path file = write(report(one));
        assertEquals(List.of(one), RunReportReader.read(file).diagnoses());
        assertEquals(List.of(), errors(Files.readAllLines(file).get(3)));
    }

    private static DiagnosisLine leaving(int failing, int compared, Unexplained rest, Explanation... explanations) {
        return new DiagnosisLine(
                "NLLLoss", failing, compared, List.of(explanations), rest, List.of("the output is 0"), List.of());
    }

    @Test
    void whatNoMistakeExplainsIsSaid() throws IOException {
        Map<String, Integer> wrong = Map.of("output", 2, "grad.input", 4, Unexplained.REFUSED, 1);
        assertEquals(
                List.of(
                        "NLLLoss: no known mistake explains your 5 failing cases:"
                                + " grad.input is wrong in 4, output in 2; 1 is refused though PyTorch answers",
                        "NLLLoss: the output is 0"),
                leaving(5, 5, new Unexplained(5, 5, wrong)).sentences());
        Map<String, Integer> refused = Map.of(Unexplained.ANSWERED, 2);
        assertEquals(
                "NLLLoss: no known mistake explains the other 2 of your 9 failing cases:"
                        + " 2 are answered though PyTorch refuses",
                leaving(9, 9, new Unexplained(9, 2, refused), explanation("sign", 7, ""))
                        .sentences()
                        .get(1));
        DiagnosisLine sampled = leaving(99, 9, new Unexplained(9, 3, wrong), explanation("sign", 7, "", FIRST_CASE));
        assertTrue(
                sampled.sentences().get(1).startsWith("NLLLoss: no known mistake explains 3 of 9 compared of your 99"));
        DiagnosisLine partly =
                leaving(2, 2, new Unexplained(2, 1, wrong, FIRST_CASE), explanation("sign", 1, "", FIRST_CASE));
        Path file = write(report(partly));
        assertEquals(List.of(partly), RunReportReader.read(file).diagnoses());
        assertEquals(List.of(), errors(Files.readAllLines(file).get(3)));
    }

    private static DiagnosisLine refusing(String what, String where, int count, String... cases) {
        return new DiagnosisLine(
                "NLLLoss", 0, 0, List.of(), List.of(), List.of(new Refusal(what, where, count, List.of(cases))));
    }

    @Test
    void whatIsNotAnsweredIsKept() throws IOException {
        DiagnosisLine line = refusing("throws NullPointerException", "where reduction is none", 2, FIRST_CASE);
        assertEquals(
                List.of("NLLLoss: 2 cases without an answer, where reduction is none: the port throws"
                        + " NullPointerException"),
                line.sentences());
        Path file = write(report(line));
        assertEquals(List.of(line), RunReportReader.read(file).diagnoses());
        String written = Files.readAllLines(file).get(3);
        assertEquals(List.of(), errors(written));
        assertFalse(errors(written.replace("\"count\":2", "\"count\":0")).isEmpty());
        assertBroken("names the case NLLLoss/other", swapped(Files.readAllLines(file), FIRST_CASE, "NLLLoss/other"));
    }

    @Test
    void diagnosisInTheWrongPlaceIsRefused() throws IOException {
        List<String> lines = Files.readAllLines(write(report(line(1, 1, explanation("sign", 1, "", FIRST_CASE)))));
        List<String> early = new ArrayList<>(lines);
        early.add(2, early.remove(3));
        assertBroken(
                "names the case NLLLoss/float32/mean/N3, which is not there",
                swapped(lines, FIRST_CASE, "NLLLoss/float32/mean/N3"));
        assertBroken("line 4: there is a case after the diagnosis", early);
        List<String> twice = new ArrayList<>(lines);
        twice.add(3, lines.get(3));
        assertBroken("NLLLoss is diagnosed twice", twice);
    }

    private static List<String> swapped(List<String> lines, String one, String other) {
        List<String> swapped = new ArrayList<>(lines);
        swapped.set(3, lines.get(3).replace(one, other));
        return swapped;
    }
}
