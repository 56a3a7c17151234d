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
import io.lossparity.report.kills.KillMatrix;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Rejected;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the mutants of one loss over its golden cases, once. */
public final class MutantRun {
    private final Catalogue catalogue;
    private final Judge judge;
    private final boolean firstKills;
    private final Runnable afterCase;
    private final Reference reference = Reference.ofOwnLosses();
    private final Map<Mutant, BitSet> kills = new LinkedHashMap<>();
    private final List<String> cases = new ArrayList<>();
    private final List<String> spurious = new ArrayList<>();

    private MutantRun(Catalogue catalogue, Tolerances tolerances, boolean firstKills, Runnable afterCase) {
        this.catalogue = catalogue;
        this.judge = new Judge(tolerances, "mutant");
        this.firstKills = firstKills;
        this.afterCase = afterCase;
        catalogue.mutants().forEach(mutant -> kills.put(mutant, new BitSet()));
    }

    /**
     * Returns the whole matrix of a loss.
     *
     * @param afterCase is run after each case, by the thread that runs the cases
     */
    public static KillMatrix whole(Catalogue catalogue, GoldenData data, Tolerances tolerances, Runnable afterCase) {
        return new MutantRun(catalogue, tolerances, false, afterCase).run(data);
    }

    /** Returns the matrix with no more than the first case that rejects each mutant, which is soon known. */
    public static KillMatrix firstKills(Catalogue catalogue, GoldenData data, Tolerances tolerances) {
        return new MutantRun(catalogue, tolerances, true, () -> {}).run(data);
    }

    private KillMatrix run(GoldenData data) {
        CaseSelection selection = CaseSelection.all().withLosses(List.of(catalogue.loss()));
        try (Stream<Fixture> fixtures = data.fixtures(selection)) {
            fixtures.forEach(fixture -> fixture.cases().forEach(goldenCase -> {
                add(goldenCase);
                afterCase.run();
            }));
        }
        List<KillMatrix.Row> rows = new ArrayList<>();
        kills.forEach((mutant, bits) -> rows.add(new KillMatrix.Row(mutant.id(), mutant.name(), bits)));
        return new KillMatrix(catalogue.loss(), cases, rows, spurious, catalogue.equivalents());
    }

    private void add(GoldenCase goldenCase) {
        int place = cases.size();
        cases.add(goldenCase.id());
        LossCall call = goldenCase.call();
        if (!passes(goldenCase, call, reference.right(call))) {
            spurious.add(goldenCase.id());
            return;
        }
        for (Map.Entry<Mutant, BitSet> entry : live()) {
            LossOutcome answer = entry.getKey().behaviour().answer(call, reference);
            if (answer != reference.right(call) && !passes(goldenCase, call, answer)) {
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

    private boolean passes(GoldenCase goldenCase, LossCall call, LossOutcome answer) {
        Outcome outcome = answer instanceof Rejected rejected && reference.refusesWithoutStage(call)
                ? new Outcome.Threw(new IllegalArgumentException(rejected.message()))
                : new Outcome.Answered(answer);
        return judge.judge(goldenCase, outcome, 0).verdict() instanceof Verdict.Passed;
    }
}
