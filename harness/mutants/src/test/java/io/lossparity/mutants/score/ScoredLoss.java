package io.lossparity.mutants.score;

import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.verdict.Judge;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.diagnosis.Diagnosis;
import io.lossparity.mutants.diagnosis.FailingCases;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.spi.LossOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks ports with a bug in one loss against the golden data, as {@code check} does, and diagnoses what fails. */
final class ScoredLoss {
    private final Judge judge = new Judge(Tolerances.bundled(), "bug");
    private final Reference reference = Reference.ofOwnLosses();
    private final Map<String, FailingCases> failing = new LinkedHashMap<>();

    private ScoredLoss() {}

    /** Returns what is said of each bug; nothing of one that no case notices. */
    static Map<String, DiagnosisLine> diagnosed(GoldenData data, String loss, Map<String, Behaviour> bugs) {
        ScoredLoss scored = new ScoredLoss();
        bugs.keySet().forEach(id -> scored.failing.put(id, new FailingCases()));
        data.forEach(
                CaseSelection.all().withLosses(List.of(loss)),
                goldenCase -> bugs.forEach((id, bug) -> scored.add(goldenCase, bug, scored.failing.get(id))));
        Map<String, DiagnosisLine> said = new LinkedHashMap<>();
        scored.failing.forEach(
                (id, cases) -> Diagnosis.of(cases).forEach(diagnosis -> said.put(id, diagnosis.inReport())));
        return said;
    }

    private void add(GoldenCase goldenCase, Behaviour bug, FailingCases cases) {
        LossOutcome right = reference.right(goldenCase.call());
        LossOutcome answer;
        try {
            answer = bug.answer(goldenCase.call(), reference);
        } catch (IllegalStateException e) {
            cases.addUnanswered(goldenCase, "throws " + e);
            return;
        }
        if (answer == right || passes(goldenCase, answer)) {
            cases.addPassing(goldenCase);
        } else {
            cases.add(goldenCase, answer);
        }
    }

    private boolean passes(GoldenCase goldenCase, LossOutcome answer) {
        return judge.judge(goldenCase, new Outcome.Answered(answer), 0).verdict() instanceof Verdict.Passed;
    }
}
