package io.lossparity.cli;

import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.suite.coverage.CaseSpace;
import io.lossparity.suite.coverage.LossCoverage;
import io.lossparity.suite.coverage.Reasons;
import io.lossparity.suite.coverage.SpaceDoc;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code coverage}: says which settings the golden data cross, which they do not, and why. */
@Command(
        name = "coverage",
        description = {
            "Says what the golden data cover: every parameter's values with reduction, form of shapes and kind of"
                    + " values, in each dtype.",
            "",
            "Prints how many pairs of settings are tested, and how many are untested with and without a reason,"
                    + " for all losses and for each loss. Exits with 1 if an untested pair has no"
                    + " reason, a parameter's declared value is not tested, or a reason is not needed any more."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity suite coverage",
            "  lossparity suite coverage --untested",
            "  lossparity suite coverage --markdown golden-data/COVERAGE.md"
        })
final class CoverageCommand implements Callable<Integer> {
    private static final String COLUMNS = "%-26s %11s %7s %7s %13s %8s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption dataOption;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the counts and the reasons as Markdown.")
    private Path markdown;

    @Option(names = "--untested", description = "List every untested pair with its reason.")
    private boolean listsUntested;

    CoverageCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        GoldenData data = dataOption.open();
        CaseSpace space = CaseSpace.of(data, List.of(), Reasons.bundled());
        out.println(space.counts().words() + ".");
        out.println();
        out.printf(COLUMNS, "loss", "valid calls", "pairs", "tested", "with a reason", "without");
        for (LossCoverage loss : space.losses()) {
            CaseSpace.Counts counts = space.counts(loss);
            out.printf(
                    Locale.ROOT,
                    COLUMNS,
                    loss.loss(),
                    loss.calls(),
                    loss.pairs(),
                    counts.tested(),
                    counts.explained(),
                    counts.open());
        }
        out.println();
        if (listsUntested) {
            space.untested()
                    .forEach(each -> out.println(each.pair() + " (" + String.join(", ", each.dtypes()) + "): "
                            + each.reason().reason()));
            out.println();
        }
        space.unexplained().forEach(pair -> out.println("untested without a reason: " + pair));
        space.stale().forEach(reason -> out.println("a reason that nothing needs: " + reason.patterns()));
        out.println(
                space.complete()
                        ? "Every untested pair has its reason."
                        : (space.unexplained().size() + space.stale().size()) + " decisions are missing: a loss's"
                                + " module of cases (TESTED, UNTESTED) or untested.json takes them.");
        WrittenText.write(markdown, () -> SpaceDoc.render(space));
        out.flush();
        return space.complete() ? ExitCode.CONFORMS : ExitCode.DOES_NOT_CONFORM;
    }
}
