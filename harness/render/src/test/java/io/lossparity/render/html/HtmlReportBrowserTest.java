package io.lossparity.render.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.render.CaseDetail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Opens reports from files in Chromium, as a reader would. */
@EnabledIfEnvironmentVariable(named = "LOSSPARITY_SLOW", matches = "true", disabledReason = "it takes minutes")
class HtmlReportBrowserTest {
    private static final Pattern REQUEST =
            Pattern.compile("\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"");

    @TempDir(cleanup = CleanupMode.NEVER)
    static Path folder;

    private static ChromeDriver browser;

    @BeforeAll
    static void renderAndStart() throws IOException {
        browser = Browser.start(folder.resolve("profile"));
        render("plain", SampleReport.doubledGradients());
        render("hostile", SampleReport.hostile());
        render("expecting", io.lossparity.render.TrialReport.notAsExpected());
    }

    private static void render(String name, io.lossparity.report.stream.RunReport report) throws IOException {
        Path to = Files.createDirectories(folder.resolve(name));
        new HtmlReport((port, ids) -> ids.stream()
                        .collect(Collectors.toMap(
                                id -> id,
                                id -> new CaseDetail(
                                        "catches " + SampleReport.HOSTILE,
                                        "expected " + SampleReport.HOSTILE,
                                        "import torch",
                                        "var loss;"))))
                .render(report, to);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
    }

    @AfterEach
    void nothingComplainedAndNothingLeftTheMachine() {
        List<String> complaints = StreamSupport.stream(
                        browser.manage().logs().get(LogType.BROWSER).spliterator(), false)
                .map(LogEntry::getMessage)
                .toList();
        assertEquals(List.of(), complaints);
        for (LogEntry entry : browser.manage().logs().get(LogType.PERFORMANCE)) {
            Matcher request = REQUEST.matcher(entry.getMessage());
            if (request.find()) {
                String url = request.group(1);
                assertTrue(url.startsWith("file:") || url.startsWith("data:") || url.startsWith("chrome:"), url);
            }
        }
    }

    private static void open(String path) {
        browser.get("about:blank");
        browser.get(folder.toUri() + path);
    }

    private static WebElement find(String css) {
        return browser.findElement(By.cssSelector(css));
    }

    private static void waitFor(String css, String text) {
        new WebDriverWait(browser, Duration.ofSeconds(10))
                .until(driver ->
                        driver.findElement(By.cssSelector(css)).getText().contains(text));
    }

    @Test
    void overviewLeadsToTheLoss() {
        open("plain/index.html");
        assertTrue(find("h1").getText().contains("PyTorch"));
        assertTrue(find(".gate").getText().contains("Does not conform: doubling 1.0"));
        assertTrue(find(".findings").getText().contains("doubled"));
        find(".matrix tbody th a").click();
        assertEquals("MSELoss", find("h1").getText());
    }

    @Test
    void lossPageDrawsItsPlots() {
        open("plain/MSELoss.html");
        new WebDriverWait(browser, Duration.ofSeconds(10))
                .until(driver ->
                        driver.findElements(By.cssSelector(".chart canvas")).size() == 2);
        assertFalse(find("#chart-units").getAttribute("aria-label").isEmpty());
        assertEquals(
                4, browser.findElements(By.cssSelector(".numbers tbody tr")).size());
    }

    @Test
    void filtersNarrowTheCasesAndLiveInTheAddress() {
        open("plain/MSELoss.html");
        assertEquals("120 of 120 cases", find("#count").getText());
        new Select(find("#f-v")).selectByVisibleText("failed");
        waitFor("#count", "40 of 120");
        new Select(find("#f-d")).selectByVisibleText("float64");
        waitFor("#count", "20 of 120");
        find("#f-q").sendKeys("N2-C3");
        waitFor("#count", "1 of 120");
        String address = browser.getCurrentUrl();
        open("plain/index.html");
        browser.get(address);
        waitFor("#count", "1 of 120");
        find("#f-clear").click();
        waitFor("#count", "120 of 120");
        new Select(find("#f-p")).selectByVisibleText("reduction=sum");
        waitFor("#count", "40 of 120");
        assertFalse(find("#next").isEnabled());
    }

    @Test
    void coverageCellListsItsCases() {
        open("plain/MSELoss.html");
        find(".coverage tbody td.fail a").click();
        waitFor("#count", "20 of 120");
    }

    @Test
    void caseOpensByLinkAndClosesByKey() {
        open("plain/MSELoss.html#case=MSELoss/float32/mean/N7-C3/typical");
        waitFor("#case-title", "MSELoss/float32/mean/N7-C3/typical");
        String body = find("#case-body").getText();
        assertTrue(body.contains("every element is off"), body);
        assertTrue(body.contains("./lossparity explain --port doubling 'MSELoss/float32/mean/N7-C3/typical'"), body);
        find("#case-title").sendKeys(Keys.ESCAPE);
        new WebDriverWait(browser, Duration.ofSeconds(10))
                .until(driver -> !driver.getCurrentUrl().contains("case="));
        assertFalse(find("#case").isDisplayed());
    }

    @Test
    void expectedFailuresAreMarkedAndFound() {
        open("expecting/MSELoss.html");
        new Select(find("#f-e")).selectByVisibleText("will-not-fix");
        waitFor("#count", "2 of 6");
        assertTrue(
                find("#rows tr").getText().contains("will-not-fix"),
                find("#rows").getText());
        new Select(find("#f-e")).selectByVisibleText("unexpected");
        waitFor("#count", "1 of 6");
        assertFalse(
                find("#rows tr").getText().contains("will-not-fix"),
                find("#rows").getText());
        new Select(find("#f-e")).selectByVisibleText("not as expected");
        waitFor("#count", "1 of 6");
        find("#rows a").sendKeys(Keys.ENTER);
        waitFor("#case-body", "but it is otherwise (worse): error 9 ulp off by `one` | <script>");
        browser.get(folder.toUri() + "expecting/MSELoss.html#case=MSELoss/float32/sum/N2/typical");
        waitFor("#case-body", "This failure is expected: will-not-fix, the last bits. The sum has another order.");
        assertTrue(find("#case-body").getText().contains("Pattern MSELoss/*/sum/*"));
        open("plain/MSELoss.html");
        assertFalse(find("#f-e").isDisplayed(), "nothing is expected there");
    }

    @Test
    void caseOpensFromTheList() {
        open("plain/MSELoss.html#q=N3-C3&d=float32");
        waitFor("#count", "3 of 120");
        find("#rows a").sendKeys(Keys.ENTER);
        waitFor("#case-title", "float32/none/N3-C3/typical");
        assertTrue(find("#case-body").getText().contains("1.0000001"));
    }

    @Test
    void unknownCaseIsSaidSo() {
        open("plain/MSELoss.html#case=MSELoss/float32/gone");
        waitFor("#case-body", "no case of the id MSELoss/float32/gone");
    }

    @Test
    void themeCanBeSwitched() {
        open("plain/MSELoss.html");
        String before = find("body").getCssValue("background-color");
        find("#theme").click();
        assertFalse(before.equals(find("body").getCssValue("background-color")));
        find("#theme").click();
        assertEquals(before, find("body").getCssValue("background-color"));
    }

    @Test
    void phoneNeedsNoSidewaysScrolling() {
        Dimension before = browser.manage().window().getSize();
        try {
            browser.manage().window().setSize(new Dimension(500, 900));
            for (String page : List.of("plain/index.html", "plain/MSELoss.html", "hostile/index.html")) {
                open(page);
                Object wider = browser.executeScript(
                        "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assertEquals(0L, wider, page);
            }
        } finally {
            browser.manage().window().setSize(before);
        }
    }

    @Test
    void controlsAndTablesHaveNames() {
        open("plain/MSELoss.html");
        Object nameless = browser.executeScript("return [...document.querySelectorAll('input,select,button')]"
                + ".filter(e => !(e.labels && e.labels.length) && !e.textContent.trim()).length");
        assertEquals(0L, nameless);
        assertEquals(
                0L,
                browser.executeScript(
                        "return document.querySelectorAll('thead th:not([scope]),tbody th:not([scope])').length"));
        Object twice = browser.executeScript("const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                + "return ids.filter((id, i) => ids.indexOf(id) !== i).join()");
        assertEquals("", twice);
    }

    @Test
    void hostileWordsStayWords() throws IOException {
        List<String> pages;
        try (Stream<Path> files = Files.list(folder.resolve("hostile"))) {
            pages = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".html"))
                    .toList();
        }
        assertEquals(3, pages.size());
        for (String page : pages) {
            open("hostile/" + page);
            assertHarmless(page);
            if (!page.equals("index.html")) {
                waitFor("#count", "1 of 1 cases");
                find("#rows a").sendKeys(Keys.ENTER);
                waitFor("#case-body", "lossparity explain");
                assertHarmless(page);
                assertEquals(
                        page.equals("MSELoss.html"),
                        find("#case-body").getText().contains("Notes on this answer\nnote <img src=x"),
                        page);
                browser.executeScript("document.getElementById('case').close()");
            }
        }
    }

    private static void assertHarmless(String page) {
        assertEquals("undefined", browser.executeScript("return typeof window.hacked"), page);
        assertEquals(0L, browser.executeScript("return document.querySelectorAll('img').length"), page);
        assertTrue(find("body").getText().contains("<img src=x"), page);
    }
}
