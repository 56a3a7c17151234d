package io.lossparity.mutants.losses;

import io.lossparity.mutants.Mutant;
import java.util.List;
import java.util.Optional;

/** The mutants of every loss. */
public final class MutantLibrary {
    private static final List<Catalogue> CATALOGUES = List.of(
            L1LossMutants.catalogue(),
            MSELossMutants.catalogue(),
            SmoothL1LossMutants.catalogue(),
            CrossEntropyLossMutants.catalogue(),
            NLLLossMutants.catalogue(),
            KLDivLossMutants.catalogue(),
            BCELossMutants.catalogue(),
            BCEWithLogitsLossMutants.catalogue(),
            MarginRankingLossMutants.catalogue(),
            HingeEmbeddingLossMutants.catalogue(),
            MultiLabelMarginLossMutants.catalogue(),
            SoftMarginLossMutants.catalogue(),
            MultiLabelSoftMarginLossMutants.catalogue(),
            CosineEmbeddingLossMutants.catalogue(),
            MultiMarginLossMutants.catalogue(),
            TripletMarginLossMutants.catalogue(),
            PoissonNLLLossMutants.catalogue(),
            CTCLossMutants.catalogue());

    private MutantLibrary() {}

    /** Returns the catalogues, one per loss. */
    public static List<Catalogue> catalogues() {
        return CATALOGUES;
    }

    /** Returns every mutant of every loss. */
    public static List<Mutant> all() {
        return CATALOGUES.stream()
                .flatMap(catalogue -> catalogue.mutants().stream())
                .toList();
    }

    /** Returns the mutants of one loss; none if there is no such loss. */
    public static List<Mutant> of(String loss) {
        return catalogue(loss).map(Catalogue::mutants).orElse(List.of());
    }

    private static Optional<Catalogue> catalogue(String loss) {
        return CATALOGUES.stream()
                .filter(catalogue -> catalogue.loss().equals(loss))
                .findFirst();
    }
}
