package io.lossparity.mutants.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.Noise;
import io.lossparity.mutants.Mutant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MutantLibraryTest {
    private static final int LEAST = 150;
    private static final int LEAST_PER_LOSS = 6;

    static List<Catalogue> catalogues() {
        return MutantLibrary.catalogues();
    }

    /** A new loss gets wrong losses once its noise is measured. */
    @Test
    void coversEveryLoss() {
        Set<String> losses = new HashSet<>();
        catalogues().forEach(catalogue -> losses.add(catalogue.loss()));
        Set<String> measured = GoldenData.bundled().noise().orElseThrow().files().stream()
                .map(Noise.OfFile::loss)
                .collect(Collectors.toSet());
        assertEquals(measured, losses);
    }

    @Test
    void isLargeEnoughWithoutTheMistakesThatAnyLossMayHave() {
        int own = catalogues().stream()
                .mapToInt(catalogue -> catalogue.own().size())
                .sum();
        assertTrue(own >= LEAST, () -> "there are " + own + " mutants");
    }

    @ParameterizedTest
    @MethodSource("catalogues")
    void hasEnoughMistakesOfEachLossAlone(Catalogue catalogue) {
        assertTrue(catalogue.own().size() >= LEAST_PER_LOSS, catalogue::loss);
    }

    @Test
    void idsAreUniqueAndSpellTheLoss() {
        Set<String> ids = new HashSet<>();
        for (Mutant mutant : MutantLibrary.all()) {
            assertTrue(ids.add(mutant.id()), mutant::id);
            assertTrue(mutant.id().matches(mutant.loss() + "/[a-z0-9]+(-[a-z0-9]+)*"), mutant::id);
        }
    }

    @ParameterizedTest
    @MethodSource("catalogues")
    void namesDiffer(Catalogue catalogue) {
        Set<String> names = new HashSet<>();
        catalogue.mutants().forEach(mutant -> assertTrue(names.add(mutant.name()), mutant::id));
    }
}
