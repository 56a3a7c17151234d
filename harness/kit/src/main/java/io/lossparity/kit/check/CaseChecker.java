package io.lossparity.kit.check;

import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.Judge;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.LossCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Checks one case at a time: asks the port, then judges the outcome. */
public final class CaseChecker implements AutoCloseable {
    private final PortRunner runner;
    private final Judge judge;
    private final Repetition repetition;
    private String firstLeaver;

    /** Makes a checker, which owns the runner from now on. */
    public CaseChecker(PortRunner runner, Judge judge) {
        this.runner = Objects.requireNonNull(runner, "runner must not be null");
        this.judge = Objects.requireNonNull(judge, "judge must not be null");
        this.repetition = new Repetition(runner);
    }

    /** Returns what the port declares to support. */
    public Capabilities capabilities() {
        return runner.capabilities();
    }

    /**
     * Asks the port about the case, without the gradients that the port does not have, and judges the outcome. Asks
     * some cases twice.
     */
    public Checked check(GoldenCase goldenCase) {
        AskedCase asked = AskedCase.of(goldenCase, runner.capabilities());
        long start = System.nanoTime();
        Outcome outcome = runner.run(asked.goldenCase().call());
        long nanos = System.nanoTime() - start;
        if (firstLeaver == null && threadsLeft() > 0) {
            firstLeaver = goldenCase.id();
        }
        outcome = repetition.confirmed(asked.goldenCase(), outcome);
        CaseResult result = judge.judge(asked.goldenCase(), outcome, nanos).without(asked.notAsked());
        return new Checked(asked, outcome, result);
    }

    /** Asks the port something that is not a case. Exceptions of the port are never thrown. */
    public Outcome ask(LossCall call) {
        return runner.run(call);
    }

    /** Returns how many calls hung and left a thread behind. */
    public int hungCalls() {
        return runner.abandonedThreads();
    }

    /** Returns how many threads of the port are still running. */
    public int threadsLeft() {
        return runner.threadsLeft().size();
    }

    /** Returns remarks on the port's behaviour besides its answers. Call it once, after the last case. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(runner.remarks());
        if (firstLeaver != null) {
            remarks.add("the first case after which a thread was left: " + firstLeaver);
        }
        return remarks;
    }

    /** Closes the runner. */
    @Override
    public void close() {
        runner.close();
    }
}
