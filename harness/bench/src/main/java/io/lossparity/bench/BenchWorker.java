package io.lossparity.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Measures calls in a separate process.
 *
 * <p>Commands on standard input, one a line, each answered by one line: {@code version}; {@code load FILE}; {@code time
 * NANOSECONDS}, answered by the number of calls and the nanoseconds of processor time that they took.
 */
public final class BenchWorker {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
    private static volatile Object unusedResult; // written, so that the compiler cannot remove a call

    private BenchWorker() {}

    /**
     * Answers commands until standard input ends.
     *
     * @param version what is measured
     * @param calls makes a call of the arguments of a row
     */
    public static void serve(String version, Function<RowArguments, Supplier<?>> calls) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Supplier<?> call = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 2);
            switch (words[0]) {
                case "version" -> System.out.println(version);
                case "load" -> {
                    call = calls.apply(RowArguments.read(Path.of(words[1])));
                    System.out.println("loaded");
                }
                default -> System.out.println(time(call, Long.parseLong(words[1])));
            }
            System.out.flush();
        }
    }

    /** Calls for the given time, in batches that make the clock's own time negligible. */
    private static String time(Supplier<?> call, long nanoseconds) throws IOException {
        long calls = 0;
        long batch = 1;
        long began = processorTime();
        long begin = THREAD.getCurrentThreadCpuTime();
        long elapsed = 0;
        while (elapsed < nanoseconds) {
            for (long i = 0; i < batch; i++) {
                unusedResult = call.get();
            }
            calls += batch;
            elapsed = THREAD.getCurrentThreadCpuTime() - begin;
            batch = Math.max(1, Math.min(2 * batch, calls * 10_000 / Math.max(1, elapsed)));
        }
        return calls + " " + (processorTime() - began);
    }

    /** Returns the processor time of all threads in nanoseconds, including the garbage collector's. */
    private static long processorTime() throws IOException {
        if (!Files.isDirectory(TASKS)) {
            return System.nanoTime();
        }
        long sum = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                sum += Long.parseLong(
                        Files.readString(task.resolve("schedstat")).split(" ", -1)[0]);
            }
        }
        return sum;
    }
}
