package io.lossparity.cli;

import io.lossparity.kit.check.Checked;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.text.ForeignText;
import io.lossparity.kit.text.Plural;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.kit.verdict.Headline;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.mutants.diagnosis.Diagnosis;
import io.lossparity.mutants.diagnosis.FailingCases;
import io.lossparity.render.text.WhatIsWrong;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.spi.LossOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The cases that did not pass, grouped by loss, failure and class of values, and the diagnosis of them. */
final class FailureList {
    private static final int MOST_OF_A_LOSS = 3;
    private static final String THREW = "the port threw ";

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final FailingCases failing;
    private long count;
    private long surprises;

    /**
     * Makes an empty list.
     *
     * @param diagnosing whether the answers are kept for a diagnosis
     */
    FailureList(boolean diagnosing) {
        failing = diagnosing ? new FailingCases() : null;
    }

    /** Keeps the result if it is the first of its kind, and the judged answer. */
    void add(Checked checked) {
        GoldenCase goldenCase = checked.goldenCase();
        CaseResult result = checked.result();
        Verdict verdict = result.verdict();
        surprises += result.asExpected() ? 0 : 1;
        if (verdict instanceof Verdict.Passed && failing != null) {
            failing.addPassing(goldenCase);
        }
        if (result.asExpected() || verdict instanceof Verdict.Passed || verdict instanceof Verdict.Unsupported) {
            return;
        }
        count++;
        boolean diagnosed = failing != null && !isConduct(verdict);
        if (diagnosed) {
            Optional<LossOutcome> answer = verdict instanceof Verdict.Failed ? checked.answer() : Optional.empty();
            answer.ifPresentOrElse(
                    given -> failing.add(goldenCase, given), () -> failing.addUnanswered(goldenCase, deed(verdict)));
        }
        String kind = verdict instanceof Verdict.Failed failed ? failed.kind().name() : verdict.word();
        String values = goldenCase.at().getOrDefault("values", goldenCase.at().get("invalid"));
        groups.computeIfAbsent(result.loss() + " " + kind + " " + values, key -> new Group(result, diagnosed)).count++;
    }

    /** The answer itself may be right; then no mistake in a formula explains the failure. */
    private static boolean isConduct(Verdict verdict) {
        return verdict instanceof Verdict.Failed failed
                && Set.of(FailureKind.INPUT, FailureKind.OVERWRITES, FailureKind.NOT_REPEATABLE)
                        .contains(failed.kind());
    }

    /** What the port did instead of answering, as in {@code throws java.lang.NullPointerException}. */
    private static String deed(Verdict verdict) {
        List<String> lines = verdict.message().lines().toList();
        String message = lines.isEmpty() ? "" : lines.get(0);
        int threw = message.indexOf(THREW);
        return threw >= 0
                ? "throws " + message.substring(threw + THREW.length())
                : "fails: " + message + lastWords(lines);
    }

    /** The last line that a process wrote to standard error, where most programs name the error. */
    private static String lastWords(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(ForeignText.QUOTED))
                .reduce((earlier, later) -> later)
                .map(line -> "; it wrote: " + line.substring(ForeignText.QUOTED.length()))
                .orElse("");
    }

    /** The cases of a loss that fail in the same way on the same class of values, probably for one reason. */
    static final class Group {
        private final CaseResult first;
        private final boolean diagnosed;
        private int count;

        private Group(CaseResult first, boolean diagnosed) {
            this.first = first;
            this.diagnosed = diagnosed;
        }

        /** Returns the first of the cases. */
        CaseResult first() {
            return first;
        }

        /** Returns the number of these cases. */
        int count() {
            return count;
        }

        private WhatIsWrong mistake() {
            return new WhatIsWrong(
                    first.loss(),
                    Headline.of(first.caseId(), first.verdict().message()),
                    Plural.of(count, "case"),
                    first.caseId());
        }
    }

    /** Returns how many cases were not as expected, including those that passed but were expected to fail. */
    long surprises() {
        return surprises;
    }

    /** Returns how many cases failed, errored or timed out and were not expected to, or not in this way. */
    long count() {
        return count;
    }

    /**
     * Compares the wrong answers with those of known mistakes. This takes almost no time for a port that passes.
     *
     * @param broken the relations that do not hold
     */
    List<DiagnosisLine> diagnoses(BrokenRelations broken) {
        return failing == null
                ? List.of()
                : Diagnosis.of(failing).stream()
                        .map(diagnosis -> diagnosis.inReport(mistaken -> broken.of(diagnosis.loss(), mistaken)))
                        .toList();
    }

    /** Returns the groups, in the order of the run. */
    List<Group> groups() {
        return List.copyOf(groups.values());
    }

    /** Returns the id of the first failing case of a loss; empty if none failed. */
    String firstOf(String loss) {
        return groups.values().stream()
                .map(Group::first)
                .filter(first -> first.loss().equals(loss))
                .map(CaseResult::caseId)
                .findFirst()
                .orElse("");
    }

    /** Returns the groups that no diagnosis covers: the first ones of each such loss. */
    List<WhatIsWrong> undiagnosed(List<DiagnosisLine> diagnoses) {
        Set<String> losses = diagnoses.stream().map(DiagnosisLine::loss).collect(Collectors.toSet());
        Map<String, Integer> shown = new HashMap<>();
        List<WhatIsWrong> mistakes = new ArrayList<>();
        for (Group group : groups.values()) {
            boolean told = group.diagnosed && losses.contains(group.first.loss());
            if (!told && shown.merge(group.first.loss(), 1, Integer::sum) <= MOST_OF_A_LOSS) {
                mistakes.add(group.mistake());
            }
        }
        return mistakes;
    }
}
