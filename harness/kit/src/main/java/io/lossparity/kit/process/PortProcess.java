package io.lossparity.kit.process;

import io.lossparity.kit.text.ForeignText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One process of a port, from its start to its end. */
final class PortProcess {
    private static final int LONGEST_SHOWN = 200;
    private static final int MOST_WAITING = 2;
    private static final Map<Integer, String> SIGNALS = Map.of(
            132, "SIGILL", 134, "SIGABRT", 135, "SIGBUS", 136, "SIGFPE", 137, "SIGKILL", 139, "SIGSEGV", 143,
            "SIGTERM");

    private final ProcessTree tree;
    private final Process process;
    private final OutputStream questions;
    private final LinkedBlockingQueue<Optional<byte[]>> lines = new LinkedBlockingQueue<>(MOST_WAITING);
    private final StandardError stderr;
    private volatile String unreadable;
    private volatile boolean killed;

    private PortProcess(ProcessTree tree) {
        this.tree = tree;
        this.process = tree.root();
        this.questions = process.getOutputStream();
        this.stderr = new StandardError(process.getErrorStream());
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
        return new PortProcess(ProcessTree.start(command));
    }

    private void readLines() {
        LineReader reader = new LineReader(process.getInputStream(), Wire.LONGEST_LINE);
        try {
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                add(Optional.of(line));
            }
        } catch (IOException | RefusedLineException e) {
            unreadable = e.getMessage();
        } catch (OutOfMemoryError e) {
            unreadable = "a line does not fit into the memory";
        } finally {
            add(Optional.empty());
        }
    }

    /** A port may write without end, so lines that nobody takes stay in the pipe. */
    private void add(Optional<byte[]> line) {
        try {
            while (!killed && !lines.offer(line, 100, TimeUnit.MILLISECONDS)) {
                // the line before was not taken yet
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Sends a question and waits for the reply.
     *
     * @param limit how long to wait; null for no limit
     * @throws ProcessFailure if there is no reply, or it cannot be understood
     */
    Reply ask(PortQuestion question, Duration limit) throws ProcessFailure, InterruptedException {
        Optional<byte[]> early = lines.peek();
        if (early != null && early.isPresent()) {
            throw new ProcessFailure("the port's process wrote a line without a question: "
                    + shortened(new String(early.get(), StandardCharsets.UTF_8)));
        }
        send(Wire.line(question), limit);
        Optional<byte[]> line = limit == null ? lines.take() : lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new ProcessFailure(
                    "the port's process said nothing for " + limit.toMillis() / 1000.0 + " s" + words());
        }
        if (line.isEmpty()) {
            throw ended();
        }
        try {
            return ReplyReader.read(line.get());
        } catch (RefusedLineException e) {
            String text = new String(line.get(), StandardCharsets.UTF_8);
            throw new ProcessFailure.Misspoken("the port's process wrote a line that is not a reply: " + shortened(text)
                    + " (" + ForeignText.line(e.getMessage(), ForeignText.SENTENCE) + ")");
        }
    }

    /** Writes a line; this blocks if the process does not read. */
    private void send(byte[] line, Duration limit) throws ProcessFailure, InterruptedException {
        if (limit == null) {
            write(line);
        } else {
            Thread writer = new Thread(() -> write(line), "port-stdin");
            writer.setDaemon(true);
            writer.start();
            writer.join(limit.toMillis());
            if (writer.isAlive()) {
                throw new ProcessFailure("the port's process did not read for " + limit.toMillis() / 1000.0 + " s");
            }
        }
    }

    /** Writing to a process that has ended fails; reading its reply then reports it. */
    private void write(byte[] line) {
        try {
            questions.write(line);
            questions.flush();
        } catch (IOException e) {
            add(Optional.empty());
        }
    }

    private ProcessFailure ended() throws InterruptedException {
        if (unreadable != null) {
            return new ProcessFailure("the port's process can't be read: " + unreadable);
        }
        if (!process.waitFor(2, TimeUnit.SECONDS)) {
            return new ProcessFailure("the port's process closed its standard output" + words());
        }
        stderr.await();
        int code = process.exitValue();
        String signal = SIGNALS.containsKey(code) ? " (" + SIGNALS.get(code) + ")" : "";
        return new ProcessFailure("the port's process ended with exit code " + code + signal + words());
    }

    private String words() {
        List<String> lines = stderr.lines();
        return lines.isEmpty()
                ? ""
                : "\nit wrote to standard error:\n" + ForeignText.QUOTED
                        + String.join("\n" + ForeignText.QUOTED, lines);
    }

    /** Returns how much the process wrote to standard error, and the last line; empty if it wrote nothing. */
    Optional<String> stderrRemark() {
        List<String> lines = stderr.lines();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of("the port's process wrote " + stderr.total() + " bytes to standard error, which end: "
                        + shortened(lines.get(lines.size() - 1)));
    }

    private static String shortened(String text) {
        return ForeignText.line(text, LONGEST_SHOWN);
    }

    /**
     * Gives the process a moment to end by itself, then ends it.
     *
     * @return the names of processes that it left; they have been ended too
     */
    List<String> close() {
        try {
            questions.close();
            process.waitFor(2, TimeUnit.SECONDS);
            stderr.await();
        } catch (IOException e) {
            kill(); // it has already ended, or is ended now
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return kill();
    }

    /**
     * Ends the process and all processes that it started, at once.
     *
     * @return the names of processes that it left, if it had ended by itself
     */
    List<String> kill() {
        boolean ended = !process.isAlive() && !killed;
        killed = true;
        if (ended) {
            return tree.killLeft();
        }
        tree.kill();
        return List.of();
    }
}
