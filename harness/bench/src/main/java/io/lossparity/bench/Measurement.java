package io.lossparity.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures rows. The contenders take turns, round by round, so a disturbance of the machine affects all of them. */
final class Measurement implements AutoCloseable {
    private final List<Contender> contenders;
    private final Path folder;
    private final int rounds;
    private final long nanoseconds;
    private final Integer core;
    private final Map<String, WorkerProcess> lasting = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();

    /**
     * The times of a row's calls in nanoseconds, sorted, by contender.
     *
     * @param row the row
     * @param times the times
     */
    record Result(Row row, Map<String, double[]> times) {

        /** Returns the median of a contender, NaN if it did not take part. */
        double median(String contender) {
            double[] sorted = times.get(contender);
            return sorted == null ? Double.NaN : sorted[sorted.length / 2];
        }

        /** Returns half of the distance between the quartiles, divided by the median. */
        double spread(String contender) {
            double[] sorted = times.get(contender);
            return (sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4]) / 2 / median(contender);
        }
    }

    Measurement(List<Contender> contenders, Path folder, int rounds, long nanoseconds, Integer core) {
        this.contenders = contenders;
        this.folder = folder;
        this.rounds = rounds;
        this.nanoseconds = nanoseconds;
        this.core = core;
    }

    /** Returns the version that each contender of the measured rows reported. */
    Map<String, String> versions() {
        return versions;
    }

    /** Measures a row. */
    Result measure(Row row) throws IOException {
        Path file = folder.resolve("row");
        RowArguments.of(row).write(file);
        Map<String, WorkerProcess> peers = new LinkedHashMap<>();
        try {
            for (Contender contender : contenders) {
                peers.put(contender.name(), peer(contender, file));
            }
            Map<String, double[]> times = new LinkedHashMap<>();
            for (String name : peers.keySet()) {
                peers.get(name).time(10 * nanoseconds); // warms up
                times.put(name, new double[rounds]);
            }
            List<String> order = new ArrayList<>(peers.keySet());
            for (int round = 0; round < rounds; round++) {
                for (String name : order) {
                    times.get(name)[round] = peers.get(name).time(nanoseconds);
                }
                order.add(order.remove(0));
            }
            times.values().forEach(Arrays::sort);
            return new Result(row, times);
        } finally {
            for (Map.Entry<String, WorkerProcess> peer : peers.entrySet()) {
                if (!lasting.containsKey(peer.getKey())) {
                    peer.getValue().close();
                }
            }
        }
    }

    private WorkerProcess peer(Contender contender, Path file) throws IOException {
        WorkerProcess peer = lasting.get(contender.name());
        if (peer == null) {
            peer = contender.start(core);
            versions.put(contender.name(), peer.version());
            if (!contender.fresh()) {
                lasting.put(contender.name(), peer);
            }
        }
        peer.load(file);
        return peer;
    }

    @Override
    public void close() throws IOException {
        for (WorkerProcess peer : lasting.values()) {
            peer.close();
        }
    }
}
