package io.lossparity.cli;

import io.lossparity.kit.run.ExitGuard;
import io.lossparity.kit.text.Plural;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/**
 * The process that runs one command. It always ends with the command's exit code, or with that of a failed harness and
 * one line that says why.
 *
 * <p>The launcher adds a number to the exit codes, by the property {@code lossparity.finished}. So it can tell a
 * finished command from a virtual machine that something else has ended.
 */
final class CommandProcess {
    private static final String FINISHED = "lossparity.finished";

    private CommandProcess() {}

    /** Runs a command, and ends the virtual machine. */
    static void run(String... args) {
        int base = Integer.getInteger(FINISHED, 0);
        ExitGuard.endWith(base + ExitCode.FAILURE);
        ExitGuard.open(); // until the process ends
        StandardStream out = StandardStream.out();
        StandardStream err = StandardStream.err();
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        System.setErr(err.printStream());
        PrintWriter words = err.writer();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> tell(words, thrown));
        int exitCode = CommandThread.run(() -> execute(args, out, words));
        Runtime.getRuntime().halt(base + exitCode); // no hook of a port may change the result
    }

    private static int execute(String[] args, StandardStream out, PrintWriter err) {
        int exitCode;
        try {
            CommandLine commandLine = Main.commandLine();
            PrintWriter writer = out.writer();
            commandLine.setOut(writer);
            commandLine.setErr(err);
            exitCode = commandLine.execute(args);
            writer.flush();
        } catch (Throwable e) { // errors of the virtual machine; picocli has handled the others
            tell(err, e);
            exitCode = ExitCode.FAILURE;
        }
        endChildren(err);
        if (out.problem().isPresent()) {
            err.println("lossparity: can't write to standard output: "
                    + out.problem().get());
            exitCode = ExitCode.FAILURE;
        }
        err.flush();
        return exitCode;
    }

    private static void tell(PrintWriter err, Throwable thrown) {
        if (thrown instanceof OutOfMemoryError) {
            err.println("lossparity: out of memory (" + thrown.getMessage() + "): the heap has "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MB; LOSSPARITY_JAVA_OPTS=-Xmx2g gives it more");
        } else {
            err.println("lossparity: the harness failed: " + thrown);
        }
        if (System.getenv("LOSSPARITY_DEBUG") != null) {
            thrown.printStackTrace(err);
        }
        err.flush();
    }

    /**
     * Ends the processes that a port in this virtual machine has left. Processes of other ports have ended with their
     * ports.
     */
    private static void endChildren(PrintWriter err) {
        List<ProcessHandle> left = ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .toList();
        if (!left.isEmpty()) {
            left.forEach(ProcessHandle::destroyForcibly);
            err.println(
                    "lossparity: note: ended " + Plural.of(left.size(), "process") + " that the port had left running");
        }
    }
}
