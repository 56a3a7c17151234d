package io.lossparity.losses;

import io.lossparity.kernel.Kernels;
import io.lossparity.kernel.float32.CTCLossFloat32;
import io.lossparity.kernel.float64.CTCLossFloat64;
import io.lossparity.kernel.layout.Alignment;
import io.lossparity.memory.Memory;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import io.lossparity.tensor.Tensor;
import java.util.List;

/**
 * The negative log likelihood of label sequences under log-probabilities per frame, over all alignments.
 *
 * <pre>
 *   forward    l' = blank, y1, blank, y2, ..., blank          x = logProbs
 *              alpha[t, s] = log(sum of e^alpha[t-1, r], r = s, s-1, and s-2 if l'[s-2] != l'[s]) + x[t, l'[s]]
 *              l = -log(e^alpha[T, last] + e^alpha[T, last-1])
 *              L = mean(l / max(1, length of y)) | sum(l) | l
 *   backward   beta as alpha, from the last frame on
 *              dl/dx[t, c] = e^x[t, c] - (sum of e^(alpha[t, s] + beta[t, s]) where l'[s] = c) e^(l - x[t, c])
 * </pre>
 *
 * <p>Shapes: logProbs (T, N, C); targets (N, S), where the first labels of each row count, or one axis that holds the
 * labels of all samples in turn; inputLengths and targetLengths have N elements. The output is 0-d, or (N) if the
 * reduction is none. Log-probabilities need not be normalised.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>the gradient is that of the logits before a log-softmax: the first term is not part of the derivative;
 *   <li>frames after an input's length have the gradient 0; labels after a target's length are not read;
 *   <li>an input too short for its target: the loss is Infinity and the gradient NaN; both are 0 with zeroInfinity;
 *   <li>a log-probability of -Infinity has the gradient NaN;
 *   <li>the last label is the blank: part of the gradient of the last frame is lost, as in PyTorch;
 *   <li>no samples: the mean is NaN, the sum 0.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if a shape is not as above, blank or a label is not a class, an input's
 * length is not in [1, T], a target's length is not in [0, S], or the lengths of joined targets do not sum up to the
 * number of labels.
 *
 * <p>Source: PyTorch 1.4.0, torch/nn/functional.py ctc_loss; aten/src/ATen/native/LossCTC.cpp.
 *
 * @param blank the class that stands for no label; 0 by default
 * @param reduction none, mean (the default) or sum
 * @param zeroInfinity whether infinite losses become 0; false by default
 */
public record CTCLoss(long blank, Reduction reduction, boolean zeroInfinity) implements Loss {
    private static final String NAME = "CTCLoss";

    /** Checks the blank and the reduction. */
    public CTCLoss {
        Reduction.requireElementwise(NAME, reduction);
        if (blank < 0) {
            throw Checks.failure(NAME, "blank", "be a class", blank, "");
        }
    }

    /** The loss with PyTorch's defaults: blank 0, the mean, infinite losses stay infinite. */
    public CTCLoss() {
        this(0, Reduction.MEAN, false);
    }

    /** Returns this loss with another blank. */
    public CTCLoss withBlank(long newBlank) {
        return new CTCLoss(newBlank, reduction, zeroInfinity);
    }

    @Override
    public CTCLoss withReduction(Reduction newReduction) {
        return new CTCLoss(blank, newReduction, zeroInfinity);
    }

    /** Returns this loss with infinite losses kept, or replaced by 0. */
    public CTCLoss withZeroInfinity(boolean newZeroInfinity) {
        return new CTCLoss(blank, reduction, newZeroInfinity);
    }

    @Override
    public List<String> arguments() {
        return List.of("logProbs", "targets", "inputLengths", "targetLengths");
    }

    @Override
    public List<String> trained() {
        return List.of("logProbs");
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(
            T logProbs, Int64Tensor targets, Int64Tensor inputLengths, Int64Tensor targetLengths) {
        return call(logProbs, targets, inputLengths, targetLengths).value();
    }

    /** Returns the gradient of the log-probabilities; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(
            T logProbs, Int64Tensor targets, Int64Tensor inputLengths, Int64Tensor targetLengths) {
        return call(logProbs, targets, inputLengths, targetLengths).gradient();
    }

    /** Returns the gradient of the log-probabilities. */
    public <T extends FloatTensor> T backward(
            FloatTensor gradOutput,
            T logProbs,
            Int64Tensor targets,
            Int64Tensor inputLengths,
            Int64Tensor targetLengths) {
        return call(logProbs, targets, inputLengths, targetLengths).gradient(gradOutput);
    }

    /** Returns the loss and the gradient; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(
            T logProbs, Int64Tensor targets, Int64Tensor inputLengths, Int64Tensor targetLengths) {
        return call(logProbs, targets, inputLengths, targetLengths).valueAndGradient();
    }

    /** Returns the loss and the gradient. */
    public <T extends FloatTensor> ValueAndGradient<T, T> valueAndGradient(
            FloatTensor gradOutput,
            T logProbs,
            Int64Tensor targets,
            Int64Tensor inputLengths,
            Int64Tensor targetLengths) {
        return call(logProbs, targets, inputLengths, targetLengths).valueAndGradient(gradOutput);
    }

    @Override
    public void compute(Into into, Tensor... arguments) {
        Into.run(this, into, arguments, a -> call(a.floats(0), a.longs(1), a.longs(2), a.longs(3)));
    }

    private <T extends FloatTensor> Call<T> call(
            T logProbs, Int64Tensor targets, Int64Tensor inputLengths, Int64Tensor targetLengths) {
        Alignment samples = CTCSamples.of(NAME, blank, logProbs, targets, inputLengths, targetLengths);
        Shape losses = Shape.of(samples.count());
        boolean mean = reduction.isMean();
        Memory memory = Kernels.memory(logProbs);
        return new Call<>(this, logProbs, losses) {
            @Override
            T value() {
                return reduction.apply(Kernels.map(
                        losses,
                        logProbs,
                        (loss, x) -> CTCLossFloat32.run(memory, loss, null, null, x, samples, zeroInfinity, mean),
                        (loss, x) -> CTCLossFloat64.run(memory, loss, null, null, x, samples, zeroInfinity, mean)));
            }

            @Override
            List<T> gradients(T gradOutput) {
                return List.of(Kernels.map(
                        logProbs.shape(),
                        reduction.each(gradOutput, losses),
                        logProbs,
                        (grad, g, x) -> CTCLossFloat32.run(memory, null, grad, g, x, samples, zeroInfinity, mean),
                        (grad, g, x) -> CTCLossFloat64.run(memory, null, grad, g, x, samples, zeroInfinity, mean)));
            }

            @Override
            ValueAndGradient<T, List<T>> both(T gradOutput) {
                Kernels.Two<T> both = Kernels.two(
                        losses,
                        logProbs.shape(),
                        logProbs,
                        reduction.each(gradOutput, losses),
                        (loss, grad, x, g) -> CTCLossFloat32.run(memory, loss, grad, g, x, samples, zeroInfinity, mean),
                        (loss, grad, x, g) ->
                                CTCLossFloat64.run(memory, loss, grad, g, x, samples, zeroInfinity, mean));
                return new ValueAndGradient<>(reduction.apply(both.first()), List.of(both.second()));
            }
        };
    }
}
