package io.lossparity.render.html;

import io.lossparity.kit.compare.MismatchKind;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.Counts;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.DiagnosisLine.Explanation;
import io.lossparity.report.stream.DiagnosisLine.Mistake;
import io.lossparity.report.stream.DiagnosisLine.Refusal;
import io.lossparity.report.stream.ReportFooter;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.Reports;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.TensorLine;
import io.lossparity.report.stream.TensorLine.ElementLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reports made by hand: a port that doubles the gradients of MSELoss, and a hostile one. */
public final class SampleReport {
    /** What runs if anything of it is taken for markup. */
    public static final String HOSTILE =
            "<img src=x onerror=\"window.hacked=1\"></script><script>window.hacked=1</script>" + "'\"&${7*7}<!--";

    private SampleReport() {}

    /** Returns the report of a port whose gradients are doubled where the reduction is mean. */
    public static RunReport doubledGradients() {
        List<CaseLine> cases = new ArrayList<>();
        for (String dtype : List.of("float32", "float64")) {
            for (String reduction : List.of("none", "mean", "sum")) {
                for (int n = 1; n <= 20; n++) {
                    cases.add(mse(dtype, reduction, n));
                }
            }
        }
        String example = "MSELoss/float32/mean/N1-C3/typical";
        Explanation explanation = new Explanation(
                "MSELoss/gradient-doubled",
                "the gradient is doubled",
                List.of(new Mistake("MSELoss/half", "half of it")),
                40,
                0,
                0,
                List.of(example));
        return diagnosed(
                report("doubling", cases),
                new DiagnosisLine(
                        "MSELoss",
                        40,
                        40,
                        List.of(explanation),
                        List.of("the output is wrong in 3 of 40 cases compared"),
                        List.of(new Refusal(
                                "throws java.lang.ArithmeticException: / by zero",
                                "where reduction is mean",
                                2,
                                List.of(example)))));
    }

    private static RunReport diagnosed(RunReport report, DiagnosisLine... diagnoses) {
        return new RunReport(report.header(), report.cases(), List.of(diagnoses), report.footer());
    }

    /** Returns a report whose every word is hostile. */
    public static RunReport hostile() {
        CaseLine line = new CaseLine(
                "MSELoss/float32/" + HOSTILE,
                "MSELoss",
                "float32",
                new CaseLine.Asked(
                        Map.of(HOSTILE, HOSTILE, "form", HOSTILE),
                        List.of(HOSTILE),
                        Map.of("reduction", HOSTILE),
                        Map.of("input", HOSTILE),
                        List.of(HOSTILE),
                        List.of(HOSTILE)),
                CaseVerdict.FAILED,
                FailureKind.OUTPUT,
                HOSTILE + "\nsecond line " + HOSTILE,
                List.of(tensor("output", 1, 1.0, HOSTILE, HOSTILE)),
                1,
                null,
                null,
                List.of("note " + HOSTILE));
        CaseLine.Asked nothing = Reports.asked(Map.of(), Map.of(), Map.of(), List.of());
        CaseLine strange = new CaseLine(
                HOSTILE + "/x",
                HOSTILE,
                "float32",
                nothing,
                CaseVerdict.ERRORED,
                null,
                HOSTILE,
                List.of(),
                1,
                null,
                null,
                List.of());
        Explanation explanation =
                new Explanation(HOSTILE, HOSTILE, List.of(new Mistake(HOSTILE, HOSTILE)), 1, 0, 0, List.of(line.id()));
        return diagnosed(
                report(HOSTILE, List.of(line, strange)),
                new DiagnosisLine(
                        "MSELoss",
                        1,
                        1,
                        List.of(explanation),
                        List.of("wrong " + HOSTILE),
                        List.of(new Refusal(HOSTILE, HOSTILE, 1, List.of(line.id())))),
                new DiagnosisLine(
                        "of no case " + HOSTILE, 1, 1, List.of(explanation), List.of("of no case"), List.of()));
    }

    /** Returns a report of these cases. */
    public static RunReport report(String port, List<CaseLine> cases) {
        long passed = cases.stream()
                .filter(line -> line.verdict() == CaseVerdict.PASSED)
                .count();
        long values = cases.stream()
                .flatMap(line -> line.tensors().stream())
                .mapToLong(TensorLine::count)
                .sum();
        ReportHeader header = new ReportHeader(
                ReportHeader.FORMAT_VERSION,
                new ReportHeader.Port(port, "1.0"),
                new ReportHeader.Data("1.0.0", 1, "1.0.0", "0".repeat(64), "1.4.0"),
                new ReportHeader.Platform("17", "a VM", "an OS", "an architecture"),
                new ReportHeader.Selection(List.of(), List.of(), List.of(), List.of()),
                cases.size(),
                "2020-01-15T00:00:00Z");
        boolean conforms = passed == cases.size();
        ReportFooter footer = new ReportFooter(
                new Counts(cases.size(), passed, cases.size() - passed, 0, 0, 0, values, values / 2, 0, 0),
                List.of(),
                0,
                List.of(),
                null,
                conforms,
                conforms,
                conforms ? List.of() : List.of(cases.size() - passed + " of " + cases.size() + " cases failed"),
                "2020-01-15T00:00:01Z");
        return new RunReport(header, cases, footer);
    }

    private static CaseLine mse(String dtype, String reduction, int n) {
        boolean wrong = reduction.equals("mean");
        String id = "MSELoss/" + dtype + "/" + reduction + "/N" + n + "-C3/typical";
        TensorLine gradient =
                wrong ? tensor("grad.input", n * 3, 1.0, "0.5", "1.0") : tensor("grad.input", n * 3, 0.0, "0.5", "0.5");
        CaseLine.Asked asked = new CaseLine.Asked(
                Map.of("reduction", reduction, "form", "N-C", "values", "typical"),
                n == 2 ? List.of("small") : List.of(),
                Map.of("reduction", reduction),
                Map.of("input", dtype + "[" + n + ",3]", "target", dtype + "[" + n + ",3]"),
                List.of("input"),
                List.of());
        return Reports.line(
                id,
                asked,
                wrong ? CaseVerdict.FAILED : CaseVerdict.PASSED,
                wrong ? FailureKind.GRADIENT : null,
                wrong ? id + ", port doubling: grad.input: every element is off\n  more about it" : null,
                tensor("output", 1, n == 3 ? 1e-8 : 0, "1.0", "1.0000001"),
                gradient);
    }

    /** Returns a tensor whose greatest error is that, which is refused from 1 on. */
    public static TensorLine tensor(String name, int count, double error, String expected, String actual) {
        boolean refused = error >= 1;
        ElementLine element = error == 0
                ? null
                : new ElementLine(List.of(0), expected, actual, error * 0x1p24, (long) (error * 8e6) + 1);
        return new TensorLine(
                name,
                List.of(count),
                count,
                error == 0 ? count : 0,
                refused ? count : 0,
                refused ? MismatchKind.VALUE : null,
                new TensorLine.InUnits(10, element == null ? 0 : element.units(), element),
                new TensorLine.InUlps(4, element == null ? 0 : element.ulps(), element),
                null);
    }
}
