package io.lossparity.losses;

import io.lossparity.math.Elementary;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * One of PyTorch's losses. An instance is an immutable value that holds the parameters.
 *
 * <p>All losses have the same methods. Below, x are the arguments in PyTorch's order, such as input and target. g is
 * the gradient of the output. Leave it out if the output has one element and its gradient is 1.
 *
 * <pre>
 *   forward(x)                                       the output, a tensor
 *   backward(g, x), backward(x)                      the gradient of the trained argument, a tensor;
 *                                                    the record Gradients if several are trained
 *   valueAndGradient(g, x), valueAndGradient(x)      both from one call, faster than two calls
 *   backwardAll(g, x), backwardAll(x)                the record AllGradients: of all arguments that PyTorch
 *                                                    can differentiate, if these are more than the trained ones
 * </pre>
 *
 * <p>The records have a component for each argument, with the argument's name. The trained arguments are the input or
 * inputs; the anchor, the positive and the negative; or the log-probabilities. {@link #trained} and {@link
 * #differentiable} name them.
 *
 * <p>Code that works with any loss, such as a trainer, calls {@link #compute(Tensor...)} with the arguments in
 * PyTorch's order, or {@link #compute(Into, Tensor...)}, which writes into the caller's arrays:
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
 * <p>An argument that is null or does not fit causes an {@link IllegalArgumentException} that names the loss, the
 * argument and the rule. Instances are thread-safe. Arguments are never written to.
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
     * Returns which code computes exponentials and logarithms of whole arrays, and why. It is {@code vector} if the jar
     * of {@code impl/vector} is on the path, Java runs with {@code --add-modules jdk.incubator.vector}, and the results
     * have the same bits; otherwise {@code plain} Java. The system property {@code lossparity.math=plain} always
     * selects plain Java.
     */
    static String math() {
        return Elementary.provider();
    }

    /** Returns PyTorch's name of the loss, as in {@code MSELoss}. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Returns how the losses of the elements are reduced. */
    Reduction reduction();

    /**
     * Returns this loss with another reduction.
     *
     * @throws IllegalArgumentException if PyTorch's loss does not have this reduction
     */
    Loss withReduction(Reduction reduction);

    /** Returns the names of the arguments in their order. */
    default List<String> arguments() {
        return List.of("input", "target");
    }

    /** Returns the names of the trained arguments: those whose gradients backward returns. */
    default List<String> trained() {
        return List.of("input");
    }

    /** Returns the names of all arguments whose gradients PyTorch can compute; a weight may be among them. */
    default List<String> differentiable() {
        return trained();
    }

    /**
     * Returns the value and, by name, the gradients of the trained arguments; the output must have one element.
     *
     * @param arguments those of forward, in the order of {@link #arguments}
     */
    default ValueAndGradient<FloatTensor, Map<String, FloatTensor>> compute(Tensor... arguments) {
        Results results = new Results();
        compute(results, arguments);
        return results.results();
    }

    /**
     * Computes what {@code into} has arrays for, and writes it there: the value, gradients of arguments, or both.
     *
     * <p>If a gradient is asked for that only backwardAll returns, all gradients have the bits that backwardAll gives.
     * If PyTorch can differentiate only one of the arguments, the others must not be asked for. After an exception the
     * content of the arrays is undefined.
     *
     * @param into the arrays for the results, and the memory that later calls use again
     * @param arguments those of forward, in the order of {@link #arguments}
     */
    void compute(Into into, Tensor... arguments);
}
