package io.lossparity.losses;

import io.lossparity.math.Elementary;

/**
 * One of PyTorch's losses: an immutable value that holds the parameters.
 *
 * <p>Each loss has, with the arguments that PyTorch's has:
 *
 * <ul>
 *   <li>{@code forward(input, target)}: the loss;
 *   <li>{@code backward(gradOutput, input, target)}: the gradient of what one trains, given that of the output;
 *   <li>{@code valueAndGradient(gradOutput, input, target)}: both in one call, which shares what both compute;
 *   <li>{@code backward(input, target)} and {@code valueAndGradient(input, target)}: the same for an output of one element whose gradient is 1;
 *   <li>{@code backwardAll(gradOutput, input, target)}, where PyTorch differentiates more: all gradients.
 * </ul>
 *
 * <p>Instances are thread-safe. Arguments are never written to.
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

    /** Returns what becomes of the losses of the elements. */
    Reduction reduction();
}
