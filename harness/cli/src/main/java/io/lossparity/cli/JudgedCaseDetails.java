package io.lossparity.cli;

import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.PyTorchSnippet;
import io.lossparity.render.CaseDetail;
import io.lossparity.render.CaseDetails;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The text of {@code explain} about the judged answers; the port is not asked again. */
final class JudgedCaseDetails implements CaseDetails {
    private static final int MOST_TEXT = 4_000;

    private final KeptCases kept;
    private final String port;

    JudgedCaseDetails(KeptCases kept, String port) {
        this.kept = kept;
        this.port = port;
    }

    @Override
    public Map<String, CaseDetail> of(String portName, Set<String> caseIds) {
        Map<String, CaseDetail> details = new LinkedHashMap<>();
        if (portName.equals(port)) {
            caseIds.forEach(id -> kept.find(id).ifPresent(found -> details.put(id, detail(found))));
        }
        return details;
    }

    private CaseDetail detail(KeptCases.Kept found) {
        GoldenCase goldenCase = found.checked().goldenCase();
        StringWriter about = new StringWriter();
        new CaseText(new PrintWriter(about, true), port, Integer.MAX_VALUE).flags(found.notes(), goldenCase);
        StringWriter answers = new StringWriter();
        CaseText text = new CaseText(new PrintWriter(answers, true), port, Integer.MAX_VALUE);
        text.call(goldenCase.call());
        text.answers(found.checked());
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
