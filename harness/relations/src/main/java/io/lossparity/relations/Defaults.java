package io.lossparity.relations;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The constructors' defaults in PyTorch 1.4.0, the reduction excepted. */
final class Defaults {
    private Defaults() {}

    /** Returns the parameters of a loss with their defaults; a null is None. */
    static Map<String, Object> of(String loss) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        switch (loss) {
            case "NLLLoss", "CrossEntropyLoss" -> {
                defaults.put("weight", null);
                defaults.put("ignoreIndex", -100L);
            }
            case "BCELoss", "MultiLabelSoftMarginLoss" -> defaults.put("weight", null);
            case "BCEWithLogitsLoss" -> {
                defaults.put("weight", null);
                defaults.put("posWeight", null);
            }
            case "MarginRankingLoss", "CosineEmbeddingLoss" -> defaults.put("margin", 0.0);
            case "HingeEmbeddingLoss" -> defaults.put("margin", 1.0);
            case "MultiMarginLoss" -> {
                defaults.put("p", 1L);
                defaults.put("margin", 1.0);
                defaults.put("weight", null);
            }
            case "TripletMarginLoss" -> {
                defaults.put("margin", 1.0);
                defaults.put("p", 2.0);
                defaults.put("eps", 1e-6);
                defaults.put("swap", false);
            }
            case "PoissonNLLLoss" -> {
                defaults.put("logInput", true);
                defaults.put("full", false);
                defaults.put("eps", 1e-8);
            }
            case "CTCLoss" -> {
                defaults.put("blank", 0L);
                defaults.put("zeroInfinity", false);
                return Collections.unmodifiableMap(defaults);
            }
            default -> {}
        }
        defaults.put("sizeAverage", null);
        defaults.put("reduce", null);
        return Collections.unmodifiableMap(defaults);
    }
}
