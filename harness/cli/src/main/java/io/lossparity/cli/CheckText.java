package io.lossparity.cli;

import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.Totals;
import io.lossparity.render.text.DistanceTable;
import io.lossparity.render.text.Rerun;
import io.lossparity.render.text.TextTable;
import io.lossparity.render.text.WhatIsWrong;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes down what a check found: the decision, a line per mistake, the table, and how to see more. */
final class CheckText {
    private static final int MOST_MISTAKES = 40;
    private static final int MOST_EXAMPLES = 12;
    private static final int MOST_CASES = 3;
    private static final int MOST_CASE_LINES = 10;
    private static final int MOST_GROUPS = 20;

    private final PrintWriter out;
    private final Terminal terminal;
    private final boolean details;

    /**
     * Prepares.
     *
     * @param details whether to tell about single cases and distances too
     */
    CheckText(PrintWriter out, Terminal terminal, boolean details) {
        this.out = out;
        this.terminal = terminal;
        this.details = details;
    }

    /** Writes the decision. */
    void decision(String text) {
        out.println(terminal.decision(terminal.wrapped("", 2, text)));
    }

    /** Writes a line per mistake, with the id of a case that shows it where there is room. */
    void mistakes(List<WhatIsWrong> mistakes) {
        if (mistakes.isEmpty()) {
            return;
        }
        out.println();
        out.println("What is wrong:");
        int width = mistakes.stream()
                .mapToInt(mistake -> mistake.loss().length())
                .max()
                .orElse(0);
        String loss = "";
        boolean examples = details || mistakes.size() <= MOST_EXAMPLES;
        for (WhatIsWrong mistake : mistakes.subList(0, Math.min(MOST_MISTAKES, mistakes.size()))) {
            String name = mistake.loss().equals(loss) ? "" : mistake.loss();
            loss = mistake.loss();
            String first = "  " + terminal.bold(name) + " ".repeat(width - name.length() + 2);
            String text = mistake.folded() && !details ? mistake.brief() : mistake.sentence();
            out.println(terminal.wrapped(first, width + 4, text));
            if (examples && !mistake.example().isEmpty()) {
                out.println(terminal.fitted(" ".repeat(width + 4) + mistake.example()));
            }
        }
        if (mistakes.size() > MOST_MISTAKES) {
            out.println("  ... and " + (mistakes.size() - MOST_MISTAKES) + " more; a report has them all");
        }
    }

    /** Writes the first case of each loss and kind of failure, and a line for each group. */
    void cases(FailureList failures) {
        if (!details || failures.groups().isEmpty()) {
            return;
        }
        out.println();
        Map<String, CaseResult> firsts = new LinkedHashMap<>();
        failures.groups()
                .forEach(group -> firsts.putIfAbsent(
                        group.first().loss() + group.first().verdict().word(), group.first()));
        firsts.values().stream().limit(MOST_CASES).forEach(this::single);
        out.println("Of each loss, failure and class of values the first:");
        failures.groups().stream()
                .limit(MOST_GROUPS)
                .forEach(group -> out.println(terminal.fitted("  "
                        + group.first().caseId() + (group.count() == 1 ? "" : " (" + group.count() + " like it)"))));
        if (failures.groups().size() > MOST_GROUPS) {
            out.println("  ... and " + (failures.groups().size() - MOST_GROUPS) + " more of these groups");
        }
    }

    /** Writes a case in ten lines at most: what does not fit as a whole is left to {@code explain}. */
    private void single(CaseResult result) {
        String message = result.verdict().message();
        String text = message.startsWith(result.caseId()) ? message : result.caseId() + ": " + message;
        List<String> parts = new ArrayList<>();
        result.expectation().map(CheckText::expectation).ifPresent(parts::add);
        String problem =
                text.lines().findFirst().orElse("").substring(result.caseId().length());
        parts.add(problem.replaceFirst("^(, port [^:]*)?: ", ""));
        ToDo.of(result).ifPresent(parts::add);
        text.lines()
                .skip(1)
                .filter(line -> !line.startsWith("rerun ") && !line.startsWith(ToDo.START))
                .forEach(parts::add);
        String head = result.verdict().word();
        List<String> shown = new ArrayList<>(
                terminal.fitted(head + ": " + result.caseId()).lines().toList());
        for (String part : parts) {
            List<String> lines = terminal.wrapped("  ", 6, part).lines().toList();
            if (shown.size() == 1 || shown.size() + lines.size() <= MOST_CASE_LINES) {
                lines.stream().limit(MOST_CASE_LINES - 1L).forEach(shown::add);
            }
        }
        out.println(terminal.bold(head) + shown.get(0).substring(head.length()));
        shown.stream().skip(1).forEach(out::println);
        out.println();
    }

    private static String expectation(ExpectedFailure expected) {
        return "expected to fail (" + expected.kind().word() + ": " + expected.title() + ", pattern "
                + expected.pattern() + "), but: " + expected.message();
    }

    /** Writes the table of the losses, and with details the worst cases and the distances. */
    void totals(Totals totals) {
        if (totals.overall().counts().cases() == 0) {
            return;
        }
        out.println();
        out.print(TextTable.render(totals, terminal.width()));
        String legend = TextTable.legend(totals, terminal.width());
        out.print(legend.isEmpty() ? "" : terminal.wrapped(legend) + System.lineSeparator());
        totals.withoutGradients().forEach(gradient -> out.println(terminal.wrapped(gradient.words())));
        if (details) {
            Stream.of(TextTable.worstCases(totals), DistanceTable.render(totals.distances()))
                    .filter(table -> !table.isEmpty())
                    .forEach(table -> out.println(System.lineSeparator() + terminal.fitted(table)));
        }
    }

    /**
     * Writes how to see more.
     *
     * @param again the command that was run
     * @param explain the command that explains a case, without its id
     * @param example the id of a case; empty if nothing is wrong
     * @param reported whether there is a report already
     */
    void more(String again, String explain, String example, boolean reported) {
        out.println();
        if (!example.isEmpty()) {
            out.println(terminal.fitted("to see a case:   " + explain + " " + Rerun.quoted(example)));
        }
        if (!details) {
            out.println(terminal.fitted("to see details:  " + again + " --details"));
        }
        if (!reported) {
            out.println(terminal.fitted("to see pages:    " + again + " --report build/report"));
        }
    }
}
