package io.lossparity.kit.process;

import io.lossparity.kit.text.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the standard error of a process, and remembers its beginning and its end. */
final class StandardError {
    private static final int KEPT = 8 * 1024;
    private static final int FIRST_LINES = 3;
    private static final int LAST_LINES = 8;

    private final byte[] beginning = new byte[KEPT];
    private final byte[] ring = new byte[KEPT];
    private final Thread reader;
    private long total;

    /** Starts reading. */
    StandardError(InputStream in) {
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
            return; // the process has ended, so nothing more comes
        }
    }

    private synchronized void add(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (total < KEPT) {
                beginning[(int) total] = bytes[i];
            }
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

    /** Returns the first and last lines, with dots between them if lines are left out; empty if nothing was written. */
    synchronized List<String> lines() {
        int kept = (int) Math.min(total, KEPT);
        byte[] end = new byte[kept];
        for (int i = 0; i < kept; i++) {
            end[i] = ring[(int) ((total - kept + i) % KEPT)];
        }
        List<String> last = split(end);
        if (total <= KEPT && last.size() <= FIRST_LINES + LAST_LINES) {
            return last;
        }
        List<String> lines =
                new ArrayList<>(split(beginning).stream().limit(FIRST_LINES).toList());
        lines.add("...");
        lines.addAll(last.subList(Math.max(0, last.size() - LAST_LINES), last.size()));
        return lines;
    }

    private static List<String> split(byte[] bytes) {
        String[] lines = new String(bytes, Charset.defaultCharset()).strip().split("\\R");
        return Arrays.stream(lines)
                .filter(line -> !line.isBlank())
                .map(line -> ForeignText.line(line, ForeignText.SENTENCE))
                .toList();
    }
}
