package io.lossparity.render.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.report.kills.KillMatrix;
import io.lossparity.report.kills.KillReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillPagesTest {
    private static final List<String> CASES = List.of(
            "L1Loss/float32/none/N1/typical",
            "L1Loss/float32/mean/N1/typical",
            "L1Loss/float32/mean/N2/typical",
            "L1Loss/float32/sum/N1/special",
            "L1Loss/float32/invalid/target=C,mean");

    @TempDir
    Path folder;

    private static KillMatrix.Row row(String name, int... places) {
        BitSet kills = new BitSet();
        for (int place : places) {
            kills.set(place);
        }
        return new KillMatrix.Row("L1Loss/" + name, name, kills);
    }

    private void render(String loss, KillMatrix.Row... rows) throws IOException {
        KillMatrix matrix =
                new KillMatrix(loss, CASES, List.of(rows), List.of(), Map.of("equal", SampleReport.HOSTILE));
        KillReport.Data data = new KillReport.Data("1.0.0", "1.4.0");
        KillPages.render(new KillReport(data, List.of(matrix)), folder);
    }

    private String page(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void overviewSaysTheScoreAndTheHardest() throws IOException {
        render("L1Loss", row("easy", 0, 1, 2), row("hard", 2));
        String page = page("mutants.html");
        assertTrue(page.contains("2 of 2 wrong losses are rejected (100 %)"), page);
        assertTrue(page.contains("class=\"gate pass\""), page);
        assertTrue(page.indexOf("</a>: hard</th>") < page.indexOf("</a>: easy</th>"), page);
    }

    @Test
    void survivorFailsTheGate() throws IOException {
        render("L1Loss", row("easy", 0, 1, 2), row("sly"));
        String page = page("mutants.html");
        assertTrue(page.contains("1 of 2 wrong losses are rejected (50.00 %)") || page.contains("(50 %)"), page);
        assertTrue(page.contains("class=\"gate fail\""), page);
        assertTrue(page("mutants-L1Loss.html").contains("No case rejects it."));
    }

    @Test
    void cellSaysHowManyOfItsCasesReject() throws IOException {
        render("L1Loss", row("easy", 0, 1), row("hard", 4));
        String page = page("mutants-L1Loss.html");
        assertTrue(page.contains("<title>typical, mean: 1 of 2 cases</title>"), page);
        assertTrue(page.contains("<title>typical, none: 1 of 1 cases</title>"), page);
        assertTrue(page.contains("<title>invalid calls, other: 1 of 1 cases</title>"), page);
        assertFalse(page.contains("special, sum: "), page);
        assertTrue(page.contains("2 cases reject no mistake"), page);
        Matcher worth = Pattern.compile("<th scope=\"row\">([^<]*)</th><td class=\"number\">1</td>")
                .matcher(page);
        assertTrue(worth.find(), page);
        assertEquals(CASES.get(4), worth.group(1));
    }

    @Test
    void nothingIsMarkup() throws IOException {
        render(SampleReport.HOSTILE, row(SampleReport.HOSTILE, 0));
        for (String name : List.of(
                "mutants.html", "mutants-" + SampleReport.HOSTILE.replaceAll("[^A-Za-z0-9_-]", "_") + ".html")) {
            String page = page(name);
            assertTrue(page.contains("&lt;img src=x"), page);
            assertFalse(page.contains("<img"), page);
            assertFalse(page.contains("<script>"), page);
            Matcher reference =
                    Pattern.compile("(?:src|href)=\"([^\"#]+)[^\"]*\"").matcher(page);
            while (reference.find()) {
                assertTrue(Files.exists(folder.resolve(reference.group(1))), reference.group());
            }
        }
    }
}
