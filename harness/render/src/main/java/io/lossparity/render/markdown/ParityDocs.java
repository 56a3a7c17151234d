package io.lossparity.render.markdown;

import io.lossparity.kit.text.Plural;
import io.lossparity.kit.verdict.LossTotals;
import io.lossparity.kit.verdict.Totals;
import io.lossparity.render.ReportRenderer;
import io.lossparity.render.text.Templates;
import io.lossparity.report.budget.Fidelity;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.ReportTotals;
import io.lossparity.report.stream.RunReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a folder {@code parity} of Markdown that can be committed as documentation: {@code README.md} and a file per
 * loss that the port supports.
 *
 * <p>The same results give the same bytes: there are no times, and nothing about the machine.
 */
public final class ParityDocs implements ReportRenderer {
    /** The folder's name. */
    public static final String FOLDER = "parity";

    /** Creates the renderer. */
    public ParityDocs() {}

    /**
     * What the index shows.
     *
     * @param report the report
     * @param totals its counts
     */
    public record Index(RunReport report, Totals totals) {
        /** Returns the classes of expected failures. */
        public List<ExpectedClass> expected() {
            return ExpectedClass.of(report.cases());
        }

        /** Returns the rows per loss that the port supports, by name. */
        public List<LossTotals> rows() {
            return supported(totals);
        }

        /** Returns the losses of which no case is supported, in a sentence; empty if there are none. */
        public String unsupported() {
            return ParityDocs.unsupported(totals);
        }
    }

    @Override
    public void render(RunReport report, Path folder) throws IOException {
        Path target = Files.createDirectories(folder.resolve(FOLDER));
        Totals totals = ReportTotals.of(report.cases());
        write(target.resolve("README.md"), Templates.markdown("parity-index.jte", new Index(report, totals)));
        Fidelity fidelity = Fidelity.of(report);
        for (Map.Entry<String, LossTotals> loss : totals.byLoss().entrySet()) {
            if (!isSupported(loss.getValue())) {
                continue;
            }
            List<CaseLine> cases = report.cases().stream()
                    .filter(line -> line.loss().equals(loss.getKey()))
                    .toList();
            LossParity model = new LossParity(
                    report,
                    loss.getValue(),
                    totals.byFile().values().stream()
                            .filter(file -> file.name().startsWith(loss.getKey() + "/"))
                            .toList(),
                    LossParity.quantities(loss.getKey(), fidelity),
                    cases);
            write(target.resolve(fileName(loss.getKey())), Templates.markdown("parity-loss.jte", model));
        }
    }

    /** Returns the counts of the losses that the port supports, by name. */
    static List<LossTotals> supported(Totals totals) {
        return totals.byLoss().values().stream()
                .filter(ParityDocs::isSupported)
                .sorted(Comparator.comparing(LossTotals::name))
                .toList();
    }

    /** Returns the losses of which no case is supported, in a sentence; empty if there are none. */
    static String unsupported(Totals totals) {
        List<LossTotals> losses = totals.byLoss().values().stream()
                .filter(loss -> !isSupported(loss))
                .toList();
        String names = losses.stream().map(LossTotals::name).sorted().collect(Collectors.joining(", "));
        long cases = losses.stream().mapToLong(loss -> loss.counts().cases()).sum();
        return losses.isEmpty() ? "" : "Not supported at all: " + names + " (" + Plural.of(cases, "case") + ").";
    }

    private static boolean isSupported(LossTotals loss) {
        return loss.counts().unsupported() < loss.counts().cases();
    }

    /** A name from a report must not lead out of the folder. */
    private static String fileName(String loss) {
        return loss.replaceAll("[^A-Za-z0-9_-]", "_") + ".md";
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
