package io.lossparity.mutants.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.mutants.Reductions;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a port throws is grouped by its message, and by what the cases have in common. */
class RefusalsTest {
    private static final List<GoldenCase> CASES = new ArrayList<>();

    @BeforeAll
    static void read() {
        GoldenData.bundled()
                .forEach(
                        CaseSelection.all().withLosses(List.of("L1Loss")).withDTypes(List.of(DType.FLOAT64)),
                        CASES::add);
    }

    /** Says what comes of it if the port does that in some cases; null for those that pass. */
    private static List<Refusals.Group> groups(Function<GoldenCase, String> deed) {
        FailingCases failing = new FailingCases();
        for (GoldenCase goldenCase : CASES) {
            String problem = deed.apply(goldenCase);
            if (problem == null) {
                failing.addPassing(goldenCase);
            } else {
                failing.addUnanswered(goldenCase, problem);
            }
        }
        return Diagnosis.of(failing).get(0).refusals();
    }

    private static int elements(GoldenCase goldenCase) {
        return goldenCase.call().inputs().get("input") instanceof TensorValue input ? input.size() : 0;
    }

    private static boolean none(GoldenCase goldenCase) {
        return Reductions.of(goldenCase.call()).equals("none");
    }

    @Test
    void numbersOfAMessageMakeNoDifference() {
        String thrown = "throws java.lang.ArrayIndexOutOfBoundsException: Index %d out of bounds for length %d at"
                + " acme.L1.forward(L1.java:12)";
        List<Refusals.Group> groups =
                groups(each -> none(each) ? thrown.formatted(elements(each), elements(each)) : null);
        assertEquals(1, groups.size());
        assertEquals(
                "throws java.lang.ArrayIndexOutOfBoundsException: Index # out of bounds for length # at"
                        + " acme.L1.forward(L1.java:12)",
                groups.get(0).what());
        assertEquals("where reduction is none", groups.get(0).where());
        assertEquals(
                CASES.stream().filter(RefusalsTest::none).count(), groups.get(0).count());
        assertEquals(
                CASES.stream()
                        .filter(RefusalsTest::none)
                        .limit(5)
                        .map(GoldenCase::id)
                        .toList(),
                groups.get(0).cases());
    }

    @Test
    void messageThatIsAlwaysTheSameKeepsItsNumbers() {
        List<Refusals.Group> groups = groups(each -> elements(each) == 0 ? "throws E: no axis 3" : null);
        assertEquals(
                List.of("throws E: no axis 3"),
                groups.stream().map(Refusals.Group::what).toList());
        assertEquals("where the number of elements of input is 0", groups.get(0).where());
    }

    @Test
    void differentMessagesAreToldApart() {
        List<Refusals.Group> groups = groups(each -> !none(each) ? null : ofInputAlone(each) ? "throws A" : "throws B");
        assertEquals(
                List.of(
                        "throws A where reduction is none and what requires a gradient is input",
                        "throws B where reduction is none and what requires a gradient is not input"),
                groups.stream()
                        .map(group -> group.what() + " " + group.where())
                        .sorted()
                        .toList());
    }

    private static boolean ofInputAlone(GoldenCase goldenCase) {
        return goldenCase.call().requiresGrad().equals(Set.of("input"));
    }

    @Test
    void nothingIsSaidInCommonOfWhatHasNothingInCommon() {
        int[] count = {0};
        assertEquals(
                "",
                groups(each -> count[0]++ % 2 == 0 ? "throws A" : null).get(0).where());
    }
}
