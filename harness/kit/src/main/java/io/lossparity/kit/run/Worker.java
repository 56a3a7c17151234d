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

/** One thread that asks a port, one question at a time. After a call hangs, it is not used again. */
final class Worker {
    private final ExecutorService thread;

    private Worker(ThreadFactory threads) {
        thread = Executors.newSingleThreadExecutor(threads);
    }

    /** Makes a worker whose thread belongs to the port, including its output. */
    static Worker ofPort(PortThreads threads, PortOutput output, String name) {
        return new Worker(task -> threads.make(
                () -> {
                    output.attach();
                    task.run();
                },
                name));
    }

    /** A port failed to answer. */
    static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        FailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Asks, and waits at most the given time for the answer. */
    Outcome ask(Callable<LossOutcome> question, Duration timeout) {
        try {
            return new Outcome.Answered(await(question, timeout));
        } catch (TimeoutException e) {
            return new Outcome.TimedOut(timeout);
        } catch (ExecutionException e) {
            return new Outcome.Threw(e.getCause());
        }
    }

    /**
     * Asks for something that is not a loss.
     *
     * @throws FailedException if the port throws, or takes longer
     * @throws NoSuchPortException if the question itself throws that
     */
    <T> T call(Callable<T> question, Duration timeout) throws FailedException {
        try {
            return await(
                    () -> {
                        try {
                            return question.call();
                        } catch (NoSuchPortException e) {
                            throw e;
                        } catch (Throwable e) {
                            throw new FailedException(ThrowableText.summary(e), e);
                        }
                    },
                    timeout);
        } catch (TimeoutException e) {
            throw new FailedException("it did not return within " + timeout.toMillis() / 1000.0 + " s", null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoSuchPortException refused) {
                throw refused;
            }
            throw e.getCause() instanceof FailedException failed
                    ? failed
                    : new FailedException(ThrowableText.summary(e.getCause()), e.getCause());
        }
    }

    /**
     * Waits without reacting to interrupts. The harness never interrupts a thread that waits here, so an interrupt
     * comes from the port; it is dropped, because it would break the next question.
     */
    private <T> T await(Callable<T> question, Duration timeout) throws ExecutionException, TimeoutException {
        Future<T> answer = thread.submit(question);
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                // the port's interrupt: keep waiting
            }
        }
    }

    /** Interrupts the thread. A thread that ignores this is left behind, and ends with the JVM at the latest. */
    void abandon() {
        thread.shutdownNow();
    }
}
