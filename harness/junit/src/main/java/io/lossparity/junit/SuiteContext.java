package io.lossparity.junit;

import java.util.Objects;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;

/** What the tests of a class share while they run. */
final class SuiteContext implements EngineExecutionContext {
    private final EngineExecutionListener listener;
    private final SuiteRun run;

    /** The context of the engine itself, outside any class. */
    SuiteContext(EngineExecutionListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener must not be null");
        this.run = null;
    }

    /** The context of a class. */
    SuiteContext(SuiteContext engine, SuiteRun run) {
        this.listener = engine.listener;
        this.run = Objects.requireNonNull(run, "run must not be null");
    }

    SuiteRun run() {
        return Objects.requireNonNull(run, "no class is running");
    }

    /** Publishes a report entry about one test. */
    void publish(TestDescriptor test, String key, String text) {
        listener.reportingEntryPublished(test, ReportEntry.from(key, text));
    }

    /** Ends the run, if one was begun. */
    void close() {
        if (run != null) {
            run.close();
        }
    }
}
