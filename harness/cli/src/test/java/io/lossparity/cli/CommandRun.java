package io.lossparity.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command printed and returned.
 *
 * @param exitCode its exit code
 * @param out its standard output
 * @param err its standard error output
 */
record CommandRun(int exitCode, String out, String err) {
    private static final String WIDE = "2000";

    /** Executes the command line; no line is broken. */
    static CommandRun of(String... args) {
        return on(WIDE, args);
    }

    /** Executes the command line on a terminal of so many columns. */
    static CommandRun on(String columns, String... args) {
        System.setProperty(Terminal.COLUMNS, columns);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        int exitCode = commandLine.execute(args);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** Returns everything printed, for messages of assertions. */
    String all() {
        return "exit " + exitCode + "\n" + out + "\n" + err;
    }
}
