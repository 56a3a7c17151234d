package io.lossparity.report.stream;

import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Totals;
import io.lossparity.report.stream.CaseLine.TensorLine;
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
        return line(id, "passed", null, null, tensors);
    }

    /** Makes the line of a case whose output is wrong; by a fixed error if no tensors are given. */
    public static CaseLine failed(String id, String message, TensorLine... tensors) {
        return line(id, "failed", "output", message, tensors.length == 0 ? new TensorLine[] {wrong()} : tensors);
    }

    /** Makes the measurements of an output of four elements, of which one is too far off. */
    private static TensorLine wrong() {
        CaseLine.ElementLine worst = new CaseLine.ElementLine(List.of(1), "1.0", "1.5", 4e6, 4_194_304L);
        return new TensorLine("output", List.of(4), 4, 3, 1, "value", 100, 8, 4e6, 4_194_304L, worst, worst, null);
    }

    /** Makes the line of a case that failed although, or as, expected. */
    public static CaseLine expected(String id, String kind, String outcome) {
        return answered(id, "output", "1", new CaseLine.Expectation(kind, "bits", "Why not.", "*", outcome, null));
    }

    /** Makes the line of a case that failed with that answer's digest. */
    public static CaseLine answered(String id, String failure, String answer, CaseLine.Expectation expectation) {
        CaseLine line = line(id, "failed", failure, id + ": off by one");
        return new CaseLine(
                line.id(),
                line.at(),
                line.loss(),
                line.dtype(),
                line.flags(),
                line.params(),
                line.inputs(),
                line.requiresGrad(),
                line.verdict(),
                line.failure(),
                line.message(),
                line.tensors(),
                line.nanos(),
                answer,
                expectation,
                List.of(),
                List.of());
    }

    /** Makes the line of a case. */
    public static CaseLine line(String id, String verdict, String failure, String message, TensorLine... tensors) {
        String[] segments = id.split("/", -1);
        return new CaseLine(
                id,
                Map.of("reduction", "mean", "shape", "N4", "form", "N", "values", segments[segments.length - 1]),
                segments[0],
                segments[1],
                List.of(),
                Map.of("reduction", "mean"),
                Map.of("input", segments[1] + "[4]"),
                List.of("input"),
                verdict,
                failure,
                message,
                List.of(tensors),
                1000);
    }

    /** Makes the measurements of a tensor of four elements, of which as many are off as there is an error. */
    public static TensorLine tensor(String name, double units, long ulps) {
        int bitEqual = ulps == 0 ? 4 : 3;
        CaseLine.ElementLine worst =
                ulps == 0 ? null : new CaseLine.ElementLine(List.of(1), "1.0", "1.0000001", units, ulps);
        return new TensorLine(name, List.of(4), 4, bitEqual, 0, null, 100, 8, units, ulps, worst, worst, null);
    }
}
