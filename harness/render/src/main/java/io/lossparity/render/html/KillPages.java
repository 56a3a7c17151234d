package io.lossparity.render.html;

import io.lossparity.render.html.model.KillOverview;
import io.lossparity.render.html.model.KillPage;
import io.lossparity.report.kills.KillMatrix;
import io.lossparity.report.kills.KillReport;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes as HTML which golden case rejects which wrong loss: {@code mutants.html} and a page for each loss. The names
 * differ from those of a conformance report, so both can be in one folder.
 */
public final class KillPages {
    /** The first page. */
    public static final String FIRST = "mutants.html";

    private KillPages() {}

    /**
     * Writes the pages.
     *
     * @param folder a folder that exists
     * @throws IOException if a file can't be written
     */
    public static void render(KillReport report, Path folder) throws IOException {
        Assets.copyTo(folder.resolve("assets"));
        KillOverview overview = KillOverview.of(report);
        HtmlReport.write(folder.resolve(FIRST), "mutants.jte", overview);
        for (int i = 0; i < report.matrices().size(); i++) {
            KillMatrix matrix = report.matrices().get(i);
            HtmlReport.write(
                    folder.resolve(overview.rows().get(i).page()), "mutants-loss.jte", KillPage.of(matrix, overview));
        }
    }
}
