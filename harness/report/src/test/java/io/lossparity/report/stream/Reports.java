package io.lossparity.report.stream;

import io.lossparity.kit.compare.MismatchKind;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Totals;
import io.lossparity.report.stream.TensorLine.ElementLine;
import java.util.List;
import java.util.Map;

/** Reports for tests, made without a run. */
public final class Reports {
    /** The manifest's hash in these reports. */
    public static final String HASH = "0".repeat(64);

    private Reports() {}

    /** Makes a report of those cases. */
    public static RunReport of(List<CaseLine> cases) {
        return of(header("test", HASH, cases.size()), cases);
    }

    /** Makes a report of those cases. */
    public static RunReport of(CaseLine... cases) {
        return of(List.of(cases));
    }

    /** Makes a report with that header and the footer that its cases deserve. */
    public static RunReport of(ReportHeader header, List<CaseLine> cases) {
        Totals totals = ReportTotals.of(cases);
        Gate.Decision decision = Gate.decide(totals, header.expectedCases());
        return new RunReport(header, cases, ReportFooter.of(totals, decision, "2020-01-15T00:00:01Z"));
    }

    /** Makes a header. */
    public static ReportHeader header(String port, String hash, long expectedCases) {
        return new ReportHeader(
                ReportHeader.FORMAT_VERSION,
                new ReportHeader.Port(port, "1.2"),
                new ReportHeader.Data("1.0.0", 1, "1.0.0", hash, "1.4.0"),
                new ReportHeader.Platform("17", "VM 17", "OS 1", "arch"),
                new ReportHeader.Selection(List.of(), List.of(), List.of(), List.of()),
                expectedCases,
                "2020-01-15T00:00:00Z");
    }

    /** Makes the line of a case that passed. */
    public static CaseLine passed(String id, TensorLine... tensors) {
        return line(id, CaseVerdict.PASSED, null, null, tensors);
    }

    /** Makes the line of a case whose output is wrong; by a fixed error if no tensors are given. */
    public static CaseLine failed(String id, String message, TensorLine... tensors) {
        return line(
                id,
                CaseVerdict.FAILED,
                FailureKind.OUTPUT,
                message,
                tensors.length == 0 ? new TensorLine[] {wrong()} : tensors);
    }

    /** Makes the measurements of an output of four elements, of which one is too far off. */
    private static TensorLine wrong() {
        ElementLine worst = new ElementLine(List.of(1), "1.0", "1.5", 4e6, 4_194_304L);
        return tensor("output", worst, 1, MismatchKind.VALUE);
    }

    private static TensorLine tensor(String name, ElementLine worst, int mismatched, MismatchKind mismatch) {
        double units = worst == null ? 0 : worst.units();
        long ulps = worst == null ? 0 : worst.ulps();
        return new TensorLine(
                name,
                List.of(4),
                4,
                worst == null ? 4 : 3,
                mismatched,
                mismatch,
                new TensorLine.InUnits(100, units, worst),
                new TensorLine.InUlps(8, ulps, worst),
                null);
    }

    /** Makes the line of a case that failed although, or as, expected. */
    public static CaseLine expected(String id, ExpectedFailure.Kind kind, ExpectedFailure.Outcome outcome) {
        return answered(id, FailureKind.OUTPUT, "1", new ExpectedFailure(kind, "bits", "Why not.", "*", outcome, ""));
    }

    /** Makes the line of a case that failed with that answer's digest. */
    public static CaseLine answered(String id, FailureKind failure, String answer, ExpectedFailure expectation) {
        CaseLine line = line(id, CaseVerdict.FAILED, failure, id + ": off by one");
        return new CaseLine(
                id,
                line.loss(),
                line.dtype(),
                line.asked(),
                line.verdict(),
                failure,
                line.message(),
                line.tensors(),
                line.nanos(),
                answer,
                expectation,
                List.of());
    }

    /** Makes the line of a case. */
    public static CaseLine line(
            String id, CaseVerdict verdict, FailureKind failure, String message, TensorLine... tensors) {
        String[] segments = id.split("/", -1);
        Map<String, String> at =
                Map.of("reduction", "mean", "shape", "N4", "form", "N", "values", segments[segments.length - 1]);
        CaseLine.Asked asked =
                asked(at, Map.of("reduction", "mean"), Map.of("input", segments[1] + "[4]"), List.of("input"));
        return line(id, asked, verdict, failure, message, tensors);
    }

    /** Makes what a port was asked. */
    public static CaseLine.Asked asked(
            Map<String, String> at, Map<String, Object> params, Map<String, String> inputs, List<String> requiresGrad) {
        return new CaseLine.Asked(at, List.of(), params, inputs, requiresGrad, List.of());
    }

    /** Makes the line of a case that asked something of its own. */
    public static CaseLine line(
            String id,
            CaseLine.Asked asked,
            CaseVerdict verdict,
            FailureKind failure,
            String message,
            TensorLine... tensors) {
        String[] segments = id.split("/", -1);
        return new CaseLine(
                id,
                segments[0],
                segments[1],
                asked,
                verdict,
                failure,
                message,
                List.of(tensors),
                1_500_000,
                null,
                null,
                List.of());
    }

    /** Makes the measurements of a tensor of four elements, of which as many are off as there is an error. */
    public static TensorLine tensor(String name, double units, long ulps) {
        ElementLine worst = ulps == 0 ? null : new ElementLine(List.of(1), "1.0", "1.0000001", units, ulps);
        return tensor(name, worst, 0, null);
    }
}
