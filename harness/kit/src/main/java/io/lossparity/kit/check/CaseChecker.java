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

/** Checks cases: asks the port, then judges the outcome. */
public final class CaseChecker implements AutoCloseable {
    private final PortRunner runner;
    private final Judge judge;
    private final Repetition repetition;
    private String firstLeaver;

    /**
     * An outcome that is not yet judged.
     *
     * @param nanos how long the call took
     * @param hungCalls how many calls had hung by then
     * @param threadsLeft how many of the port's threads ran after the call
     */
    record Unjudged(AskedCase asked, Outcome outcome, long nanos, int hungCalls, int threadsLeft) {}

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

    /** Asks the port about the case and judges the outcome. */
    public Checked check(GoldenCase goldenCase) {
        return judge(asked(goldenCase));
    }

    /** Asks the port about the case, without the gradients that the port does not have. Asks some cases twice. */
    Unjudged asked(GoldenCase goldenCase) {
        AskedCase asked = AskedCase.of(goldenCase, runner.capabilities());
        long start = System.nanoTime();
        Outcome outcome = runner.run(asked.goldenCase().call());
        long nanos = System.nanoTime() - start;
        int threadsLeft = threadsLeft();
        if (firstLeaver == null && threadsLeft > 0) {
            firstLeaver = goldenCase.id();
        }
        outcome = repetition.confirmed(asked.goldenCase(), outcome);
        return new Unjudged(asked, outcome, nanos, hungCalls(), threadsLeft);
    }

    /** Judges an outcome. It does not need the port, which may answer the next case at the same time. */
    Checked judge(Unjudged asked) {
        CaseResult result = judge.judge(asked.asked().goldenCase(), asked.outcome(), asked.nanos())
                .without(asked.asked().notAsked());
        return new Checked(asked.asked(), asked.outcome(), result);
    }

    /** Asks the port something that is not a case. Exceptions of the port are never thrown. */
    public Outcome ask(LossCall call) {
        return runner.run(call);
    }

    /** Returns how many calls hung and left a thread behind. */
    int hungCalls() {
        return runner.abandonedThreads();
    }

    private int threadsLeft() {
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
