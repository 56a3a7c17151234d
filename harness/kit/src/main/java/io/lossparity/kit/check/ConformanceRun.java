package io.lossparity.kit.check;

import io.lossparity.kit.check.CaseChecker.Unjudged;
import io.lossparity.kit.expect.ExpectationProblems;
import io.lossparity.kit.expect.Expectations;
import io.lossparity.kit.fixture.Ahead;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.Fixture;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.DeclaredSupport;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Tally;
import io.lossparity.kit.verdict.Totals;
import io.lossparity.kit.verdict.Verdict;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs selected cases in their order, counts the verdicts, and decides whether the port conforms. */
public final class ConformanceRun {
    /** A run is given up after this many calls that did not return, because their threads may still be busy. */
    public static final int MOST_HUNG_CALLS = 20;

    /** A run is given up if a port leaves this many threads running. */
    public static final int MOST_THREADS_LEFT = 500;

    private static final int CASES_AHEAD = 8;

    private final GoldenData data;
    private final CaseSelection selection;
    private final Expectations expectations;

    /** Makes a run over the selected cases of the data. */
    public ConformanceRun(GoldenData data, CaseSelection selection) {
        this(data, selection, Expectations.none());
    }

    /** Makes a run over the selected cases of the data, some of which are expected to fail. */
    public ConformanceRun(GoldenData data, CaseSelection selection, Expectations expectations) {
        this.data = data;
        this.selection = selection;
        this.expectations = expectations;
    }

    /** Receives every case. */
    @FunctionalInterface
    public interface Listener {
        /** Takes a case of a fixture, and returns whether the run goes on. */
        boolean checked(Fixture fixture, Checked checked);
    }

    /**
     * The result of a run.
     *
     * @param totals the counts and worst errors
     * @param decision whether the port conforms, and why not
     */
    public record Result(Totals totals, Gate.Decision decision) {}

    /**
     * Runs until the last case, or until the listener stops the run or too many calls hang.
     *
     * @param expectedCases the number of cases in the selection; a run of another number never conforms
     * @throws io.lossparity.kit.fixture.GoldenDataException if a file is not what the manifest says
     */
    public Result run(CaseChecker checker, long expectedCases, Listener listener) {
        Tally tally = new Tally();
        DeclaredSupport declared = new DeclaredSupport(checker.capabilities());
        ExpectationProblems problems = new ExpectationProblems(expectations.patterns());
        List<String> stopped = new ArrayList<>();
        try (Stream<Fixture> fixtures = data.fixtures(selection);
                Ahead<Question, Answer> answers = answers(fixtures, checker)) {
            while (stopped.isEmpty() && answers.hasNext()) {
                Answer answer = answers.next();
                Checked judged = checker.judge(answer.unjudged());
                Checked checked = judged.with(expectations.judge(judged.result()));
                CaseResult result = checked.result();
                String id = checked.goldenCase().id();
                tally.add(result);
                result.expectation().ifPresent(expected -> problems.add(id, expected));
                declared.add(checked.goldenCase().call(), !(result.verdict() instanceof Verdict.Unsupported));
                if (!listener.checked(answer.fixture(), checked)) {
                    stopped.add("stopped at " + id);
                } else {
                    givenUp(answer.unjudged()).ifPresent(why -> stopped.add("given up " + why + ", at " + id));
                }
            }
        }
        Totals totals = tally.totals();
        boolean whole = stopped.isEmpty() && selection.equals(CaseSelection.all());
        List<String> undelivered = stopped.isEmpty() && selection.takesWholeFiles() ? declared.problems() : List.of();
        Gate.Decision decision = Gate.decide(totals, expectedCases, problems.list(whole), undelivered);
        return new Result(totals, withReasons(decision, stopped));
    }

    private record Question(Fixture fixture, GoldenCase goldenCase) {}

    private record Answer(Fixture fixture, Unjudged unjudged) {}

    /** Asks the port in a thread of its own: it answers the next cases while one is judged. */
    private static Ahead<Question, Answer> answers(Stream<Fixture> fixtures, CaseChecker checker) {
        Iterator<Question> questions = fixtures.flatMap(
                        fixture -> fixture.cases().stream().map(goldenCase -> new Question(fixture, goldenCase)))
                .iterator();
        return new Ahead<>("case-asker", 1, CASES_AHEAD, questions, question -> {
            if (checker.hungCalls() >= MOST_HUNG_CALLS) {
                throw new IllegalStateException("the run is given up"); // nobody waits for this answer
            }
            return new Answer(question.fixture(), checker.asked(question.goldenCase()));
        });
    }

    private static Optional<String> givenUp(Unjudged last) {
        if (last.hungCalls() >= MOST_HUNG_CALLS) {
            return Optional.of("after " + MOST_HUNG_CALLS + " calls that did not return");
        }
        return last.threadsLeft() >= MOST_THREADS_LEFT
                ? Optional.of("with " + MOST_THREADS_LEFT + " threads that the port left")
                : Optional.empty();
    }

    private static Gate.Decision withReasons(Gate.Decision decision, List<String> more) {
        if (more.isEmpty()) {
            return decision;
        }
        List<String> reasons = new ArrayList<>(more);
        reasons.addAll(decision.reasons());
        return new Gate.Decision(false, false, reasons);
    }
}
