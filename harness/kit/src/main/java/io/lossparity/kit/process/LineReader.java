package io.lossparity.kit.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads lines of at most a given length, for whoever writes them may never end one. */
final class LineReader {
    private final InputStream in;
    private final int longest;

    LineReader(InputStream in, int longest) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.longest = longest;
    }

    /**
     * Returns the next line without its end, or null at the end of the stream.
     *
     * @throws IOException if the stream fails
     * @throws RefusedLineException if the line is too long; it is then read to its end, and the next one can be read
     */
    byte[] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int length = 0;
        String problem = "";
        int octet = in.read();
        if (octet < 0) {
            return null;
        }
        for (; octet >= 0 && octet != '\n'; octet = in.read()) {
            length++;
            if (!problem.isEmpty()) {
                continue;
            }
            if (length > longest) {
                problem = "a line is longer than " + longest + " bytes";
                line = new ByteArrayOutputStream();
                continue;
            }
            try {
                line.write(octet);
            } catch (OutOfMemoryError e) {
                problem = "a line of more than " + length + " bytes does not fit into the memory";
                line = new ByteArrayOutputStream();
            }
        }
        if (!problem.isEmpty()) {
            throw new RefusedLineException(problem, null);
        }
        return line.toByteArray();
    }
}
