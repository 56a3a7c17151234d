package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.fixture.Expected;
import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Failing cases with the port's wrong answers; of each loss, enough of them are kept to tell what is wrong. */
public final class FailingCases {
    /** So many cases of a loss are compared with mutants. */
    public static final int MOST_COMPARED = 60;

    private final Map<String, List<Answer>> kept = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /** Makes an empty collection. */
    public FailingCases() {}

    /**
     * A question and a port's wrong answer.
     *
     * @param caseId the id of the case
     * @param call the question
     * @param outcome the answer
     * @param right the golden answer, or empty where our own losses are all that is known
     */
    record Answer(String caseId, LossCall call, LossOutcome outcome, Optional<LossOutcome> right) {
        Answer {
            Objects.requireNonNull(caseId, "caseId must not be null");
            Objects.requireNonNull(call, "call must not be null");
            Objects.requireNonNull(outcome, "outcome must not be null");
        }
    }

    /**
     * Adds a golden case, by whose expected answer our own losses are checked before they count as right.
     *
     * @param goldenCase the case
     * @param outcome what the port answered
     */
    public void add(GoldenCase goldenCase, LossOutcome outcome) {
        add(goldenCase.id(), goldenCase.call(), outcome, Optional.of(right(goldenCase.expected())));
    }

    /** Returns what a golden case expects as an answer. */
    static LossOutcome right(Expected expected) {
        if (expected instanceof ExpectedError error) {
            return new LossOutcome.Rejected(error.stage(), error.message(), error.output());
        }
        ExpectedValues values = (ExpectedValues) expected;
        Map<String, TensorValue> grads = new LinkedHashMap<>();
        values.grads().forEach((name, grad) -> grad.ifPresent(tensor -> grads.put(name, tensor)));
        return new LossOutcome.Computed(values.output(), grads);
    }

    /**
     * Adds a case. As more come, ever fewer are kept, spread evenly over all of them.
     *
     * @param caseId the id of the case
     * @param call the question
     * @param outcome what the port answered
     */
    public void add(String caseId, LossCall call, LossOutcome outcome) {
        add(caseId, call, outcome, Optional.empty());
    }

    private void add(String caseId, LossCall call, LossOutcome outcome, Optional<LossOutcome> right) {
        int count = counts.merge(call.loss(), 1, Integer::sum);
        List<Answer> answers = kept.computeIfAbsent(call.loss(), loss -> new ArrayList<>());
        if (answers.size() < MOST_COMPARED) {
            answers.add(new Answer(caseId, call, outcome, right));
        } else {
            int place = Math.floorMod(count * 0x9E3779B1, count);
            if (place < MOST_COMPARED) {
                answers.set(place, new Answer(caseId, call, outcome, right));
            }
        }
    }

    /** Returns how many cases of a loss were added. */
    public int count(String loss) {
        return counts.getOrDefault(loss, 0);
    }

    /** Returns the losses of which a case was added. */
    public List<String> losses() {
        return List.copyOf(kept.keySet());
    }

    List<Answer> answers(String loss) {
        return List.copyOf(kept.getOrDefault(loss, List.of()));
    }
}
