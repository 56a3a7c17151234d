package io.lossparity.cli;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.check.RecordingPort;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.Fixture;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.PyTorchSnippet;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.report.CaseDetail;
import io.lossparity.report.CaseDetails;
import io.lossparity.spi.LossPort;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells what {@code explain} tells, by asking the port about those cases once more.
 *
 * <p>A port that hung is not asked again and again: after two calls without an answer no more details are given.
 */
final class GoldenCaseDetails implements CaseDetails {
    private static final int MOST_HUNG = 2;
    private static final int MOST_TEXT = 12_000;

    private final GoldenData data;
    private final LossPort port;
    private final PortOptions portOptions;
    private final DataOption dataOption;
    private int hung;

    GoldenCaseDetails(GoldenData data, LossPort port, PortOptions portOptions, DataOption dataOption) {
        this.data = data;
        this.port = port;
        this.portOptions = portOptions;
        this.dataOption = dataOption;
    }

    @Override
    public Map<String, CaseDetail> of(String portName, Set<String> caseIds) {
        List<String> losses = caseIds.stream()
                .map(id -> id.replaceFirst("/.*", ""))
                .distinct()
                .toList();
        if (losses.isEmpty() || !portName.equals(port.name())) {
            return Map.of();
        }
        Map<String, CaseDetail> details = new LinkedHashMap<>();
        RecordingPort recording = new RecordingPort(port);
        try (CaseChecker checker = portOptions.checker(recording, dataOption)) {
            data.fixtures(CaseSelection.all().withLosses(losses)).forEach(fixture -> {
                for (GoldenCase goldenCase : fixture.cases()) {
                    if (hung + checker.hungCalls() < MOST_HUNG && caseIds.contains(goldenCase.id())) {
                        CaseResult result = checker.check(goldenCase);
                        details.put(goldenCase.id(), detail(fixture, goldenCase, result, recording));
                    }
                }
            });
            hung += checker.hungCalls();
        }
        return details;
    }

    private CaseDetail detail(Fixture fixture, GoldenCase goldenCase, CaseResult result, RecordingPort recording) {
        StringWriter about = new StringWriter();
        new CaseText(new PrintWriter(about, true), port.name()).flags(fixture, goldenCase);
        StringWriter answers = new StringWriter();
        CaseText text = new CaseText(new PrintWriter(answers, true), port.name());
        text.call(goldenCase.call());
        text.answers(goldenCase.expected(), result, recording.lastAnswer());
        return new CaseDetail(
                about.toString().strip(),
                cut(answers.toString().strip()),
                cut(PyTorchSnippet.render(goldenCase)),
                cut(JavaSnippet.render(goldenCase)));
    }

    /** A tensor of thousands of elements would fill the page. */
    private static String cut(String text) {
        return text.length() <= MOST_TEXT
                ? text
                : text.substring(0, MOST_TEXT) + "\n... (cut; see lossparity explain)\n";
    }
}
