package io.lossparity.mutants;

import io.lossparity.spi.LossCall;
import java.util.Map;
import java.util.Objects;

/** How a call reduces, once the legacy flags are resolved. */
public final class Reductions {
    private Reductions() {}

    /** Returns {@code none}, {@code sum}, {@code mean}, {@code batchmean}, or what the call says if that is none of them. */
    public static String of(LossCall call) {
        Map<String, Object> params = call.params();
        Object sizeAverage = params.get("sizeAverage");
        Object reduce = params.get("reduce");
        if (sizeAverage == null && reduce == null) {
            String reduction = Objects.toString(params.getOrDefault("reduction", "mean"));
            return reduction.equals("elementwise_mean") ? "mean" : reduction;
        }
        if (Boolean.FALSE.equals(reduce)) {
            return "none";
        }
        return Boolean.FALSE.equals(sizeAverage) ? "sum" : "mean";
    }
}
