package io.lossparity.report.kills;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The mutants of one loss (wrong losses with one mistake each), and the cases that reject each.
 *
 * @param loss the class name in {@code torch.nn}
 * @param cases the ids of the cases, in the order of the files
 * @param rows a row for each mutant
 * @param spurious the cases that our own losses do not pass, so they count as rejecting nothing
 * @param equivalents the ids of mistakes that make no difference to this loss, each with the reason
 */
public record KillMatrix(
        String loss, List<String> cases, List<Row> rows, List<String> spurious, Map<String, String> equivalents) {
    /** Makes the collections unmodifiable. */
    public KillMatrix {
        cases = List.copyOf(cases);
        rows = List.copyOf(rows);
        spurious = List.copyOf(spurious);
        equivalents = Collections.unmodifiableMap(new LinkedHashMap<>(equivalents));
    }

    /**
     * A mutant, and the places in the list of cases of those that reject it.
     *
     * @param id the mutant's id
     * @param name the mistake in words
     * @param kills the places of the cases that reject it
     */
    public record Row(String id, String name, BitSet kills) {
        /** Returns whether no case rejects the mutant. */
        public boolean survives() {
            return kills.isEmpty();
        }

        /** Returns how many cases reject the mutant. */
        public int count() {
            return kills.cardinality();
        }
    }

    /** Returns the mutants that no case rejects. */
    public List<Row> survivors() {
        return rows.stream().filter(Row::survives).toList();
    }

    /** Returns the mutants, those that the fewest cases reject first. */
    public List<Row> hardestFirst() {
        return rows.stream().sorted(Comparator.comparingInt(Row::count)).toList();
    }

    /** Returns the cases that alone reject some mutant, each with these mutants. */
    public Map<String, List<Row>> soleKillers() {
        Map<String, List<Row>> killers = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.count() == 1) {
                String id = cases.get(row.kills().nextSetBit(0));
                killers.computeIfAbsent(id, key -> new ArrayList<>()).add(row);
            }
        }
        return killers;
    }

    /** Returns the cases that reject no mutant at all. */
    public List<String> idle() {
        BitSet busy = new BitSet();
        rows.forEach(row -> busy.or(row.kills()));
        return IntStream.range(0, cases.size())
                .filter(place -> !busy.get(place))
                .mapToObj(cases::get)
                .toList();
    }

    /** Returns a small set of cases, found greedily, that rejects every mutant that any case rejects. */
    public List<String> cover() {
        List<BitSet> open = new ArrayList<>(
                rows.stream().filter(row -> !row.survives()).map(Row::kills).toList());
        List<String> cover = new ArrayList<>();
        while (!open.isEmpty()) {
            int[] counts = new int[cases.size()];
            open.forEach(kills -> kills.stream().forEach(place -> counts[place]++));
            int best = 0;
            for (int i = 1; i < counts.length; i++) {
                best = counts[i] > counts[best] ? i : best;
            }
            int chosen = best;
            open.removeIf(kills -> kills.get(chosen));
            cover.add(cases.get(chosen));
        }
        return cover;
    }
}
