package io.lossparity.ports.lossparity;

import static io.lossparity.ports.lossparity.Trial.INPUT;
import static io.lossparity.ports.lossparity.Trial.PAIR;
import static io.lossparity.ports.lossparity.Trial.PORT;
import static io.lossparity.ports.lossparity.Trial.TARGET;
import static io.lossparity.ports.lossparity.Trial.assertRejected;
import static io.lossparity.ports.lossparity.Trial.call;
import static io.lossparity.ports.lossparity.Trial.computed;
import static io.lossparity.ports.lossparity.Trial.floats;
import static io.lossparity.ports.lossparity.Trial.params;
import static io.lossparity.ports.lossparity.Trial.scalar;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lossparity.losses.Loss;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LossParityPortTest {
    @Test
    void isAServiceByModuleAndByResource() throws IOException, URISyntaxException {
        Path classes = Path.of(LossParityPort.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleReference module =
                ModuleFinder.of(classes).findAll().stream().findFirst().orElseThrow();
        List<String> provided = module.descriptor().provides().stream()
                .filter(service -> service.service().equals(LossPort.class.getName()))
                .flatMap(service -> service.providers().stream())
                .toList();
        assertEquals(List.of(LossParityPort.class.getName()), provided);
        String resource = "/META-INF/services/" + LossPort.class.getName();
        try (InputStream lines = LossParityPort.class.getResourceAsStream(resource)) {
            assertEquals(LossParityPort.class.getName(), new String(lines.readAllBytes(), UTF_8).strip());
        }
        assertEquals("lossparity", PORT.name());
    }

    @Test
    void everyLossHasAnAdapter() {
        Set<String> losses = Arrays.stream(Loss.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(losses, new TreeSet<>(Adapters.all().keySet()));
    }

    @Test
    void computesOutputAndRequiredGradients() {
        Computed input = computed(call("MSELoss", Map.of("reduction", "sum"), PAIR, Set.of("input"), scalar(2)));
        assertEquals(scalar(13), input.output());
        assertEquals(Map.of("input", floats(0, 8, 12)), input.grads());
        Computed target = computed(call("MSELoss", Map.of("reduction", "sum"), PAIR, Set.of("target"), scalar(2)));
        assertEquals(Map.of("target", floats(-0f, -8, -12)), target.grads());
    }

    @Test
    void computesForwardAloneWhereNothingRequiresAGradient() {
        Computed computed = computed(call("L1Loss", Map.of("reduction", "sum"), PAIR, Set.of(), null));
        assertEquals(scalar(5), computed.output());
        assertEquals(Map.of(), computed.grads());
    }

    @Test
    void computesTheImplicitGradient() {
        Computed computed = computed(call("L1Loss", Map.of("reduction", "sum"), PAIR, Set.of("input"), null));
        assertEquals(Map.of("input", floats(0, 1, 1)), computed.grads());
    }

    @Test
    void computesInFloat64() {
        Map<String, Object> inputs = Map.of(
                "input",
                TensorValue.ofDoubles(new int[] {1}, 0.1),
                "target",
                TensorValue.ofDoubles(new int[] {1}, 0.3));
        LossCall call = new LossCall("L1Loss", DType.FLOAT64, Map.of(), inputs, Set.of(), Optional.empty());
        assertEquals(
                TensorValue.ofDoubles(new int[0], 0.3 - 0.1), computed(call).output());
    }

    @Test
    void passesTensorAndIntegerParameters() {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("weight", floats(1, 2, 4));
        params.put("ignoreIndex", 0L);
        params.put("reduction", "none");
        Map<String, Object> inputs = Map.of(
                "input", TensorValue.ofFloats(new int[] {2, 3}, -1, -2, -3, -4, -5, -6),
                "target", TensorValue.ofLongs(new int[] {2}, 2, 0));
        Computed computed = computed(call("NLLLoss", params, inputs, Set.of("input"), floats(1, 1)));
        assertEquals(floats(12, 0), computed.output());
        params.put("weight", null);
        assertEquals(
                floats(3, 0),
                computed(call("NLLLoss", params, inputs, Set.of(), null)).output());
    }

    @ParameterizedTest
    @CsvSource({
        "true, , foo, 1.5",
        "false, , none, 3",
        ", false, mean, none",
        ", true, sum, 1.5",
        "false, false, sum, none",
        "0, , mean, 3",
        "text, , sum, 1.5"
    })
    void legacyFlagsWinByTheirTruth(String sizeAverage, String reduce, String reduction, String expected) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("sizeAverage", typed(sizeAverage));
        params.put("reduce", typed(reduce));
        params.put("reduction", reduction);
        Map<String, Object> inputs = Map.of("input", floats(1, 2), "target", floats(0, 0));
        TensorValue output =
                computed(call("L1Loss", params, inputs, Set.of(), null)).output();
        assertEquals(expected.equals("none") ? floats(1, 2) : scalar(Float.parseFloat(expected)), output);
    }

    private static Object typed(String text) {
        if (text == null || text.equals("text")) {
            return text;
        }
        return text.equals("0") ? (Object) 0L : (Object) Boolean.valueOf(text);
    }

    @Test
    void elementwiseMeanIsTheMean() {
        Computed computed = computed(call("L1Loss", Map.of("reduction", "elementwise_mean"), PAIR, Set.of(), null));
        assertEquals(scalar(5 / 3f), computed.output());
    }

    @ParameterizedTest
    @EnumSource(names = {"INT64", "INT32", "UINT8"})
    void embeddingLossesTakeIntegerTargets(DType dtype) {
        TensorValue ones = dtype == DType.INT64
                ? TensorValue.ofLongs(new int[] {3}, 1, 0, 1)
                : TensorValue.ofIntegers(dtype, new int[] {3}, 1, 0, 1);
        Map<String, Object> integers = Map.of("input", INPUT, "target", ones);
        assertEquals(
                PORT.evaluate(call("HingeEmbeddingLoss", Map.of(), PAIR, Set.of("input"), scalar(2))),
                PORT.evaluate(call("HingeEmbeddingLoss", Map.of(), integers, Set.of("input"), scalar(2))));
        TensorValue rows = TensorValue.ofFloats(new int[] {3, 2}, 1, 2, 3, 4, 5, -6);
        Map<String, Object> pair = Map.of("input1", rows, "input2", rows, "target", TARGET);
        Map<String, Object> pairOfIntegers = Map.of("input1", rows, "input2", rows, "target", ones);
        assertEquals(
                PORT.evaluate(call("CosineEmbeddingLoss", Map.of(), pair, Set.of("input1"), null)),
                PORT.evaluate(call("CosineEmbeddingLoss", Map.of(), pairOfIntegers, Set.of("input1"), null)));
    }

    @Test
    void minusOneIs255WhereTheTargetIsUnsigned() {
        Map<String, Object> signed = Map.of("input", INPUT, "target", floats(-1, 1, -1));
        Map<String, Object> unsigned =
                Map.of("input", INPUT, "target", TensorValue.ofIntegers(DType.UINT8, new int[] {3}, 255, 1, 255));
        assertEquals(
                PORT.evaluate(call("HingeEmbeddingLoss", Map.of(), signed, Set.of("input"), scalar(2))),
                PORT.evaluate(call("HingeEmbeddingLoss", Map.of(), unsigned, Set.of("input"), scalar(2))));
    }

    @Test
    void numbersCountByTheirValueAsInPython() {
        Map<String, Object> inputs = Map.of(
                "input", TensorValue.ofFloats(new int[] {1, 2}, 1, 3),
                "target", TensorValue.ofLongs(new int[] {1}, 0));
        LossOutcome squared = PORT.evaluate(call("MultiMarginLoss", Map.of("p", 2L), inputs, Set.of("input"), null));
        assertInstanceOf(Computed.class, squared);
        assertEquals(squared, PORT.evaluate(call("MultiMarginLoss", Map.of("p", 2.0), inputs, Set.of("input"), null)));
        assertEquals(
                PORT.evaluate(call("MultiMarginLoss", Map.of("p", 1L), inputs, Set.of("input"), null)),
                PORT.evaluate(
                        call("MultiMarginLoss", Map.of("p", true, "margin", true), inputs, Set.of("input"), null)));
        assertRejected(
                Stage.CONSTRUCT,
                "MultiMarginLoss: p must be a whole number, but was 1.5",
                call("MultiMarginLoss", Map.of("p", 1.5), inputs, Set.of("input"), null));
    }

    @Test
    void convertsAnIncomingGradientOfAnotherFloatingType() {
        Map<String, Object> sum = Map.of("reduction", "sum");
        Computed expected = computed(call("MSELoss", sum, PAIR, Set.of("input"), scalar(2)));
        TensorValue wide = TensorValue.ofDoubles(new int[0], 2);
        assertEquals(expected, computed(call("MSELoss", sum, PAIR, Set.of("input"), wide)));
        TensorValue half = TensorValue.ofHalves(new int[0], 2);
        assertEquals(expected, computed(call("MSELoss", sum, PAIR, Set.of("input"), half)));
        Rejected rejected = assertInstanceOf(
                Rejected.class,
                PORT.evaluate(call("MSELoss", sum, PAIR, Set.of("input"), TensorValue.ofLongs(new int[0], 2))));
        assertEquals(Stage.BACKWARD, rejected.stage());
    }

    @Test
    void givesTheGradientOfTheTargetAloneWhereTheInputHasNone() {
        Map<String, Object> inputs = Map.of("input", floats(-1), "target", floats(0.25f, 0.5f, 0));
        Map<String, Object> sum = Map.of("reduction", "sum");
        Computed target = computed(call("KLDivLoss", sum, inputs, Set.of("target"), null));
        assertEquals(Set.of("target"), target.grads().keySet());
        assertInstanceOf(
                Rejected.class,
                PORT.evaluate(call("KLDivLoss", sum, inputs, new TreeSet<>(Set.of("input", "target")), null)));
    }
}
