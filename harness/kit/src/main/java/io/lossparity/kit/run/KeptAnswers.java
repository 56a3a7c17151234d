package io.lossparity.kit.run;

import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.TensorValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The port's last answers, its own arrays, each beside a copy from when it was given. An answer belongs to the caller: if
 * a later call changes it, the port uses one array for several answers. Not thread-safe.
 */
final class KeptAnswers {
    /** So many answers are looked at again after each call. */
    private static final int MOST = 8;

    /** Larger answers are not kept: to compare them would cost more than the call. */
    private static final int MOST_ELEMENTS = 20_000;

    private final Deque<Kept> kept = new ArrayDeque<>();
    private long calls;

    private record Kept(long call, Map<String, TensorValue> own, Map<String, TensorValue> copies) {
        private Optional<String> changed() {
            return own.entrySet().stream()
                    .filter(result ->
                            result.getValue() != null && !result.getValue().equals(copies.get(result.getKey())))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
    }

    /** Looks at the answers before this one; the first that has changed is kept no longer. */
    Optional<Outcome.OverwroteResult> changed() {
        calls++;
        Optional<Outcome.OverwroteResult> changed = Optional.empty();
        for (Kept earlier : kept) {
            Optional<String> result = earlier.changed();
            if (result.isPresent()) {
                changed = Optional.of(new Outcome.OverwroteResult(result.get(), calls - earlier.call()));
            }
        }
        kept.removeIf(earlier -> earlier.changed().isPresent());
        return changed;
    }

    /** Keeps an answer, of which the results have been copied. */
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
