package io.lossparity.kit.verdict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts and worst errors of a run.
 *
 * @param overall over all cases
 * @param byLoss per loss, in order of appearance
 * @param byFile per loss and element type, keyed {@code MSELoss/float32}, in order of appearance
 * @param distances how far port and PyTorch are from the truth, per loss, element type and tensor
 * @param partial how many cases were judged without one of their gradients, because the port does not have it
 * @param withoutGradients which gradients these are, in order of appearance
 */
public record Totals(
        LossTotals overall,
        Map<String, LossTotals> byLoss,
        Map<String, LossTotals> byFile,
        List<Distances> distances,
        int partial,
        List<WithoutGradient> withoutGradients) {
    /** Makes totals of cases whose truth is not known. */
    public Totals(LossTotals overall, Map<String, LossTotals> byLoss, Map<String, LossTotals> byFile) {
        this(overall, byLoss, byFile, List.of(), 0, List.of());
    }

    /** Makes the collections unmodifiable. */
    public Totals {
        byLoss = Collections.unmodifiableMap(new LinkedHashMap<>(byLoss));
        byFile = Collections.unmodifiableMap(new LinkedHashMap<>(byFile));
        distances = List.copyOf(distances);
        withoutGradients = List.copyOf(withoutGradients);
    }
}
