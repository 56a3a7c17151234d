package io.lossparity.kit.capability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lossparity.kit.run.NoSuchPortException;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.LossSupport;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DeclaredCapabilitiesTest {
    private static final Capabilities SOME = Capabilities.of(
            LossSupport.of("L1Loss"),
            LossSupport.of("BCELoss")
                    .withDTypes(DType.FLOAT32)
                    .withParameters("weight", "reduction")
                    .withGradients("input"));

    private static LossCall call(String loss, DType dtype, Map<String, Object> params, String... requiresGrad) {
        return new LossCall(loss, dtype, params, Map.of(), Set.of(requiresGrad), Optional.empty());
    }

    @Test
    void whatIsMissingIsNamed() {
        assertEquals(Optional.empty(), SOME.missing(call("L1Loss", DType.FLOAT64, Map.of("reduce", true), "target")));
        assertEquals(
                Optional.empty(), SOME.missing(call("BCELoss", DType.FLOAT32, Map.of("reduction", "sum"), "input")));
        assertEquals(
                Optional.of("the port declares no KLDivLoss"),
                SOME.missing(call("KLDivLoss", DType.FLOAT32, Map.of())));
        assertEquals(
                Optional.of("the port declares BCELoss without float64"),
                SOME.missing(call("BCELoss", DType.FLOAT64, Map.of())));
        assertEquals(
                Optional.of("the port declares BCELoss without the parameter reduce"),
                SOME.missing(call("BCELoss", DType.FLOAT32, Map.of("reduce", false))));
        assertEquals(
                Optional.of("the port declares BCELoss without the gradient of target"),
                SOME.missing(call("BCELoss", DType.FLOAT32, Map.of(), "target")));
    }

    /** PyTorch's None is what not passing the argument is. */
    @Test
    void parameterThatIsNoneIsNotMissing() {
        Map<String, Object> none = new LinkedHashMap<>();
        none.put("reduce", null);
        assertEquals(Optional.empty(), SOME.missing(call("BCELoss", DType.FLOAT32, none)));
    }

    @Test
    void everythingMissesNothing() {
        assertEquals(
                Optional.empty(), Capabilities.everything().missing(call("NoLoss", DType.FLOAT64, Map.of("x", 1L))));
        assertNull(DeclaredCapabilities.of(Capabilities.everything()));
    }

    @Test
    void lossIsNamedOnce() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Capabilities.ofLosses(List.of("L1Loss", "L1Loss")));
        assertEquals("capabilities must name a loss once, but were given L1Loss twice", e.getMessage());
    }

    @Test
    void jsonReadsBackToTheSame() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        String text = json.writeValueAsString(DeclaredCapabilities.of(SOME));
        assertEquals(
                "{\"losses\":{\"L1Loss\":{},\"BCELoss\":{\"dtypes\":[\"float32\"],\"parameters\":[\"weight\","
                        + "\"reduction\"],\"gradients\":[\"input\"]}}}",
                text);
        assertEquals(SOME, json.readValue(text, DeclaredCapabilities.class).toCapabilities());
    }

    @Test
    void textTellsALossAndItsRestrictions() {
        assertEquals(
                "2 losses: L1Loss, BCELoss (float32; parameters weight, reduction; gradient of input)",
                DeclaredCapabilities.of(SOME).text());
        assertEquals(
                "1 loss: L1Loss (no dtype; parameters none; gradient of nothing)",
                DeclaredCapabilities.of(Capabilities.of(LossSupport.of("L1Loss")
                                .withDTypes()
                                .withParameters()
                                .withGradients()))
                        .text());
        assertEquals(
                "no loss at all", DeclaredCapabilities.of(Capabilities.of()).text());
    }

    @Test
    void runnerDoesNotAskForWhatIsMissing() {
        Asked port = new Asked(() -> SOME);
        try (PortRunner runner = new PortRunner(port, Duration.ofSeconds(20))) {
            Outcome outcome = runner.run(call("KLDivLoss", DType.FLOAT32, Map.of()));
            assertEquals(new Outcome.Answered(new LossOutcome.Unsupported("the port declares no KLDivLoss")), outcome);
            assertFalse(port.asked);
            runner.run(call("L1Loss", DType.FLOAT32, Map.of()));
            assertTrue(port.asked);
        }
    }

    @Test
    void portThatCannotSayWhatItSupportsIsNoPort() {
        assertRefused("port asked can't say what it supports: capabilities() returned null", () -> null);
        assertRefused("port asked can't say what it supports: java.lang.IllegalStateException: who knows", () -> {
            throw new IllegalStateException("who knows");
        });
        DeclaredCapabilities unknown = new DeclaredCapabilities(
                Map.of("L1Loss", new DeclaredCapabilities.Entry(List.of("float8"), null, null)));
        assertRefused("no dtype is named 'float8'", unknown::toCapabilities);
        DeclaredCapabilities incomplete = new DeclaredCapabilities(Collections.singletonMap("L1Loss", null));
        assertRefused("port asked can't say what it supports", incomplete::toCapabilities);
    }

    private static void assertRefused(String message, Supplier<Capabilities> capabilities) {
        NoSuchPortException e = assertThrows(
                NoSuchPortException.class, () -> new PortRunner(new Asked(capabilities), Duration.ofSeconds(20)));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    /** Remembers whether it was asked. */
    private static final class Asked implements LossPort {
        private final Supplier<Capabilities> capabilities;
        private volatile boolean asked;

        Asked(Supplier<Capabilities> capabilities) {
            this.capabilities = capabilities;
        }

        @Override
        public String name() {
            return "asked";
        }

        @Override
        public Capabilities capabilities() {
            return capabilities.get();
        }

        @Override
        public LossOutcome evaluate(LossCall call) {
            asked = true;
            return new LossOutcome.Unsupported("as ever");
        }
    }
}
