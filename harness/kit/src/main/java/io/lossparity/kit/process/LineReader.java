package io.lossparity.kit.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

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
     * @throws IOException if the stream fails, or the line is too long
     */
    String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                return line.size() == 0 ? null : text(line);
            }
            if (line.size() == longest) {
                throw new IOException("a line is longer than " + longest + " bytes");
            }
            line.write(octet);
        }
        return text(line);
    }

    private static String text(ByteArrayOutputStream line) {
        return line.toString(StandardCharsets.UTF_8);
    }
}
