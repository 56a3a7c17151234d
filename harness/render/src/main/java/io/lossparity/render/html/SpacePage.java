package io.lossparity.render.html;

import io.lossparity.render.html.model.SpaceOverview;
import io.lossparity.suite.coverage.CaseSpace;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a page about what the golden data cover, what they do not cover, and why. */
public final class SpacePage {
    /** The page's name. */
    public static final String FILE = "coverage.html";

    private SpacePage() {}

    /**
     * Writes the page.
     *
     * @param folder a folder that exists
     * @throws IOException if a file can't be written
     */
    public static void render(CaseSpace space, Path folder) throws IOException {
        Assets.copyTo(folder.resolve("assets"));
        HtmlReport.write(folder.resolve(FILE), "space.jte", SpaceOverview.of(space));
    }
}
