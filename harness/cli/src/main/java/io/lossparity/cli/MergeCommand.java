package io.lossparity.cli;

import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.render.CaseDetails;
import io.lossparity.report.stream.ReportMerge;
import io.lossparity.report.stream.ReportTotals;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.RunReportWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code merge}: makes one report of those of all shards. */
@Command(
        name = "merge",
        description = {
            "Makes one report of those of all shards, and decides anew whether the port conforms.",
            "",
            "Refuses reports of different golden data, ports, versions or selections, a shard that is missing or there"
                    + " twice, a case that is there twice, and a report that did not get to its end."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity check --shard 1/2 --json shard-1.jsonl",
            "  lossparity check --shard 2/2 --json shard-2.jsonl",
            "  lossparity merge shard-1.jsonl shard-2.jsonl --output report.jsonl",
            "  lossparity merge shard-*.jsonl --output report.jsonl --report build/report"
        })
final class MergeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "REPORT", description = "The report of each shard.")
    private List<Path> reports;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "Where the one report goes.")
    private Path output;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write the report for people and the other forms into this folder.")
    private Path folder;

    MergeCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, RunReport> shards = new LinkedHashMap<>();
        for (Path file : reports) {
            if (shards.put(file.toString(), ReportInput.read(file, spec.commandLine())) != null) {
                throw new ParameterException(spec.commandLine(), file + " is given twice");
            }
        }
        RunReport merged = ReportMerge.merge(shards);
        TotalsText.print(ReportTotals.of(merged.cases()), out);
        merged.diagnoses().stream()
                .flatMap(diagnosis -> diagnosis.sentences().stream())
                .forEach(sentence -> out.println("diagnosis: " + sentence + System.lineSeparator()));
        if (merged.footer().relations() != null) {
            out.println("relations: " + merged.footer().relations().words());
            out.println();
        }
        String shardCount = String.format(Locale.ROOT, " in %d shards", shards.size());
        out.println(DecisionText.of(merged.footer(), merged.header().expectations() != null, shardCount));
        out.flush();
        try {
            RunReportWriter.write(output, merged);
        } catch (IOException e) {
            throw new UnwritableException(output, e);
        }
        render(merged, out);
        Optional<String> problem = StepSummary.append(merged);
        problem.ifPresent(text -> spec.commandLine().getErr().println("lossparity: no summary: " + text));
        if (problem.isPresent() && merged.footer().asExpected()) {
            return ExitCode.FAILURE;
        }
        return merged.footer().asExpected() ? ExitCode.CONFORMS : ExitCode.DOES_NOT_CONFORM;
    }

    private void render(RunReport merged, PrintWriter out) {
        if (folder == null) {
            return;
        }
        try {
            CaseDetails details = StoredCaseDetails.of(merged, GoldenData.bundled(), out);
            ReportOutputs.render(merged, folder, details, "", out);
        } catch (IOException e) {
            throw new UnwritableException(folder, e);
        }
    }
}
