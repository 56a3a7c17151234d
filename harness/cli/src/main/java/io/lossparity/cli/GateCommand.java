package io.lossparity.cli;

import io.lossparity.kit.text.Plural;
import io.lossparity.render.budget.GateText;
import io.lossparity.report.budget.Budget;
import io.lossparity.report.budget.BudgetFile;
import io.lossparity.report.budget.Excess;
import io.lossparity.report.budget.Quantity;
import io.lossparity.report.stream.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code gate}: compares a report with a fidelity budget. */
@Command(
        name = "gate",
        description = {
            "Says whether a port is within its budget. For each loss, type and quantity (output, each gradient, and"
                    + " the errors that PyTorch raises) the budget limits the largest error, the number of passed"
                    + " cases and the share of bit-equal elements. If a port has expected failures, the budget is"
                    + " about the other cases.",
            "",
            "--update writes the budget and only makes it tighter; --allow-looser loosens it, with a reason that is"
                    + " kept in the file."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity check --json report.jsonl",
            "  lossparity gate --budget budget.json report.jsonl",
            "  lossparity gate --budget budget.json --markdown gate.md report.jsonl",
            "  lossparity gate --budget budget.json --update report.jsonl",
            "  lossparity gate --budget budget.json --allow-looser 'why' report.jsonl"
        })
final class GateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "REPORT", description = "The report of a run over all cases.")
    private Path reportFile;

    @Option(names = "--budget", paramLabel = "FILE", required = true, description = "The budget.")
    private Path budgetFile;

    @Option(names = "--update", description = "Tighten the budget to the report; create it if there is none.")
    private boolean update;

    @Option(
            names = "--allow-looser",
            paramLabel = "REASON",
            description = "Update, and loosen the budget where the report needs it. The file keeps this reason.")
    private String reason;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Write what is beyond the budget as Markdown, for a pull request. If GITHUB_STEP_SUMMARY"
                    + " is set, it is also appended to that file.")
    private Path markdown;

    GateCommand() {}

    @Override
    public Integer call() {
        if (reason != null && reason.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--allow-looser needs a reason, but it is blank");
        }
        RunReport report = ReportInput.read(reportFile, spec.commandLine());
        if (!report.footer().asExpected()) {
            String decision = (report.footer().conforms() ? "NOT AS EXPECTED: " : "DOES NOT CONFORM: ")
                    + String.join("; ", report.footer().reasons())
                    + "; a budget is for ports that conform, or fail as expected";
            FittedWriter.of(spec.commandLine()).println(decision);
            return told(new GateText(report, null, decision, false));
        }
        Budget budget = budget(report);
        Budget.Comparison comparison;
        try {
            comparison = budget.compare(report);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (!updates()) {
            return judge(comparison, report);
        }
        int exitCode = update(budget, comparison, report);
        String updated = exitCode == ExitCode.CONFORMS ? "the budget fits" : "NOT UPDATED";
        WrittenText.write(
                markdown, () -> new GateText(report, comparison, updated, exitCode == ExitCode.CONFORMS).markdown());
        return exitCode;
    }

    private boolean updates() {
        return update || reason != null;
    }

    private Budget budget(RunReport report) {
        if (updates() && !Files.exists(budgetFile)) {
            return Budget.empty(report);
        }
        return BudgetFile.read(budgetFile);
    }

    private int judge(Budget.Comparison comparison, RunReport report) {
        PrintWriter out = FittedWriter.of(spec.commandLine());
        print(report, comparison.excesses(), out);
        for (Quantity quantity : comparison.unbudgeted()) {
            out.println(quantity + ": there is no budget yet; --update creates it");
        }
        String decision = decision(comparison);
        out.println(decision);
        return told(new GateText(report, comparison, decision, comparison.within()));
    }

    private static String decision(Budget.Comparison comparison) {
        if (!comparison.problem().isEmpty()) {
            return "NO DECISION: " + comparison.problem() + "; --update creates a budget that fits";
        }
        String part = comparison.leftOut().isEmpty()
                ? ""
                : " FOR A PART: the report does not select " + String.join(", ", comparison.leftOut());
        if (comparison.within()) {
            return "WITHIN THE BUDGET" + part
                    + (comparison.tighter() == 0
                            ? ""
                            : "; --update would tighten it for " + Plural.of(comparison.tighter(), "quantity"));
        }
        return "BEYOND THE BUDGET: " + Plural.of(comparison.excesses().size(), "limit") + " exceeded, "
                + Plural.of(comparison.unbudgeted().size(), "quantity") + " without a budget";
    }

    /** Writes the Markdown. If that fails, the exit code changes only if everything else is well. */
    private int told(GateText text) {
        PrintWriter out = FittedWriter.of(spec.commandLine());
        PrintWriter err = spec.commandLine().getErr();
        out.flush();
        Optional<String> problem = StepSummary.append(text.markdown());
        problem.ifPresent(why -> err.println("lossparity: no summary: " + why));
        boolean written = problem.isEmpty();
        if (markdown != null) {
            try {
                Files.writeString(markdown, text.markdown());
            } catch (IOException e) {
                err.println("lossparity: " + new UnwritableException(markdown, e).getMessage());
                written = false;
            }
        }
        if (!text.passed()) {
            return ExitCode.DOES_NOT_CONFORM;
        }
        return written ? ExitCode.CONFORMS : ExitCode.FAILURE;
    }

    private int update(Budget budget, Budget.Comparison comparison, RunReport report) {
        PrintWriter out = FittedWriter.of(spec.commandLine());
        if (reason == null && !comparison.excesses().isEmpty()) {
            print(report, comparison.excesses(), out);
            out.println("NOT UPDATED: the budget would get looser; --allow-looser REASON allows that");
            return ExitCode.DOES_NOT_CONFORM;
        }
        if (!comparison.problem().isEmpty() && !comparison.leftOut().isEmpty()) {
            out.println("NOT UPDATED: " + comparison.problem() + ", and the report does not select "
                    + String.join(", ", comparison.leftOut()));
            return ExitCode.DOES_NOT_CONFORM;
        }
        Budget fitted = budget.fitted(report, reason == null ? "" : reason);
        if (fitted.equals(budget)) {
            out.println("the budget fits already: " + budgetFile);
            return ExitCode.CONFORMS;
        }
        try {
            BudgetFile.write(budgetFile, fitted);
        } catch (IOException e) {
            throw new UnwritableException(budgetFile, e);
        }
        print(report, comparison.excesses(), out);
        out.printf(
                Locale.ROOT,
                "UPDATED %s: %s new, %s tighter, %s looser%n",
                budgetFile,
                Plural.of(comparison.unbudgeted().size(), "quantity"),
                Plural.of(comparison.tighter(), "quantity"),
                Plural.of(
                        comparison.excesses().stream()
                                .map(Excess::quantity)
                                .distinct()
                                .count(),
                        "quantity"));
        return ExitCode.CONFORMS;
    }

    private static void print(RunReport report, List<Excess> excesses, PrintWriter out) {
        for (Excess excess : excesses) {
            out.println(excess.text());
            out.println("    " + GateText.alone(report, excess));
        }
    }
}
