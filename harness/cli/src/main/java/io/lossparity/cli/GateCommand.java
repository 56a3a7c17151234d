package io.lossparity.cli;

import io.lossparity.kit.report.RunReport;
import io.lossparity.kit.report.budget.Budget;
import io.lossparity.kit.report.budget.BudgetFile;
import io.lossparity.kit.report.budget.Excess;
import io.lossparity.kit.report.budget.Quantity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code gate}: holds a report against a fidelity budget. */
@Command(
        name = "gate",
        description = {
            "Says whether a port is as faithful as its budget asks: per loss, type and quantity (output, each gradient,"
                    + " and the errors that PyTorch raises) at most those errors, at least so many cases and such a"
                    + " share of bit-equal elements.",
            "",
            "The budget is written by --update and only ever gets tighter; to make it looser takes a reason, which is"
                    + " kept in the file."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  lossparity check --json report.jsonl",
            "  lossparity gate --budget budget.json report.jsonl",
            "  lossparity gate --budget budget.json --update report.jsonl",
            "  lossparity gate --budget budget.json --update --allow-looser 'why' report.jsonl"
        })
final class GateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "REPORT", description = "The report of a run over all cases.")
    private Path reportFile;

    @Option(names = "--budget", paramLabel = "FILE", required = true, description = "The budget.")
    private Path budgetFile;

    @Option(names = "--update", description = "Tighten the budget to the report; make it if there is none.")
    private boolean update;

    @Option(
            names = "--allow-looser",
            paramLabel = "REASON",
            description = "With --update: loosen the budget where the report needs it, and keep this reason.")
    private String reason;

    GateCommand() {}

    @Override
    public Integer call() {
        if (reason != null && (!update || reason.isBlank())) {
            throw new ParameterException(spec.commandLine(), "--allow-looser takes a reason, and --update");
        }
        RunReport report = ReportInput.read(reportFile, spec.commandLine());
        if (!report.footer().conforms()) {
            spec.commandLine()
                    .getOut()
                    .println("DOES NOT CONFORM: "
                            + String.join("; ", report.footer().reasons()) + "; a budget is for ports that do");
            return ExitCode.DOES_NOT_CONFORM;
        }
        Budget budget = budget(report);
        Budget.Comparison comparison;
        try {
            comparison = budget.compare(report);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return update ? update(budget, comparison, report) : judge(comparison);
    }

    private Budget budget(RunReport report) {
        if (update && !Files.exists(budgetFile)) {
            return Budget.empty(report);
        }
        try {
            return BudgetFile.read(budgetFile);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "can't read " + budgetFile + ": " + ReportFile.reason(e)
                            + "; --update makes a budget from a report",
                    e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int judge(Budget.Comparison comparison) {
        PrintWriter out = spec.commandLine().getOut();
        print(comparison.excesses(), out);
        for (Quantity quantity : comparison.unbudgeted()) {
            out.println(quantity + ": there is no budget yet; --update makes one");
        }
        if (!comparison.within()) {
            out.println("BEYOND THE BUDGET: "
                    + counted(comparison.excesses().size(), "limit") + " exceeded, "
                    + counted(comparison.unbudgeted().size(), "quantity") + " without a budget");
            return ExitCode.DOES_NOT_CONFORM;
        }
        out.println("WITHIN THE BUDGET"
                + (comparison.tighter() == 0
                        ? ""
                        : "; --update would tighten it for " + counted(comparison.tighter(), "quantity")));
        return ExitCode.CONFORMS;
    }

    private int update(Budget budget, Budget.Comparison comparison, RunReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (reason == null && !comparison.excesses().isEmpty()) {
            print(comparison.excesses(), out);
            out.println("NOT UPDATED: the budget would get looser; --allow-looser REASON allows that");
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
        print(comparison.excesses(), out);
        out.printf(
                Locale.ROOT,
                "UPDATED %s: %s new, %s tighter, %s looser%n",
                budgetFile,
                counted(comparison.unbudgeted().size(), "quantity"),
                counted(comparison.tighter(), "quantity"),
                counted(
                        comparison.excesses().stream()
                                .map(Excess::quantity)
                                .distinct()
                                .count(),
                        "quantity"));
        return ExitCode.CONFORMS;
    }

    private static void print(List<Excess> excesses, PrintWriter out) {
        for (Excess excess : excesses) {
            out.println(excess.text());
            out.println("    see it alone: " + alone(excess));
        }
    }

    private static String alone(Excess excess) {
        return excess.worstCase().isEmpty()
                ? "./lossparity list --ids --loss " + excess.quantity().loss() + " --dtype "
                        + excess.quantity().dtype()
                : "./lossparity explain " + excess.worstCase();
    }

    private static String counted(long count, String noun) {
        String plural = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return count + " " + (count == 1 ? noun : plural);
    }
}
