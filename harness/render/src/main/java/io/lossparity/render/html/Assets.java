package io.lossparity.render.html;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The files that every report contains: styles, programs, and the charting library with its licence. */
final class Assets {
    private static final String ROOT = "assets/";
    private static final List<String> FILES = List.of(
            "report.css",
            "icon.svg",
            "theme.js",
            "cases.js",
            "view.js",
            "chart.js",
            "loss.js",
            "echarts/echarts.common.min.js",
            "echarts/LICENSE",
            "echarts/NOTICE",
            "echarts/LICENSE-d3");

    private Assets() {}

    static void copyTo(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("echarts"));
        for (String file : FILES) {
            try (InputStream in = Assets.class.getResourceAsStream(ROOT + file)) {
                if (in == null) {
                    throw new IOException("the asset " + file + " is missing from this build");
                }
                Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
