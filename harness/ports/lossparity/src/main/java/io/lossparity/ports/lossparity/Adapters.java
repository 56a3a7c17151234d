package io.lossparity.ports.lossparity;

import io.lossparity.losses.BCELoss;
import io.lossparity.losses.BCEWithLogitsLoss;
import io.lossparity.losses.CTCLoss;
import io.lossparity.losses.CosineEmbeddingLoss;
import io.lossparity.losses.CrossEntropyLoss;
import io.lossparity.losses.HingeEmbeddingLoss;
import io.lossparity.losses.KLDivLoss;
import io.lossparity.losses.L1Loss;
import io.lossparity.losses.Loss;
import io.lossparity.losses.MSELoss;
import io.lossparity.losses.MarginRankingLoss;
import io.lossparity.losses.MultiLabelMarginLoss;
import io.lossparity.losses.MultiLabelSoftMarginLoss;
import io.lossparity.losses.MultiMarginLoss;
import io.lossparity.losses.NLLLoss;
import io.lossparity.losses.PoissonNLLLoss;
import io.lossparity.losses.SmoothL1Loss;
import io.lossparity.losses.SoftMarginLoss;
import io.lossparity.losses.TripletMarginLoss;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table of the losses: one line each. */
final class Adapters {
    private final Map<String, Adapter<?>> byName = new LinkedHashMap<>();

    private Adapters() {
        add(BCELoss.class, new BCELossAdapter());
        add(BCEWithLogitsLoss.class, new BCEWithLogitsLossAdapter());
        add(CTCLoss.class, new CTCLossAdapter());
        add(CosineEmbeddingLoss.class, new CosineEmbeddingLossAdapter());
        add(CrossEntropyLoss.class, new CrossEntropyLossAdapter());
        add(HingeEmbeddingLoss.class, new HingeEmbeddingLossAdapter());
        add(KLDivLoss.class, new KLDivLossAdapter());
        add(L1Loss.class, new L1LossAdapter());
        add(MSELoss.class, new MSELossAdapter());
        add(MarginRankingLoss.class, new MarginRankingLossAdapter());
        add(MultiLabelMarginLoss.class, new MultiLabelMarginLossAdapter());
        add(MultiLabelSoftMarginLoss.class, new MultiLabelSoftMarginLossAdapter());
        add(MultiMarginLoss.class, new MultiMarginLossAdapter());
        add(NLLLoss.class, new NLLLossAdapter());
        add(PoissonNLLLoss.class, new PoissonNLLLossAdapter());
        add(SmoothL1Loss.class, new SmoothL1LossAdapter());
        add(SoftMarginLoss.class, new SoftMarginLossAdapter());
        add(TripletMarginLoss.class, new TripletMarginLossAdapter());
    }

    /** Returns the adapters by the name of their loss. */
    static Map<String, Adapter<?>> all() {
        return Collections.unmodifiableMap(new Adapters().byName);
    }

    private <L extends Loss> void add(Class<L> loss, Adapter<L> adapter) {
        byName.put(loss.getSimpleName(), adapter);
    }
}
