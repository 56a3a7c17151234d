package io.lossparity.kit.run;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says so if a port ends the virtual machine by {@code System.exit}, from whatever thread, and makes sure that nobody takes
 * it for success.
 *
 * <p>Java has no means to forbid it, the security manager being on its way out; and nothing in the virtual machine can see
 * {@code Runtime.halt}. A port in a process of its own ends that process only, and the launcher believes no exit code that
 * the command did not set.
 */
public final class ExitGuard implements AutoCloseable {
    /** The exit code of a harness that failed. */
    private static volatile int failure = 4;

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private final Thread hook = new Thread(this::check);

    private ExitGuard() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Watches until it is closed. */
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
                    + " that one alone" + System.lineSeparator();
            try (FileOutputStream err =
                    new FileOutputStream(FileDescriptor.err)) { // not System.err: a port may hold it
                err.write(line.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                Runtime.getRuntime().halt(failure); // nobody listens
            }
            Runtime.getRuntime().halt(failure);
        }
    }

    /** Watches no longer. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the virtual machine is ending already
        }
    }

    /** Tells a call of {@code exit} from a signal, which ends the virtual machine without it. */
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
