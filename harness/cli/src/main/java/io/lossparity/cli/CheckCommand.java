package io.lossparity.cli;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.check.ConformanceRun;
import io.lossparity.kit.check.RecordingPort;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.report.DiagnosisLine;
import io.lossparity.kit.report.TextTable;
import io.lossparity.kit.verdict.LossTotals;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code check}: runs the cases and says whether the port conforms. */
@Command(
        name = "check",
        description = {
            "Runs the golden cases against a port and says whether it conforms.",
            "",
            "Prints a row per loss: the counts of verdicts, the share of elements that are PyTorch's to the bit, and"
                    + " the worst error of output and gradient in units of the tensor's scale (its largest expected"
                    + " magnitude) and in units in the last place, with the case that shows it."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity check",
            "  lossparity check --loss NLLLoss,CrossEntropyLoss --dtype float32",
            "  lossparity check --case '*/weight=*/typical' --fail-fast",
            "  lossparity check --port build/mine.jar --json build/report.jsonl",
            "  lossparity check --port 'process:python3 my_port.py' --report build/report",
            "  lossparity check --shard 2/4 --json shard-2.jsonl"
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PortOptions portOptions;

    @Mixin
    private SelectionOptions selectionOptions;

    @Mixin
    private DataOption dataOption;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the report as JSON lines: a header, a line per case, a line per diagnosis, a footer.")
    private Path json;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description =
                    "Write the report for people into this folder: index.html, a page per loss, and report.jsonl.")
    private Path reportFolder;

    @Option(names = "--fail-fast", description = "Stop at the first case that does not pass.")
    private boolean failFast;

    CheckCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        long start = System.nanoTime();
        GoldenData data = dataOption.open();
        CaseSelection selection = selectionOptions.selection(data.manifest());
        RecordingPort port = new RecordingPort(portOptions.port());
        int cases = data.count(selection);
        if (cases == 0 && data.manifest().totals().cases() > 0) {
            throw selectionOptions.nothingSelected();
        }
        out.printf(
                Locale.ROOT,
                "port %s %s, PyTorch %s, golden data %s (%s), %d of %d cases%n%n",
                port.name(),
                port.version(),
                data.manifest().reference().torch(),
                data.manifest().dataVersion(),
                data.location(),
                cases,
                data.manifest().totals().cases());
        out.flush();
        FailureList failures = new FailureList(port);
        try (CaseChecker checker = portOptions.checker(port, dataOption);
                ReportOutputs reports =
                        ReportOutputs.start(json, reportFolder, Headers.of(port, data, selection, cases))) {
            ConformanceRun.Result result = run(data, selection, checker, cases, failures, reports);
            List<DiagnosisLine> diagnoses = failures.diagnoses();
            reports.finish(result, diagnoses);
            failures.print(out, "./lossparity explain" + portOptions.asGiven() + dataOption.asGiven(), diagnoses);
            out.print(TextTable.render(result.totals()));
            out.println();
            checker.remarks().forEach(remark -> out.println("note: " + remark));
            decide(result, seconds(start), out);
            out.flush();
            reports.render(kept -> new GoldenCaseDetails(kept, port, portOptions, dataOption), out);
            return exitCode(result, reports.problem());
        }
    }

    private ConformanceRun.Result run(
            GoldenData data,
            CaseSelection selection,
            CaseChecker checker,
            int cases,
            FailureList failures,
            ReportOutputs reports) {
        try (Progress progress = Progress.of(cases, spec.commandLine().getErr())) {
            return new ConformanceRun(data, selection).run(checker, cases, (fixture, goldenCase, result) -> {
                failures.add(goldenCase, result);
                reports.add(fixture, goldenCase, result);
                progress.step(failures.count());
                return !failFast || failures.count() == 0;
            });
        }
    }

    private int exitCode(ConformanceRun.Result result, Optional<String> reportProblem) {
        reportProblem.ifPresent(problem -> spec.commandLine().getErr().println("lossparity: no report: " + problem));
        if (!result.decision().conforms()) {
            return ExitCode.DOES_NOT_CONFORM;
        }
        return reportProblem.isPresent() ? ExitCode.FAILURE : ExitCode.CONFORMS;
    }

    private static void decide(ConformanceRun.Result result, double seconds, PrintWriter out) {
        LossTotals totals = result.totals().overall();
        if (result.decision().conforms()) {
            String unsupported =
                    totals.unsupported() == 0 ? "" : ", " + totals.unsupported() + " cases are not supported";
            out.printf(Locale.ROOT, "CONFORMS: %d cases passed%s (%.1f s)%n", totals.passed(), unsupported, seconds);
        } else {
            out.printf(
                    Locale.ROOT,
                    "DOES NOT CONFORM: %s (%.1f s)%n",
                    String.join("; ", result.decision().reasons()),
                    seconds);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
