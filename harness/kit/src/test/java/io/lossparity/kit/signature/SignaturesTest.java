package io.lossparity.kit.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.GoldenData;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    private static final Signatures ALL = Signatures.bundled();

    @Test
    void everyLossHasOne() {
        assertEquals(
                Set.copyOf(GoldenData.bundled().manifest().losses()),
                ALL.losses().keySet());
        assertTrue(ALL.of("NoSuchLoss").isEmpty());
    }

    @Test
    void defaultsHaveTheirKinds() {
        assertEquals(-100L, ALL.initial("NLLLoss", "ignoreIndex"));
        assertEquals(-100, ALL.ignoreIndex());
        assertEquals(1e-8, ALL.initial("PoissonNLLLoss", "eps"));
        assertEquals(0.0, ALL.initial("CosineEmbeddingLoss", "margin"));
        assertEquals(true, ALL.initial("PoissonNLLLoss", "logInput"));
        assertEquals("mean", ALL.initial("CTCLoss", "reduction"));
        assertNull(ALL.initial("L1Loss", "reduce"));
        assertThrows(IllegalArgumentException.class, () -> ALL.initial("L1Loss", "margin"));
        assertThrows(IllegalArgumentException.class, () -> ALL.initial("NoSuchLoss", "margin"));
    }

    @Test
    void argumentsAndWordsAreThere() {
        LossSignature soft = ALL.of("MultiLabelSoftMarginLoss").orElseThrow();
        assertEquals(
                List.of("input", "target"),
                soft.arguments().stream().map(LossSignature.Argument::name).toList());
        assertTrue(soft.parameter("weight").orElseThrow().differentiable());
        assertEquals(
                List.of("none", "mean", "sum"),
                soft.parameter("reduction").orElseThrow().words());
    }
}
