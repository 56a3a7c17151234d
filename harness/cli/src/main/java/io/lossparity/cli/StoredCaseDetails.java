package io.lossparity.cli;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.Fixture;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.PyTorchSnippet;
import io.lossparity.render.CaseDetail;
import io.lossparity.render.CaseDetails;
import io.lossparity.report.stream.RunReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The details of a case from the golden data, for a report without a port to ask. */
final class StoredCaseDetails implements CaseDetails {
    private final GoldenData data;

    private StoredCaseDetails(GoldenData data) {
        this.data = data;
    }

    /**
     * Returns the details of a report's cases; none, and a remark, if the report was made with other data.
     *
     * @param out the writer for the remark
     */
    static CaseDetails of(RunReport report, GoldenData data, PrintWriter out) {
        if (data.manifestSha256().equals(report.header().data().manifestSha256())) {
            return new StoredCaseDetails(data);
        }
        out.println("note: the golden data at hand is " + data.manifest().dataVersion() + ", manifest "
                + data.manifestSha256().substring(0, 12) + "; the report was made with "
                + report.header().data().dataVersion() + ", manifest "
                + report.header().data().manifestSha256().substring(0, 12)
                + "; inputs, expected values and snippets are left out");
        return CaseDetails.none();
    }

    @Override
    public Map<String, CaseDetail> of(String port, Set<String> caseIds) {
        Map<String, CaseDetail> details = new LinkedHashMap<>();
        Set<String> losses =
                caseIds.stream().map(id -> id.replaceFirst("/.*", "")).collect(Collectors.toSet());
        if (losses.isEmpty()) {
            return details;
        }
        try (Stream<Fixture> fixtures = data.fixtures(CaseSelection.all().withLosses(losses))) {
            fixtures.forEach(fixture -> fixture.cases().stream()
                    .filter(goldenCase -> caseIds.contains(goldenCase.id()))
                    .forEach(goldenCase -> details.put(goldenCase.id(), detail(fixture, goldenCase, port))));
        }
        return details;
    }

    private static CaseDetail detail(Fixture fixture, GoldenCase goldenCase, String port) {
        StringWriter about = new StringWriter();
        new CaseText(new PrintWriter(about, true), port, Integer.MAX_VALUE).flags(fixture.notes(), goldenCase);
        StringWriter answers = new StringWriter();
        CaseText text = new CaseText(new PrintWriter(answers, true), port, Integer.MAX_VALUE);
        text.call(goldenCase.call());
        text.expected(goldenCase.expected());
        return new CaseDetail(
                about.toString().strip(),
                JudgedCaseDetails.cut(answers.toString().strip()),
                JudgedCaseDetails.cut(PyTorchSnippet.render(goldenCase)),
                JudgedCaseDetails.cut(JavaSnippet.render(goldenCase)));
    }
}
