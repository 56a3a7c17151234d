package io.lossparity.cli;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.check.ConformanceRun;
import io.lossparity.kit.compare.LooseTolerancesException;
import io.lossparity.kit.compare.ToleranceRow;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.input.GivenFile;
import io.lossparity.kit.text.Plural;
import io.lossparity.spi.LossPort;
import io.lossparity.suite.tolerance.DerivedTolerances;
import io.lossparity.suite.tolerance.Observations;
import io.lossparity.suite.tolerance.Sensitivity;
import io.lossparity.suite.tolerance.ToleranceAudit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code tolerances}: says what is allowed, why, and whether it is too loose. */
@Command(
        name = "tolerances",
        description = {
            "Lists every tolerance in units of the element, which are the unit of rounding times the magnitude that the"
                    + " element's roundings act on: the number of roundings derived from the formula, PyTorch's own"
                    + " noise (its distance from the truth, and between CPUs), and the most that is used. An element"
                    + " may be off by its own roundings, up to the most that is used, and always by 4 ulp.",
            "",
            "--audit adds the largest error of our losses and of the ports of the given reports, and the slack: what"
                    + " is used divided by the largest error. It exits with 1 if a tolerance allows more than is"
                    + " derived, PyTorch's own noise exceeds it, or the golden data have no case of it.",
            "",
            "--sensitivity shows instead at which share of the golden elements an error of 64 units, a zero and a"
                    + " flipped sign are rejected; --markdown writes it into a file."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity suite tolerances",
            "  lossparity suite tolerances --audit",
            "  lossparity suite tolerances --audit djl.jsonl libtorch.jsonl",
            "  lossparity suite tolerances --derive tolerances.json",
            "  lossparity suite tolerances --audit --tolerances tolerances.json",
            "  lossparity suite tolerances --sensitivity --markdown golden-data/SENSITIVITY.md"
        })
final class TolerancesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PortOptions.One portOptions;

    @Mixin
    private DataOption dataOption;

    @ArgGroup
    private Task task = new Task();

    @Option(names = "--tolerances", paramLabel = "FILE", description = "Read these, not the kit's own tolerances.")
    private Path file;

    TolerancesCommand() {}

    /** What else is done; at most one of them may be given. */
    private static final class Task {
        @ArgGroup(exclusive = false)
        private Audit audit;

        @Option(
                names = "--derive",
                paramLabel = "FILE",
                description = "Write the tolerances that the golden data derive; a smaller number in use stays.")
        private Path derived;

        @ArgGroup(exclusive = false)
        private Sensed sensed;
    }

    private static final class Sensed {
        @Option(
                names = "--sensitivity",
                required = true,
                description = "Show which errors the golden cases reject, as Markdown.")
        private boolean wanted;

        @Option(
                names = "--markdown",
                paramLabel = "FILE",
                description = "With --sensitivity: write it into this file instead.")
        private Path markdown;
    }

    private static final class Audit {
        @Option(names = "--audit", required = true, description = "Run the port, and refuse loose tolerances.")
        private boolean wanted;

        @Parameters(arity = "0..*", paramLabel = "REPORT", description = "With --audit: reports of other ports.")
        private List<Path> reports = new ArrayList<>();
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Tolerances tolerances;
        try {
            tolerances = file == null ? Tolerances.bundled() : read();
        } catch (LooseTolerancesException e) {
            if (!audits()) {
                throw e;
            }
            out.println("REFUSED: " + e.getMessage());
            return ExitCode.DOES_NOT_CONFORM;
        }
        return show(tolerances, out);
    }

    private boolean audits() {
        return task.audit != null && task.audit.wanted;
    }

    private Tolerances read() {
        return Tolerances.read(GivenFile.of(file).bytes(), file.toString());
    }

    private int show(Tolerances tolerances, PrintWriter out) {
        GoldenData data = dataOption.open();
        if (task.sensed != null && task.sensed.wanted) {
            return sense(Sensitivity.markdown(Sensitivity.of(data, tolerances)), out);
        }
        Observations observations = Observations.of(data);
        if (task.derived != null) {
            write(new DerivedTolerances(tolerances, observations)
                    .text(data.manifest().losses()));
        }
        ErrorsSeen seen = new ErrorsSeen(tolerances);
        if (audits()) {
            run(data, seen);
            task.audit.reports.forEach(file -> seen.add(ReportInput.read(file, spec.commandLine())));
        }
        out.print(ToleranceTable.render(tolerances.rows(), audits() ? seen : null));
        observations.remarks().forEach(remark -> out.println("note: " + remark));
        return audits()
                ? judge(new ToleranceAudit(observations).faults(tolerances), tolerances.rows(), out)
                : ExitCode.CONFORMS;
    }

    private int sense(String text, PrintWriter out) {
        if (task.sensed.markdown == null) {
            out.print(text);
        } else {
            WrittenText.write(task.sensed.markdown, () -> text);
            out.println("wrote " + task.sensed.markdown);
        }
        out.flush();
        return ExitCode.CONFORMS;
    }

    private static int judge(List<String> faults, List<ToleranceRow> rows, PrintWriter out) {
        faults.forEach(out::println);
        if (!faults.isEmpty()) {
            out.println("REFUSED: " + Plural.of(faults.size(), "fault") + " in " + Plural.of(rows.size(), "tolerance"));
            return ExitCode.DOES_NOT_CONFORM;
        }
        out.println("AS DERIVED: " + Plural.of(rows.size(), "tolerance"));
        return ExitCode.CONFORMS;
    }

    private void run(GoldenData data, ErrorsSeen seen) {
        LossPort port = portOptions.port();
        int cases = data.count(CaseSelection.all());
        try (CaseChecker checker = portOptions.checker(port, dataOption);
                Progress progress = Progress.of(cases, spec.commandLine().getErr())) {
            new ConformanceRun(data, CaseSelection.all()).run(checker, cases, (fixture, checked) -> {
                seen.add(checked.result(), port.name());
                progress.step(0);
                return true;
            });
        } finally {
            portOptions.close(port);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(task.derived, text);
        } catch (IOException e) {
            throw new UnwritableException(task.derived, e);
        }
    }
}
