package io.lossparity.kit.run;

import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The port's last answers: the port's own arrays, each with a copy made when the port returned it. An answer belongs to
 * the caller. If a later call changes it, the port uses one array for several answers. Not thread-safe.
 */
final class KeptAnswers {
    /** The number of answers that are examined again after each call. */
    private static final int MOST = 8;

    /** Larger answers are not kept, because comparing them would cost more than the call. */
    private static final int MOST_ELEMENTS = 20_000;

    private final Deque<Kept> kept = new ArrayDeque<>();
    private long calls;

    private record Kept(long call, Map<String, TensorValue> own, Map<String, TensorValue> copies) {
        private Optional<String> changed() {
            for (Map.Entry<String, TensorValue> result : own.entrySet()) {
                if (result.getValue() != null && !result.getValue().equals(copies.get(result.getKey()))) {
                    return Optional.of(result.getKey());
                }
            }
            return Optional.empty();
        }
    }

    /** Examines the earlier answers, and returns and drops the first that has changed. */
    Optional<Outcome.OverwroteResult> changed() {
        calls++;
        Optional<Outcome.OverwroteResult> changed = Optional.empty();
        for (Iterator<Kept> earlier = kept.iterator(); earlier.hasNext(); ) {
            Kept answer = earlier.next();
            Optional<String> result = answer.changed();
            if (result.isPresent()) {
                changed = Optional.of(new Outcome.OverwroteResult(result.get(), calls - answer.call()));
                earlier.remove();
            }
        }
        return changed;
    }

    /** Keeps an answer together with its copy. */
    void keep(LossOutcome own, LossOutcome copied) {
        Map<String, TensorValue> results = OwnResult.tensors(own);
        long elements = results.values().stream()
                .filter(Objects::nonNull)
                .mapToLong(TensorValue::size)
                .sum();
        if (elements > MOST_ELEMENTS) {
            return;
        }
        kept.addLast(new Kept(calls, results, OwnResult.tensors(copied)));
        if (kept.size() > MOST) {
            kept.removeFirst();
        }
    }
}
