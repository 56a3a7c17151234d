package io.lossparity.suite.smoke;

import static io.lossparity.suite.smoke.BrokenAdapter.after;
import static io.lossparity.suite.smoke.BrokenAdapter.before;
import static io.lossparity.suite.smoke.BrokenAdapter.exchanged;
import static io.lossparity.suite.smoke.BrokenAdapter.grads;
import static io.lossparity.suite.smoke.BrokenAdapter.inDouble;
import static io.lossparity.suite.smoke.BrokenAdapter.mapped;
import static io.lossparity.suite.smoke.BrokenAdapter.rejection;
import static io.lossparity.suite.smoke.BrokenAdapter.withGradOutput;
import static io.lossparity.suite.smoke.BrokenAdapter.withInputs;
import static io.lossparity.suite.smoke.BrokenAdapter.withParams;
import static io.lossparity.suite.smoke.BrokenAdapter.withRequiresGrad;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** An adapter for each defect that the smoke test knows; it has that one and nothing else. */
final class BrokenAdapters {
    private BrokenAdapters() {}

    static Stream<Arguments> adapters() {
        return Stream.of(answers(), results(), arguments(), ConductAdapters.adapters())
                .flatMap(adapters -> adapters);
    }

    /** Defects in what is answered at all. */
    static Stream<Arguments> answers() {
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
                        "null instead of the map of gradients",
                        after((call, c) -> new Computed(c.output(), null))),
                broken(Defect.NULL_RESULT, "returns null instead of an answer", after((call, c) -> null)),
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
    static Stream<Arguments> results() {
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
    static BrokenAdapter.Defect inOneArray() {
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

    static Stream<Arguments> arguments() {
        return Stream.of(
                broken(
                        Defect.DECIMALS,
                        "float32 decimals are read as doubles: the difference of 1.0000001 and 1.0 is taken for 1e-7",
                        inDouble(number -> Double.parseDouble(Float.toString(number)))),
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
                                call, call.gradOutput().map(given -> mapped(given, BrokenAdapters::ones))))),
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
                        "MSELoss: the parameter reduction is ignored: 'sum' gets the answer that belongs to 'mean'",
                        before(call -> "sum".equals(call.params().get("reduction"))
                                ? withParams(call, Set.of("noSuchParameter"))
                                : call)),
                broken(
                        Defect.PARAMETER_IGNORED,
                        "NLLLoss: the parameter weight is ignored: a tensor gets the answer that belongs to the default",
                        before(call -> without(call, "weight"))),
                broken(
                        Defect.PARAMETER_IGNORED,
                        "MSELoss: reduction 'mean' gets the answer that belongs to 'sum'",
                        before(call -> "mean".equals(call.params().get("reduction"))
                                ? replaced(call, "reduction", "sum")
                                : call)));
    }

    static LossCall without(LossCall call, String parameter) {
        Set<String> kept = new HashSet<>(call.params().keySet());
        kept.remove(parameter);
        return withParams(call, kept);
    }

    static LossCall replaced(LossCall call, String parameter, Object value) {
        Map<String, Object> params = new LinkedHashMap<>(call.params());
        params.put(parameter, value);
        return new LossCall(call.loss(), call.dtype(), params, call.inputs(), call.requiresGrad(), call.gradOutput());
    }

    static Arguments broken(Defect defect, String message, BrokenAdapter.Defect adapter) {
        return Arguments.of(defect, message, adapter);
    }

    static TensorValue scaled(TensorValue tensor, double factor) {
        return mapped(tensor, x -> Arrays.stream(x).map(y -> y * factor).toArray());
    }

    static Map<String, TensorValue> doubled(Map<String, TensorValue> grads) {
        Map<String, TensorValue> doubled = new LinkedHashMap<>(grads);
        doubled.replaceAll((name, grad) -> scaled(grad, 2));
        return doubled;
    }

    static TensorValue shifted(TensorValue tensor) {
        return mapped(tensor, x -> {
            Arrays.setAll(x, i -> x[i] + Math.sin(7 * i + 1));
            return x;
        });
    }

    static TensorValue narrowed(TensorValue tensor) {
        return mapped(tensor, x -> Arrays.stream(x).map(y -> (float) y).toArray());
    }

    static double[] ones(double[] elements) {
        Arrays.fill(elements, 1);
        return elements;
    }

    static int[] reversed(int[] shape) {
        int[] reversed = new int[shape.length];
        for (int i = 0; i < shape.length; i++) {
            reversed[i] = shape[shape.length - 1 - i];
        }
        return reversed;
    }

    static TensorValue reshaped(TensorValue tensor, int... shape) {
        return tensor.dtype() == DType.FLOAT64
                ? TensorValue.ofDoubles(shape, tensor.doubles())
                : TensorValue.ofFloats(shape, tensor.floats());
    }
}
