package io.lossparity.cli;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.check.Checked;
import io.lossparity.kit.expect.Expectations;
import io.lossparity.kit.expect.Surroundings;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.Fixture;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationScope;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.Headline;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.relations.RelationCase;
import io.lossparity.relations.RelationRun;
import io.lossparity.report.stream.RelationLine;
import io.lossparity.spi.LossPort;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code explain}: shows everything about one case. */
@Command(
        name = "explain",
        description = {
            "Shows everything about one case: what it tests, its inputs, the answers of PyTorch and of the port,"
                    + " the error of each element, and the same call in PyTorch and in Java.",
            "",
            "For a relation, whose id begins with relation/, it shows what must hold and what does not.",
            "",
            "If the port's expectations file covers the case, it says so and why. The exit code is 0 if the case"
                    + " passes, or fails as expected."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity explain NLLLoss/float32/invalid/target=C,mean",
            "  lossparity explain --port mine L1Loss/float64/reduction=foo/N2-C3/typical"
        })
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CASE",
            description = "The id of the case or relation; 'lossparity list --ids' lists the cases.")
    private String caseId;

    @Mixin
    private PortOptions.One portOptions;

    @Mixin
    private ExpectationsOptions expectationsOptions;

    @Mixin
    private DataOption dataOption;

    ExplainCommand() {}

    @Override
    public Integer call() {
        if (caseId.startsWith(NearestIds.RELATION)) {
            return relation();
        }
        GoldenData data = dataOption.open();
        Fixture fixture = fixture(data);
        GoldenCase goldenCase = fixture.cases().get(0);
        LossPort port = portOptions.port();
        PrintWriter out = FittedWriter.of(spec.commandLine());
        try (CaseChecker checker = portOptions.checker(port, dataOption)) {
            Checked checked = checker.check(goldenCase);
            CaseResult result = expectations(port).judge(checked.result());
            new CaseText(out, port.name(), Terminal.current().width()).print(fixture, checked, result);
            boolean fine =
                    result.expectation().map(ExpectedFailure::met).orElse(result.verdict() instanceof Verdict.Passed);
            return fine ? ExitCode.CONFORMS : ExitCode.DOES_NOT_CONFORM;
        } finally {
            portOptions.close(port);
        }
    }

    private Expectations expectations(LossPort port) {
        return expectationsOptions
                .file(portOptions, port)
                .in(Surroundings.here(port.version()))
                .complete();
    }

    private int relation() {
        CaseSelection itself = CaseSelection.all().withGlobs(List.of(caseId));
        List<RelationCase> found =
                RelationOptions.of(itself, RelationScope.QUICK, RelationTotals.USUAL_SEED, spec.commandLine());
        if (found.isEmpty()) {
            throw noSuchId("no relation has the id '" + caseId + "'" + NearestIds.ofRelations(caseId));
        }
        LossPort port = portOptions.port();
        try (CaseChecker checker = portOptions.checker(port, dataOption)) {
            Expectations expectations = expectations(port);
            RelationRun run = new RelationRun(checker::ask, port.name(), "", checker.capabilities());
            RelationResult result = run.run(found, each -> true).get(0);
            PrintWriter out = FittedWriter.of(spec.commandLine());
            out.println(result.id());
            out.println(" what must hold: " + result.formula());
            out.println("  port " + port.name() + ": " + result.verdict().word());
            if (!result.message().isEmpty()) {
                out.println("  " + Headline.of(result.id(), result.message()));
            }
            Optional<ExpectedFailure> expected = expectations.judge(result);
            expected.ifPresent(failure -> CaseText.expectation(failure, out));
            out.flush();
            return RelationLine.of(result, expected).surprising() ? ExitCode.DOES_NOT_CONFORM : ExitCode.CONFORMS;
        } finally {
            portOptions.close(port);
        }
    }

    /** Returns the case's fixture, narrowed to the case. */
    private Fixture fixture(GoldenData data) {
        CaseSelection itself = CaseSelection.all().withGlobs(List.of(caseId));
        return data.fixtures(itself)
                .filter(fixture -> fixture.cases().get(0).id().equals(caseId))
                .findFirst()
                .orElseThrow(() -> noSuchId("no case has the id '" + caseId + "'" + NearestIds.ofCases(caseId, data)));
    }

    private ParameterException noSuchId(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
