package io.lossparity.render.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.render.CaseDetail;
import io.lossparity.render.CaseDetails;
import io.lossparity.render.TrialReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Holds the pages against axe-core's rules, on a wide screen and on a phone, and walks them with the keyboard. */
@EnabledIfEnvironmentVariable(named = "LOSSPARITY_SLOW", matches = "true", disabledReason = "it takes minutes")
class AccessibilityTest {
    private static final String AXE = "axe.min.js";
    private static final String CASE = "#case=MSELoss/float32/mean/N7-C3/typical";

    @TempDir(cleanup = CleanupMode.NEVER)
    static Path folder;

    private static ChromeDriver browser;
    private static String axe;

    @BeforeAll
    static void renderAndStart() throws IOException {
        browser = Browser.start(folder.resolve("profile"));
        browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(1));
        try (InputStream in = AccessibilityTest.class.getClassLoader().getResourceAsStream(AXE)) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        render("plain", SampleReport.doubledGradients());
        PeerPages.render(
                PeerPagesTest.comparison(),
                List.of("trial", "other"),
                Files.createDirectories(folder.resolve("ports")));
        new HtmlReport(CaseDetails.none(), "../index.html")
                .render(
                        TrialReport.of(TrialReport.line(
                                "MultiLabelSoftMarginLoss/float32/mean/N2/typical", CaseVerdict.ERRORED, null, "no")),
                        Files.createDirectories(folder.resolve("ports/trial")));
        render("expecting", TrialReport.notAsExpected());
        render("trial", TrialReport.sick());
        render("truth", TrialReport.withTruth());
    }

    private static void render(String name, io.lossparity.report.stream.RunReport report) throws IOException {
        Path to = Files.createDirectories(folder.resolve(name));
        new HtmlReport((port, ids) -> ids.stream()
                        .collect(Collectors.toMap(
                                id -> id,
                                id -> new CaseDetail("what it catches", "values", "import torch", "var loss;"))))
                .render(report, to);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
    }

    private static void open(String page, boolean dark, int width) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
        browser.get("about:blank");
        browser.get(folder.toUri() + page);
    }

    private static String violations() {
        browser.executeScript(axe);
        return (String) browser.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations.map(v => v.id + ': '"
                + " + v.help + '\\n' + v.nodes.slice(0, 5).map(n => '  ' + n.target + '  ' + n.failureSummary"
                + ".replace(/\\s+/g, ' ')).join('\\n')).join('\\n')), e => done('axe failed: ' + e));");
    }

    @ParameterizedTest
    @CsvSource({
        "plain/index.html",
        "plain/MSELoss.html",
        "plain/MSELoss.html" + CASE,
        "trial/index.html",
        "trial/MSELoss.html",
        "truth/index.html",
        "truth/MSELoss.html",
        "ports/index.html",
        "ports/trial/index.html",
        "ports/trial/MultiLabelSoftMarginLoss.html",
        "expecting/index.html",
        "expecting/MSELoss.html",
        "expecting/MSELoss.html#case=MSELoss/float32/sum/N3/typical"
    })
    void pagesKeepAxesRulesInLightAndDark(String page) {
        open(page, false, 1200);
        String light = violations();
        open(page, true, 375);
        assertEquals("light: , dark: ", "light: " + light + ", dark: " + violations(), page);
    }

    /** A rule that is broken on purpose is found: axe runs, and is not blocked by the page's own policy. */
    @Test
    void axeFindsWhatIsBroken() {
        open("plain/index.html", false, 1200);
        browser.executeScript("document.documentElement.removeAttribute('lang');"
                + "document.querySelector('.gate p').style.color = '#ccc'");
        String found = violations();
        assertTrue(found.contains("html-has-lang"), found);
        assertTrue(found.contains("color-contrast"), found);
    }

    @ParameterizedTest
    @CsvSource({
        "plain/index.html",
        "plain/MSELoss.html",
        "plain/MSELoss.html" + CASE,
        "trial/index.html",
        "trial/MSELoss.html",
        "ports/index.html",
        "ports/trial/index.html",
        "ports/trial/MultiLabelSoftMarginLoss.html",
        "expecting/index.html",
        "expecting/MSELoss.html",
        "expecting/MSELoss.html#case=MSELoss/float32/sum/N3/typical"
    })
    void phoneNeedsNoSidewaysScrolling(String page) {
        open(page, false, 375);
        assertEquals(375L, browser.executeScript("return document.documentElement.scrollWidth"), page);
    }

    @Test
    void keyboardAloneReachesACaseAndComesBack() {
        open("plain/MSELoss.html", false, 1200);
        WebElement body = browser.findElement(By.tagName("body"));
        body.sendKeys(Keys.TAB);
        assertEquals("Skip to the content", focused().getText());
        focused().sendKeys(Keys.ENTER);
        assertEquals("main", focused().getAttribute("id"));
        WebElement row = browser.findElement(By.cssSelector("#rows a"));
        for (int i = 0; i < 300 && !focused().equals(row); i++) {
            focused().sendKeys(Keys.TAB);
            assertTrue(visibleFocus(), () -> "no outline on " + focused().getAttribute("outerHTML"));
        }
        assertEquals(row, focused());
        focused().sendKeys(Keys.ENTER);
        new WebDriverWait(browser, Duration.ofSeconds(10))
                .until(driver -> driver.findElement(By.id("case")).isDisplayed());
        assertEquals(
                true, browser.executeScript("return document.getElementById('case').contains(document.activeElement)"));
        focused().sendKeys(Keys.ESCAPE);
        new WebDriverWait(browser, Duration.ofSeconds(10))
                .until(driver -> !driver.findElement(By.id("case")).isDisplayed());
        assertFalse(focused().getTagName().equals("body"), "the focus is lost when a case is closed");
    }

    private static WebElement focused() {
        return browser.switchTo().activeElement();
    }

    /** What has the focus shows it, or is the page's end, from which the next key leads to its start. */
    private static boolean visibleFocus() {
        return (boolean) browser.executeScript("const e = document.activeElement;"
                + "return e === document.body || getComputedStyle(e).outlineStyle !== 'none'");
    }
}
