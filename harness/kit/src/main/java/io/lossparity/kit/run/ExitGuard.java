package io.lossparity.kit.run;

import java.util.function.Supplier;

/**
 * Says so if a port ends the virtual machine by {@code System.exit}, and makes sure that nobody takes it for success.
 *
 * <p>Java has no means to forbid it for good, the security manager being on its way out; a port in a process of its
 * own ends that process alone.
 */
final class ExitGuard {
    /** The exit code of a harness that failed. */
    private static final int FAILURE = 4;

    private final Thread hook;

    /** Watches the thread on which the port is asked. */
    ExitGuard(Supplier<Thread> asked) {
        hook = new Thread(() -> {
            Thread thread = asked.get();
            if (thread != null && exits(thread)) {
                System.err.println("lossparity: the port called System.exit; in a process of its own (check"
                        + " --isolate) it ends that one alone");
                System.err.flush();
                Runtime.getRuntime().halt(FAILURE);
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Watches no longer. */
    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the virtual machine is ending already
        }
    }

    private static boolean exits(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals("java.lang.Runtime")
                    && frame.getMethodName().equals("exit")) {
                return true;
            }
        }
        return false;
    }
}
