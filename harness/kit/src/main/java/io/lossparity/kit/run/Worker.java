package io.lossparity.kit.run;

import io.lossparity.spi.LossOutcome;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One thread that asks a port, one question at a time; once hung it is lost for good. */
final class Worker {
    private final ExecutorService thread;

    Worker(ThreadFactory threads) {
        thread = Executors.newSingleThreadExecutor(threads);
    }

    /**
     * Asks, and waits for the answer at most as long as given.
     *
     * @throws IllegalStateException if the waiting thread is interrupted, which is none of the port's doing
     */
    Outcome ask(Callable<LossOutcome> question, Duration timeout) {
        Future<Outcome> answer = thread.submit(() -> answer(question));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Outcome.TimedOut(timeout);
        } catch (ExecutionException e) {
            return new Outcome.Threw(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the port", e);
        }
    }

    /** Interrupts the thread; one that ignores that is left behind, and ends with the JVM at the latest. */
    void abandon() {
        thread.shutdownNow();
    }

    private static Outcome answer(Callable<LossOutcome> question) {
        try {
            return new Outcome.Answered(question.call());
        } catch (Throwable e) { // whatever a port does, the run goes on
            return new Outcome.Threw(e);
        }
    }
}
