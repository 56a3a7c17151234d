package io.lossparity.render.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.render.TrialReport;
import io.lossparity.report.peers.Peer;
import io.lossparity.report.peers.PeerComparison;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerPagesTest {
    @TempDir
    Path folder;

    /** The same cases with two ports: one with defects, one without. */
    static PeerComparison comparison() {
        RunReport sick = TrialReport.sick();
        CaseLine[] right = sick.cases().stream()
                .map(line -> TrialReport.line(line.id(), CaseVerdict.PASSED, null, null))
                .toArray(CaseLine[]::new);
        return PeerComparison.of(List.of(Peer.of(sick), Peer.of(TrialReport.of(right))));
    }

    private String render(PeerComparison comparison) throws IOException {
        PeerPages.render(
                comparison,
                List.of("one", "two", "three").subList(0, comparison.peers().size()),
                folder);
        return Files.readString(folder.resolve("index.html"));
    }

    @Test
    void matrixLeadsToThePagesOfEachPort() throws IOException {
        String page = render(comparison());
        assertTrue(page.contains("href=\"one/index.html\""), page);
        assertTrue(page.contains("<p>test 1.2 does not conform</p>\n<ul>\n<li>2 of 7 cases failed</li>"), page);
        assertTrue(page.contains("href=\"one/MSELoss.html\""), page);
        assertTrue(page.contains("href=\"two/MSELoss.html\""), page);
        assertTrue(Files.exists(folder.resolve("assets/report.css")));
        assertTrue(Files.readString(folder.resolve("ports.md")).startsWith("### \u274c DO NOT CONFORM: 1 of 2 ports"));
    }

    @Test
    void tellingCasesLeadToTheCaseOfEachPort() throws IOException {
        PeerComparison comparison = comparison();
        assertFalse(comparison.telling().isEmpty());
        String page = render(comparison);
        String id = comparison.telling().get(0).representative();
        assertTrue(page.contains("href=\"one/MSELoss.html#case=" + id + "\""), page);
        assertTrue(page.contains("href=\"two/MSELoss.html#case=" + id + "\""), page);
    }

    @Test
    void expectedFailuresAreMarked() throws IOException {
        RunReport failing = TrialReport.asExpected();
        CaseLine[] right = failing.cases().stream()
                .map(line -> TrialReport.line(line.id(), CaseVerdict.PASSED, null, null))
                .toArray(CaseLine[]::new);
        String page = render(PeerComparison.of(List.of(Peer.of(failing), Peer.of(TrialReport.of(right)))));
        assertTrue(page.contains("<span class=\"expect met\">all 3 expected: 1 to-fix, 2 will-not-fix</span>"), page);
        assertTrue(page.contains("<br><span class=\"expect met\">will-not-fix</span>"), page);
        assertTrue(page.contains("fails as expected (2 will-not-fix, 1 to-fix)"), page);
        assertFalse(render(comparison()).contains("class=\"expect"));
    }

    @Test
    void wordsOfPortsStayWords() throws IOException {
        RunReport sick = TrialReport.sick();
        ReportHeader header = sick.header();
        ReportHeader hostile = new ReportHeader(
                header.formatVersion(),
                new ReportHeader.Port("<img src=x onerror=alert(1)>", "1"),
                header.data(),
                header.platform(),
                header.selection(),
                header.expectations(),
                header.expectedCases(),
                header.startedAt());
        String id = sick.cases().get(0).id();
        CaseLine wrong = TrialReport.line(id, CaseVerdict.FAILED, FailureKind.OUTPUT, TrialReport.HOSTILE);
        Peer peer = Peer.of(hostile, List.of(wrong), sick.footer());
        String page = render(PeerComparison.of(
                List.of(peer, comparison().peers().get(0), comparison().peers().get(1))));
        assertTrue(page.contains("&lt;img src=x"), page);
        assertTrue(page.contains("&lt;script&gt;alert(1)"), page);
        assertFalse(page.contains("<img"), page);
        assertEquals(1, page.split("<script", -1).length - 1, page);
    }
}
