package io.lossparity.kit.process;

import io.lossparity.kit.text.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;

/** Reads what a process writes to its standard error, and remembers the end of it. */
final class StderrTail {
    private static final int KEPT = 8 * 1024;
    private static final int MOST_LINES = 8;

    private final byte[] ring = new byte[KEPT];
    private final Thread reader;
    private long total;

    /** Starts to read. */
    StderrTail(InputStream in) {
        reader = new Thread(() -> read(in), "port-stderr");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream in) {
        byte[] buffer = new byte[KEPT];
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                add(buffer, count);
            }
        } catch (IOException e) {
            return; // the process is gone, and nothing more comes
        }
    }

    private synchronized void add(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) (total++ % KEPT)] = bytes[i];
        }
    }

    /** Waits for the rest of a process that has ended. */
    void await() throws InterruptedException {
        reader.join(1000);
    }

    /** Returns how many bytes were written. */
    synchronized long total() {
        return total;
    }

    /** Returns the last lines; empty if nothing was written. */
    synchronized List<String> lastLines() {
        byte[] bytes = new byte[(int) Math.min(total, KEPT)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = ring[(int) ((total - bytes.length + i) % KEPT)];
        }
        String[] lines = new String(bytes, Charset.defaultCharset()).strip().split("\\R");
        List<String> all = Arrays.stream(lines)
                .filter(line -> !line.isBlank())
                .map(line -> ForeignText.line(line, ForeignText.SENTENCE))
                .toList();
        return all.subList(Math.max(0, all.size() - MOST_LINES), all.size());
    }
}
