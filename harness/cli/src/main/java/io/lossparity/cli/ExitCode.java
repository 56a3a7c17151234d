package io.lossparity.cli;

/** The exit codes of the command line. */
final class ExitCode {
    /** The port conforms or fails as expected, or the command did what it was asked. */
    static final int CONFORMS = 0;

    /** The port does not conform, is not as expected, got worse, or is beyond its budget. */
    static final int DOES_NOT_CONFORM = 1;

    /** The command was called wrongly: an unknown option, loss, case, port or file. */
    static final int USAGE = 2;

    /** The golden data cannot be read or differ from their manifest, or a given file or a port's hello is refused. */
    static final int DATA = 3;

    /** The harness itself failed, or could not write a report. */
    static final int FAILURE = 4;

    private ExitCode() {}
}
