package io.lossparity.kit.check;

import io.lossparity.kit.expect.ExpectationProblems;
import io.lossparity.kit.expect.Expectations;
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
import java.util.stream.Stream;

/** Runs selected cases one after the other, counts the verdicts, and decides whether the port conforms. */
public final class ConformanceRun {
    /** A run is given up after this many calls that did not return, because their threads may still be busy. */
    public static final int MOST_HUNG_CALLS = 20;

    /** A run is given up if a port leaves this many threads running. */
    public static final int MOST_THREADS_LEFT = 500;

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
        try (Stream<Fixture> fixtures = data.fixtures(selection)) {
            Iterator<Fixture> iterator = fixtures.iterator();
            while (stopped.isEmpty() && iterator.hasNext()) {
                run(iterator.next(), checker, listener, tally, declared, problems, stopped);
            }
        }
        Totals totals = tally.totals();
        boolean whole = stopped.isEmpty() && selection.equals(CaseSelection.all());
        List<String> undelivered = stopped.isEmpty() && selection.takesWholeFiles() ? declared.problems() : List.of();
        Gate.Decision decision = Gate.decide(totals, expectedCases, problems.list(whole), undelivered);
        return new Result(totals, withReasons(decision, stopped));
    }

    private void run(
            Fixture fixture,
            CaseChecker checker,
            Listener listener,
            Tally tally,
            DeclaredSupport declared,
            ExpectationProblems problems,
            List<String> stopped) {
        for (GoldenCase goldenCase : fixture.cases()) {
            Checked judged = checker.check(goldenCase);
            Checked checked = judged.with(expectations.judge(judged.result()));
            CaseResult result = checked.result();
            tally.add(result);
            result.expectation().ifPresent(expected -> problems.add(goldenCase.id(), expected));
            declared.add(checked.goldenCase().call(), !(result.verdict() instanceof Verdict.Unsupported));
            if (!listener.checked(fixture, checked)) {
                stopped.add("stopped at " + goldenCase.id());
                return;
            }
            if (checker.hungCalls() >= MOST_HUNG_CALLS) {
                stopped.add("given up after " + MOST_HUNG_CALLS + " calls that did not return, at " + goldenCase.id());
                return;
            }
            if (checker.threadsLeft() >= MOST_THREADS_LEFT) {
                stopped.add(
                        "given up with " + MOST_THREADS_LEFT + " threads that the port left, at " + goldenCase.id());
                return;
            }
        }
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
