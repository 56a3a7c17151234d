package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.relation.RelationScope;
import io.lossparity.kit.run.Ports;
import io.lossparity.relations.RelationCatalogue;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.RunReportReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelationsCommandTest {
    private static final String OTHER = "relation/MSELoss/float32/exchange/default/N4-3/seed=9";

    @TempDir
    Path folder;

    @Test
    void checksThoseOfALossAndCountsThem() {
        CommandRun run = CommandRun.of("suite", "relations", "--loss", "L1Loss");
        long count = RelationCatalogue.cases(RelationScope.QUICK, 42).stream()
                .filter(relation -> relation.loss().equals("L1Loss"))
                .count();
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("relations: " + count + " of " + count + " hold (quick, seed 42)"), run::all);
        assertTrue(run.out().contains("HOLD: 1 seed from 42"), run::all);
    }

    @Test
    void listPrintsIdsAlone() {
        CommandRun run = CommandRun.of("suite", "relations", "--list", "--case", "*/one-path/*", "--seed", "5");
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().lines().allMatch(line -> line.matches("relation/CTCLoss/.*/one-path/.*/seed=5")));
        assertTrue(run.out().lines().count() > 2, run::all);
    }

    @Test
    void goesOnWithOtherSeedsWhileThereIsTime() {
        CommandRun run = CommandRun.of(
                "suite", "relations", "--case", "relation/L1Loss/*/exchange/*", "--seed", "random", "--for", "0.5s");
        assertEquals(0, run.exitCode(), run::all);
        long seeds =
                run.out().lines().filter(line -> line.startsWith("relations: ")).count();
        assertTrue(run.out().contains("HOLD: " + seeds + " seed"), run::all);
    }

    @Test
    void brokenPortIsTold() {
        CommandRun run = CommandRun.of(
                "suite", "relations", "--port", "doubled", "--case", "relation/MSELoss/float32/float32-follows-*");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("port doubled: the gradient of "), run::all);
        assertTrue(run.out().contains("alone: ./lossparity check --port doubled --case 'relation/MSELoss/"), run::all);
        assertTrue(run.out().contains("DO NOT HOLD"), run::all);
    }

    @Test
    void unsupportedLossHoldsNothing() {
        CommandRun run = CommandRun.of("suite", "relations", "--port", "nll-only", "--loss", "L1Loss");
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("0 of "), run::all);
        assertTrue(run.out().contains(" unsupported (quick"), run::all);
    }

    @Test
    void checkTakesRelationsByTheirIds() throws IOException {
        Path file = folder.resolve("report.jsonl");
        CommandRun run = CommandRun.of("check", "--case", OTHER, "--json", file.toString());
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("CONFORMS: relations: 1 of 1 hold"), run::all);
        RunReport report = RunReportReader.read(file);
        assertEquals(0, report.cases().size());
        assertEquals(OTHER, report.relations().get(0).id());
        assertTrue(report.footer().conforms());
    }

    @Test
    void relationsThatDoNotHoldAreAskedOfAnotherPort() {
        Ports ports = Ports.of(RelationsCommandTest.class.getClassLoader());
        BrokenRelations all = new BrokenRelations(RelationCatalogue.cases(RelationScope.QUICK, 42));
        List<String> broken = all.of("MSELoss", ports.named("doubled"));
        assertFalse(broken.isEmpty());
        assertTrue(broken.stream().allMatch(id -> id.startsWith("relation/MSELoss/float32/")), broken::toString);
        assertEquals(List.of(), all.of("MSELoss", ports.named("lossparity")));
    }

    @Test
    void checkFailsOnABrokenRelationAndCountsIt() throws IOException {
        Path file = folder.resolve("report.jsonl");
        CommandRun run = CommandRun.of(
                "check",
                "--port",
                "doubled",
                "--case",
                "relation/MSELoss/float32/float32-follows-*",
                "--json",
                file.toString());
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("DOES NOT CONFORM: "), run::all);
        RunReport report = RunReportReader.read(file);
        assertFalse(report.footer().conforms());
        assertEquals(report.relations().size(), report.footer().relations().broken());
    }

    @Test
    void relationThatIsExpectedToBreakPassesTheGate() throws IOException {
        Path expectations = folder.resolve("expectations.txt");
        String head = "[to-fix] doubled\nreason: Its gradients are twice as large.\n";
        String pattern = "relation/MSELoss/float32/float32-follows-*";
        Files.writeString(expectations, head + pattern + "  broken, max times 1e8, says \"the gradient of\"\n");
        Path file = folder.resolve("report.jsonl");
        String[] command = {
            "check",
            "--port",
            "doubled",
            "--case",
            pattern,
            "--expectations",
            expectations.toString(),
            "--json",
            file.toString()
        };
        CommandRun run = CommandRun.of(command);
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("AS EXPECTED: relations: 0 of "), run::all);
        assertFalse(run.out().contains("rerun this relation"), run::all);
        RunReport report = RunReportReader.read(file);
        assertFalse(report.footer().conforms());
        assertTrue(report.footer().asExpected());
        assertEquals(report.relations().size(), report.footer().relations().toFix());
        assertTrue(report.relations().get(0).failedAsExpected());
        Files.writeString(expectations, head + pattern + "  errored\n");
        CommandRun other = CommandRun.of(command);
        assertEquals(1, other.exitCode(), other::all);
        assertTrue(other.out().contains("failed for another reason: " + "relation/MSELoss/float32/"), other::all);
    }

    @Test
    void checkHasThemBesideTheCasesUnlessToldNotTo() {
        String[] some = {"check", "--loss", "L1Loss", "--dtype", "float64"};
        CommandRun run = CommandRun.of(some);
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains(" hold (quick, seed 42)"), run::all);
        CommandRun none = CommandRun.of("check", "--loss", "L1Loss", "--dtype", "float64", "--relations", "none");
        assertEquals(0, none.exitCode(), none::all);
        assertFalse(none.out().contains("relations:"), none::all);
        CommandRun flagged = CommandRun.of("check", "--loss", "L1Loss", "--flag", "invalid");
        assertFalse(flagged.out().contains("relations:"), flagged::all);
    }

    @Test
    void wrongUseIsExplained() {
        for (String[] wrong : new String[][] {
            {"suite relations --seed soon", "--seed must be a number or 'random', but was 'soon'"},
            {"suite relations --for long", "--for must be a time such as 60s or 10m, but was 'long'"},
            {"suite relations --loss Huber", "no loss is named 'Huber'"},
            {"suite relations --case relation/none/*", "no relation is selected"},
            {"check --case relation/MSELoss/float32/nothing/default/N3/seed=1", "there is no relation nothing"}
        }) {
            CommandRun run = CommandRun.of(wrong[0].split(" ", -1));
            assertEquals(2, run.exitCode(), run::all);
            assertTrue(run.err().contains(wrong[1]), run::all);
        }
    }
}
