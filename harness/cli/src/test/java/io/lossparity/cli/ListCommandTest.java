package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListCommandTest {
    private final GoldenData data = GoldenData.bundled();

    @Test
    void lossesAreListedWithTheirCounts() {
        Manifest manifest = data.manifest();
        CommandRun run = CommandRun.of("list");
        assertEquals(0, run.exitCode(), run::all);
        manifest.totals()
                .byLoss()
                .forEach((loss, cases) -> assertTrue(
                        run.out().matches("(?s).*\\b" + loss + " +\\d+ +\\d+ +" + cases + "\\b.*"), run::all));
        assertTrue(run.out().strip().endsWith(" " + manifest.totals().cases()), run::all);
    }

    @Test
    void countsFollowThePatternOfIds() {
        String glob = "NLLLoss/float32/*/typical";
        CommandRun run = CommandRun.of("list", "--case", glob);
        int cases = data.count(CaseSelection.all().withGlobs(List.of(glob)));
        assertTrue(run.out().matches("(?s).*NLLLoss +" + cases + " +0 +" + cases + "\\b.*"), run::all);
    }

    @Test
    void idsStandOneALine() {
        CommandRun run = CommandRun.of("list", "--ids", "--loss", "NLLLoss", "--flag", "invalid");
        CaseSelection selection =
                CaseSelection.all().withLosses(List.of("NLLLoss")).withFlags(List.of("invalid"));
        List<String> ids = run.out().lines().toList();
        assertEquals(data.count(selection), ids.size());
        assertTrue(ids.stream().allMatch(id -> id.matches("NLLLoss/float(32|64)/\\S+")), run::all);
    }

    @Test
    void notesSayWhatACaseCatches() {
        CommandRun run = CommandRun.of("list", "--notes", "--loss", "NLLLoss");
        assertTrue(
                run.out()
                        .lines()
                        .anyMatch(line -> line.matches("NLLLoss, invalid, \\d+ cases: catches a port that .*")),
                run::all);
    }
}
