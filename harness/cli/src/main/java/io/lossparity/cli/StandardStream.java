package io.lossparity.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * A standard stream of the process that belongs to the harness.
 *
 * <p>A port in the same virtual machine gets {@code System.out} and {@code System.err}, which are other objects. It can
 * close them, replace them or hold their locks, and the harness can still print. Unlike those, this class remembers why
 * a write failed.
 */
final class StandardStream extends OutputStream {
    private final FileOutputStream file;
    private final Charset charset;
    private String problem;

    private StandardStream(FileDescriptor descriptor, String name) {
        file = new FileOutputStream(descriptor);
        String encoding = System.getProperty(name + ".encoding", System.getProperty("sun." + name + ".encoding"));
        charset = encoding == null ? Charset.defaultCharset() : Charset.forName(encoding);
    }

    /** Returns standard output. */
    static StandardStream out() {
        return new StandardStream(FileDescriptor.out, "stdout");
    }

    /** Returns standard error. */
    static StandardStream err() {
        return new StandardStream(FileDescriptor.err, "stderr");
    }

    /** Returns a writer that prints after each line. */
    PrintWriter writer() {
        return new PrintWriter(new OutputStreamWriter(new BufferedOutputStream(this), charset), true);
    }

    /** Returns a stream that prints at once. */
    PrintStream printStream() {
        return new PrintStream(this, true, charset);
    }

    /** Returns why something could not be written; empty if everything was. */
    synchronized Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (problem != null) {
            return;
        }
        try {
            file.write(bytes, offset, length);
        } catch (IOException e) {
            problem = e.getMessage();
        }
    }
}
