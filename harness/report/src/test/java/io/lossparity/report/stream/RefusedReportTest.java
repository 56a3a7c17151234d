package io.lossparity.report.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.input.RefusedInputException;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Totals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of a report, broken once: an edit of one line of a sound report, and the words that name field and rule. */
class RefusedReportTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("report.jsonl");
        List<CaseLine> cases = List.of(
                Reports.passed("L1Loss/float32/a", Reports.tensor("output", 1, 3), Reports.tensor("grad.input", 0, 0)),
                Reports.failed("L1Loss/float32/b", "off"),
                Reports.line("L1Loss/float32/c", CaseVerdict.UNSUPPORTED, null, "no such reduction"),
                Reports.line("L1Loss/float32/d", CaseVerdict.ERRORED, null, "threw"));
        List<RelationLine> relations = List.of(
                relation("sum", RelationVerdict.HOLDS, 0.5, null),
                relation("exchange", RelationVerdict.BROKEN, 2.0, "off"));
        RelationTotals counts = RelationLine.totals("quick", 42, 2, relations);
        ReportHeader header = Reports.header("test", Reports.HASH, cases.size());
        Totals totals = ReportTotals.of(cases);
        Gate.Decision decision = ReportDecision.of(header, totals, cases, counts, relations, List.of());
        DiagnosisLine diagnosis = new DiagnosisLine(
                "L1Loss",
                1,
                1,
                List.of(new DiagnosisLine.Explanation(
                        "mean", "the sum", List.of(), 1, 0, 0, List.of("L1Loss/float32/b"))));
        RunReportWriter.write(
                file,
                new RunReport(
                        header,
                        cases,
                        relations,
                        List.of(diagnosis),
                        ReportFooter.of(totals, counts, decision, "2020-01-15T00:00:01Z")));
    }

    private static RelationLine relation(String name, RelationVerdict verdict, double worst, String message) {
        String id = "relation/L1Loss/float32/" + name + "/mean/N4/seed=42";
        return new RelationLine(id, "L1Loss", "float32", name, "a = b", verdict, worst, message, 5, null);
    }

    @Test
    void itIsSoundBeforeItIsEdited() {
        assertEquals(4, RunReportReader.read(file).cases().size());
    }

    @Test
    void pyTorchsOwnErrorIsAllowedOnTop() throws IOException {
        List<String> lines = Files.readAllLines(file);
        lines.set(
                1,
                lines.get(1)
                        .replaceFirst("\"allowedUnits\":100.0", "\"allowedUnits\":0.6")
                        .replaceFirst("\"allowedUlps\":8", "\"allowedUlps\":2"));
        Files.write(file, lines);
        CaseLine line = RunReportReader.read(file).cases().get(0);
        assertEquals(CaseVerdict.PASSED, line.verdict());
        assertTrue(
                line.tensors().get(0).units().max()
                        > line.tensors().get(0).units().allowed(),
                line::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1 | "formatVersion":6,"port" | "formatVersion":6.0,"port"  | formatVersion: must be an integer, but was 6.0
            1 | "formatVersion":6,"port" | "formatVersion":"6","port"  | formatVersion: must be an integer, but was "6"
            1 | "formatVersion":6,"port" | "formatVersion":7,"port"    | it has format version 7, but this kit reads
            1 | "formatVersion":6,"port" | "port"                      | formatVersion: must be an integer, but was left out
            1 | "expectedCases":4        | "expectedCases":-4          | expectedCases: -4 is less than 0
            1 | "expectedCases":4        | "expectedCases":1e999       | expectedCases: the number is beyond float64
            1 | "expectedCases":4        | "expectedCases":NaN         | not strict JSON
            1 | "name":"test"            | "name":null                 | port.name: must be string, but is null
            1 | "name":"test",           | ``                          | port: misses [name]
            1 | "name":"test"            | "name":"test","name":"x"    | not strict JSON: Duplicate field 'name'
            1 | "losses":[]              | "losses":["MSELoss"]        | id: the selection in the header does not take L1Loss
            1 | "dtypes":[]              | "dtypes":["float64"]        | id: the selection in the header does not take L1Loss
            1 | "dtypes":[]              | "dtypes":["float8"]         | selection.dtypes[0]:
            1 | "cases":[]               | "cases":["L1Loss/*/a"]      | the selection in the header does not take L1Loss/float32/b
            1 | "flags":[]               | "flags":["kink"]            | the selection in the header does not take L1Loss/float32/a
            1 | "startedAt":"2020-01-15T00:00:00Z" | "startedAt":"2020-99-15T00:00:00Z" | startedAt: '2020-99-15T00:00:00Z' is not an instant
            2 | "verdict":"passed"       | "verdict":"failed"          | misses [
            2 | "verdict":"passed"       | "verdict":"great"           | verdict:
            2 | "verdict":"passed"       | "verdict":"unsupported"     | verdict: it is 'unsupported', but there are tensors
            2 | "verdict":"passed"       | "verdict":null              | verdict:
            2 | "id":"L1Loss/float32/a"  | "id":"MSELoss/float32/a"    | id: must begin with loss and dtype, L1Loss/float32
            2 | "nanos":1500000             | "nanos":-1                  | nanos: -1 is less than 0
            2 | "nanos":1500000             | "nanos":1500000.5              | nanos: must be integer
            2 | "nanos":1500000             | "nanos":1500000,"more":1       | more: there must be no such field here
            2 | "nanos":1500000             | "nanoseconds":1500000          | misses [nanos]
            2 | "mismatched":0           | "mismatched":1              | output: mismatched: it is 1, but the tensor is accepted
            2 | "mismatched":0           | "mismatched":-1             | tensors[0].mismatched: -1 is less than 0
            2 | "mismatched":0           | "mismatched":1,"mismatch":"value" | but no error is greater than allowed
            2 | "bitEqual":3             | "bitEqual":5                | bitEqual and mismatched are more than the count 4
            2 | "count":4                | "count":5                   | count: it is 5, but the shape has 4
            2 | "shape":[4]              | "shape":[2147483647,2147483647,2147483647] | count: it is 4, but the shape has
            2 | "maxUlps":3              | "maxUlps":2                 | maxUlps: it is 2, but greatestUlps says otherwise
            2 | "maxUnits":1.0           | "maxUnits":2.0              | maxUnits: it is 2.0, but greatestUnits says otherwise
            2 | "allowedUnits":100.0,"maxUnits":1.0,"greatestUnits":{"index":[1],"expected":"1.0","actual":"1.0000001","units":1.0,"ulps":3},"allowedUlps":8 | "allowedUnits":0.4,"maxUnits":1.0,"greatestUnits":{"index":[1],"expected":"1.0","actual":"1.0000001","units":1.0,"ulps":3},"allowedUlps":2 | the error at [1] is greater than allowed
            2 | "index":[1]              | "index":[4]                 | index: [4] is not in the shape [4]
            2 | "actual":"1.0000001"     | "actual":"one"              | actual:
            2 | "name":"grad.input"      | "name":"output"             | tensors: output is there twice
            3 | "verdict":"failed","failure":"output","message":"off" | "verdict":"passed" | verdict: it is 'passed', but output is not accepted
            3 | "failure":"output"       | "failure":"gradient"        | but the first tensor that is not accepted shows 'output'
            3 | "mismatched":1,"mismatch":"value" | "mismatched":0     | greater than allowed, but the tensor is accepted
            3 | "mismatch":"value"       | "mismatch":"special value"  | shows 'special value'
            4 | "id":"L1Loss/float32/c"  | "id":"L1Loss/float32/b"     | the case L1Loss/float32/b is there twice
            6 | "verdict":"holds"        | "verdict":"broken"          | misses [message]
            6 | "worst":0.5              | "worst":1.5                 | worst: it is 1.5, but the relation holds
            6 | seed=42                  | seed=x                      | id:
            7 | "verdict":"broken"       | "verdict":"unsupported"     | the footer says of the relations
            8 | "failing":1              | "failing":3                 | failing: it is 3
            8 | "compared":1             | "compared":2                | compared: it is 2, more than the failing 1
            8 | "matched":1              | "matched":2                 | explanations: they match 2
            8 | L1Loss/float32/b         | L1Loss/float32/a            | cases: it names the case L1Loss/float32/a, which passed
            8 | L1Loss/float32/b         | L1Loss/float32/z            | cases: it names the case L1Loss/float32/z, which is not there
            9 | "cases":4                | "cases":5                   | the footer says 5 cases, but there are 4
            9 | "passed":1               | "passed":2                  | passed: it is 2, but by its lines it is 1
            9 | "failed":1               | "failed":0                  | failed: it is 0, but by its lines it is 1
            9 | "unsupported":1,"timedOut":0,"values" | "unsupported":0,"timedOut":1,"values" | unsupported: it is 0
            9 | "bitEqual":10            | "bitEqual":12               | bitEqual: it is 12, but by its lines it is 10
            9 | "values":12              | "values":-12                | values: -12 is less than 0
            9 | "toFix":0,               | "toFix":1,                  | toFix: it is 1, but by its lines it is 0
            9 | "conforms":false         | "conforms":true             | conforms: it is true, but by its lines it is false
            9 | "asExpected":false       | "asExpected":true           | asExpected: it is true, but by its lines it is false
            9 | "reasons":["1 of 4 cases failed", | "reasons":[        | reasons: they are
            9 | "reasons":["1 of 4       | "reasons":["stopped at L1Loss/float32/a","1 of 4 | reasons: they are
            9 | "held":1                 | "held":2                    | the footer says of the relations
            9 | "finishedAt":"2020-01-15T00:00:01Z" | "finishedAt":null | finishedAt: must be string, but is null
            """)
    void brokenRuleIsNamed(int line, String from, String to, String words) throws IOException {
        List<String> lines = Files.readAllLines(file);
        assertTrue(lines.get(line - 1).contains(from), lines.get(line - 1));
        lines.set(line - 1, lines.get(line - 1).replaceFirst(Pattern.quote(from), to));
        Files.write(file, lines);
        BrokenReportException e = assertThrows(BrokenReportException.class, () -> RunReportReader.read(file));
        assertTrue(e.getMessage().contains(words), e.getMessage());
        assertTrue(e.getMessage().startsWith("broken report " + file + ", line "), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    /** What agrees with itself but lacks a case is not refused here; it can't conform any more. */
    @Test
    void droppedCaseIsMissedByTheFooter() throws IOException {
        List<String> lines = Files.readAllLines(file);
        lines.remove(4);
        Files.write(file, lines);
        BrokenReportException e = assertThrows(BrokenReportException.class, () -> RunReportReader.read(file));
        assertTrue(e.getMessage().contains("the footer says 4 cases, but there are 3"), e.getMessage());
    }

    @Test
    void whatIsNotUtf8OrNotAFileIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] = (byte) 0xff;
        Files.write(file, bytes);
        assertRefused("it is not UTF-8 text", file);
        assertRefused("it is a folder, not a file", folder);
        assertRefused("there is no such file", folder.resolve("none.jsonl"));
        assertRefused("not a regular file", Path.of("/dev/zero"));
    }

    private static void assertRefused(String words, Path path) {
        RuntimeException e = assertThrows(RefusedInputException.class, () -> RunReportReader.read(path));
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }
}
