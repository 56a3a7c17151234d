package io.lossparity.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The thread on which a command runs. It cannot be interrupted: only a port in the same virtual machine would try to,
 * and an interrupt would close the file that is being written.
 */
final class CommandThread extends Thread {
    private static final long STACK = 8L << 20;

    private final IntSupplier command;
    private final CountDownLatch ended = new CountDownLatch(1);
    private int exitCode = ExitCode.FAILURE;

    private CommandThread(IntSupplier command) {
        super(null, null, "lossparity", STACK);
        this.command = command;
    }

    /** Runs a command to its end and returns its exit code. */
    static int run(IntSupplier command) {
        CommandThread thread = new CommandThread(command);
        thread.start();
        while (thread.isRunning()) {
            // if a port interrupts this thread, only the wait ends, not the command
        }
        return thread.exitCode;
    }

    private boolean isRunning() {
        try {
            return !ended.await(1, TimeUnit.HOURS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void run() {
        try {
            exitCode = command.getAsInt();
        } finally {
            ended.countDown();
        }
    }

    /** Does nothing. */
    @Override
    public void interrupt() {}
}
