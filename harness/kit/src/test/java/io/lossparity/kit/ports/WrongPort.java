package io.lossparity.kit.ports;

import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The defects that the kit must find, each with the one verdict that names it. */
public enum WrongPort {
    /** Twice the gradient: a factor of two forgotten in the derivative. */
    GRADIENT_DOUBLED(
            "failed gradient",
            "grad.input",
            (call, right) -> Spoil.gradients(right, grad -> Spoil.elements(grad, x -> 2 * x))),
    /** The gradient of the negated loss. */
    SIGN_FLIPPED(
            "failed gradient",
            "grad.input",
            (call, right) -> Spoil.gradients(right, grad -> Spoil.elements(grad, x -> -x))),
    /** A mean that divides by the number of targets instead of by their weights. */
    MEAN_BY_COUNT(
            "failed output",
            "output",
            (call, right) ->
                    NllWeights.divides(call) ? scaled(right, NllWeights.of(call).meanByCount()) : right),
    /** A mean that counts the ignored rows. */
    IGNORED_COUNTED(
            "failed output",
            "output",
            (call, right) ->
                    NllWeights.divides(call) ? scaled(right, NllWeights.of(call).ignoredCounted()) : right),
    /** Zero where PyTorch has NaN. */
    NAN_SWALLOWED(
            "failed special value",
            "NaN",
            (call, right) -> Spoil.tensors(right, tensor -> Spoil.elements(tensor, x -> Double.isNaN(x) ? 0 : x))),
    /** Axes of size one dropped. */
    SHAPE_SQUEEZED(
            "failed shape",
            "shape",
            (call, right) -> Spoil.tensors(
                    right,
                    tensor -> Spoil.reshaped(
                            tensor,
                            Arrays.stream(tensor.shape())
                                    .filter(size -> size != 1)
                                    .toArray()))),
    /** A loss of one element where PyTorch has a 0-d one. */
    SCALAR_AS_VECTOR(
            "failed shape",
            "shape",
            (call, right) ->
                    Spoil.output(right, output -> output.shape().length == 0 ? Spoil.reshaped(output, 1) : output)),
    /** float64 computed in float32. */
    FLOAT64_NARROWED(
            "failed output",
            "output",
            (call, right) -> Spoil.tensors(
                    right,
                    tensor -> tensor.dtype() == DType.FLOAT64 ? Spoil.elements(tensor, x -> (float) x) : tensor)),
    /** Zero, whatever was asked. */
    ALWAYS_ZERO(
            "failed output", "output", (call, right) -> Spoil.tensors(right, tensor -> Spoil.elements(tensor, x -> 0))),
    /** The other floating-point type. */
    WRONG_DTYPE("failed dtype", "dtype", (call, right) -> Spoil.tensors(right, Spoil::otherType)),
    /** No gradients at all. */
    GRADIENTS_MISSING(
            "failed gradient",
            "grad.input",
            (call, right) -> right instanceof Computed computed ? new Computed(computed.output(), Map.of()) : right),
    /** Zeros where PyTorch has no gradient. */
    GRADIENT_INVENTED(
            "failed gradient",
            "grad.target",
            (call, right) -> right instanceof Computed computed
                    ? withGradient(computed, "target", call.tensor("input"))
                    : right),
    /** A value where PyTorch raises. */
    ACCEPTS_INVALID(
            "failed error kind",
            "",
            (call, right) ->
                    right instanceof Rejected ? new Computed(TensorValue.ofFloats(new int[0], 0f), Map.of()) : right),
    /** An error where PyTorch computes. */
    REJECTS_ALL("failed error kind", "", (call, right) -> new Rejected(Stage.FORWARD, "no")),
    /** An IllegalArgumentException where PyTorch computes. */
    THROWS_ILLEGAL_ARGUMENT("failed error kind", "not today", (call, right) -> {
        throw new IllegalArgumentException("not today");
    }),
    /** Its inputs overwritten. */
    INPUT_MUTATED("failed input", "input", (call, right) -> {
        TensorValue input = call.tensor("input");
        if (input.size() > 0 && input.dtype() == DType.FLOAT32) {
            input.floats()[0] += 1;
        }
        return right;
    }),
    /** An input's own array as the result. */
    INPUT_ALIASED("failed input", "shares its array with the input 'input'", (call, right) -> {
        TensorValue input = call.tensor("input");
        return new Computed(input, Map.of());
    }),
    /** A class that is not there. */
    UNLINKED("errored", "NoClassDefFoundError", (call, right) -> {
        throw new NoClassDefFoundError("org/example/Native");
    }),
    /** More memory than there is, for the largest tensors, for each time costs a collection of garbage. */
    OUT_OF_MEMORY("errored", "OutOfMemoryError", (call, right) -> {
        int size = call.tensor("input").size() < 1000 ? 0 : Integer.MAX_VALUE - 8;
        return new long[size].length == 0 ? right : null;
    }),
    /** An exception that is not a rejection. */
    THROWS("errored", "IllegalStateException", (call, right) -> {
        throw new IllegalStateException("out of order");
    }),
    /** An endless recursion, for sums. */
    OVERFLOWS_THE_STACK(
            "errored",
            "StackOverflowError",
            (call, right) -> "sum".equals(call.params().get("reduction")) ? recurse(call, right) : right),
    /** No outcome. */
    NULL_OUTCOME("errored", "null", (call, right) -> null),
    /** An outcome without an output. */
    NULL_TENSOR("failed output", "output", (call, right) -> new Computed(null, Map.of())),
    /** An endless wait. */
    HANGS("timed out", "no answer within", (call, right) -> {
        Thread.sleep(Long.MAX_VALUE);
        return right;
    });

    private final String symptom;
    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
    private final PerturbedPort.Defect defect;

    WrongPort(String symptom, String word, PerturbedPort.Defect defect) {
        this.symptom = symptom;
        this.word = word;
        this.defect = defect;
    }

    /** Returns the verdict that must occur: its word and, for a failure, the kind. */
    public String symptom() {
        return symptom;
    }

    /** Returns what the message of that verdict must contain. */
    public String word() {
        return word;
    }

    /** Returns a port with this defect and no other. */
    public LossPort over(LossPort right) {
        return new PerturbedPort(name(), right, defect);
    }

    private static LossOutcome scaled(LossOutcome right, double factor) {
        return Spoil.tensors(right, tensor -> Spoil.elements(tensor, x -> x * factor));
    }

    private static LossOutcome withGradient(Computed right, String name, TensorValue like) {
        Map<String, TensorValue> grads = new LinkedHashMap<>(right.grads());
        grads.putIfAbsent(name, Spoil.elements(like, x -> 0));
        return new Computed(right.output(), grads);
    }

    private static LossOutcome recurse(LossCall call, LossOutcome right) {
        return right == null ? null : recurse(call, new Computed(null, Map.of()));
    }
}
