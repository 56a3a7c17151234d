package io.lossparity.render.facts;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.render.html.model.LossText;
import io.lossparity.spi.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statement of the losses' pages holds for every golden case in float64. */
class LossFactsTest {
    static final GoldenData DATA = GoldenData.bundled();

    static List<String> losses() {
        return DATA.manifest().losses().stream()
                .filter(loss -> LossText.of(loss).isPresent()) // a new loss may be without a page's text
                .toList();
    }

    static List<GoldenCase> cases(String loss) {
        List<GoldenCase> cases = new ArrayList<>();
        DATA.forEach(CaseSelection.all().withLosses(List.of(loss)).withDTypes(List.of(DType.FLOAT64)), cases::add);
        return cases;
    }

    static LossText text(String loss) {
        return LossText.of(loss).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyStatementHolds(String loss) {
        List<GoldenCase> cases = cases(loss);
        assertAll(
                () -> assertFormulaWithDefaults(text(loss), cases),
                () -> assertShapes(text(loss), cases),
                () -> assertEquals(Optional.empty(), ParameterCheck.fault(text(loss), cases)));
    }

    private static void assertFormulaWithDefaults(LossText text, List<GoldenCase> cases) {
        FormulaCheck check = FormulaCheck.of(text, cases);
        assertEquals(Optional.empty(), check.fault());
        // CTC's long axes, of the class eighths, have more alignments than can be counted.
        long answered = cases.stream()
                .filter(each -> !"eighths".equals(each.at().get("values")))
                .filter(each -> FormulaCheck.output(each).isPresent())
                .count();
        assertTrue(check.checked() * 100L >= answered * 85, check.checked() + " of " + answered);
    }

    private static void assertShapes(LossText text, List<GoldenCase> cases) {
        assertEquals(Optional.empty(), ShapeCheck.fault(text, cases));
        assertTrue(cases.stream().anyMatch(ShapeCheck::refusedByShape), "no case is refused for its shapes");
    }
}
