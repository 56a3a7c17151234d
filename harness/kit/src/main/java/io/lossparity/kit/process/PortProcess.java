package io.lossparity.kit.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One process that answers, from its start to its end. */
final class PortProcess {
    private static final int LONGEST_SHOWN = 200;
    private static final Map<Integer, String> SIGNALS = Map.of(
            132, "SIGILL", 134, "SIGABRT", 135, "SIGBUS", 136, "SIGFPE", 137, "SIGKILL", 139, "SIGSEGV", 143,
            "SIGTERM");

    private final Process process;
    private final OutputStream questions;
    private final LinkedBlockingQueue<Optional<byte[]>> lines = new LinkedBlockingQueue<>();
    private final StderrTail stderr;
    private volatile String unreadable;

    private PortProcess(Process process) {
        this.process = process;
        this.questions = process.getOutputStream();
        this.stderr = new StderrTail(process.getErrorStream());
        Thread reader = new Thread(this::readLines, "port-stdout");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a command.
     *
     * @throws IOException if there is no such command
     */
    static PortProcess start(List<String> command) throws IOException {
        return new PortProcess(new ProcessBuilder(command).start());
    }

    private void readLines() {
        LineReader reader = new LineReader(process.getInputStream(), Wire.LONGEST_LINE);
        try {
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException | RefusedLineException e) {
            unreadable = e.getMessage();
        } finally {
            lines.add(Optional.empty());
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Sends a question and waits for the reply.
     *
     * @param limit how long; null for as long as it takes
     * @throws ProcessFailure if there is none, or none that can be understood
     */
    Reply ask(Question question, Duration limit) throws ProcessFailure, InterruptedException {
        try {
            questions.write(Wire.line(question));
            questions.flush();
        } catch (IOException e) {
            throw ended();
        }
        Optional<byte[]> line = limit == null ? lines.take() : lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new ProcessFailure(
                    "the port's process said nothing for " + limit.toMillis() / 1000.0 + " s" + tail());
        }
        if (line.isEmpty()) {
            throw ended();
        }
        try {
            return ReplyReader.read(line.get());
        } catch (RefusedLineException e) {
            String text = new String(line.get(), StandardCharsets.UTF_8);
            throw new ProcessFailure.Misspoken("the port's process wrote a line that is not a reply: " + shortened(text)
                    + " (" + e.getMessage() + ")");
        }
    }

    private ProcessFailure ended() throws InterruptedException {
        if (unreadable != null) {
            return new ProcessFailure("the port's process can't be read: " + unreadable);
        }
        if (!process.waitFor(2, TimeUnit.SECONDS)) {
            return new ProcessFailure("the port's process closed its standard output" + tail());
        }
        stderr.await();
        int code = process.exitValue();
        String signal = SIGNALS.containsKey(code) ? " (" + SIGNALS.get(code) + ")" : "";
        return new ProcessFailure("the port's process ended with exit code " + code + signal + tail());
    }

    private String tail() {
        List<String> last = stderr.lastLines();
        return last.isEmpty() ? "" : "; its last words on standard error:\n  " + String.join("\n  ", last);
    }

    /** Returns how much it wrote to standard error, and the last line; empty if nothing. */
    Optional<String> stderrRemark() {
        List<String> last = stderr.lastLines();
        return last.isEmpty()
                ? Optional.empty()
                : Optional.of("the port's process wrote " + stderr.total() + " bytes to standard error, which end: "
                        + shortened(last.get(last.size() - 1)));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + " ...";
    }

    /** Lets the process end by itself for a moment, then ends it. */
    void close() {
        try {
            questions.close();
            process.waitFor(2, TimeUnit.SECONDS);
            stderr.await();
        } catch (IOException e) {
            kill(); // it has ended already, or will now
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kill();
        }
    }

    /** Ends the process, and those that it has started, at once. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
