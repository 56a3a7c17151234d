package io.lossparity.kit.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.lossparity.spi.Capabilities;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossSupport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeclaredSupportTest {
    private static LossCall call(String loss, DType dtype, String param, String... gradients) {
        Map<String, Object> params = new LinkedHashMap<>();
        if (param != null) {
            params.put(param, param.equals("weight") ? "float32[2]" : "mean");
        }
        return new LossCall(loss, dtype, params, Map.of(), Set.of(gradients), Optional.empty());
    }

    private static List<String> problems(Capabilities capabilities, Map<LossCall, Boolean> supported) {
        DeclaredSupport declared = new DeclaredSupport(capabilities);
        supported.forEach(declared::add);
        return declared.problems();
    }

    @Test
    void portThatDeclaresNothingByNamePromisesNothing() {
        Map<LossCall, Boolean> none = Map.of(call("BCELoss", DType.FLOAT32, null, "input"), false);
        assertEquals(List.of(), problems(Capabilities.everything(), none));
    }

    @Test
    void lossWithoutAnySupportedCaseIsMissing() {
        Map<LossCall, Boolean> none =
                Map.of(call("BCELoss", DType.FLOAT32, null, "input"), false, call("L1Loss", DType.FLOAT32, null), true);
        assertEquals(
                List.of("the port declares BCELoss, but supports none of 1 case that needs it"),
                problems(Capabilities.of(LossSupport.of("L1Loss"), LossSupport.of("BCELoss")), none));
    }

    /** A value of a parameter can't be declared: to answer unsupported in some cases is honest. */
    @Test
    void someSupportedCaseIsEnough() {
        Capabilities capabilities = Capabilities.of(LossSupport.of("BCELoss")
                .withDTypes(DType.FLOAT32)
                .withParameters("weight")
                .withGradients("input"));
        Map<LossCall, Boolean> some = Map.of(
                call("BCELoss", DType.FLOAT32, "weight", "input"), true, call("BCELoss", DType.FLOAT32, null), false);
        assertEquals(List.of(), problems(capabilities, some));
    }

    @Test
    void eachThingThatIsNamedIsPromised() {
        Capabilities capabilities = Capabilities.of(LossSupport.of("BCELoss")
                .withDTypes(DType.FLOAT32, DType.FLOAT64)
                .withParameters("weight", "reduction")
                .withGradients("input", "target"));
        Map<LossCall, Boolean> cases = new LinkedHashMap<>();
        cases.put(call("BCELoss", DType.FLOAT32, "reduction", "input"), true);
        cases.put(call("BCELoss", DType.FLOAT64, "reduction", "input"), false);
        cases.put(call("BCELoss", DType.FLOAT64, "reduction"), false);
        cases.put(call("BCELoss", DType.FLOAT32, "weight", "input"), false);
        cases.put(call("BCELoss", DType.FLOAT32, "reduction", "target"), false);
        assertEquals(
                List.of(
                        "the port declares BCELoss in float64, but supports none of 2 cases that need it",
                        "the port declares BCELoss with the parameter weight, but supports none of 1 case that needs"
                                + " it",
                        "the port declares BCELoss with the gradient of target, but supports none of 1 case that"
                                + " needs it"),
                problems(capabilities, cases));
    }

    /** Of what it declares not to have it is not asked, so that it does not count. */
    @Test
    void whatIsNotDeclaredIsNotPromised() {
        Capabilities capabilities = Capabilities.of(
                LossSupport.of("BCELoss").withDTypes(DType.FLOAT32).withGradients("input"));
        Map<LossCall, Boolean> cases = Map.of(
                call("BCELoss", DType.FLOAT32, null, "input"), true,
                call("BCELoss", DType.FLOAT64, null, "input"), false,
                call("BCELoss", DType.FLOAT32, null, "target"), false,
                call("L1Loss", DType.FLOAT32, null), false);
        assertEquals(List.of(), problems(capabilities, cases));
    }

    @Test
    void portThatLacksWhatItDeclaresDoesNeitherConformNorFailAsExpected() {
        Tally tally = new Tally();
        tally.add(new CaseResult("a", "L1Loss", DType.FLOAT32, List.of(), new Verdict.Passed(), List.of(), 0));
        Gate.Decision decision = Gate.decide(tally.totals(), 1, List.of(), List.of("the port declares more"));
        assertFalse(decision.conforms());
        assertFalse(decision.asExpected());
        assertEquals(List.of("the port declares more"), decision.reasons());
    }
}
