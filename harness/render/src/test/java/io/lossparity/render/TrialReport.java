package io.lossparity.render;

import io.lossparity.kit.compare.Attribution;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.ExpectedFailure.Outcome;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Totals;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.DiagnosisLine.Explanation;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.ReportFooter;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.ReportHeader.Expectations.Pattern;
import io.lossparity.report.stream.ReportTotals;
import io.lossparity.report.stream.Reports;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.TensorLine;
import io.lossparity.report.stream.TensorLine.ElementLine;
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
                line("MSELoss/float32/mean/N2/typical", CaseVerdict.PASSED, null, null, tensor("output", 1)),
                line("L1Loss/float64/mean/N2/typical", CaseVerdict.PASSED, null, null, tensor("output", 0)));
    }

    /** Makes a report of every verdict. */
    public static RunReport sick() {
        List<CaseLine> cases = new ArrayList<>(healthy().cases());
        cases.add(line(
                "MSELoss/float32/sum/N2/typical",
                CaseVerdict.FAILED,
                FailureKind.OUTPUT,
                HOSTILE,
                tensor("output", 7)));
        cases.add(line("MSELoss/float32/none/N2/typical", CaseVerdict.FAILED, FailureKind.OUTPUT, "again"));
        cases.add(line("MSELoss/float64/sum/N2/typical", CaseVerdict.ERRORED, null, "NullPointerException"));
        cases.add(line("CTCLoss/float64/sum/N2/typical", CaseVerdict.TIMED_OUT, null, "no answer within 10.0 s"));
        cases.add(line("CTCLoss/float32/sum/N2/typical", CaseVerdict.UNSUPPORTED, null, "there is no *CTCLoss*"));
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
                relation("MSELoss", "batch-joined", RelationVerdict.HOLDS, 0.0, null),
                relation("MSELoss", "exchange", RelationVerdict.HOLDS, 0.25, null),
                relation(
                        "MSELoss",
                        "batch-permuted",
                        RelationVerdict.BROKEN,
                        Double.POSITIVE_INFINITY,
                        HOSTILE + "\n  relation: off"),
                relation("CTCLoss", "one-path", RelationVerdict.ERRORED, 0.0, "the port threw up"),
                relation("CTCLoss", "sum-over-paths", RelationVerdict.TIMED_OUT, 0.0, "no answer within 10.0 s"),
                relation("CTCLoss", "blanks-alone", RelationVerdict.UNSUPPORTED, 0.0, "there is no CTCLoss"));
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
        cases.add(expected("MSELoss/float32/sum/N2/typical", CaseVerdict.FAILED, LAST_BITS, Outcome.MET, ""));
        cases.add(expected("MSELoss/float64/sum/N2/typical", CaseVerdict.FAILED, LAST_BITS, Outcome.MET, ""));
        cases.add(expected("MSELoss/float64/none/N0/typical", CaseVerdict.ERRORED, NOTHING, Outcome.MET, ""));
        return expecting(cases);
    }

    /** Makes a report of a port that fails as expected, otherwise, and unexpectedly. */
    public static RunReport notAsExpected() {
        List<CaseLine> cases = new ArrayList<>(asExpected().cases());
        cases.add(expected(
                "MSELoss/float32/sum/N3/typical",
                CaseVerdict.FAILED,
                LAST_BITS,
                Outcome.WORSE,
                "error 9 ulp " + HOSTILE));
        cases.add(expected(
                "L1Loss/float32/none/N0/typical", CaseVerdict.PASSED, NOTHING, Outcome.UNEXPECTED_PASS, "it passed"));
        cases.add(line(
                "MSELoss/float32/none/N2/typical",
                CaseVerdict.FAILED,
                FailureKind.OUTPUT,
                "out of the blue",
                tensor("output", 7)));
        return expecting(cases);
    }

    private static final Pattern LAST_BITS =
            new Pattern("MSELoss/*/sum/*", 4, ExpectedFailure.Kind.WILL_NOT_FIX, "the last bits", 100);
    private static final Pattern NOTHING =
            new Pattern("*/none/N0/*", 8, ExpectedFailure.Kind.TO_FIX, "no empty tensors", 100);
    private static final Map<Pattern, String> REASONS = Map.of(
            LAST_BITS, "The sum has another order. " + HOSTILE, NOTHING, "A tensor of no elements has no storage.");

    private static CaseLine expected(String id, CaseVerdict verdict, Pattern pattern, Outcome outcome, String message) {
        FailureKind failure = verdict == CaseVerdict.FAILED ? FailureKind.OUTPUT : null;
        CaseLine line = line(id, verdict, failure, verdict == CaseVerdict.PASSED ? null : "off", tensor("output", 7));
        return new CaseLine(
                id,
                line.loss(),
                line.dtype(),
                line.asked(),
                verdict,
                failure,
                line.message(),
                line.tensors(),
                line.nanos(),
                null,
                new ExpectedFailure(
                        pattern.kind(), pattern.title(), REASONS.get(pattern), pattern.pattern(), outcome, message),
                List.of());
    }

    private static RunReport expecting(List<CaseLine> cases) {
        RunReport report = of(cases.toArray(CaseLine[]::new));
        ReportHeader header = report.header();
        List<Pattern> patterns =
                List.of(LAST_BITS, NOTHING, new Pattern("KLDivLoss/*", 9, NOTHING.kind(), NOTHING.title(), 100));
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

    private static RelationLine relation(
            String loss, String name, RelationVerdict verdict, double worst, String message) {
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
    public static CaseLine line(
            String id, CaseVerdict verdict, FailureKind failure, String message, TensorLine... tensors) {
        String[] segments = id.split("/", -1);
        CaseLine.Asked asked = Reports.asked(
                Map.of("reduction", segments[2], "form", "N", "values", segments[segments.length - 1]),
                Map.of("reduction", segments[2]),
                Map.of("input", segments[1] + "[2]"),
                List.of());
        return Reports.line(id, asked, verdict, failure, message, tensors);
    }

    /** Makes a report in which one case is most off in units of its element, another one in units in the last place. */
    public static RunReport twoWorstCases() {
        return of(
                line("MSELoss/float32/mean/N2/typical", CaseVerdict.PASSED, null, null, tensor("output", 3, 1)),
                line("MSELoss/float32/sum/N2/typical", CaseVerdict.PASSED, null, null, tensor("output", 1, 4)));
    }

    /** Makes a report of cases of which the truth is known: the port is 2, 1 and, in a tensor of PyTorch's NaN, no ulp off. */
    public static RunReport withTruth() {
        double far = Double.POSITIVE_INFINITY;
        TruthLine none = new TruthLine(far, far, far, far, null, null, null, null);
        return of(
                line("MSELoss/float32/mean/N2/typical", CaseVerdict.PASSED, null, null, truthful(2, 1.25, 0.75)),
                line("MSELoss/float32/sum/N2/typical", CaseVerdict.PASSED, null, null, truthful(1, 0.5, 1.5)),
                line(
                        "MSELoss/float32/none/N2/nan",
                        CaseVerdict.PASSED,
                        null,
                        null,
                        withTruth(tensor("output", 0), none)));
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
                port < torch ? Attribution.PORT_CLOSER : Attribution.TORCH_CLOSER);
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
                line.units(),
                line.ulps(),
                truth);
    }

    /** Makes the measurements of a tensor of two elements. */
    public static TensorLine tensor(String name, long ulps) {
        return tensor(name, ulps, ulps * 2.0);
    }

    private static TensorLine tensor(String name, long ulps, double units) {
        ElementLine worst = ulps == 0 ? null : new ElementLine(List.of(1), "1.0", "1.1", units, ulps);
        return new TensorLine(
                name,
                List.of(2),
                2,
                ulps == 0 ? 2 : 1,
                0,
                null,
                new TensorLine.InUnits(100, units, worst),
                new TensorLine.InUlps(8, ulps, worst),
                null);
    }
}
