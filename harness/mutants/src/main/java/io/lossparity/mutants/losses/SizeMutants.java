package io.lossparity.mutants.losses;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reductions;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.formula.Question;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** Mistakes that only show at some sizes, or only where no shape tells of them: any loss may have them. */
final class SizeMutants {
    private static final int[] BLOCKS = {4, 8, 16, 32, 64};
    private static final int[] LIMITS = {60, 64, 128, 256, 999};

    /** Blocks of outputs, at which every reduction is asked. */
    private static final int[] OUTPUT_BLOCKS = {16, 64, 256};

    /** Losses that work element by element, so that an output without a reduction may be long. */
    private static final Set<String> ELEMENTWISE = Set.of(
            "L1Loss",
            "MSELoss",
            "SmoothL1Loss",
            "BCELoss",
            "BCEWithLogitsLoss",
            "KLDivLoss",
            "PoissonNLLLoss",
            "HingeEmbeddingLoss",
            "MarginRankingLoss",
            "SoftMarginLoss");

    private static final Object EACH = new Object();

    private static final Set<String> WITH_WEIGHTS_OF_ANY_SHAPE = Set.of("BCELoss", "BCEWithLogitsLoss");

    /** What has at most one axis as output can't be transposed. */
    private static final Set<String> OF_ONE_AXIS = Set.of("MultiLabelMarginLoss", "MultiMarginLoss", "CTCLoss");

    private final String loss;
    private final List<Mutant> mutants = new ArrayList<>();

    private SizeMutants(String loss) {
        this.loss = loss;
    }

    /** Returns them for a loss. */
    static List<Mutant> of(String loss) {
        SizeMutants sizes = new SizeMutants(loss);
        sizes.addBlocks();
        sizes.addLimits();
        sizes.addOutputs();
        sizes.addSquares();
        if (WITH_WEIGHTS_OF_ANY_SHAPE.contains(loss)) {
            sizes.addWeights();
        }
        return sizes.mutants;
    }

    private void addBlocks() {
        for (int block : BLOCKS) {
            add(
                    "tail-of-" + block + "-lost",
                    "the gradient is 0 after the last whole block of " + block + " elements",
                    gradients(size -> size > block, (i, size) -> i >= size - size % block));
            add(
                    "lane-of-" + block + "-lost",
                    "the gradient is 0 in the last lane of each whole block of " + block + " elements",
                    gradients(size -> size >= block, (i, size) -> i % block == block - 1 && i < size - size % block));
            add(
                    "end-of-" + block + "-lost",
                    "the gradient of the last element is 0 where the number of elements is a multiple of " + block,
                    gradients(size -> size > 0 && size % block == 0, (i, size) -> i == size - 1));
        }
    }

    private void addLimits() {
        for (int limit : LIMITS) {
            add(
                    "beyond-" + limit + "-lost",
                    "the gradient is 0 after the first " + limit + " elements",
                    gradients(size -> size > limit, (i, size) -> i >= limit));
        }
    }

    /** Adds mistakes that only the output shows, each in one reduction. */
    private void addOutputs() {
        for (int block : OUTPUT_BLOCKS) {
            for (String reduction : List.of("sum", "mean")) {
                add(
                        reduction + "-of-" + block + "-short",
                        "a " + reduction + " misses the last loss where the number of losses is a multiple of " + block,
                        unsummed(reduction, size -> size % block == 0));
            }
            add(
                    "output-end-of-" + block + "-lost",
                    "the last output is 0 where the number of outputs is a multiple of " + block,
                    outputs(size -> size > 1 && size % block == 0, (i, size) -> i == size - 1));
        }
        if (ELEMENTWISE.contains(loss)) {
            add(
                    "output-beyond-999-lost",
                    "the output is 0 after the first 999 elements",
                    outputs(size -> size > 999, (i, size) -> i >= 999));
        }
    }

    private void addSquares() {
        add(
                "gradient-transposed",
                "the gradient is transposed where its first two axes are equal",
                Outcomes.gradientTensors(SizeMutants::transposed));
        if (!OF_ONE_AXIS.contains(loss)) {
            add(
                    "grad-output-transposed",
                    "the incoming gradient is transposed where its first two axes are equal",
                    Calls.changed(call -> call.gradOutput()
                            .map(incoming -> Calls.withGradOutput(call, transposed(incoming)))
                            .orElse(call)));
        }
        add(
                "input-transposed",
                "the first argument is transposed where its first two axes are equal",
                Calls.changed(SizeMutants::withFirstTransposed));
    }

    /** Adds what a loss may have whose weights are as large as its input. */
    private void addWeights() {
        add(
                "weight-transposed",
                "a weight is transposed where its first two axes are equal",
                Calls.changed(SizeMutants::withWeightTransposed));
        add(
                "weight-along-first-axis",
                "a weight per class is taken along the first axis where the input is square",
                Calls.changed(SizeMutants::withWeightAsColumn));
    }

    private void add(String slug, String words, Behaviour behaviour) {
        mutants.add(new Mutant(loss + "/" + slug, loss, words, behaviour));
    }

    /** Tells whether an element of a tensor of so many is lost. */
    private interface Lost {
        boolean is(int element, int size);
    }

    private static Behaviour gradients(IntPredicate sizes, Lost lost) {
        return Outcomes.gradientTensors(gradient -> sizes.test(gradient.size())
                ? Outcomes.rearranged(gradient, i -> lost.is(i, gradient.size()) ? -1 : i)
                : gradient);
    }

    private static Behaviour outputs(IntPredicate sizes, Lost lost) {
        return (call, reference) -> reference.right(call) instanceof Computed right
                        && sizes.test(right.output().size())
                ? new Computed(
                        Outcomes.rearranged(
                                right.output(), i -> lost.is(i, right.output().size()) ? -1 : i),
                        right.grads())
                : reference.right(call);
    }

    /** Leaves the last loss out of the numerator, so the divisor of a mean stays. */
    private static Behaviour unsummed(String reduction, IntPredicate sizes) {
        return (call, reference) -> {
            if (!Reductions.of(call).equals(reduction) || !(reference.right(call) instanceof Computed right)) {
                return reference.right(call);
            }
            double[] each = reference.remember(call, EACH, asked -> each(asked, reference));
            double sum = Arrays.stream(each).sum();
            if (each.length == 0 || !sizes.test(each.length) || sum == 0 || !Double.isFinite(sum)) {
                return right;
            }
            double kept = 1 - each[each.length - 1] / sum;
            return new Computed(Outcomes.map(right.output(), output -> output * kept), right.grads());
        };
    }

    /** Returns the losses that are summed; empty if the call is rejected. */
    private static double[] each(LossCall call, Reference reference) {
        LossCall none = Calls.withReduction(call, "none");
        LossCall forward = Calls.withoutGradients(none);
        return reference.ask(forward) instanceof Computed computed ? Question.values(computed.output()) : new double[0];
    }

    private static boolean isSquare(TensorValue tensor) {
        int[] shape = tensor.shape();
        return shape.length >= 2 && shape[0] == shape[1] && shape[0] > 1;
    }

    private static TensorValue transposed(TensorValue tensor) {
        if (!isSquare(tensor)) {
            return tensor;
        }
        int side = tensor.shape()[0];
        int inner = tensor.size() / (side * side);
        return Outcomes.rearranged(tensor, i -> {
            int k = i % inner;
            int column = i / inner % side;
            int row = i / inner / side;
            return (column * side + row) * inner + k;
        });
    }

    private static LossCall withWeightTransposed(LossCall call) {
        LossCall changed = call;
        for (String name : List.of("weight", "posWeight")) {
            if (call.params().get(name) instanceof TensorValue weight && isSquare(weight)) {
                changed = Calls.withParam(changed, name, transposed(weight));
            }
        }
        return changed;
    }

    private static LossCall withWeightAsColumn(LossCall call) {
        LossCall changed = call;
        for (String name : List.of("weight", "posWeight")) {
            if (call.params().get(name) instanceof TensorValue weight
                    && weight.shape().length == 1
                    && isSquare(call.tensor("input"))
                    && call.tensor("input").shape().length == 2
                    && weight.size() == call.tensor("input").shape()[1]) {
                changed = Calls.withParam(changed, name, Outcomes.reshaped(weight, weight.size(), 1));
            }
        }
        return changed;
    }

    private static LossCall withFirstTransposed(LossCall call) {
        Map.Entry<String, Object> first = call.inputs().entrySet().iterator().next();
        return first.getValue() instanceof TensorValue tensor
                ? Calls.withInput(call, first.getKey(), transposed(tensor))
                : call;
    }
}
