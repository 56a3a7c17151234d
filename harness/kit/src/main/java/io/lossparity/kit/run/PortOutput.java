package io.lossparity.kit.run;

import io.lossparity.kit.text.ForeignText;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Separates a port's printed output from the harness's.
 *
 * <p>While a runner is open, {@code System.out} and {@code System.err} check which thread prints. Output of the port's
 * threads, and of threads that they start, is kept and counted; other threads print as usual. Output of native code is
 * not caught.
 */
final class PortOutput {
    /** The number of bytes that are kept; the rest is only counted. */
    static final int KEPT = 16 * 1024;

    private static final int LONGEST_LINE = 160;
    private static final InheritableThreadLocal<PortOutput> CURRENT = new InheritableThreadLocal<>();
    private static int users;
    private static PrintStream realOut;
    private static PrintStream realErr;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long written;

    /** Starts separating the streams. */
    static PortOutput open() {
        synchronized (CURRENT) {
            if (users++ == 0) {
                realOut = System.out;
                realErr = System.err;
                System.setOut(routed(realOut, "stdout.encoding"));
                System.setErr(routed(realErr, "stderr.encoding"));
            }
        }
        return new PortOutput();
    }

    /** Restores the streams when the last user closes. */
    void close() {
        synchronized (CURRENT) {
            if (--users == 0) {
                System.setOut(realOut);
                System.setErr(realErr);
            }
        }
    }

    /** Marks the current thread, and every thread that it starts, as the port's. */
    void attach() {
        CURRENT.set(this);
    }

    /** Returns how much was printed, and how it begins; empty if nothing was printed. */
    synchronized Optional<String> remark() {
        if (written == 0) {
            return Optional.empty();
        }
        String text = kept.toString(Charset.defaultCharset()).strip();
        String line = text.lines().findFirst().orElse("");
        return Optional.of("the port printed " + written + " bytes, which begin: " + shortened(line));
    }

    /** Returns how many bytes were printed so far. */
    synchronized long written() {
        return written;
    }

    /**
     * Returns how much was printed after the given number of bytes, and how it begins; empty if nothing was printed.
     */
    synchronized Optional<String> since(long before) {
        if (written == before) {
            return Optional.empty();
        }
        byte[] bytes = kept.toByteArray();
        int from = (int) Math.min(before, bytes.length);
        String text = new String(bytes, from, bytes.length - from, Charset.defaultCharset());
        String line = text.strip().lines().findFirst().orElse("");
        return Optional.of("the port printed " + (written - before) + " bytes"
                + (line.isEmpty() ? "" : ", which begin: " + shortened(line)));
    }

    private static String shortened(String line) {
        return ForeignText.line(line, LONGEST_LINE);
    }

    private synchronized void add(byte[] bytes, int offset, int length) {
        written += length;
        int room = KEPT - kept.size();
        if (room > 0) {
            kept.write(bytes, offset, Math.min(room, length));
        }
    }

    private static PrintStream routed(PrintStream real, String encodingProperty) {
        String encoding = System.getProperty(encodingProperty);
        Charset charset = encoding == null ? Charset.defaultCharset() : Charset.forName(encoding);
        return new PrintStream(new Router(real), true, charset);
    }

    /** Passes bytes on to the real stream, or keeps those of a port. */
    private static final class Router extends OutputStream {
        private final PrintStream real;

        Router(PrintStream real) {
            this.real = real;
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            PortOutput port = CURRENT.get();
            if (port == null) {
                real.write(bytes, offset, length);
            } else {
                port.add(bytes, offset, length);
            }
        }

        @Override
        public void flush() {
            if (CURRENT.get() == null) {
                real.flush();
            }
        }
    }
}
