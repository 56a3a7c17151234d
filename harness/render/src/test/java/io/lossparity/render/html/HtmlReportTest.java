package io.lossparity.render.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.render.CaseDetail;
import io.lossparity.render.CaseDetails;
import io.lossparity.render.TrialReport;
import io.lossparity.report.stream.CaseLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\"[^>]*>(.*?)</script>", Pattern.DOTALL);
    private static final CaseDetails DETAILS = (port, ids) -> ids.stream()
            .collect(Collectors.toMap(id -> id, id -> new CaseDetail("about", "<b>answers", "import torch", "var x;")));

    @TempDir
    Path folder;

    private String page(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void writesOverviewPagesAndAssets() throws IOException {
        new HtmlReport(DETAILS).render(SampleReport.doubledGradients(), folder);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("MSELoss.html", "assets", "index.html"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertTrue(Files.size(folder.resolve("assets/echarts/echarts.common.min.js")) > 100_000);
        assertTrue(Files.exists(folder.resolve("assets/echarts/LICENSE")));
        String overview = page("index.html");
        assertTrue(overview.contains("Does not conform: doubling 1.0"), overview);
        assertTrue(overview.contains("40 of 120 cases failed"));
        assertTrue(overview.contains("40 failed"));
        String loss = page("MSELoss.html");
        assertTrue(loss.contains("grad.input: wrong values in 40 of 120 cases"), loss);
        assertTrue(loss.contains("&lt;b&gt;answers") || loss.contains("&lt;b>answers"));
        assertTrue(loss.contains("not covered") || !loss.contains("class=\"gap\"><"));
    }

    @Test
    void eachOfTwoWorstErrorsLeadsToItsOwnCase() throws IOException {
        new HtmlReport(DETAILS).render(TrialReport.twoWorstCases(), folder);
        String cases = "MSELoss.html#case=MSELoss/float32/";
        String overview = page("index.html");
        assertTrue(
                overview.contains("<a href=\"" + cases + "sum/N2/typical\" title=\"MSELoss/float32/sum/N2/typical\">"
                        + "4 units</a>, <a href=\"" + cases + "mean/N2/typical\" title="
                        + "\"MSELoss/float32/mean/N2/typical\">3 ulp</a>"),
                overview);
        new HtmlReport(DETAILS).render(TrialReport.healthy(), folder);
        assertTrue(page("index.html").contains("title=\"MSELoss/float32/mean/N2/typical\">2 units, 1 ulp</a>"));
    }

    @Test
    void bitEqualIsAShareOfValuesOnEveryPage() throws IOException {
        new HtmlReport(DETAILS).render(TrialReport.withTruth(), folder);
        String share = "<td class=\"number\">6</td><td class=\"number\">66.66 %</td>";
        assertTrue(page("index.html").replaceAll("\\s*\n\\s*", "").contains(share), page("index.html"));
        assertTrue(page("MSELoss.html").replaceAll("\\s*\n\\s*", "").contains(share), page("MSELoss.html"));
        assertTrue(page("MSELoss.html").contains("66.66 % of 6 values bit-equal"), page("MSELoss.html"));
        new HtmlReport(DETAILS).render(TrialReport.healthy(), folder);
        assertTrue(page("MSELoss.html").contains("<span>1 case</span>"), page("MSELoss.html"));
    }

    @Test
    void lossPageHasTheDistancesFromTheTruth() throws IOException {
        new HtmlReport(DETAILS).render(TrialReport.withTruth(), folder);
        String loss = page("MSELoss.html").replaceAll("\\s*\n\\s*", "");
        String link = "<a href=\"#case=MSELoss/float32/%s/N2/typical\" title=\"MSELoss/float32/%s/N2/typical\">%s</a>";
        assertTrue(
                loss.contains(
                        "<tr><th scope=\"row\">output</th><td>float32</td><td class=\"number\">3</td><td class=\"number\">"
                                + String.join(
                                        "</td><td class=\"number\">",
                                        String.format(link, "mean", "mean", "4 units, 2 ulp"),
                                        String.format(link, "mean", "mean", "2.5 units, 1.3 ulp (1 not comparable)"),
                                        String.format(link, "sum", "sum", "3 units, 1.5 ulp (1 not comparable)"),
                                        "1",
                                        "1")
                                + "</td></tr>"),
                loss);
        new HtmlReport(DETAILS).render(TrialReport.healthy(), folder);
        assertFalse(page("MSELoss.html").contains("Distance from the truth"));
    }

    @Test
    void relationsHaveASectionOnOverviewAndLossPage() throws IOException {
        new HtmlReport(DETAILS).render(TrialReport.withRelations(), folder);
        String overview = page("index.html");
        assertTrue(overview.contains("2 of 6 hold, 1 broken, 1 errored, 1 timed out, 1 unsupported (quick, seed 42)"));
        String rerun =
                "./lossparity check --port test --case relation/MSELoss/float64/batch-permuted/default/N3/seed=42";
        assertTrue(overview.contains("<code>" + rerun + "</code>"), overview);
        assertTrue(overview.contains("<th scope=\"row\">CTCLoss</th>"));
        String loss = page("MSELoss.html");
        assertTrue(loss.contains("2 of 3 hold"), loss);
        assertTrue(loss.contains("<th scope=\"row\">batch-permuted</th>"));
        assertTrue(loss.contains("l(x) &lt; l(y)"));
        assertFalse(overview.contains("<script>") && overview.contains("<script>alert"), overview);
        new HtmlReport(DETAILS).render(TrialReport.sick(), folder);
        assertFalse(page("index.html").contains("Relations"));
    }

    @Test
    void overviewShowsFirstWhatIsWrongAndFoldsTheRest() throws IOException {
        new HtmlReport(DETAILS).render(TrialReport.withRelations(), folder);
        String overview = page("index.html");
        assertTrue(overview.contains("does not hold: batch-permuted (1 relation)</p>"), overview);
        assertFalse(overview.contains("; the first: "), overview);
        assertTrue(overview.contains("<details><summary>Loss by loss</summary>\n"), overview);
        String provenance = overview.substring(overview.indexOf("id=\"provenance\""));
        assertTrue(provenance.indexOf("<details>") < provenance.indexOf("<table"), provenance);

        CaseLine[] failures = IntStream.range(0, 9)
                .mapToObj(i -> TrialReport.line(
                        "Loss" + i + "/float32/mean/N2/typical", CaseVerdict.FAILED, FailureKind.OUTPUT, "off"))
                .toArray(CaseLine[]::new);
        new HtmlReport(DETAILS).render(TrialReport.of(failures), folder);
        String many = page("index.html");
        String shown = many.substring(many.indexOf("id=\"findings\""), many.indexOf("<summary>1 more</summary>"));
        assertEquals(8, shown.split("<li class=\"finding\"><p class=\"headline\"><a ", -1).length - 1, shown);
    }

    @Test
    void expectedFailuresAreMarkedWhereverTheyAreShown() throws IOException {
        new HtmlReport(DETAILS).render(TrialReport.asExpected(), folder);
        String overview = page("index.html");
        assertTrue(overview.contains("<title>Fails as expected"), overview);
        assertTrue(
                overview.contains("<span class=\"expect met\">all 3 expected: 1 to-fix, 2 will-not-fix</span>"),
                overview);
        assertTrue(overview.contains("fails as expected (will-not-fix: the last bits)"), overview);
        String loss = page("MSELoss.html");
        assertTrue(
                loss.contains("</span>\n <span class=\"expect met\" title=\"This failure is expected: will-not-fix, "),
                loss);
        assertTrue(loss.contains("all 3 expected: 1 to-fix, 2 will-not-fix"), loss);
        assertFalse(page("L1Loss.html").contains("class=\"expect"), "no failure of L1Loss is expected");
    }

    @Test
    void everyClassOfExpectedFailuresHasItsPatterns() throws IOException {
        new HtmlReport(DETAILS).render(TrialReport.notAsExpected(), folder);
        String overview = page("index.html").replaceAll("\\s*\n\\s*", "");
        assertTrue(overview.contains("<span class=\"expect met\">will-not-fix</span> the last bits"), overview);
        assertTrue(overview.contains("<p>The sum has another order. off by `one` | &lt;script&gt;"), overview);
        assertTrue(overview.contains("<details open><summary>2 of 3 fail as expected, 1 pattern</summary>"), overview);
        assertTrue(
                overview.contains(
                        "<a href=\"MSELoss.html#case=MSELoss/float32/sum/N2/typical\"><code>MSELoss/*/sum/*</code></a></th>"
                                + "<td class=\"number line\">4</td><td class=\"number\">3</td>"
                                + "<td class=\"number\"><strong class=\"fail\">2</strong></td>"),
                overview);
        assertTrue(
                overview.contains(
                        "<code>KLDivLoss/*</code></th><td class=\"number line\">9</td><td class=\"number\">0</td>"
                                + "<td class=\"number\">covers nothing here</td>"),
                overview);
        assertTrue(overview.contains("3 of 5 expected: 1 to-fix, 2 will-not-fix"), overview);
        String loss = page("MSELoss.html");
        assertTrue(
                loss.indexOf("out of the blue") < loss.indexOf("title=\"This failure is expected"),
                "unexpected failures come first");
        assertTrue(loss.contains("<span class=\"expect unmet\""), loss);
        assertFalse(loss.contains("KLDivLoss/*"), loss);
        new HtmlReport(DETAILS).render(TrialReport.sick(), folder);
        assertFalse(page("index.html").contains("Expected failures"));
    }

    @Test
    void onePortAmongSeveralLeadsUpToAllOfThem() throws IOException {
        new HtmlReport(DETAILS, "../index.html").render(TrialReport.sick(), folder);
        for (String name : List.of("index.html", "MSELoss.html")) {
            assertTrue(page(name).contains("<a class=\"above\" href=\"../index.html\">All ports</a>"), page(name));
        }
        new HtmlReport(DETAILS).render(TrialReport.sick(), folder);
        for (String name : List.of("index.html", "MSELoss.html")) {
            assertFalse(page(name).contains("All ports"), name);
        }
    }

    @Test
    void knownMistakeIsNamedAboveTheFindings() throws IOException {
        new HtmlReport(DETAILS).render(SampleReport.doubledGradients(), folder);
        String overview = page("index.html");
        String line = "<a href=\"MSELoss.html\">MSELoss</a> the gradient is doubled (40 failing cases)";
        assertTrue(overview.indexOf("Loss by loss") < overview.indexOf("What is wrong"), "the matrix comes first");
        assertTrue(overview.indexOf("What is wrong") < overview.indexOf(line), overview);
        String own = page("MSELoss.html");
        String headline = "Your 40 failing cases equal <a href=\"MSELoss.html\">MSELoss: the gradient is doubled</a>"
                + " to the bit";
        assertTrue(own.indexOf("What is wrong") < own.indexOf(headline), own);
        assertTrue(own.contains("Explained as well by: half of it"));
        for (String page : List.of(overview, own)) {
            assertTrue(page.contains("href=\"MSELoss.html#case=MSELoss/float32/mean/N1-C3/typical\""));
            int group = page.indexOf("Its failing cases in groups");
            assertTrue(0 < group && group < page.indexOf("grad.input: wrong values in 40 of 120 cases"), page);
            assertFalse(page.contains("ther failing cases grouped"), "the groups stand under their mistake");
        }
        String pattern = "MSELoss: the output is wrong in 3 of 40 cases compared</a>";
        assertTrue(page("MSELoss.html").contains(pattern), "the page of the loss has no pattern");
    }

    @Test
    void everyLocalReferenceExists() throws IOException {
        new HtmlReport(DETAILS).render(SampleReport.doubledGradients(), folder);
        for (String name : List.of("index.html", "MSELoss.html")) {
            Matcher reference =
                    Pattern.compile("(?:src|href)=\"([^\"#]+)[^\"]*\"").matcher(page(name));
            while (reference.find()) {
                assertFalse(reference.group(1).contains(":"), reference.group());
                assertTrue(Files.exists(folder.resolve(reference.group(1))), reference.group());
            }
        }
    }

    @Test
    void hostileWordsAreText() throws IOException {
        new HtmlReport((port, ids) -> ids.stream()
                        .collect(Collectors.toMap(
                                id -> id,
                                id -> new CaseDetail(
                                        SampleReport.HOSTILE,
                                        SampleReport.HOSTILE,
                                        SampleReport.HOSTILE,
                                        SampleReport.HOSTILE))))
                .render(SampleReport.hostile(), folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".html")).toList()) {
                String html = Files.readString(file);
                assertTrue(html.contains("&lt;img src=x"), file.toString());
                assertFalse(html.contains("<img"), file.toString());
                assertFalse(html.contains("<script>"), file.toString());
                assertFalse(html.contains("<!--"), file.toString());
                Matcher data = DATA.matcher(html);
                if (data.find()) {
                    JsonNode json = JsonMapper.builder().build().readTree(data.group(1));
                    assertFalse(json.path("rows").isEmpty());
                }
            }
        }
    }

    @Test
    void dataHoldsEveryCase() throws IOException {
        new HtmlReport(DETAILS).render(SampleReport.doubledGradients(), folder);
        Matcher data = DATA.matcher(page("MSELoss.html"));
        assertTrue(data.find());
        JsonNode json = JsonMapper.builder().build().readTree(data.group(1));
        assertEquals(120, json.path("rows").size());
        assertEquals(40, json.path("messages").size());
        assertEquals(
                "float32/none/N1-C3/typical", json.path("rows").path(0).path(0).asText());
    }

    @Test
    void unwritableFolderIsAnIOException() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        HtmlReport report = new HtmlReport(CaseDetails.none());
        assertThrows(IOException.class, () -> report.render(SampleReport.doubledGradients(), file));
    }
}
