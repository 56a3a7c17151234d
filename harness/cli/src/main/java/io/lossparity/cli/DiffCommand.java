package io.lossparity.cli;

import io.lossparity.render.diff.DiffText;
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

/** The command {@code diff}: shows what changed between two reports. */
@Command(
        name = "diff",
        description = {
            "Shows what changed between two reports, grouped by loss, dtype and tensor: first the new cases that"
                    + " fail, then cases with another verdict, then errors that grew but are still allowed,"
                    + " then the cases added and removed.",
            "",
            "Exits with 1 if there is a regression: a case or relation has a worse verdict, is new and fails, or is"
                    + " not run any more although the golden data are the same; an error grew beyond the limits; or"
                    + " the port no longer conforms, or no longer fails only as expected."
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

    @Parameters(index = "0", paramLabel = "OLD", description = "The report before the change.")
    private Path before;

    @Parameters(index = "1", paramLabel = "NEW", description = "The report after the change.")
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
            description = "Growth of an error up to this many units in the last place, or twice as many units of"
                    + " its element, is never a regression (default: ${DEFAULT-VALUE}).")
    private double floor;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write it as Markdown, for a pull request.")
    private Path markdown;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "The most groups of a kind that are shown (default: ${DEFAULT-VALUE}).")
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
        PrintWriter out = FittedWriter.of(spec.commandLine());
        out.print(DiffText.plain(diff, limit));
        out.flush();
        WrittenText.write(markdown, () -> DiffText.markdown(diff, limit));
        return diff.regression() ? ExitCode.DOES_NOT_CONFORM : ExitCode.CONFORMS;
    }
}
