package io.lossparity.memory;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Work in parts. The caller's thread and the executor's threads take the parts one after the other.
 *
 * <p>The caller waits only for parts that another thread has begun. So it never waits for an executor without a free
 * thread.
 */
final class SharedWork implements Runnable {
    private final int parts;
    private final IntConsumer part;
    private final AtomicInteger next = new AtomicInteger();
    private final Semaphore done = new Semaphore(0);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    SharedWork(int parts, IntConsumer part) {
        this.parts = parts;
        this.part = part;
    }

    /** Does all parts, with the help of the executor. */
    void run(Executor executor) {
        try {
            for (int i = 1; i < parts; i++) {
                executor.execute(this);
            }
        } catch (RejectedExecutionException e) {
            // without help the caller does all parts
        }
        run();
        done.acquireUninterruptibly(parts);
        if (failure.get() != null) {
            throw new IllegalStateException("a part of the work failed", failure.get());
        }
    }

    @Override
    public void run() {
        for (int i = next.getAndIncrement(); i < parts; i = next.getAndIncrement()) {
            try {
                part.accept(i);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                done.release();
            }
        }
    }
}
