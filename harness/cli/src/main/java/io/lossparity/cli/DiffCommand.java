package io.lossparity.cli;

import io.lossparity.render.diff.DiffText;
import io.lossparity.report.diff.DiffJson;
import io.lossparity.report.diff.DiffLimits;
import io.lossparity.report.diff.ReportDiff;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code diff}: what changed from one report to another. */
@Command(
        name = "diff",
        description = {
            "Tells what changed from one report to another, grouped by loss, dtype and tensor: first the new cases that"
                    + " fail, then those with another verdict, then the errors that grew although they are still allowed,"
                    + " then the cases added and removed.",
            "",
            "Exits with 1 if there is a regression: a case or relation with a worse verdict, a new one that fails, one"
                    + " that is not run any more although the golden data are the same, an error that grew beyond the"
                    + " limits, or a port that conforms, or is as expected, no longer."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity diff main.jsonl mine.jsonl",
            "  lossparity diff main.jsonl mine.jsonl --factor 1.5 --floor 0",
            "  lossparity diff main.jsonl mine.jsonl --markdown diff.md"
        })
final class DiffCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "The report to start from.")
    private Path before;

    @Parameters(index = "1", paramLabel = "NEW", description = "The report to judge.")
    private Path after;

    @Option(
            names = "--factor",
            paramLabel = "FACTOR",
            defaultValue = "2",
            description = "An error regresses if it grows by more than this factor (default: ${DEFAULT-VALUE}).")
    private double factor;

    @Option(
            names = "--floor",
            paramLabel = "ULP",
            defaultValue = "2",
            description = "An error of at most so many units in the last place, or twice as many units of"
                    + " its element, is noise however much it grew (default: ${DEFAULT-VALUE}).")
    private double floor;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write it as Markdown, for a pull request.")
    private Path markdown;

    @Option(names = "--json", paramLabel = "FILE", description = "Write it as JSON, which leaves nothing out.")
    private Path json;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many groups of a kind are shown (default: ${DEFAULT-VALUE}).")
    private int limit;

    DiffCommand() {}

    @Override
    public Integer call() {
        if (!(factor >= 1) || !(floor >= 0) || limit < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--factor and --limit must be at least 1, and --floor must not be negative");
        }
        ReportDiff diff = ReportDiff.of(
                ReportInput.read(before, spec.commandLine()),
                ReportInput.read(after, spec.commandLine()),
                new DiffLimits(factor, floor));
        PrintWriter out = spec.commandLine().getOut();
        out.print(DiffText.plain(diff, limit));
        out.flush();
        WrittenText.write(markdown, () -> DiffText.markdown(diff, limit));
        WrittenText.write(json, () -> DiffJson.write(diff));
        return diff.regression() ? ExitCode.DOES_NOT_CONFORM : ExitCode.CONFORMS;
    }
}
