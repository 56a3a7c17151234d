package io.lossparity.kit.run;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reports if a port ends the virtual machine by {@code System.exit}, from any thread, and makes sure that this does not
 * count as success.
 *
 * <p>Java cannot forbid it, because the security manager is being removed, and nothing in the virtual machine can
 * notice {@code Runtime.halt}. But a port in its own process ends only that process, and the launcher ignores an exit
 * code that the command did not set.
 */
public final class ExitGuard implements AutoCloseable {
    /** The exit code of a failed harness. */
    private static volatile int failure = 4;

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private final Thread hook = new Thread(this::check);

    private ExitGuard() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts watching; closing the guard ends it. */
    public static ExitGuard open() {
        return new ExitGuard();
    }

    /** Sets the exit code with which the virtual machine ends if a port ends it. */
    public static void endWith(int exitCode) {
        failure = exitCode;
    }

    private void check() {
        if (isExiting() && TOLD.compareAndSet(false, true)) {
            String line = "lossparity: the port called System.exit; in a process of its own (check --isolate) it ends"
                    + " only that process" + System.lineSeparator();
            try (FileOutputStream err =
                    new FileOutputStream(FileDescriptor.err)) { // not System.err, because a port may hold its lock
                err.write(line.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                Runtime.getRuntime().halt(failure); // nobody listens
            }
            Runtime.getRuntime().halt(failure);
        }
    }

    /** Stops watching. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the virtual machine is ending already
        }
    }

    /** Returns whether a call of {@code exit} ends the virtual machine, not a signal. */
    private static boolean isExiting() {
        for (StackTraceElement[] frames : Thread.getAllStackTraces().values()) {
            for (StackTraceElement frame : frames) {
                if (frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit")) {
                    return true;
                }
            }
        }
        return false;
    }
}
