package io.lossparity.mutants.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.formula.FormulaBehaviour;
import io.lossparity.mutants.losses.Catalogue;
import io.lossparity.mutants.losses.MutantLibrary;
import io.lossparity.report.kills.KillMatrix;
import io.lossparity.spi.LossOutcome.Computed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong loss is rejected by some golden case, at the tolerances that are shipped. */
class MutationScoreTest {
    private static final double LEAST_AGREEMENT = 0.9;
    private static GoldenData data;

    @BeforeAll
    static void open() {
        data = GoldenData.bundled();
    }

    static List<Catalogue> catalogues() {
        return MutantLibrary.catalogues();
    }

    @ParameterizedTest
    @MethodSource("catalogues")
    void everyMutantIsRejected(Catalogue catalogue) {
        CaseSelection selection = CaseSelection.all().withLosses(List.of(catalogue.loss()));
        assertTrue(data.count(selection) > 0, () -> "there are no cases of " + catalogue.loss());
        KillMatrix matrix = MutantRun.firstKills(catalogue, data, Tolerances.bundled());
        assertEquals(
                List.of(), matrix.survivors().stream().map(KillMatrix.Row::id).toList());
        assertEquals(List.of(), matrix.spurious(), () -> "our own losses do not pass these");
    }

    @ParameterizedTest
    @MethodSource("catalogues")
    void formulaIsRightWithoutAMistake(Catalogue catalogue) {
        Reference reference = Reference.ofOwnLosses();
        List<Double> shares = new ArrayList<>();
        data.forEach(CaseSelection.all().withLosses(List.of(catalogue.loss())), goldenCase -> {
            if ("typical".equals(goldenCase.at().get("values"))
                    && reference.right(goldenCase.call()) instanceof Computed right) {
                shares.add(FormulaBehaviour.agreement(catalogue.formula(), goldenCase.call(), right));
            }
        });
        assertFalse(shares.isEmpty(), () -> "there are no typical cases of " + catalogue.loss());
        double mean = shares.stream().mapToDouble(share -> share).average().orElse(0);
        assertTrue(mean >= LEAST_AGREEMENT, () -> catalogue.loss() + ": " + mean);
    }
}
