package io.lossparity.kit.check;

import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.Judge;
import java.util.Objects;

/** Checks one case at a time: asks the port, then judges what came of it. */
public final class CaseChecker implements AutoCloseable {
    private final PortRunner runner;
    private final Judge judge;

    /** Makes a checker, which owns the runner from now on. */
    public CaseChecker(PortRunner runner, Judge judge) {
        this.runner = Objects.requireNonNull(runner, "runner must not be null");
        this.judge = Objects.requireNonNull(judge, "judge must not be null");
    }

    /** Asks the port about the case and judges the outcome. */
    public CaseResult check(GoldenCase goldenCase) {
        long start = System.nanoTime();
        Outcome outcome = runner.run(goldenCase.call());
        return judge.judge(goldenCase, outcome, System.nanoTime() - start);
    }

    /** Returns how many calls hung and left a thread behind. */
    public int hungCalls() {
        return runner.abandonedThreads();
    }

    /** Lets go of the runner. */
    @Override
    public void close() {
        runner.close();
    }
}
