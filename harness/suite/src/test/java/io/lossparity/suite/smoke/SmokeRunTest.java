package io.lossparity.suite.smoke;

import static io.lossparity.suite.smoke.BrokenAdapter.after;
import static io.lossparity.suite.smoke.BrokenAdapter.before;
import static io.lossparity.suite.smoke.BrokenAdapter.exchanged;
import static io.lossparity.suite.smoke.BrokenAdapter.grads;
import static io.lossparity.suite.smoke.BrokenAdapter.mapped;
import static io.lossparity.suite.smoke.BrokenAdapter.rejection;
import static io.lossparity.suite.smoke.BrokenAdapter.withGradOutput;
import static io.lossparity.suite.smoke.BrokenAdapter.withInputs;
import static io.lossparity.suite.smoke.BrokenAdapter.withParams;
import static io.lossparity.suite.smoke.BrokenAdapter.withRequiresGrad;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.TensorValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every defect of an adapter that the smoke test knows, shown by an adapter that has it and nothing else. */
class SmokeRunTest {
    private static final CaseSelection FEW = CaseSelection.all().withLosses(List.of("KLDivLoss", "MSELoss", "NLLLoss"));

    private static SmokeReport smoke(BrokenAdapter.Defect defect) {
        try (PortRunner runner = new PortRunner(new BrokenAdapter(defect), Duration.ofSeconds(20))) {
            return SmokeRun.run(runner, GoldenData.bundled(), FEW);
        }
    }

    static Stream<Arguments> adapters() {
        return Stream.of(answers(), results(), arguments()).flatMap(adapters -> adapters);
    }

    /** Defects in what is answered at all. */
    private static Stream<Arguments> answers() {
        return Stream.of(
                broken(Defect.BREAKS, "throws for a valid call: java.lang.IllegalStateException: no", (call, right) -> {
                    LossOutcome answer = right.evaluate(call);
                    if (answer instanceof Computed) {
                        throw new IllegalStateException("no");
                    }
                    return answer;
                }),
                broken(
                        Defect.REJECTS,
                        "rejects a valid call: no",
                        after((call, c) -> new Rejected(Stage.FORWARD, "no"))),
                broken(
                        Defect.NULL_RESULT,
                        "returns null as the output",
                        after((call, c) -> new Computed(null, Map.of()))),
                broken(
                        Defect.NULL_RESULT,
                        "null in place of the map of gradients",
                        after((call, c) -> new Computed(c.output(), null))),
                broken(Defect.NULL_RESULT, "returns null in place of an answer", after((call, c) -> null)),
                broken(Defect.ERROR_KIND, "NullPointerException", rejection(r -> {
                    throw new NullPointerException("deep down");
                })),
                broken(
                        Defect.ERROR_STAGE,
                        "what PyTorch rejects in backward is reported as rejected in forward",
                        rejection(r -> new Rejected(Stage.FORWARD, r.message()))),
                broken(
                        Defect.ERROR_STAGE,
                        "without the output of forward",
                        rejection(r -> new Rejected(r.stage(), r.message()))),
                broken(Defect.UNKNOWN_LOSS, "NoSuchLoss", (call, right) -> {
                    if (call.loss().equals("NoSuchLoss")) {
                        throw new IllegalStateException("no class of that name");
                    }
                    return right.evaluate(call);
                }),
                broken(
                        Defect.UNKNOWN_PARAMETER,
                        "as if the unknown parameter 'noSuchParameter' had not been passed",
                        before(call -> withParams(
                                call, Set.of("reduction", "weight", "ignoreIndex", "sizeAverage", "reduce")))));
    }

    /** Defects in what becomes of a result. */
    private static Stream<Arguments> results() {
        AtomicInteger calls = new AtomicInteger();
        return Stream.of(
                broken(
                        Defect.DTYPE,
                        "gradient of input is float64 for a call of float32",
                        grads((call, grad) -> call.dtype() == DType.FLOAT32
                                ? TensorValue.ofDoubles(grad.shape(), new double[grad.size()])
                                : grad)),
                broken(
                        Defect.SHAPE,
                        "the output has shape [1], but must have []: a scalar is 0-d",
                        after((call, c) -> new Computed(
                                c.output().shape().length > 0 ? c.output() : reshaped(c.output(), 1), c.grads()))),
                broken(
                        Defect.SHAPE,
                        "the gradient of input has shape [3, 2], but must have [2, 3]: it is transposed",
                        grads((call, grad) -> reshaped(grad, reversed(grad.shape())))),
                broken(
                        Defect.LAYOUT,
                        "returns the gradient of input transposed: in column-major order",
                        grads((call, grad) -> BrokenAdapter.transposed(grad))),
                broken(
                        Defect.LAYOUT,
                        "returns the output transposed",
                        after((call, c) -> new Computed(BrokenAdapter.transposed(c.output()), c.grads()))),
                broken(
                        Defect.SIGN,
                        "the gradient of input has the opposite sign",
                        grads((call, grad) -> call.loss().equals("KLDivLoss") ? scaled(grad, -1) : grad)),
                broken(
                        Defect.FACTOR,
                        "the gradient of input is 2 times PyTorch's",
                        grads((call, grad) -> scaled(grad, 2))),
                broken(Defect.ZERO_GRADIENT, "is zero throughout", grads((call, grad) -> scaled(grad, 0))),
                broken(
                        Defect.MISSING_GRADIENT,
                        "returns no gradient of input",
                        after((call, c) -> new Computed(c.output(), Map.of()))),
                broken(
                        Defect.MISSING_GRADIENT,
                        "returns no gradient of input, which the call requires; there is one of x instead",
                        after((call, c) -> new Computed(
                                c.output(),
                                c.grads().isEmpty()
                                        ? Map.of()
                                        : Map.of(
                                                "x",
                                                c.grads().values().iterator().next())))),
                broken(Defect.GRADIENTS_EXCHANGED, "are exchanged", after((call, c) -> {
                    Map<String, TensorValue> grads = new LinkedHashMap<>(c.grads());
                    if (grads.size() == 2) {
                        grads.put("input", c.grads().get("target"));
                        grads.put("target", c.grads().get("input"));
                    }
                    return new Computed(c.output(), grads);
                })),
                broken(
                        Defect.NOT_REPEATABLE,
                        "the same call, asked twice, gets another answer",
                        after((call, c) ->
                                new Computed(scaled(c.output(), 1 + 1e-6 * calls.incrementAndGet()), c.grads()))),
                broken(Defect.NOTHING_AGREES, "none of ", after((call, c) -> {
                    Map<String, TensorValue> grads = new LinkedHashMap<>(c.grads());
                    grads.replaceAll((name, grad) -> shifted(grad));
                    return new Computed(scaled(shifted(c.output()), Math.PI), grads);
                })));
    }

    /** Defects in what becomes of the arguments. */
    private static BrokenAdapter.Defect inOneArray() {
        Map<Integer, float[]> arrays = new HashMap<>();
        return after((call, c) -> {
            if (c.output().dtype() != DType.FLOAT32) {
                return c;
            }
            float[] right = c.output().floats();
            float[] array = arrays.computeIfAbsent(right.length, float[]::new);
            System.arraycopy(right, 0, array, 0, right.length);
            return new Computed(TensorValue.ofFloats(c.output().shape(), array), c.grads());
        });
    }

    private static Stream<Arguments> arguments() {
        return Stream.of(
                broken(Defect.MUTATES, "writes into its argument 'input'", after((call, c) -> {
                    if (call.dtype() == DType.FLOAT32) {
                        call.tensor("input").floats()[0]++;
                    }
                    return c;
                })),
                broken(
                        Defect.ALIASES,
                        "returns the array of its argument 'input' as its gradient of input",
                        after((call, c) -> c.grads().isEmpty()
                                ? c
                                : new Computed(c.output(), Map.of("input", call.tensor("input"))))),
                broken(
                        Defect.OVERWRITES,
                        "overwrites its results: a call changes the output that an earlier one returned",
                        inOneArray()),
                broken(
                        Defect.GRAD_OUTPUT_IGNORED,
                        "gradOutput is ignored: the same gradient for gradOutput 0.",
                        before(call -> withGradOutput(
                                call, call.gradOutput().map(given -> mapped(given, SmokeRunTest::ones))))),
                broken(
                        Defect.IMPLICIT_GRAD_OUTPUT,
                        "without gradOutput, your adapter throws for a valid call: java.util.NoSuchElement",
                        (call, right) -> {
                            if (call.requiresGrad().isEmpty()) {
                                return right.evaluate(call);
                            }
                            LossOutcome answer = right.evaluate(call);
                            return answer instanceof Computed
                                            && call.gradOutput().orElseThrow().size() == 0
                                    ? null
                                    : answer;
                        }),
                broken(Defect.IMPLICIT_GRAD_OUTPUT, "the gradient is not that of gradOutput 1", (call, right) -> {
                    LossOutcome answer = right.evaluate(call);
                    return answer instanceof Computed c && call.gradOutput().isEmpty()
                            ? new Computed(c.output(), doubled(c.grads()))
                            : answer;
                }),
                broken(
                        Defect.UNASKED_GRADIENT,
                        "returns a gradient of input, which the call does not require",
                        (call, right) -> call.requiresGrad().isEmpty()
                                        && call.inputs().containsKey("input")
                                        && "sum".equals(call.params().get("reduction"))
                                ? right.evaluate(withRequiresGrad(call, List.of("input")))
                                : right.evaluate(call)),
                broken(Defect.NARROWED, "float64 goes through float32", (call, right) -> {
                    LossOutcome answer = right.evaluate(call);
                    if (!(answer instanceof Computed c) || call.dtype() != DType.FLOAT64) {
                        return answer;
                    }
                    Map<String, TensorValue> grads = new LinkedHashMap<>(c.grads());
                    grads.replaceAll((name, grad) -> narrowed(grad));
                    return new Computed(narrowed(c.output()), grads);
                }),
                broken(
                        Defect.LAYOUT,
                        "reads its inputs transposed",
                        before(call -> withInputs(call, BrokenAdapter::untransposed))),
                broken(
                        Defect.INPUTS_EXCHANGED,
                        "passes input and target in exchanged order",
                        before(call -> call.loss().equals("KLDivLoss") ? exchanged(call) : call)),
                broken(
                        Defect.PARAMETER_IGNORED,
                        "the parameter reduction 'sum' is ignored",
                        before(call -> "sum".equals(call.params().get("reduction"))
                                ? withParams(call, Set.of("noSuchParameter"))
                                : call)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("adapters")
    void defectIsNamed(Defect defect, String message, BrokenAdapter.Defect adapter) {
        SmokeReport report = smoke(adapter);
        assertTrue(
                report.findings().stream()
                        .anyMatch(found ->
                                found.defect() == defect && found.message().contains(message)),
                () -> defect + ": " + report.findings());
        assertEquals(
                Set.of(defect),
                report.findings().stream().map(SmokeFinding::defect).collect(Collectors.toSet()),
                () -> report.findings().toString());
    }

    @Test
    void everyDefectIsShown() {
        EnumSet<Defect> missing = EnumSet.allOf(Defect.class);
        adapters().forEach(adapter -> missing.remove((Defect) adapter.get()[0]));
        assertEquals(EnumSet.noneOf(Defect.class), missing);
    }

    @Test
    void rightAdapterHasNoDefect() {
        SmokeReport report = smoke((call, right) -> right.evaluate(call));
        assertTrue(report.works(), report::toString);
        assertEquals(List.of(), report.findings());
        assertEquals(List.of(), report.off());
        assertEquals(18, report.agreed(), report::toString);
        assertEquals(Set.of("KLDivLoss", "MSELoss", "NLLLoss"), report.losses());
    }

    /** A port whose numbers are off in a way of its own has an adapter that works: the rest is for check. */
    @Test
    void numbersAloneAreNoDefectOfTheAdapter() {
        SmokeReport report = smoke((call, right) -> {
            LossOutcome answer = right.evaluate(call);
            return answer instanceof Computed c
                            && call.loss().equals("MSELoss")
                            && !c.grads().isEmpty()
                    ? new Computed(c.output(), Map.of("input", shifted(c.grads().get("input"))))
                    : answer;
        });
        assertTrue(
                report.findings().stream().noneMatch(found -> found.defect() == Defect.NOTHING_AGREES),
                report::toString);
    }

    @Test
    void nothingSupportedDoesNotWork() {
        SmokeReport report = smoke((call, right) -> new LossOutcome.Unsupported("none"));
        assertEquals(List.of(), report.findings());
        assertTrue(!report.works(), report::toString);
        assertEquals(Set.of("KLDivLoss", "MSELoss", "NLLLoss"), report.unsupported());
    }

    private static Arguments broken(Defect defect, String message, BrokenAdapter.Defect adapter) {
        return Arguments.of(defect, message, adapter);
    }

    private static TensorValue scaled(TensorValue tensor, double factor) {
        return mapped(tensor, x -> Arrays.stream(x).map(y -> y * factor).toArray());
    }

    private static Map<String, TensorValue> doubled(Map<String, TensorValue> grads) {
        Map<String, TensorValue> doubled = new LinkedHashMap<>(grads);
        doubled.replaceAll((name, grad) -> scaled(grad, 2));
        return doubled;
    }

    private static TensorValue shifted(TensorValue tensor) {
        return mapped(tensor, x -> {
            Arrays.setAll(x, i -> x[i] + Math.sin(7 * i + 1));
            return x;
        });
    }

    private static TensorValue narrowed(TensorValue tensor) {
        return mapped(tensor, x -> Arrays.stream(x).map(y -> (float) y).toArray());
    }

    private static double[] ones(double[] elements) {
        Arrays.fill(elements, 1);
        return elements;
    }

    private static int[] reversed(int[] shape) {
        int[] reversed = new int[shape.length];
        for (int i = 0; i < shape.length; i++) {
            reversed[i] = shape[shape.length - 1 - i];
        }
        return reversed;
    }

    private static TensorValue reshaped(TensorValue tensor, int... shape) {
        return tensor.dtype() == DType.FLOAT64
                ? TensorValue.ofDoubles(shape, tensor.doubles())
                : TensorValue.ofFloats(shape, tensor.floats());
    }
}
