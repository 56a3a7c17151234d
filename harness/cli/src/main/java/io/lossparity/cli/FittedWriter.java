package io.lossparity.cli;

import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine;

/** Hands lines on as the terminal's width takes them. */
final class FittedWriter extends Writer {
    private final PrintWriter out;
    private final StringBuilder line = new StringBuilder();

    private FittedWriter(PrintWriter out) {
        this.out = out;
    }

    /** Returns the standard output of a command, with lines that fit. */
    static PrintWriter of(CommandLine command) {
        return new PrintWriter(new FittedWriter(command.getOut()));
    }

    @Override
    public void write(char[] text, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (text[i] == '\n') {
                out.println(Terminal.current().fitted(line.toString()));
                line.setLength(0);
            } else if (text[i] != '\r') {
                line.append(text[i]);
            }
        }
    }

    /** Hands on what there is, an unfinished line as it is. */
    @Override
    public void flush() {
        out.print(line);
        line.setLength(0);
        out.flush();
    }

    @Override
    public void close() {
        flush();
    }
}
