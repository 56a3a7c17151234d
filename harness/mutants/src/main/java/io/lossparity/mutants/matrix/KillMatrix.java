package io.lossparity.mutants.matrix;

import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.Fixture;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.verdict.Judge;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.losses.Catalogue;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The mutants of one loss, and for each the cases that reject it.
 *
 * @param loss the class name in {@code torch.nn}
 * @param cases the ids of the cases, in the order of the files
 * @param rows a row per mutant
 * @param spurious the cases that our own losses do not pass, which therefore reject nothing
 */
public record KillMatrix(String loss, List<String> cases, List<Row> rows, List<String> spurious) {
    /** Makes the lists unmodifiable. */
    public KillMatrix {
        cases = List.copyOf(cases);
        rows = List.copyOf(rows);
        spurious = List.copyOf(spurious);
    }

    /**
     * A mutant and the places, in the list of cases, of those that reject it.
     *
     * @param mutant the wrong loss
     * @param kills the places of the cases that reject it
     */
    public record Row(Mutant mutant, BitSet kills) {
        /** Returns whether no case rejects the mutant. */
        public boolean survives() {
            return kills.isEmpty();
        }
    }

    /** Returns the whole matrix of a loss. */
    public static KillMatrix of(Catalogue catalogue, GoldenData data, Tolerances tolerances) {
        return new Computation(catalogue, tolerances, false).run(data);
    }

    /** Returns the matrix with no more than the first case that rejects each mutant, which is soon known. */
    public static KillMatrix ofFirstKills(Catalogue catalogue, GoldenData data, Tolerances tolerances) {
        return new Computation(catalogue, tolerances, true).run(data);
    }

    /** Returns the mutants that no case rejects. */
    public List<Mutant> survivors() {
        return rows.stream().filter(Row::survives).map(Row::mutant).toList();
    }

    /** Returns the cases that alone reject some mutant, each with those mutants. */
    public Map<String, List<Mutant>> soleKillers() {
        Map<String, List<Mutant>> killers = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.kills().cardinality() == 1) {
                String id = cases.get(row.kills().nextSetBit(0));
                killers.computeIfAbsent(id, key -> new ArrayList<>()).add(row.mutant());
            }
        }
        return killers;
    }

    /** Returns few cases that together reject every mutant that is rejected at all, found greedily. */
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

    /** One pass over the cases of a loss. */
    private static final class Computation {
        private final Catalogue catalogue;
        private final Judge judge;
        private final boolean firstKills;
        private final Reference reference = Reference.ofOwnLosses();
        private final Map<Mutant, BitSet> kills = new LinkedHashMap<>();
        private final List<String> cases = new ArrayList<>();
        private final List<String> spurious = new ArrayList<>();

        Computation(Catalogue catalogue, Tolerances tolerances, boolean firstKills) {
            this.catalogue = catalogue;
            this.judge = new Judge(tolerances, "mutant");
            this.firstKills = firstKills;
            catalogue.mutants().forEach(mutant -> kills.put(mutant, new BitSet()));
        }

        KillMatrix run(GoldenData data) {
            CaseSelection selection = CaseSelection.all().withLosses(List.of(catalogue.loss()));
            try (Stream<Fixture> fixtures = data.fixtures(selection)) {
                fixtures.forEach(fixture -> fixture.cases().forEach(this::add));
            }
            List<Row> rows = new ArrayList<>();
            kills.forEach((mutant, bits) -> rows.add(new Row(mutant, bits)));
            return new KillMatrix(catalogue.loss(), cases, rows, spurious);
        }

        private void add(GoldenCase goldenCase) {
            int place = cases.size();
            cases.add(goldenCase.id());
            LossCall call = goldenCase.call();
            if (!passes(goldenCase, reference.right(call))) {
                spurious.add(goldenCase.id());
                return;
            }
            for (Map.Entry<Mutant, BitSet> entry : live()) {
                LossOutcome answer = entry.getKey().behaviour().answer(call, reference);
                if (answer != reference.right(call) && !passes(goldenCase, answer)) {
                    entry.getValue().set(place);
                }
            }
        }

        private Collection<Map.Entry<Mutant, BitSet>> live() {
            return firstKills
                    ? kills.entrySet().stream()
                            .filter(entry -> entry.getValue().isEmpty())
                            .toList()
                    : kills.entrySet();
        }

        private boolean passes(GoldenCase goldenCase, LossOutcome answer) {
            return judge.judge(goldenCase, new Outcome.Answered(answer), 0).verdict() instanceof Verdict.Passed;
        }
    }
}
