package io.lossparity.cli;

import io.lossparity.kit.check.Checked;
import io.lossparity.kit.fixture.Fixture;
import io.lossparity.kit.text.Numbers;
import io.lossparity.render.CaseDetails;
import io.lossparity.render.ReportRenderer;
import io.lossparity.render.badge.Badges;
import io.lossparity.render.html.HtmlReport;
import io.lossparity.render.junit.JunitXml;
import io.lossparity.render.markdown.ParityDocs;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.report.stream.ReportFooter;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Everything that a check writes if asked to: the report itself, and the files made from it.
 *
 * <p>If a file cannot be written, a message says so; the verdict does not change.
 */
final class ReportOutputs implements AutoCloseable {
    /** The name of the report itself in a folder. */
    static final String STREAM = "report.jsonl.gz";

    private final ReportHeader header;
    private final Path folder;
    private final List<ReportFile> files = new ArrayList<>();
    private final ReportFile inFolder;
    private final List<CaseLine> lines = new ArrayList<>();
    private final KeptCases kept = new KeptCases();
    private final Consumer<RunReport> reader;
    private final boolean inMemory;
    private RunReport whole;
    private String problem;

    private ReportOutputs(ReportPlace place, ReportHeader header) {
        this.header = header;
        this.folder = place.folder();
        this.reader = reader(place);
        this.inMemory = folder != null || place.amongSeveral() || StepSummary.isWanted();
        if (place.json() != null) {
            files.add(ReportFile.start(place.json(), header));
        }
        inFolder = folder == null ? null : ReportFile.start(folder.resolve(STREAM), header);
        if (inFolder != null) {
            files.add(inFolder);
        }
    }

    /**
     * Starts the reports; they include the job's summary, unless there are several ports.
     *
     * @param place the place of the files
     */
    static ReportOutputs start(ReportPlace place, ReportHeader header) {
        return new ReportOutputs(place, header);
    }

    private static Consumer<RunReport> reader(ReportPlace place) {
        return place.amongSeveral() ? report -> place.reader().read(report, place.name()) : null;
    }

    /** Returns the writer of files from the report. */
    private static List<ReportRenderer> renderers(CaseDetails details, String above) {
        return List.of(new HtmlReport(details, above), new ParityDocs(), new JunitXml(), new Badges());
    }

    /** Adds a case; its line is made once, for all reports. */
    void add(Fixture fixture, Checked checked) {
        if (folder != null) {
            kept.add(fixture, checked);
        }
        if (files.isEmpty() && !inMemory) {
            return;
        }
        CaseLine line =
                CaseLine.of(checked.goldenCase().at(), checked.goldenCase().call(), checked.result());
        files.forEach(file -> file.add(line));
        if (inMemory) {
            lines.add(line);
        }
    }

    /** Adds the relations, the diagnosis, and the footer. */
    void finish(List<RelationLine> relations, List<DiagnosisLine> diagnoses, ReportFooter footer) {
        files.forEach(file -> file.finish(relations, diagnoses, footer));
        if (inMemory) {
            whole = new RunReport(header, lines, relations, diagnoses, footer);
            handOn(whole);
        }
    }

    private void handOn(RunReport report) {
        if (reader != null) {
            reader.accept(report);
        } else if (StepSummary.isWanted()) {
            StepSummary.append(report).ifPresent(why -> problem = why);
        }
    }

    /**
     * Makes the other files from the finished report, and prints where they are.
     *
     * @param details the details of the cases that were kept
     * @param out the writer to print to; null to print nothing
     */
    void render(Function<KeptCases, CaseDetails> details, PrintWriter out) {
        if (inFolder == null || inFolder.problem().isPresent()) {
            return;
        }
        try {
            render(whole, folder, details.apply(kept), reader == null ? "" : PeerFolder.ABOVE, out);
        } catch (IOException e) {
            problem = "can't write into " + folder + ": " + ReportFile.reason(e);
        }
    }

    /**
     * Makes the files from a report, without the report itself, and prints where they are.
     *
     * @param above the page about all ports, relative to the folder; empty if there is none
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
        if (out != null) {
            out.println("report: " + folder.resolve("index.html") + " (" + Numbers.seconds(seconds) + ")");
            out.flush();
        }
    }

    /** Returns why a requested file was not written; empty if all were. */
    Optional<String> problem() {
        return files.stream()
                .flatMap(file -> file.problem().stream())
                .findFirst()
                .or(() -> Optional.ofNullable(problem));
    }

    @Override
    public void close() {
        files.forEach(ReportFile::close);
    }
}
