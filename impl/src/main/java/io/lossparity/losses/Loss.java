package io.lossparity.losses;

import io.lossparity.math.Elementary;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * One of PyTorch's losses: an immutable value that holds the parameters.
 *
 * <p>All losses have the same methods. Here x stands for the arguments, those of PyTorch's loss in its order, such as input and
 * target; g is the gradient of the output, and is left out where the output has one element whose gradient is 1.
 *
 * <pre>
 *   forward(x)                                       the output, a tensor
 *   backward(g, x), backward(x)                      the gradient of the argument that one trains, a tensor;
 *                                                    where one trains several, the record Gradients
 *   valueAndGradient(g, x), valueAndGradient(x)      both from one call, which shares what both compute
 *   backwardAll(g, x), backwardAll(x)                the record AllGradients: what PyTorch can differentiate;
 *                                                    only where that is more than one trains
 * </pre>
 *
 * <p>The records have a component for each argument, of the argument's name. One trains the input, or inputs; the anchor, the
 * positive and the negative; the log-probabilities. {@link #trained} and {@link #differentiable} name them.
 *
 * <p>Who does not know the loss, such as a trainer, calls {@link #compute(Tensor...)} with the arguments in their order, or
 * {@link #compute(Into, Tensor...)}, which writes into the caller's arrays:
 *
 * <pre>{@code
 * float[] value = new float[1];
 * float[] gradient = new float[logits.length];
 * Into into = new Into().value(value).gradient(loss.trained().get(0), gradient);
 * for (int step = 0; step < steps; step++) {
 *     // ... computes the logits
 *     loss.compute(into, Float32Tensor.wrap(shape, logits), labels);
 *     // ... learns from the gradient
 * }
 * }</pre>
 *
 * <p>An argument that is null or does not fit is an {@link IllegalArgumentException} that names the loss, the argument and the
 * rule. Instances are thread-safe. Arguments are never written to.
 */
public sealed interface Loss
        permits BCELoss,
                BCEWithLogitsLoss,
                CTCLoss,
                CosineEmbeddingLoss,
                CrossEntropyLoss,
                HingeEmbeddingLoss,
                KLDivLoss,
                L1Loss,
                MSELoss,
                MarginRankingLoss,
                MultiLabelMarginLoss,
                MultiLabelSoftMarginLoss,
                MultiMarginLoss,
                NLLLoss,
                PoissonNLLLoss,
                SmoothL1Loss,
                SoftMarginLoss,
                TripletMarginLoss {

    /**
     * Returns who computes exponentials and logarithms of whole arrays, and why: {@code plain} Java, or {@code vector}, if
     * the jar of the Vector API is there, Java runs with {@code --add-modules jdk.incubator.vector}, and its bits are those of
     * plain Java. The system property {@code lossparity.math=plain} keeps to plain Java.
     */
    static String math() {
        return Elementary.provider();
    }

    /** Returns PyTorch's name of the loss, as in {@code MSELoss}. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Returns what becomes of the losses of the elements. */
    Reduction reduction();

    /**
     * Returns this loss with another reduction.
     *
     * @throws IllegalArgumentException if PyTorch's loss has none of that name
     */
    Loss withReduction(Reduction reduction);

    /** Returns the names of the arguments in their order. */
    default List<String> arguments() {
        return List.of("input", "target");
    }

    /** Returns the names of the arguments that one trains: those whose gradients backward returns. */
    default List<String> trained() {
        return List.of("input");
    }

    /** Returns the names of the arguments, and of a weight, whose gradients PyTorch computes. */
    default List<String> differentiable() {
        return trained();
    }

    /**
     * Returns the value and, by name, the gradients of what one trains; the output must have one element.
     *
     * @param arguments those of forward, in the order of {@link #arguments}
     */
    default ValueAndGradient<FloatTensor, Map<String, FloatTensor>> compute(Tensor... arguments) {
        Results results = new Results();
        compute(results, arguments);
        return results.results();
    }

    /**
     * Writes what the arrays are for: the value, gradients of arguments, or both, as the methods above return them.
     *
     * <p>It may be a gradient that backwardAll has; then all of them are as there. Where PyTorch can differentiate one argument
     * and not the other, it may be the one. If it throws, the arrays hold anything.
     *
     * @param into the arrays, and the memory that is used again
     * @param arguments those of forward, in the order of {@link #arguments}
     */
    void compute(Into into, Tensor... arguments);
}
