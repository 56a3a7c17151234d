package io.lossparity.render.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import io.lossparity.render.CaseDetail;
import io.lossparity.render.CaseDetails;
import io.lossparity.render.ReportRenderer;
import io.lossparity.render.html.model.CaseData;
import io.lossparity.render.html.model.Finding;
import io.lossparity.render.html.model.LossPage;
import io.lossparity.render.html.model.LossText;
import io.lossparity.render.html.model.PortReport;
import io.lossparity.render.html.model.PortReport.LossCases;
import io.lossparity.render.html.model.WorstCase;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Writes {@code index.html}, a page for each loss, and their assets.
 *
 * <p>Text of the report never becomes markup: the templates escape it, and the page's program turns the cases, which
 * are JSON, into text nodes.
 */
public final class HtmlReport implements ReportRenderer {
    private static final int MOST_DETAILS = 5;
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlReport.class.getClassLoader(), "io.lossparity.render.html.pages");

    private final CaseDetails details;
    private final String above;

    /** Makes a renderer that asks for details of the cases that are shown in full. */
    public HtmlReport(CaseDetails details) {
        this(details, "");
    }

    /**
     * Makes a renderer of one of several ports.
     *
     * @param details the details of the cases that are shown in full
     * @param above the page about all ports, relative to the pages of this one; empty if there is none
     */
    public HtmlReport(CaseDetails details, String above) {
        this.details = Objects.requireNonNull(details, "details must not be null");
        this.above = Objects.requireNonNull(above, "above must not be null");
    }

    @Override
    public void render(RunReport report, Path folder) throws IOException {
        Assets.copyTo(folder.resolve("assets"));
        PortReport port = PortReport.of(report, PortReport.pageNames());
        for (LossCases cases : port.losses()) {
            write(folder.resolve(cases.totals().page()), "loss.jte", page(port, cases));
        }
        write(folder.resolve("index.html"), "overview.jte", port.overview(above));
    }

    private LossPage page(PortReport port, LossCases cases) {
        List<CaseLine> worst = WorstCase.among(cases.lines());
        String name = port.provenance().header().port().name();
        String given = port.provenance().header().port().asGiven();
        Map<String, CaseDetail> known = details.of(name, interesting(cases, worst));
        List<WorstCase> ranked = new ArrayList<>();
        Map<String, CaseDetail> others = new LinkedHashMap<>(known);
        for (CaseLine line : worst) {
            ranked.add(new WorstCase(ranked.size() + 1, line, Optional.ofNullable(others.remove(line.id()))));
        }
        return new LossPage(
                port.provenance(),
                cases,
                LossText.of(cases.totals().loss()),
                port.diagnoses().of(cases.totals().loss()),
                port.relationsOf().apply(cases.totals().loss()),
                port.expectedOf().apply(cases.totals().loss()),
                ranked,
                CaseData.json(given, cases.totals().loss(), cases.axes(), others),
                port.totals(),
                above);
    }

    /** The worst, the examples of the findings, and the first that did not pass. */
    private static Set<String> interesting(LossCases cases, List<CaseLine> worst) {
        Set<String> ids = new LinkedHashSet<>();
        worst.forEach(line -> ids.add(line.id()));
        cases.findings().stream().map(Finding::exampleId).forEach(ids::add);
        cases.lines().stream()
                .filter(line -> line.verdict().wrong())
                .limit(MOST_DETAILS)
                .forEach(line -> ids.add(line.id()));
        return ids;
    }

    static void write(Path file, String template, Object model) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            TEMPLATES.render(template, model, new WriterOutput(out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
