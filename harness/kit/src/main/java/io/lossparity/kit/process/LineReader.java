package io.lossparity.kit.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads lines of at most a given length, because the other side may write a line without end. */
final class LineReader {
    private final InputStream in;
    private final int longest;
    private boolean refused;

    LineReader(InputStream in, int longest) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.longest = longest;
    }

    /**
     * Returns the next line without its end, or null at the end of the stream.
     *
     * @throws IOException if the stream fails
     * @throws RefusedLineException as soon as the line is too long; the next call skips the rest of it
     */
    byte[] next() throws IOException {
        if (refused) {
            skip();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = in.read();
        if (octet < 0) {
            return null;
        }
        try {
            for (; octet >= 0 && octet != '\n'; octet = in.read()) {
                if (line.size() == longest) {
                    throw refusal("a line is longer than " + longest + " bytes");
                }
                line.write(octet);
            }
            return line.toByteArray();
        } catch (OutOfMemoryError e) {
            throw refusal("a line of more than " + line.size() + " bytes does not fit into the memory");
        }
    }

    private RefusedLineException refusal(String problem) {
        refused = true;
        return new RefusedLineException(problem, null);
    }

    private void skip() throws IOException {
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            octet = in.read();
        }
        refused = false;
    }
}
