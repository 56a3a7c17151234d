package io.lossparity.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows the progress of a run: a bar on a terminal, elsewhere a plain line every few seconds. */
interface Progress extends AutoCloseable {

    /** Counts one more case; also takes the number of cases that did not pass so far. */
    void step(long notPassed);

    @Override
    void close();

    /**
     * Returns the progress of the given number of cases, shown on standard error.
     *
     * <p>Only the launcher knows whether that is a terminal; it sets the property {@code lossparity.terminal}.
     */
    static Progress of(long cases, PrintWriter err) {
        return of(cases, err, "");
    }

    /**
     * Returns the progress of one part of the work.
     *
     * @param part the name of the part; empty if it is all
     */
    static Progress of(long cases, PrintWriter err, String part) {
        return Boolean.getBoolean("lossparity.terminal")
                ? new Bar(cases, StandardStream.err().printStream(), part)
                : new Lines(cases, err, Duration.ofSeconds(10), part);
    }

    /** Returns a progress that shows nothing. */
    static Progress none() {
        return new Progress() {
            @Override
            public void step(long notPassed) {}

            @Override
            public void close() {}
        };
    }

    /** A bar without colours, which is redrawn and at the end erased. */
    final class Bar implements Progress {
        private final ProgressBar bar;
        private long shown;

        Bar(long cases, PrintStream terminal, String part) {
            bar = new ProgressBarBuilder()
                    .setTaskName(part.isEmpty() ? "checking" : part)
                    .setInitialMax(cases)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(" cases", 1)
                    .setUpdateIntervalMillis(200)
                    .setMaxRenderedLength(80)
                    .setConsumer(new ConsoleProgressBarConsumer(terminal, 80))
                    .clearDisplayOnFinish()
                    .build();
        }

        @Override
        public void step(long notPassed) {
            bar.step();
            if (notPassed != shown) {
                shown = notPassed;
                bar.setExtraMessage(notPassed + " not passed");
            }
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** Plain lines. */
    final class Lines implements Progress {
        private final long cases;
        private final PrintWriter err;
        private final long interval;
        private final String part;
        private long done;
        private long next;

        Lines(long cases, PrintWriter err, Duration interval, String part) {
            this.part = part.isEmpty() ? "" : part + ": ";
            this.cases = cases;
            this.err = err;
            this.interval = interval.toNanos();
            this.next = System.nanoTime() + this.interval;
        }

        @Override
        public void step(long notPassed) {
            done++;
            long now = System.nanoTime();
            if (now - next >= 0) {
                next = now + interval;
                err.println("  " + part + done + " of " + cases + " cases"
                        + (notPassed == 0 ? "" : ", " + notPassed + " not passed"));
                err.flush();
            }
        }

        @Override
        public void close() {
            err.flush();
        }
    }
}
