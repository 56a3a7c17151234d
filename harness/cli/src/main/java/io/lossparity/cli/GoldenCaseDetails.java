package io.lossparity.cli;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.check.RecordingPort;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.PyTorchSnippet;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.render.CaseDetail;
import io.lossparity.render.CaseDetails;
import io.lossparity.spi.LossPort;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what {@code explain} tells, by asking the port about those cases once more.
 *
 * <p>A port that hung is not asked again and again: after two calls without an answer no more details are given.
 */
final class GoldenCaseDetails implements CaseDetails {
    private static final int MOST_HUNG = 2;
    private static final int MOST_TEXT = 12_000;

    private final KeptCases kept;
    private final LossPort port;
    private final PortOptions portOptions;
    private final DataOption dataOption;
    private int hung;

    GoldenCaseDetails(KeptCases kept, LossPort port, PortOptions portOptions, DataOption dataOption) {
        this.kept = kept;
        this.port = port;
        this.portOptions = portOptions;
        this.dataOption = dataOption;
    }

    @Override
    public Map<String, CaseDetail> of(String portName, Set<String> caseIds) {
        Map<String, CaseDetail> details = new LinkedHashMap<>();
        if (!portName.equals(port.name())) {
            return details;
        }
        RecordingPort recording = new RecordingPort(port);
        try (CaseChecker checker = portOptions.checker(recording, dataOption)) {
            for (String id : caseIds) {
                Optional<KeptCases.Kept> found = kept.find(id);
                if (found.isPresent() && hung + checker.hungCalls() < MOST_HUNG) {
                    CaseResult result = checker.check(found.get().goldenCase());
                    details.put(id, detail(found.get(), result, recording));
                }
            }
            hung += checker.hungCalls();
        }
        return details;
    }

    private CaseDetail detail(KeptCases.Kept found, CaseResult result, RecordingPort recording) {
        GoldenCase goldenCase = found.goldenCase();
        StringWriter about = new StringWriter();
        new CaseText(new PrintWriter(about, true), port.name()).flags(found.notes(), goldenCase);
        StringWriter answers = new StringWriter();
        CaseText text = new CaseText(new PrintWriter(answers, true), port.name());
        text.call(goldenCase.call());
        text.answers(goldenCase.expected(), result, recording);
        return new CaseDetail(
                about.toString().strip(),
                cut(answers.toString().strip()),
                cut(PyTorchSnippet.render(goldenCase)),
                cut(JavaSnippet.render(goldenCase)));
    }

    /** A tensor of thousands of elements would fill the page. */
    static String cut(String text) {
        return text.length() <= MOST_TEXT
                ? text
                : text.substring(0, MOST_TEXT) + "\n... (cut; see lossparity explain)\n";
    }
}
