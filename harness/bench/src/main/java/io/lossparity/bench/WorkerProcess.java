package io.lossparity.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A worker process, asked over pipes. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;
    private final Writer out;
    private final BufferedReader in;

    /** Starts the worker. */
    WorkerProcess(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        process = builder.start();
        out = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Returns the version that the worker reports. */
    String version() throws IOException {
        return ask("version");
    }

    /** Makes the worker read a row. */
    void load(Path file) throws IOException {
        ask("load " + file);
    }

    /** Makes the worker call for the given time, and returns the nanoseconds of one call. */
    double time(long nanoseconds) throws IOException {
        String[] answer = ask("time " + nanoseconds).split(" ", -1);
        return Double.parseDouble(answer[1]) / Double.parseDouble(answer[0]);
    }

    private String ask(String command) throws IOException {
        out.write(command + "\n");
        out.flush();
        String answer = in.readLine();
        if (answer == null) {
            throw new IOException("the worker " + process.info().command().orElse("") + " ended at: " + command);
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        out.close();
        process.destroy();
    }
}
