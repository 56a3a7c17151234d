package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.verdict.Judge;
import io.lossparity.report.stream.Unexplained;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import java.util.LinkedHashSet;
import java.util.Set;

/** Names what is wrong with an answer as a report counts it: tensors, or that there is an answer at all. */
final class Wrong {
    private static final Judge JUDGE = new Judge(Tolerances.bundled(), "diagnosed");

    private Wrong() {}

    /** Returns what a golden case finds wrong, at the tolerances by which it failed. */
    static Set<String> of(GoldenCase goldenCase, LossOutcome outcome) {
        Set<String> conduct = conduct(FailingCases.right(goldenCase.expected()), outcome);
        if (!conduct.isEmpty()) {
            return conduct;
        }
        Set<String> wrong = new LinkedHashSet<>();
        JUDGE.judge(goldenCase, new Outcome.Answered(outcome), 0).comparisons().stream()
                .filter(comparison -> !comparison.accepted())
                .map(TensorComparison::name)
                .forEach(wrong::add);
        return wrong;
    }

    /** Returns what is wrong with a case: what the golden case says or, without one, the tensors that look wrong. */
    static Set<String> of(View view) {
        if (view.answer().right().isPresent()) {
            return view.answer().wrong();
        }
        return view.wrong().contains(ByTensor.ANSWER)
                ? view.right()
                        .map(right -> conduct(right, view.answer().outcome()))
                        .orElse(Set.of())
                : view.wrong();
    }

    private static Set<String> conduct(LossOutcome right, LossOutcome given) {
        if (right instanceof Computed != given instanceof Computed) {
            return Set.of(right instanceof Computed ? Unexplained.REFUSED : Unexplained.ANSWERED);
        }
        boolean stages = right instanceof Rejected one
                && given instanceof Rejected other
                && ByTensor.isBackward(one) != ByTensor.isBackward(other);
        return stages ? Set.of(Unexplained.OTHER_STAGE) : Set.of();
    }
}
