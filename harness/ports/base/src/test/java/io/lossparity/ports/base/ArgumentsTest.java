package io.lossparity.ports.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final Set<String> REDUCTIONS = Set.of("mean", "sum");

    @Test
    void readsNumbersByType() {
        assertEquals(2.0, of("margin", 2L).real("margin", 1));
        assertEquals(1.0, of("other", 2L).real("margin", 1));
        assertEquals(2, of("p", 2.0).wholeNumber("p", 1));
        assertEquals(2, of("blank", 2L).integer("blank", 0));
        assertRejected(
                "MultiMarginLoss: p must be an integer, but was 1.5",
                () -> of("p", 1.5).wholeNumber("p", 1));
        assertRejected(
                "MultiMarginLoss: blank must be an integer, but was 2.0",
                () -> of("blank", 2.0).integer("blank", 0));
        assertRejected(
                "MultiMarginLoss: margin must be a number, but was wide",
                () -> of("margin", "wide").real("margin", 1));
        assertRejected(
                "MultiMarginLoss: swap must be true or false, but was 1",
                () -> of("swap", 1L).bool("swap", false));
    }

    @Test
    void namesTheFirstLegacyFlag() {
        assertAbsent(
                "Library has no sizeAverage",
                () -> of(Map.of("reduce", true, "sizeAverage", true)).reduction("Library", REDUCTIONS));
    }

    @Test
    void readsReductions() {
        assertEquals("sum", of("reduction", "sum").reduction("Library", REDUCTIONS));
        assertEquals("mean", of("other", 1L).reduction("Library", REDUCTIONS));
        assertEquals("mean", of("sizeAverage", null).reduction("Library", REDUCTIONS));
        assertAbsent("Library has no reduce", () -> of("reduce", true).reduction("Library", REDUCTIONS));
        assertAbsent(
                "Library's MultiMarginLoss has no reduction 'none'",
                () -> of("reduction", "none").reduction("Library", REDUCTIONS));
        assertRejected(
                "MultiMarginLoss: reduction must be one of [mean, sum], but was foo",
                () -> of("reduction", "foo").reduction("Library", REDUCTIONS));
    }

    @Test
    void wantsEverythingRead() {
        Arguments arguments = of("margin", 2L);
        assertRejected("MultiMarginLoss: there is no parameter margin", arguments::requireParametersRead);
        arguments.real("margin", 1);
        arguments.requireParametersRead();
        assertRejected("MultiMarginLoss: there is no argument input", arguments::requireInputsRead);
        arguments.input("input");
        arguments.requireInputsRead();
    }

    @Test
    void tellsWhatTheLibraryLacks() {
        assertAbsent(
                "Library's MultiMarginLoss has no weight",
                () -> of("weight", 1L).requireAbsent("Library", "weight"));
        of("weight", null).requireAbsent("Library", "weight");
        of("margin", 1L).requireAbsent("Library", "weight");
    }

    private static void assertRejected(String message, Runnable read) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, read::run).getMessage());
    }

    private static void assertAbsent(String message, Runnable read) {
        assertEquals(message, assertThrows(AbsentException.class, read::run).getMessage());
    }

    private static Arguments of(String name, Object value) {
        Map<String, Object> params = new HashMap<>();
        params.put(name, value);
        return of(params);
    }

    private static Arguments of(Map<String, Object> params) {
        Map<String, Object> inputs = Map.of("input", TensorValue.ofFloats(new int[0], 1));
        return new Arguments(
                new LossCall("MultiMarginLoss", DType.FLOAT32, params, inputs, Set.of(), Optional.empty()));
    }
}
