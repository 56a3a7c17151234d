package io.lossparity.losses;

import static io.lossparity.tensor.trusted.Trusted.TRUSTED;

import io.lossparity.internal.Alignment;
import io.lossparity.internal.Arithmetic;
import io.lossparity.internal.Broadcast;
import io.lossparity.internal.Checks;
import io.lossparity.internal.Dtype;
import io.lossparity.internal.Elementary;
import io.lossparity.tensor.Float32Tensor;
import io.lossparity.tensor.Float64Tensor;
import io.lossparity.tensor.FloatTensor;
import io.lossparity.tensor.Int64Tensor;
import io.lossparity.tensor.Shape;
import java.util.Arrays;

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
 * <p>Shapes: logProbs (T, N, C); targets (N, S), of which the first labels of each row count, or one axis with all
 * labels one after the other; inputLengths and targetLengths N elements. The output is 0-d, or (N) if the reduction
 * is none. Log-probabilities need not be normalised.
 *
 * <p>Special cases:
 *
 * <ul>
 *   <li>the gradient is that of the logits before a log-softmax: the first term is not part of the derivative;
 *   <li>frames behind an input's length have the gradient 0, labels behind a target's length are not read;
 *   <li>an input too short for its target: the loss is Infinity, the gradient NaN, both 0 with zeroInfinity;
 *   <li>a log-probability of -Infinity has the gradient NaN;
 *   <li>the last label is the blank: part of the gradient of the last frame is lost, as in PyTorch;
 *   <li>no samples: the mean is NaN, the sum 0.
 * </ul>
 *
 * <p>Errors: {@link IllegalArgumentException} if shapes are others, blank or a label is no class, an input's length
 * is not in [1, T], a target's not in [0, S], or the lengths of joined targets do not sum up to their number.
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

    /** The loss with PyTorch's defaults: blank 0, the mean, infinite losses. */
    public CTCLoss() {
        this(0, Reduction.MEAN, false);
    }

    /** Returns this loss with another blank. */
    public CTCLoss withBlank(long newBlank) {
        return new CTCLoss(newBlank, reduction, zeroInfinity);
    }

    /** Returns this loss with another reduction. */
    public CTCLoss withReduction(Reduction newReduction) {
        return new CTCLoss(blank, newReduction, zeroInfinity);
    }

    /** Returns this loss with infinite losses, or with 0 for them. */
    public CTCLoss withZeroInfinity(boolean newZeroInfinity) {
        return new CTCLoss(blank, reduction, newZeroInfinity);
    }

    /** Returns the loss. */
    public <T extends FloatTensor> T forward(
            T logProbs, Int64Tensor targets, Int64Tensor inputLengths, Int64Tensor targetLengths) {
        Alignment[] samples = alignments(logProbs, targets, inputLengths, targetLengths);
        FloatTensor losses =
                logProbs instanceof Float32Tensor x ? losses(x, samples) : losses((Float64Tensor) logProbs, samples);
        return reduction.apply(Dtype.cast(logProbs, losses));
    }

    /** Returns the gradient of the log-probabilities; the output must have one element, its gradient is 1. */
    public <T extends FloatTensor> T backward(
            T logProbs, Int64Tensor targets, Int64Tensor inputLengths, Int64Tensor targetLengths) {
        int count = alignments(logProbs, targets, inputLengths, targetLengths).length;
        Shape output = reduction.outputShape(Shape.of(count));
        T gradOutput = Checks.implicitGradOutput(NAME, logProbs, output);
        return backward(gradOutput, logProbs, targets, inputLengths, targetLengths);
    }

    /** Returns the gradient of the log-probabilities. */
    public <T extends FloatTensor> T backward(
            FloatTensor gradOutput,
            T logProbs,
            Int64Tensor targets,
            Int64Tensor inputLengths,
            Int64Tensor targetLengths) {
        Alignment[] samples = alignments(logProbs, targets, inputLengths, targetLengths);
        Shape losses = Shape.of(samples.length);
        T incoming = Checks.gradOutput(NAME, gradOutput, "logProbs", logProbs, reduction.outputShape(losses));
        T each = Broadcast.expand(incoming, losses);
        if (reduction == Reduction.MEAN) {
            each = Arithmetic.quotient(each, samples.length);
        }
        FloatTensor grad = logProbs instanceof Float32Tensor x
                ? gradient((Float32Tensor) each, x, samples)
                : gradient((Float64Tensor) each, (Float64Tensor) logProbs, samples);
        return Dtype.cast(logProbs, grad);
    }

    /** Checks all arguments and returns the samples of the batch. */
    private Alignment[] alignments(
            FloatTensor logProbs, Int64Tensor targets, Int64Tensor inputLengths, Int64Tensor targetLengths) {
        Checks.notNull(NAME, "logProbs", logProbs);
        Checks.notNull(NAME, "targets", targets);
        String context = Checks.shapes("logProbs", logProbs, "targets", targets);
        Shape shape = logProbs.shape();
        if (shape.rank() != 3 || shape.size(0) == 0) {
            throw Checks.failure(NAME, "logProbs", "have 3 axes and at least one frame", shape, context);
        }
        int batch = shape.size(1);
        int classes = shape.size(2);
        if (blank >= classes) {
            throw Checks.failure(NAME, "blank", "be in [0, " + classes + ")", blank, context);
        }
        boolean joined = targets.shape().rank() == 1;
        if (!joined && (targets.shape().rank() != 2 || targets.shape().size(0) != batch)) {
            throw Checks.failure(
                    NAME, "targets", "have shape (" + batch + ", S) or one axis", targets.shape(), context);
        }
        int longest = joined ? targets.size() : targets.shape().size(1);
        int[] frames = lengths("inputLengths", inputLengths, batch, 1, shape.size(0), context);
        int[] labels = lengths("targetLengths", targetLengths, batch, 0, longest, context);
        Alignment[] samples = new Alignment[batch];
        int from = 0;
        for (int b = 0; b < batch; b++) {
            int start = joined ? from : b * longest;
            from += labels[b];
            if (joined && from > targets.size()) {
                break; // more labels than there are
            }
            checkLabels(targets, start, labels[b], classes, context);
            samples[b] = Alignment.of(
                    frames[b], targets.array(TRUSTED), start, labels[b], blank, b * classes, batch * classes);
        }
        if (joined && from != targets.size()) {
            throw Checks.failure(NAME, "targetLengths", "sum up to the " + targets.size() + " targets", from, context);
        }
        return samples;
    }

    private static int[] lengths(String name, Int64Tensor lengths, int count, int lowest, int highest, String context) {
        Checks.notNull(NAME, name, lengths);
        if (lengths.size() != count) {
            throw Checks.failure(NAME, name, "have " + count + " elements", lengths.size(), context);
        }
        Checks.range(NAME, name, lengths, lowest, highest + 1L, context);
        int[] result = new int[count];
        for (int b = 0; b < count; b++) {
            result[b] = (int) lengths.array(TRUSTED)[b];
        }
        return result;
    }

    private static void checkLabels(Int64Tensor targets, int from, int count, int classes, String context) {
        long[] labels = targets.array(TRUSTED);
        for (int i = from; i < from + count; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                String value = labels[i] + " at index " + Checks.index(targets.shape(), i);
                throw Checks.failure(NAME, "targets", "be in [0, " + classes + ")", value, context);
            }
        }
    }

    /** Returns the number of labels, but at least 1. */
    private static int divisor(Alignment sample) {
        return Math.max(1, sample.width() / 2);
    }

    // <float32>
    private Float32Tensor losses(Float32Tensor logProbs, Alignment[] samples) {
        float[] x = logProbs.array(TRUSTED);
        float[] loss = new float[samples.length];
        for (int b = 0; b < loss.length; b++) {
            float nll = -logLikelihood(alpha(x, samples[b]), samples[b]);
            float divisor = reduction == Reduction.MEAN ? divisor(samples[b]) : 1f;
            loss[b] = (zeroInfinity && nll == Float.POSITIVE_INFINITY ? 0f : nll) / divisor;
        }
        return Float32Tensor.wrap(Shape.of(loss.length), loss, TRUSTED);
    }

    /** Returns, frame by frame, the log-probability of all paths that end in each extended label. */
    private static float[] alpha(float[] x, Alignment sample) {
        int width = sample.width();
        float[] alpha = new float[sample.frames() * width];
        for (int s = 0; s < width; s++) {
            alpha[s] = s < 2 ? x[sample.position(0, s)] : Float.NEGATIVE_INFINITY;
        }
        for (int t = 1; t < sample.frames(); t++) {
            int before = (t - 1) * width;
            for (int s = 0; s < width; s++) {
                float one = s > 0 ? alpha[before + s - 1] : Float.NEGATIVE_INFINITY;
                float two = sample.skips(s) ? alpha[before + s - 2] : Float.NEGATIVE_INFINITY;
                alpha[t * width + s] = logSum(alpha[before + s], one, two) + x[sample.position(t, s)];
            }
        }
        return alpha;
    }

    private static float logLikelihood(float[] alpha, Alignment sample) {
        float last = alpha[alpha.length - 1];
        return sample.width() == 1 ? last : logSum(last, alpha[alpha.length - 2]);
    }

    private static float logSum(float a, float b) {
        float larger = a < b ? b : a;
        float shift = larger == Float.NEGATIVE_INFINITY ? 0f : larger;
        return Elementary.scalarLog(Elementary.scalarExp(a - shift) + Elementary.scalarExp(b - shift)) + shift;
    }

    private static float logSum(float a, float b, float c) {
        float largest = b > a ? b : a;
        largest = c > largest ? c : largest;
        float shift = largest == Float.NEGATIVE_INFINITY ? 0f : largest;
        float sum = Elementary.scalarExp(a - shift) + Elementary.scalarExp(b - shift) + Elementary.scalarExp(c - shift);
        return Elementary.scalarLog(sum) + shift;
    }

    private Float32Tensor gradient(Float32Tensor each, Float32Tensor logProbs, Alignment[] samples) {
        float[] g = each.array(TRUSTED);
        float[] x = logProbs.array(TRUSTED);
        int classes = logProbs.shape().size(2);
        float[] grad = new float[x.length];
        for (int b = 0; b < samples.length; b++) {
            Alignment sample = samples[b];
            float[] alpha = alpha(x, sample);
            float nll = -logLikelihood(alpha, sample);
            if (zeroInfinity && nll == Float.POSITIVE_INFINITY) {
                continue;
            }
            collect(grad, x, alpha, sample, classes);
            float incoming = reduction == Reduction.MEAN ? g[b] / divisor(sample) : g[b];
            for (int t = 0; t < sample.frames(); t++) {
                int from = t * sample.stride() + sample.offset();
                for (int i = from; i < from + classes; i++) {
                    grad[i] = (Elementary.scalarExp(x[i]) - Elementary.scalarExp(grad[i] + nll - x[i])) * incoming;
                }
            }
        }
        return Float32Tensor.wrap(logProbs.shape(), grad, TRUSTED);
    }

    /** Writes, for each frame and class, the log-probability of all paths through it, which counts it twice. */
    private static void collect(float[] collected, float[] x, float[] alpha, Alignment sample, int classes) {
        int width = sample.width();
        int last = sample.frames() - 1;
        float[] beta = new float[width];
        for (int t = last; t >= 0; t--) {
            int from = t * sample.stride() + sample.offset();
            Arrays.fill(collected, from, from + classes, Float.NEGATIVE_INFINITY);
            beta = t == last ? lastBeta(x, sample) : beta(beta, x, sample, t);
            for (int s = width - 1; s >= 0; s--) {
                int position = sample.position(t, s);
                float both = alpha[t * width + s] + beta[s];
                if (t == last) {
                    // torch: the last label overwrites, even if it is the blank.
                    collected[position] = s >= width - 2 ? both : collected[position];
                } else if (collected[position] == Float.NEGATIVE_INFINITY) {
                    collected[position] = both;
                } else {
                    collected[position] = logSum(collected[position], both);
                }
            }
        }
    }

    private static float[] lastBeta(float[] x, Alignment sample) {
        float[] beta = new float[sample.width()];
        for (int s = 0; s < beta.length; s++) {
            boolean ends = s >= beta.length - 2;
            beta[s] = ends ? x[sample.position(sample.frames() - 1, s)] : Float.NEGATIVE_INFINITY;
        }
        return beta;
    }

    /** Returns, for one frame, the log-probability of all paths that begin in each extended label. */
    private static float[] beta(float[] next, float[] x, Alignment sample, int t) {
        float[] beta = new float[next.length];
        for (int s = 0; s < beta.length; s++) {
            float one = s + 1 < beta.length ? next[s + 1] : Float.NEGATIVE_INFINITY;
            float two = sample.skips(s + 2) ? next[s + 2] : Float.NEGATIVE_INFINITY;
            beta[s] = logSum(next[s], one, two) + x[sample.position(t, s)];
        }
        return beta;
    }
    // </float32>
    // spotless:off
    // <float64 derived; do not edit>
    private Float64Tensor losses(Float64Tensor logProbs, Alignment[] samples) {
        double[] x = logProbs.array(TRUSTED);
        double[] loss = new double[samples.length];
        for (int b = 0; b < loss.length; b++) {
            double nll = -logLikelihood(alpha(x, samples[b]), samples[b]);
            double divisor = reduction == Reduction.MEAN ? divisor(samples[b]) : 1.0;
            loss[b] = (zeroInfinity && nll == Double.POSITIVE_INFINITY ? 0.0 : nll) / divisor;
        }
        return Float64Tensor.wrap(Shape.of(loss.length), loss, TRUSTED);
    }

    /** Returns, frame by frame, the log-probability of all paths that end in each extended label. */
    private static double[] alpha(double[] x, Alignment sample) {
        int width = sample.width();
        double[] alpha = new double[sample.frames() * width];
        for (int s = 0; s < width; s++) {
            alpha[s] = s < 2 ? x[sample.position(0, s)] : Double.NEGATIVE_INFINITY;
        }
        for (int t = 1; t < sample.frames(); t++) {
            int before = (t - 1) * width;
            for (int s = 0; s < width; s++) {
                double one = s > 0 ? alpha[before + s - 1] : Double.NEGATIVE_INFINITY;
                double two = sample.skips(s) ? alpha[before + s - 2] : Double.NEGATIVE_INFINITY;
                alpha[t * width + s] = logSum(alpha[before + s], one, two) + x[sample.position(t, s)];
            }
        }
        return alpha;
    }

    private static double logLikelihood(double[] alpha, Alignment sample) {
        double last = alpha[alpha.length - 1];
        return sample.width() == 1 ? last : logSum(last, alpha[alpha.length - 2]);
    }

    private static double logSum(double a, double b) {
        double larger = a < b ? b : a;
        double shift = larger == Double.NEGATIVE_INFINITY ? 0.0 : larger;
        return Elementary.scalarLog(Elementary.scalarExp(a - shift) + Elementary.scalarExp(b - shift)) + shift;
    }

    private static double logSum(double a, double b, double c) {
        double largest = b > a ? b : a;
        largest = c > largest ? c : largest;
        double shift = largest == Double.NEGATIVE_INFINITY ? 0.0 : largest;
        double sum = Elementary.scalarExp(a - shift) + Elementary.scalarExp(b - shift) + Elementary.scalarExp(c - shift);
        return Elementary.scalarLog(sum) + shift;
    }

    private Float64Tensor gradient(Float64Tensor each, Float64Tensor logProbs, Alignment[] samples) {
        double[] g = each.array(TRUSTED);
        double[] x = logProbs.array(TRUSTED);
        int classes = logProbs.shape().size(2);
        double[] grad = new double[x.length];
        for (int b = 0; b < samples.length; b++) {
            Alignment sample = samples[b];
            double[] alpha = alpha(x, sample);
            double nll = -logLikelihood(alpha, sample);
            if (zeroInfinity && nll == Double.POSITIVE_INFINITY) {
                continue;
            }
            collect(grad, x, alpha, sample, classes);
            double incoming = reduction == Reduction.MEAN ? g[b] / divisor(sample) : g[b];
            for (int t = 0; t < sample.frames(); t++) {
                int from = t * sample.stride() + sample.offset();
                for (int i = from; i < from + classes; i++) {
                    grad[i] = (Elementary.scalarExp(x[i]) - Elementary.scalarExp(grad[i] + nll - x[i])) * incoming;
                }
            }
        }
        return Float64Tensor.wrap(logProbs.shape(), grad, TRUSTED);
    }

    /** Writes, for each frame and class, the log-probability of all paths through it, which counts it twice. */
    private static void collect(double[] collected, double[] x, double[] alpha, Alignment sample, int classes) {
        int width = sample.width();
        int last = sample.frames() - 1;
        double[] beta = new double[width];
        for (int t = last; t >= 0; t--) {
            int from = t * sample.stride() + sample.offset();
            Arrays.fill(collected, from, from + classes, Double.NEGATIVE_INFINITY);
            beta = t == last ? lastBeta(x, sample) : beta(beta, x, sample, t);
            for (int s = width - 1; s >= 0; s--) {
                int position = sample.position(t, s);
                double both = alpha[t * width + s] + beta[s];
                if (t == last) {
                    // torch: the last label overwrites, even if it is the blank.
                    collected[position] = s >= width - 2 ? both : collected[position];
                } else if (collected[position] == Double.NEGATIVE_INFINITY) {
                    collected[position] = both;
                } else {
                    collected[position] = logSum(collected[position], both);
                }
            }
        }
    }

    private static double[] lastBeta(double[] x, Alignment sample) {
        double[] beta = new double[sample.width()];
        for (int s = 0; s < beta.length; s++) {
            boolean ends = s >= beta.length - 2;
            beta[s] = ends ? x[sample.position(sample.frames() - 1, s)] : Double.NEGATIVE_INFINITY;
        }
        return beta;
    }

    /** Returns, for one frame, the log-probability of all paths that begin in each extended label. */
    private static double[] beta(double[] next, double[] x, Alignment sample, int t) {
        double[] beta = new double[next.length];
        for (int s = 0; s < beta.length; s++) {
            double one = s + 1 < beta.length ? next[s + 1] : Double.NEGATIVE_INFINITY;
            double two = sample.skips(s + 2) ? next[s + 2] : Double.NEGATIVE_INFINITY;
            beta[s] = logSum(next[s], one, two) + x[sample.position(t, s)];
        }
        return beta;
    }
    // </float64>
    // spotless:on
}
