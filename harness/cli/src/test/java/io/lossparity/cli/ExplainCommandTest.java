package io.lossparity.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.Truth;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {
    private static GoldenCase first(String glob) {
        return GoldenData.bundled()
                .fixtures(CaseSelection.all().withGlobs(List.of(glob)))
                .findFirst()
                .orElseThrow()
                .cases()
                .get(0);
    }

    @Test
    void everythingAboutAPassedCaseIsTold() {
        GoldenCase goldenCase = first("NLLLoss/float32/mean/*N4-C5/typical");
        float output = ((ExpectedValues) goldenCase.expected()).output().floats()[0];
        CommandRun run = CommandRun.of("explain", goldenCase.id());
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().startsWith(goldenCase.id()), run::all);
        for (String part : List.of(
                "param  reduction = mean",
                "input  input = float32[4, 5] [",
                "input  target = int64[4] [",
                "requires grad: input",
                "Answers, passed",
                "bit-equal 1 / 1",
                Float.toString(output),
                Float.toHexString(output),
                "grad.input float32[4, 5]",
                "loss = torch.nn.NLLLoss(reduction='mean')",
                "var loss = new NLLLoss().withReduction(Reduction.MEAN);",
                "var output = loss.forward(input, target);",
                "var grads = loss.backward(gradOutput, input, target);")) {
            assertTrue(run.out().contains(part), () -> part + " is missing in " + run.all());
        }
    }

    @Test
    void failedCaseExitsWithOneAndShowsBothValues() {
        GoldenCase goldenCase = first("NLLLoss/float32/sum/*N4-C5/typical");
        CommandRun run = CommandRun.of("explain", "--port", "doubled", goldenCase.id());
        assertEquals(1, run.exitCode(), run::all);
        assertTrue(run.out().contains("Answers, failed\n  to do: "), run::all);
        assertTrue(run.out().contains("  8.4e+6  "), run::all);
    }

    /** PyTorch fails in backward alone and has an output; who rejects the call at once passes, and has none to miss. */
    @Test
    void rejectionBeforeTheOutputMissesNoTensor() {
        CommandRun run = CommandRun.of("explain", "MSELoss/float32/invalid/targetDtype=float64");
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("  output float"), run::all);
        assertTrue(run.out().contains("\n    lossparity  none, because it rejects the call before\n"), run::all);
        assertTrue(run.out().contains("\n  lossparity rejects: MSELoss: "), run::all);
        assertFalse(run.out().contains("no such tensor"), run::all);
    }

    @Test
    void bothErrorsOfAnInvalidCaseAreTold() {
        GoldenCase goldenCase = first("NLLLoss/float32/invalid/target=C*");
        CommandRun run = CommandRun.of("explain", goldenCase.id());
        assertEquals(0, run.exitCode(), run::all);
        assertTrue(run.out().contains("invalid: catches a port that"), run::all);
        assertTrue(run.out().contains("PyTorch raises IndexError in forward: Target"), run::all);
        assertTrue(run.out().contains("lossparity rejects in forward: NLLLoss: target must be"), run::all);
    }

    @Test
    void ofALargeTensorTheWorstElementsAreShown() {
        GoldenCase goldenCase = first("MSELoss/float32/none/*");
        GoldenCase large = GoldenData.bundled()
                .fixtures(CaseSelection.all().withLosses(List.of("MSELoss")))
                .flatMap(fixture -> fixture.cases().stream())
                .filter(c -> c.expected() instanceof ExpectedValues values
                        && values.output().size() > 24)
                .findFirst()
                .orElse(goldenCase);
        int size = ((ExpectedValues) large.expected()).output().size();
        CommandRun run = CommandRun.of("explain", large.id());
        assertEquals(size > 24, run.out().contains("(the 24 elements that differ most, of " + size + ")"), run::all);
    }

    private static GoldenCase withTruth(String glob, Predicate<Truth> wanted) {
        return GoldenData.bundled()
                .fixtures(CaseSelection.all().withGlobs(List.of(glob)))
                .flatMap(fixture -> fixture.cases().stream())
                .filter(c -> c.expected() instanceof ExpectedValues values
                        && values.truth().filter(wanted).isPresent())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void portAndPyTorchAreHeldAgainstTheTruth() {
        GoldenCase goldenCase = withTruth("NLLLoss/float32/sum/*N4-C5/typical", truth -> true);
        String exact = ((ExpectedValues) goldenCase.expected())
                .truth()
                .orElseThrow()
                .formula()
                .get(Truth.OUTPUT)
                .text(0);
        CommandRun run = CommandRun.of("explain", "--port", "doubled", goldenCase.id());
        for (String part : List.of(
                " truth ",
                "PyTorch off, ulp",
                "doubled off, ulp",
                " " + exact + " ",
                "verdict: PyTorch is closer to the truth than the port: the difference is the port's error")) {
            assertTrue(run.out().contains(part), () -> part + " is missing in " + run.all());
        }
        assertFalse(run.out().contains("by definition"), run::all);
    }

    @Test
    void ofADepartureTheDefinitionIsToldAndWhy() {
        GoldenCase goldenCase =
                withTruth("BCELoss/float32/*", truth -> truth.departures().contains("log-of-0"));
        CommandRun run = CommandRun.of("explain", goldenCase.id());
        for (String part : List.of(
                "by definition",
                "PyTorch departs from the definition by design, log-of-0: PyTorch replaces log(0) by log(1e-12)")) {
            assertTrue(run.out().contains(part), () -> part + " is missing in " + run.all());
        }
    }

    /** Whatever there is to say: code, tables of elements with their truth, and what a flag catches. */
    @Test
    void everythingFitsEightyColumns() {
        for (String id : List.of(
                first("BCEWithLogitsLoss/float64/none/*posWeight=*typical").id(),
                first("CTCLoss/float32/mean/*typical").id(),
                first("NLLLoss/float32/invalid/target=C*").id())) {
            CommandRun run = CommandRun.on("80", "explain", "--port", "doubled", id);
            assertTrue(run.out().lines().allMatch(line -> line.length() <= 80 || line.equals(id)), () -> run.all());
        }
    }
}
