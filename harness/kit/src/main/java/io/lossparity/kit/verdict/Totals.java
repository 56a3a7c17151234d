package io.lossparity.kit.verdict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts and worst errors of a run.
 *
 * @param overall over all cases
 * @param byLoss per loss, in order of appearance
 * @param byFile per loss and element type, keyed {@code MSELoss/float32}, in order of appearance
 */
public record Totals(LossTotals overall, Map<String, LossTotals> byLoss, Map<String, LossTotals> byFile) {
    /** Makes the maps unmodifiable. */
    public Totals {
        byLoss = Collections.unmodifiableMap(new LinkedHashMap<>(byLoss));
        byFile = Collections.unmodifiableMap(new LinkedHashMap<>(byFile));
    }
}
