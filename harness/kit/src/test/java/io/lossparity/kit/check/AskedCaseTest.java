package io.lossparity.kit.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossSupport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedCaseTest {
    private static final GoldenData DATA = GoldenData.bundled();

    private static GoldenCase golden(String id) {
        List<GoldenCase> found = new ArrayList<>();
        DATA.forEach(CaseSelection.all().withGlobs(List.of(id)), goldenCase -> {
            if (goldenCase.id().equals(id)) {
                found.add(goldenCase);
            }
        });
        assertEquals(1, found.size(), id);
        return found.get(0);
    }

    private static Capabilities only(String loss, String... gradients) {
        return Capabilities.of(LossSupport.of(loss).withGradients(gradients));
    }

    private static Capabilities only(String loss, Set<String> gradients) {
        return only(loss, gradients.toArray(String[]::new));
    }

    /** Measured: PyTorch 1.4.0 was asked each case with every smaller set of gradients; these kinds differ. */
    @ParameterizedTest
    @CsvSource({
        // the error is about the gradient that is left out
        "BCELoss/float32/invalid/target-gradient, input",
        "BCEWithLogitsLoss/float64/invalid/posWeight-gradient, input",
        "NLLLoss/float32/invalid/weight-gradient, input",
        "'MarginRankingLoss/float32/invalid/input1=int64,grad', input2",
        // without a gradient nothing goes backward, so that nothing fails there
        "'KLDivLoss/float32/invalid/backward=none,N3,N2-C3', nothing",
        // whose gradient does not fit
        "'KLDivLoss/float32/invalid/backward=none,N3,N2-C3', target",
        "'KLDivLoss/float64/invalid/backward=sum,N1-C4,N4', input",
        // another formula
        "MSELoss/float32/none/grad=input+target/N3-C4/extreme, input",
        "SmoothL1Loss/float32/mean/grad=input+target/N36/special, input",
    })
    void caseStaysWholeWherePyTorchWouldAnswerAnother(String id, String has) {
        GoldenCase whole = golden(id);
        AskedCase asked = AskedCase.of(whole, only(whole.loss(), has));
        assertEquals(whole, asked.goldenCase());
        assertEquals(List.of(), asked.notAsked());
        assertTrue(only(whole.loss(), has).missing(whole.call()).isPresent(), "so the port is not asked");
    }

    @ParameterizedTest
    @CsvSource({
        "SmoothL1Loss/float32/none/grad=input+target/0d/typical, input, target",
        "SmoothL1Loss/float32/none/grad=input+target/N36/special, target, input",
        "SmoothL1Loss/float32/none/grad=input+target/N36/special, nothing, input+target",
        "MSELoss/float64/mean/grad=input+target/N2-C3/typical, input, target",
        // PyTorch leaves the target's gradient None and can't go backward for it alone
        "HingeEmbeddingLoss/float32/mean/grad=input+target/N5/typical, target, input+target",
        "HingeEmbeddingLoss/float32/mean/grad=input+target/N5/typical, input, target",
    })
    void caseIsAskedWithoutTheGradientsThatThePortLacks(String id, String has, String notAsked) {
        GoldenCase whole = golden(id);
        AskedCase asked = AskedCase.of(whole, only(whole.loss(), has));
        GoldenCase fewer = asked.goldenCase();
        Set<String> kept = new LinkedHashSet<>(whole.call().requiresGrad());
        List.of(notAsked.split("\\+")).forEach(kept::remove);
        assertEquals(List.of(notAsked.split("\\+")), asked.notAsked());
        assertEquals(kept, fewer.call().requiresGrad());
        assertEquals(kept, ((ExpectedValues) fewer.expected()).grads().keySet());
        assertEquals(kept.isEmpty(), fewer.call().gradOutput().isEmpty(), "an incoming gradient needs a backward pass");
        assertEquals(((ExpectedValues) whole.expected()).output(), ((ExpectedValues) fewer.expected()).output());
        assertEquals(whole.id(), fewer.id());
    }

    @Test
    void errorsThatAreNotAboutAGradientAreAskedAllTheSame() {
        Map<String, Integer> narrowed = new TreeMap<>();
        DATA.forEach(CaseSelection.all(), whole -> {
            if (whole.expected() instanceof ExpectedError error
                    && whole.call().requiresGrad().size() > 1) {
                AskedCase asked = AskedCase.of(whole, only(whole.loss(), first(whole)));
                if (!asked.notAsked().isEmpty()) {
                    assertEquals(whole.expected(), asked.goldenCase().expected());
                    narrowed.merge(error.stage().name(), 1, Integer::sum);
                }
            }
        });
        assertTrue(narrowed.get("CONSTRUCT") >= 10, narrowed::toString);
        assertTrue(narrowed.get("FORWARD") >= 100, narrowed::toString);
        assertTrue(narrowed.get("BACKWARD") >= 50, narrowed::toString);
    }

    private static String first(GoldenCase whole) {
        return whole.call().requiresGrad().iterator().next();
    }

    @Test
    void portWithoutRestrictionsIsAskedTheWholeCase() {
        GoldenCase whole = golden("MSELoss/float64/mean/grad=input+target/N2-C3/typical");
        for (Capabilities capabilities : List.of(
                Capabilities.everything(),
                Capabilities.of(LossSupport.of("MSELoss")),
                only("MSELoss", "target", "input"),
                Capabilities.of(LossSupport.of("L1Loss").withGradients("input")))) {
            assertEquals(new AskedCase(whole, List.of()), AskedCase.of(whole, capabilities));
        }
    }

    /** What else the port lacks makes the case unsupported, with all of its gradients. */
    @Test
    void caseThatIsUnsupportedAnywayStaysWhole() {
        GoldenCase whole = golden("MSELoss/float64/mean/grad=input+target/N2-C3/typical");
        Capabilities single = Capabilities.of(
                LossSupport.of("MSELoss").withDTypes(DType.FLOAT32).withGradients("input"));
        assertEquals(new AskedCase(whole, List.of()), AskedCase.of(whole, single));
    }

    /**
     * The golden data hold many calls twice, with different gradients asked for: PyTorch's answer to the one is what the
     * other becomes without the gradients that it has more.
     */
    @Test
    void goldenDataAgreeWithThemselves() {
        Map<String, List<GoldenCase>> alike = new LinkedHashMap<>();
        DATA.forEach(
                CaseSelection.all(),
                whole -> alike.computeIfAbsent(question(whole), key -> new ArrayList<>())
                        .add(whole));
        Map<String, Integer> compared = new TreeMap<>();
        for (List<GoldenCase> same : alike.values()) {
            for (GoldenCase more : same) {
                for (GoldenCase fewer : same) {
                    if (compare(more, fewer)) {
                        compared.merge(more.loss(), 1, Integer::sum);
                    }
                }
            }
        }
        assertTrue(compared.size() >= 5, compared::toString);
        assertTrue(compared.values().stream().mapToInt(count -> count).sum() >= 100, compared::toString);
    }

    private static boolean compare(GoldenCase more, GoldenCase fewer) {
        Set<String> kept = fewer.call().requiresGrad();
        if (kept.size() >= more.call().requiresGrad().size()
                || !more.call().requiresGrad().containsAll(kept)) {
            return false;
        }
        AskedCase asked = AskedCase.of(more, only(more.loss(), kept));
        if (asked.notAsked().isEmpty()) {
            return false;
        }
        assertEquals(fewer.expected().getClass(), asked.goldenCase().expected().getClass(), more::id);
        if (fewer.expected() instanceof ExpectedValues one) {
            ExpectedValues other = (ExpectedValues) asked.goldenCase().expected();
            Near.assertNear(fewer, one, other);
        }
        return true;
    }

    private static String question(GoldenCase whole) {
        LossCall call = whole.call();
        Map<String, Object> inputs = new LinkedHashMap<>(call.inputs());
        inputs.replaceAll((name, value) -> value instanceof long[] integers ? Arrays.toString(integers) : value);
        return whole.loss() + whole.dtype() + call.params() + inputs + call.gradOutput();
    }
}
