package io.lossparity.render.badge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.render.TrialReport;
import io.lossparity.report.stream.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadgesTest {
    @TempDir
    Path folder;

    private JsonNode json(RunReport report) throws IOException {
        new Badges().render(report, folder);
        return new ObjectMapper().readTree(folder.resolve("badge.json").toFile());
    }

    @Test
    void endpointSaysWhatShieldsTakes() throws IOException {
        JsonNode badge = json(TrialReport.healthy());
        assertEquals(
                "{\"schemaVersion\":1,\"label\":\"PyTorch 1.4.0 parity\",\"message\":\"2 cases pass\","
                        + "\"color\":\"brightgreen\"}",
                badge.toString());
    }

    @Test
    void colourIsTheDecision() throws IOException {
        assertEquals("red", json(TrialReport.sick()).path("color").asText());
        assertEquals(
                "4 of 7 cases fail", json(TrialReport.sick()).path("message").asText());
        RunReport some = TrialReport.of(
                TrialReport.line("L1Loss/float32/a", CaseVerdict.PASSED, null, null),
                TrialReport.line("L1Loss/float32/b", CaseVerdict.UNSUPPORTED, null, "no"));
        assertEquals("yellowgreen", json(some).path("color").asText());
        assertEquals("1 of 2 cases supported", json(some).path("message").asText());
    }

    @Test
    void expectedFailuresAreOrange() throws IOException {
        JsonNode met = json(TrialReport.asExpected());
        assertEquals("orange", met.path("color").asText());
        assertEquals(
                "3 of 5 cases fail as expected, 1 to fix", met.path("message").asText());
        JsonNode otherwise = json(TrialReport.notAsExpected());
        assertEquals("red", otherwise.path("color").asText());
        assertEquals("5 of 8 cases fail", otherwise.path("message").asText());
    }

    @Test
    void imageIsSmallWellFormedAndHasAName() throws Exception {
        new Badges().render(TrialReport.sick(), folder);
        Path file = folder.resolve("badge.svg");
        assertTrue(Files.size(file) < 1500);
        String label = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement()
                .getAttribute("aria-label");
        assertEquals("PyTorch 1.4.0 parity: 4 of 7 cases fail", label);
    }
}
