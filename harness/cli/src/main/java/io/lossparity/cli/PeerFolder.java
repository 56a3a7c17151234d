package io.lossparity.cli;

import io.lossparity.render.html.PeerPages;
import io.lossparity.report.peers.PeerComparison;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The folder about several ports: a page about all of them, and a folder with the report of each. */
final class PeerFolder {
    /** The page about all ports, as a path from the folder of one. */
    static final String ABOVE = "../index.html";

    private PeerFolder() {}

    /**
     * Writes the overview.
     *
     * @param folders for each port, the name of the folder with its report
     * @throws IOException if a file cannot be written
     */
    static void render(PeerComparison comparison, List<String> folders, Path folder, PrintWriter out)
            throws IOException {
        try (StagedFolder stage = StagedFolder.in(folder, "ports")) {
            PeerPages.render(comparison, folders, stage.path());
            stage.publish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.println("ports: " + folder.resolve("index.html"));
        out.flush();
    }
}
