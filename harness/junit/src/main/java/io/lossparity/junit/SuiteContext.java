package io.lossparity.junit;

import java.util.Objects;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;

/** What the tests of a class share while they run. */
final class SuiteContext implements EngineExecutionContext {
    private final SuiteRun run;

    /** The context of the engine itself, outside any class. */
    SuiteContext() {
        this.run = null;
    }

    /** The context of a class. */
    SuiteContext(SuiteRun run) {
        this.run = Objects.requireNonNull(run, "run must not be null");
    }

    SuiteRun run() {
        return Objects.requireNonNull(run, "no class is running");
    }

    /** Ends the run, if one was begun. */
    void close() {
        if (run != null) {
            run.close();
        }
    }
}
