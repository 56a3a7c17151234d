package io.lossparity.cli;

import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.render.CaseDetails;
import io.lossparity.render.peers.PeerText;
import io.lossparity.report.peers.Labels;
import io.lossparity.report.peers.Peer;
import io.lossparity.report.peers.PeerComparison;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.RunReportWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code compare}: compares the reports of several ports. */
@Command(
        name = "compare",
        description = {
            "Compares several ports by their reports. Shows a matrix of losses and ports; the cases that only some"
                    + " ports pass, grouped by these ports, the most telling groups first, each with its smallest"
                    + " case; and ports that fail identically.",
            "",
            "Exits with 1 if a port does not conform. 'lossparity check --port A,B' runs the ports and shows the same."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity compare ours.jsonl theirs.jsonl",
            "  lossparity compare ours.jsonl theirs.jsonl --report build/ports",
            "  lossparity compare ours.jsonl theirs.jsonl --markdown ports.md"
        })
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "2..*", paramLabel = "REPORT", description = "The report of each port.")
    private List<Path> reports;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write it as Markdown, for a pull request.")
    private Path markdown;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "The most groups and clusters that are shown (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write a page about all ports into this folder, and the report of each into a folder in it.")
    private Path folder;

    @Mixin
    private DataOption dataOption;

    CompareCommand() {}

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1, but was " + limit);
        }
        List<Peer> peers = new ArrayList<>();
        for (Path file : reports) {
            if (reports.indexOf(file) != peers.size()) {
                throw new ParameterException(spec.commandLine(), file + " is given twice");
            }
            peers.add(Peer.of(ReportInput.read(file, spec.commandLine())));
        }
        PeerComparison comparison = comparison(peers);
        PrintWriter out = FittedWriter.of(spec.commandLine());
        out.print(PeerText.plain(comparison, limit, Terminal.current().width()));
        out.flush();
        WrittenText.write(markdown, () -> PeerText.markdown(comparison, limit));
        if (folder != null) {
            render(comparison, out);
        }
        return comparison.allAsExpected() ? ExitCode.CONFORMS : ExitCode.DOES_NOT_CONFORM;
    }

    private PeerComparison comparison(List<Peer> peers) {
        try {
            return PeerComparison.of(peers);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Reads each report once more, because all of them together would not fit into the memory. */
    private void render(PeerComparison comparison, PrintWriter out) {
        Set<String> taken = new HashSet<>();
        List<String> folders = new ArrayList<>();
        GoldenData data = dataOption.open();
        try {
            for (Path file : reports) {
                RunReport report = ReportInput.read(file, spec.commandLine());
                String name = Labels.fileName(report.header().port().name(), taken);
                folders.add(name);
                RunReportWriter.write(folder.resolve(name).resolve(ReportOutputs.STREAM), report);
                CaseDetails details = StoredCaseDetails.of(report, data, out);
                ReportOutputs.render(report, folder.resolve(name), details, PeerFolder.ABOVE, out);
            }
            PeerFolder.render(comparison, folders, folder, out);
        } catch (IOException e) {
            throw new UnwritableException(folder, e);
        }
    }
}
