package io.lossparity.cli;

import io.lossparity.kit.check.Checked;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.mutants.diagnosis.Diagnosis;
import io.lossparity.mutants.diagnosis.FailingCases;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.spi.LossOutcome;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The cases that did not pass: of each defect the first one in full, for different defects tell more than many. */
final class FailureList {
    private static final int MOST_SHOWN = 3;
    private static final int MOST_GROUPS = 20;
    private static final int LONGEST_LINE = 240;
    private static final String THREW = "the port threw ";

    private final Map<String, CaseResult> firstOfItsKind = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final FailingCases failing = new FailingCases();
    private long count;
    private long surprises;

    FailureList() {}

    /** Keeps the result if it is one of a kind, and the answer that was judged. */
    void add(Checked checked) {
        GoldenCase goldenCase = checked.goldenCase();
        CaseResult result = checked.result();
        Verdict verdict = result.verdict();
        boolean asExpected = result.expectation()
                .map(ExpectedFailure::met)
                .orElse(verdict instanceof Verdict.Passed || verdict instanceof Verdict.Unsupported);
        surprises += asExpected ? 0 : 1;
        if (verdict instanceof Verdict.Passed) {
            failing.addPassing(goldenCase);
        }
        if (asExpected || verdict instanceof Verdict.Passed || verdict instanceof Verdict.Unsupported) {
            return;
        }
        count++;
        if (!isConduct(verdict)) {
            Optional<LossOutcome> answer = verdict instanceof Verdict.Failed ? checked.answer() : Optional.empty();
            answer.ifPresentOrElse(
                    given -> failing.add(goldenCase, given), () -> failing.addUnanswered(goldenCase, deed(verdict)));
        }
        String kind = verdict instanceof Verdict.Failed failed ? failed.kind().name() : verdict.word();
        if (firstOfItsKind.size() < MOST_SHOWN) {
            firstOfItsKind.putIfAbsent(result.loss() + " " + kind, result);
        }
        String values = goldenCase.at().getOrDefault("values", goldenCase.at().get("invalid"));
        groups.computeIfAbsent(result.loss() + " " + kind + " " + values, key -> new Group(result)).count++;
    }

    /** The answer itself may be right, so that no mistake in a formula explains it. */
    private static boolean isConduct(Verdict verdict) {
        return verdict instanceof Verdict.Failed failed
                && Set.of(FailureKind.INPUT, FailureKind.OVERWRITES, FailureKind.NOT_REPEATABLE)
                        .contains(failed.kind());
    }

    /** What the port did instead of answering, as in {@code throws java.lang.NullPointerException}. */
    private static String deed(Verdict verdict) {
        String message = verdict.message().lines().findFirst().orElse("");
        int threw = message.indexOf(THREW);
        return threw >= 0 ? "throws " + message.substring(threw + THREW.length()) : "fails: " + message;
    }

    /** The cases of a loss that fail alike on the same class of values: most likely for one reason. */
    private static final class Group {
        private final CaseResult first;
        private int count;

        Group(CaseResult first) {
            this.first = first;
        }

        String line() {
            String line = text(first).lines().findFirst().orElse("");
            return "  " + line + (count == 1 ? "" : " (" + count + " like it)");
        }
    }

    /** Returns how many cases came out otherwise than expected, those included that passed and should not. */
    long surprises() {
        return surprises;
    }

    /** Returns how many cases failed, errored or timed out otherwise than expected. */
    long count() {
        return count;
    }

    /** Compares the answers that are wrong with those of known mistakes; a port that passes costs next to nothing. */
    List<DiagnosisLine> diagnoses() {
        return Diagnosis.of(failing).stream().map(Diagnosis::inReport).toList();
    }

    /** Prints the kept results, and what is wrong. */
    void print(PrintWriter out, String explain, List<DiagnosisLine> diagnoses) {
        for (CaseResult result : firstOfItsKind.values()) {
            out.println(result.verdict().word() + ": " + text(result));
            result.expectation().ifPresent(expected -> out.println(expectation(expected)));
            out.println();
        }
        if (count > firstOfItsKind.size()) {
            out.println((count - firstOfItsKind.size()) + " more did not pass; --json FILE lists them all, and "
                    + explain + " ID tells one.");
            out.println("Of each loss, failure and class of values the first:");
            groups.values().stream().limit(MOST_GROUPS).forEach(group -> out.println(group.line()));
            if (groups.size() > MOST_GROUPS) {
                out.println("  ... and " + (groups.size() - MOST_GROUPS) + " more of these groups");
            }
            out.println();
        }
        diagnoses.stream()
                .flatMap(diagnosis -> diagnosis.sentences().stream())
                .forEach(sentence -> out.println("diagnosis: " + sentence + System.lineSeparator()));
    }

    private static String expectation(ExpectedFailure expected) {
        return "expected to fail (" + expected.kind().word() + ": " + expected.title() + ", pattern "
                + expected.pattern() + "), but: " + expected.message();
    }

    private static String text(CaseResult result) {
        String message = result.verdict().message();
        String text = message.startsWith(result.caseId()) ? message : result.caseId() + ": " + message;
        return text.lines()
                .map(line -> line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + " ...")
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
