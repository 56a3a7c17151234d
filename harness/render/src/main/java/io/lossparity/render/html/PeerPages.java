package io.lossparity.render.html;

import io.lossparity.render.html.model.PeerPage;
import io.lossparity.render.peers.PeerText;
import io.lossparity.report.peers.PeerComparison;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the comparison of several ports: {@code index.html} and {@code ports.md}. */
public final class PeerPages {
    private static final int MOST_IN_MARKDOWN = 20;

    private PeerPages() {}

    /**
     * Writes the files.
     *
     * @param folders for each port, the folder of its own pages, beside these
     * @param folder a folder that exists
     * @throws IOException if a file can't be written
     */
    public static void render(PeerComparison comparison, List<String> folders, Path folder) throws IOException {
        Assets.copyTo(folder.resolve("assets"));
        HtmlReport.write(folder.resolve("index.html"), "peers.jte", PeerPage.of(comparison, folders));
        Files.writeString(
                folder.resolve("ports.md"), PeerText.markdown(comparison, MOST_IN_MARKDOWN), StandardCharsets.UTF_8);
    }
}
