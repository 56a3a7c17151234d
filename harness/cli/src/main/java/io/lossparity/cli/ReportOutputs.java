package io.lossparity.cli;

import io.lossparity.kit.check.ConformanceRun;
import io.lossparity.kit.fixture.Fixture;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.render.CaseDetails;
import io.lossparity.render.ReportRenderer;
import io.lossparity.render.badge.Badges;
import io.lossparity.render.html.HtmlReport;
import io.lossparity.render.junit.JunitXml;
import io.lossparity.render.markdown.ParityDocs;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.RunReportBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Everything that a check writes if asked to: the report itself, and what is made from it.
 *
 * <p>What can't be written is told, and changes nothing about the verdict.
 */
final class ReportOutputs implements AutoCloseable {
    /** The name of the report itself in a folder. */
    static final String STREAM = "report.jsonl";

    private final ReportFile single;
    private final ReportFile inFolder;
    private final Path folder;
    private final KeptCases kept = new KeptCases();
    private final RunReportBuilder inMemory;
    private final Consumer<RunReport> reader;
    private String problem;

    private ReportOutputs(
            ReportFile single,
            ReportFile inFolder,
            Path folder,
            RunReportBuilder inMemory,
            Consumer<RunReport> reader) {
        this.single = single;
        this.inFolder = inFolder;
        this.folder = folder;
        this.inMemory = inMemory;
        this.reader = reader;
    }

    /**
     * Starts the reports; the summary of a job is one of them, unless there are several ports.
     *
     * @param place where they go
     */
    static ReportOutputs start(ReportPlace place, ReportHeader header) {
        Path folder = place.folder();
        ReportFile single = ReportFile.start(place.json(), header);
        ReportFile inFolder = ReportFile.start(folder == null ? null : folder.resolve(STREAM), header);
        boolean inMemory = place.amongSeveral() || StepSummary.isWanted();
        return new ReportOutputs(
                single, inFolder, folder, inMemory ? new RunReportBuilder(header) : null, reader(place));
    }

    private static Consumer<RunReport> reader(ReportPlace place) {
        return place.amongSeveral() ? report -> place.reader().read(report, place.name()) : null;
    }

    /** Returns what makes files from the report. */
    private static List<ReportRenderer> renderers(CaseDetails details, String above) {
        return List.of(new HtmlReport(details, above), new ParityDocs(), new JunitXml(), new Badges());
    }

    /** Writes the line of a case. */
    void add(Fixture fixture, GoldenCase goldenCase, CaseResult result) {
        if (folder != null) {
            kept.add(fixture, goldenCase, result);
        }
        single.add(goldenCase, result);
        inFolder.add(goldenCase, result);
        if (inMemory != null) {
            inMemory.add(goldenCase.call(), result);
        }
    }

    /** Writes the relations, what is wrong, and the footers. */
    void finish(ConformanceRun.Result result, CheckedRelations relations, List<DiagnosisLine> diagnoses) {
        single.finish(result, relations, diagnoses);
        inFolder.finish(result, relations, diagnoses);
        if (inMemory != null) {
            relations.lines().forEach(inMemory::add);
            diagnoses.forEach(inMemory::add);
            handOn(inMemory.finish(result.totals(), relations.totals(), relations.decide(result)));
        }
    }

    private void handOn(RunReport report) {
        if (reader == null) {
            StepSummary.append(report).ifPresent(why -> problem = why);
        } else {
            reader.accept(report);
        }
    }

    /**
     * Makes the other files from the finished report, and says where they are.
     *
     * @param details tells more about the cases that were kept
     */
    void render(Function<KeptCases, CaseDetails> details, PrintWriter out) {
        Optional<RunReport> report = inFolder.whole();
        if (report.isEmpty()) {
            return;
        }
        try {
            render(report.get(), folder, details.apply(kept), reader == null ? "" : PeerFolder.ABOVE, out);
        } catch (IOException e) {
            problem = "can't write into " + folder + ": " + ReportFile.reason(e);
        }
    }

    /**
     * Makes the files from a report, the report itself excepted, and says where they are.
     *
     * @param above the page over all ports, relative to the folder; empty if there is none
     * @throws IOException if one can't be written
     */
    static void render(RunReport report, Path folder, CaseDetails details, String above, PrintWriter out)
            throws IOException {
        long start = System.nanoTime();
        try (StagedFolder stage = StagedFolder.in(folder, "report")) {
            for (ReportRenderer renderer : renderers(details, above)) {
                renderer.render(report, stage.path());
            }
            stage.publish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(Locale.ROOT, "report: %s (%.1f s)%n", folder.resolve("index.html"), seconds);
        out.flush();
    }

    /** Returns why something that was asked for was not written. */
    Optional<String> problem() {
        return single.problem().or(inFolder::problem).or(() -> Optional.ofNullable(problem));
    }

    @Override
    public void close() {
        single.close();
        inFolder.close();
    }
}
