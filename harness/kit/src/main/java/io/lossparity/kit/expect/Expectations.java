package io.lossparity.kit.expect;

import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.ExpectedFailure.Outcome;
import io.lossparity.kit.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The expected failures that apply to a run. */
public final class Expectations {
    private final ExpectationsFile file;
    private final List<Paragraph> paragraphs;

    Expectations(ExpectationsFile file, List<Paragraph> paragraphs) {
        this.file = file;
        this.paragraphs = List.copyOf(paragraphs);
    }

    /** Returns no expectations: every failure is unexpected. */
    public static Expectations none() {
        return new Expectations(ExpectationsFile.empty(""), List.of());
    }

    /** Returns the file that they come from. */
    public ExpectationsFile file() {
        return file;
    }

    /** Returns whether there are none. */
    public boolean isEmpty() {
        return paragraphs.isEmpty();
    }

    /**
     * A pattern of ids, for counting the cases that it covers.
     *
     * @param pattern the pattern
     * @param line its line in the file
     * @param kind whether the failure is to be fixed
     * @param title the name of the class of failures
     * @param cap how many cases it may cover; no limit for a departure by design ({@code any size, may pass})
     * @param mayPass whether its cases may pass too
     */
    public record Covering(
            String pattern, int line, ExpectedFailure.Kind kind, String title, int cap, boolean mayPass) {}

    /** Returns the patterns in the file's order. */
    public List<Covering> patterns() {
        List<Covering> patterns = new ArrayList<>();
        for (Paragraph paragraph : paragraphs) {
            for (Expectation expectation : paragraph.expectations()) {
                patterns.add(new Covering(
                        expectation.pattern(),
                        expectation.line(),
                        paragraph.kind(),
                        paragraph.title(),
                        paragraph.capOf(expectation),
                        expectation.mayPass()));
            }
        }
        return patterns;
    }

    /**
     * Refuses a file with lines that have only a pattern; {@code --update} completes such lines.
     *
     * @throws ExpectationsException if there is one
     */
    public Expectations complete() {
        for (Paragraph paragraph : paragraphs) {
            for (Expectation expectation : paragraph.expectations()) {
                if (!expectation.missing().isEmpty()) {
                    throw new ExpectationsException(
                            file.name() + ", line " + expectation.line() + ": the pattern " + expectation.pattern()
                                    + " " + expectation.missing()
                                    + "; 'lossparity expectations --update' fills that in",
                            null);
                }
            }
        }
        return this;
    }

    /** Returns the result; if the case was expected to fail, with the expectation's result. */
    public CaseResult judge(CaseResult result) {
        return expected(result.caseId(), expectation -> finding(result, expectation))
                .map(result::withExpectation)
                .orElse(result);
    }

    /** Returns the expectation's result if the relation was expected not to hold. */
    public Optional<ExpectedFailure> judge(RelationResult result) {
        return expected(result.id(), expectation -> finding(result, expectation));
    }

    private Optional<ExpectedFailure> expected(String id, Function<Expectation, Expectation.Finding> judge) {
        Paragraph in = null;
        Expectation found = null;
        for (Paragraph paragraph : paragraphs) {
            for (Expectation expectation : paragraph.expectations()) {
                if (!expectation.covers(id)) {
                    continue;
                }
                if (found != null) {
                    String both = "both " + found.place() + " and " + expectation.place() + " cover it";
                    return Optional.of(new Expectation.Finding(Outcome.OVERLAP, both).in(in, found));
                }
                in = paragraph;
                found = expectation;
            }
        }
        if (found == null) {
            return Optional.empty();
        }
        Expectation.Finding finding = judge.apply(found);
        boolean passes = finding.outcome() == Outcome.UNEXPECTED_PASS && found.mayPass();
        return passes ? Optional.empty() : Optional.of(finding.in(in, found));
    }

    private static Expectation.Finding finding(CaseResult result, Expectation expectation) {
        if (result.verdict() instanceof Verdict.Passed) {
            return new Expectation.Finding(Outcome.UNEXPECTED_PASS, "it passed");
        }
        return result.verdict() instanceof Verdict.Unsupported unsupported
                ? unsupported(unsupported.reason())
                : expectation.judge(Symptoms.of(result));
    }

    private static Expectation.Finding finding(RelationResult result, Expectation expectation) {
        return switch (result.verdict()) {
            case HOLDS -> new Expectation.Finding(Outcome.UNEXPECTED_PASS, "it holds");
            case UNSUPPORTED -> unsupported(result.headline());
            case BROKEN, ERRORED, TIMED_OUT -> expectation.judge(Symptoms.of(result));
        };
    }

    private static Expectation.Finding unsupported(String reason) {
        return new Expectation.Finding(
                Outcome.UNSUPPORTED, "the port does not support it, so it can't fail: " + reason);
    }
}
