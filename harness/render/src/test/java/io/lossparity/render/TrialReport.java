package io.lossparity.render;

import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Totals;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.CaseLine.ElementLine;
import io.lossparity.report.stream.CaseLine.TensorLine;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.DiagnosisLine.Explanation;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.ReportFooter;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.ReportTotals;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.TruthLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A report of every verdict, made without a run. */
public final class TrialReport {
    /** A message that would be markup, a terminal's escape, and more than one line. */
    public static final String HOSTILE = "off by `one` | <script>alert(1)</script> & \"[x](y)\" \u001b[31m ]]>\nmore";

    private TrialReport() {}

    /** Makes a report of two cases that passed. */
    public static RunReport healthy() {
        return of(
                line("MSELoss/float32/mean/N2/typical", "passed", null, null, tensor("output", 1)),
                line("L1Loss/float64/mean/N2/typical", "passed", null, null, tensor("output", 0)));
    }

    /** Makes a report of every verdict. */
    public static RunReport sick() {
        List<CaseLine> cases = new ArrayList<>(healthy().cases());
        cases.add(line("MSELoss/float32/sum/N2/typical", "failed", "output", HOSTILE, tensor("output", 7)));
        cases.add(line("MSELoss/float32/none/N2/typical", "failed", "output", "again"));
        cases.add(line("MSELoss/float64/sum/N2/typical", "errored", null, "NullPointerException"));
        cases.add(line("CTCLoss/float64/sum/N2/typical", "timed out", null, "no answer within 10.0 s"));
        cases.add(line("CTCLoss/float32/sum/N2/typical", "unsupported", null, "there is no *CTCLoss*"));
        RunReport report = of(cases.toArray(CaseLine[]::new));
        Explanation explanation = new Explanation(
                "MSELoss/halved",
                "half the square | <script>",
                List.of(),
                2,
                1,
                1e-8,
                List.of("MSELoss/float32/sum/N2/typical"));
        DiagnosisLine diagnosis = new DiagnosisLine("MSELoss", 2, 2, List.of(explanation));
        return new RunReport(report.header(), report.cases(), List.of(diagnosis), report.footer());
    }

    /** Makes a report in which relations have every verdict. */
    public static RunReport withRelations() {
        List<RelationLine> relations = List.of(
                relation("MSELoss", "batch-joined", "holds", 0.0, null),
                relation("MSELoss", "exchange", "holds", 0.25, null),
                relation("MSELoss", "batch-permuted", "broken", null, HOSTILE + "\n  relation: off"),
                relation("CTCLoss", "one-path", "errored", 0.0, "the port threw up"),
                relation("CTCLoss", "sum-over-paths", "timed out", 0.0, "no answer within 10.0 s"),
                relation("CTCLoss", "blanks-alone", "unsupported", 0.0, "there is no CTCLoss"));
        RunReport report = sick();
        RelationTotals totals = RelationLine.totals("quick", 42, relations.size(), relations);
        Totals cases = ReportTotals.of(report.cases());
        Gate.Decision decision = Gate.decide(cases, report.cases().size(), totals);
        return new RunReport(
                report.header(),
                report.cases(),
                relations,
                List.of(),
                ReportFooter.of(cases, totals, decision, "2020-01-15T00:00:01Z"));
    }

    /** Makes a report of a port that fails as its expectations file says. */
    public static RunReport asExpected() {
        List<CaseLine> cases = new ArrayList<>(healthy().cases());
        cases.add(expected("MSELoss/float32/sum/N2/typical", "failed", LAST_BITS, "met", null));
        cases.add(expected("MSELoss/float64/sum/N2/typical", "failed", LAST_BITS, "met", null));
        cases.add(expected("MSELoss/float64/none/N0/typical", "errored", NOTHING, "met", null));
        return expecting(cases);
    }

    /** Makes a report of a port that fails as expected, otherwise, and unexpectedly. */
    public static RunReport notAsExpected() {
        List<CaseLine> cases = new ArrayList<>(asExpected().cases());
        cases.add(expected("MSELoss/float32/sum/N3/typical", "failed", LAST_BITS, "worse", "error 9 ulp " + HOSTILE));
        cases.add(expected("L1Loss/float32/none/N0/typical", "passed", NOTHING, "unexpected pass", "it passed"));
        cases.add(line("MSELoss/float32/none/N2/typical", "failed", "output", "out of the blue", tensor("output", 7)));
        return expecting(cases);
    }

    private static final List<String> LAST_BITS =
            List.of("will-not-fix", "the last bits", "The sum has another order. " + HOSTILE, "MSELoss/*/sum/*");
    private static final List<String> NOTHING =
            List.of("to-fix", "no empty tensors", "A tensor of no elements has no storage.", "*/none/N0/*");

    private static CaseLine expected(String id, String verdict, List<String> about, String outcome, String message) {
        String failure = verdict.equals("failed") ? "output" : null;
        CaseLine line = line(id, verdict, failure, verdict.equals("passed") ? null : "off", tensor("output", 7));
        return new CaseLine(
                id,
                line.at(),
                line.loss(),
                line.dtype(),
                line.flags(),
                line.params(),
                line.inputs(),
                line.requiresGrad(),
                verdict,
                failure,
                line.message(),
                line.tensors(),
                line.nanos(),
                null,
                new CaseLine.Expectation(about.get(0), about.get(1), about.get(2), about.get(3), outcome, message),
                List.of(),
                List.of());
    }

    private static RunReport expecting(List<CaseLine> cases) {
        RunReport report = of(cases.toArray(CaseLine[]::new));
        ReportHeader header = report.header();
        List<ReportHeader.Expectations.Pattern> patterns = List.of(
                new ReportHeader.Expectations.Pattern(LAST_BITS.get(3), 4, LAST_BITS.get(0), LAST_BITS.get(1), 100),
                new ReportHeader.Expectations.Pattern(NOTHING.get(3), 8, NOTHING.get(0), NOTHING.get(1), 100),
                new ReportHeader.Expectations.Pattern("KLDivLoss/*", 9, NOTHING.get(0), NOTHING.get(1), 100));
        ReportHeader expecting = new ReportHeader(
                header.formatVersion(),
                header.port(),
                header.data(),
                header.platform(),
                header.selection(),
                new ReportHeader.Expectations("expectations.txt", "0".repeat(64), patterns),
                header.expectedCases(),
                header.startedAt());
        return new RunReport(expecting, cases, List.of(), report.footer());
    }

    private static RelationLine relation(String loss, String name, String verdict, Double worst, String message) {
        String id = "relation/" + loss + "/float64/" + name + "/default/N3/seed=42";
        return new RelationLine(id, loss, "float64", name, "l(x) < l(y)", verdict, worst, message, 2_000_000, null);
    }

    /** Makes a report of those cases. */
    public static RunReport of(CaseLine... cases) {
        ReportHeader header = new ReportHeader(
                ReportHeader.FORMAT_VERSION,
                new ReportHeader.Port("test", "1.2"),
                new ReportHeader.Data("1.0.0", 1, "1.0.0", "0".repeat(64), "1.4.0+cpu"),
                new ReportHeader.Platform("17", "VM 17", "SomeOS 1", "somearch"),
                new ReportHeader.Selection(List.of(), List.of(), List.of(), List.of()),
                cases.length,
                "2020-01-15T00:00:00.25Z");
        Totals totals = ReportTotals.of(List.of(cases));
        return new RunReport(
                header,
                List.of(cases),
                ReportFooter.of(totals, Gate.decide(totals, cases.length), "2020-01-15T00:00:01Z"));
    }

    /** Makes the line of a case. */
    public static CaseLine line(String id, String verdict, String failure, String message, TensorLine... tensors) {
        String[] segments = id.split("/", -1);
        return new CaseLine(
                id,
                Map.of("reduction", segments[2], "form", "N", "values", segments[segments.length - 1]),
                segments[0],
                segments[1],
                List.of(),
                Map.of("reduction", segments[2]),
                Map.of("input", segments[1] + "[2]"),
                List.of(),
                verdict,
                failure,
                message,
                List.of(tensors),
                1_500_000);
    }

    /** Makes a report in which one case is most off in units of its element, another one in units in the last place. */
    public static RunReport twoWorstCases() {
        return of(
                line("MSELoss/float32/mean/N2/typical", "passed", null, null, tensor("output", 3, 1)),
                line("MSELoss/float32/sum/N2/typical", "passed", null, null, tensor("output", 1, 4)));
    }

    /** Makes a report of cases of which the truth is known: the port is 2, 1 and, in a tensor of PyTorch's NaN, no ulp off. */
    public static RunReport withTruth() {
        TruthLine none = new TruthLine(null, null, null, null, null, null, null, null);
        return of(
                line("MSELoss/float32/mean/N2/typical", "passed", null, null, truthful(2, 1.25, 0.75)),
                line("MSELoss/float32/sum/N2/typical", "passed", null, null, truthful(1, 0.5, 1.5)),
                line("MSELoss/float32/none/N2/nan", "passed", null, null, withTruth(tensor("output", 0), none)));
    }

    private static TensorLine truthful(long ulps, double port, double torch) {
        TruthLine truth = new TruthLine(
                port,
                torch,
                port * 2,
                torch * 2,
                port < torch ? 1 : 0,
                port < torch ? 0 : 1,
                null,
                port < torch ? "port closer" : "torch closer");
        return withTruth(tensor("output", ulps), truth);
    }

    private static TensorLine withTruth(TensorLine line, TruthLine truth) {
        return new TensorLine(
                line.name(),
                line.shape(),
                line.count(),
                line.bitEqual(),
                line.mismatched(),
                line.mismatch(),
                line.allowedUnits(),
                line.allowedUlps(),
                line.maxUnits(),
                line.maxUlps(),
                line.greatestUnits(),
                line.greatestUlps(),
                truth);
    }

    /** Makes the measurements of a tensor of two elements. */
    public static TensorLine tensor(String name, long ulps) {
        return tensor(name, ulps, ulps * 2.0);
    }

    private static TensorLine tensor(String name, long ulps, double units) {
        ElementLine worst = ulps == 0 ? null : new ElementLine(List.of(1), "1.0", "1.1", units, ulps);
        return new TensorLine(name, List.of(2), 2, ulps == 0 ? 2 : 1, 0, null, 100, 8, units, ulps, worst, worst, null);
    }
}
