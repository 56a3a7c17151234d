package io.lossparity.mutants.diagnosis;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
     */
    record Answer(String caseId, LossCall call, LossOutcome outcome) {
        Answer {
            Objects.requireNonNull(caseId, "caseId must not be null");
            Objects.requireNonNull(call, "call must not be null");
            Objects.requireNonNull(outcome, "outcome must not be null");
        }
    }

    /**
     * Adds a case. As more come, ever fewer are kept, spread evenly over all of them.
     *
     * @param caseId the id of the case
     * @param call the question
     * @param outcome what the port answered
     */
    public void add(String caseId, LossCall call, LossOutcome outcome) {
        int count = counts.merge(call.loss(), 1, Integer::sum);
        List<Answer> answers = kept.computeIfAbsent(call.loss(), loss -> new ArrayList<>());
        if (answers.size() < MOST_COMPARED) {
            answers.add(new Answer(caseId, call, outcome));
        } else {
            int place = Math.floorMod(count * 0x9E3779B1, count);
            if (place < MOST_COMPARED) {
                answers.set(place, new Answer(caseId, call, outcome));
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
