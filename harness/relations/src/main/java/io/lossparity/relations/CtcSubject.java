package io.lossparity.relations;

import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CTCLoss: dimensions N (samples), T (frames), C (classes), S (longest target).
 *
 * <p>Each frame adds three terms in the log domain: three exponentials and a logarithm (two each) and four sums, 12
 * roundings of values up to the loss itself, which is at most T times the greatest log-probability. The gradient is
 * the difference of two exponentials of such values.
 */
final class CtcSubject extends Subject {
    private static final int ROUNDINGS_PER_FRAME = 12;

    CtcSubject() {
        super("CTCLoss", dims -> ROUNDINGS_PER_FRAME * dims[1], List.of("N", "T", "C", "S"), DEFAULT, "blank=1");
    }

    @Override
    Sample draw(Recipe recipe, String variant, int[] dims) {
        int batch = dims[0];
        int frames = dims[1];
        int classes = dims[2];
        int longest = dims[3];
        double[] logits = new double[frames * batch * classes];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = recipe.value(-2, 2);
        }
        int blank = (int) number(variant, "blank", 0);
        Draw draw = recipe.draw();
        int[] logShape = {frames, batch, classes};
        recipe.input("logProbs", TensorValue.of(recipe.dtype(), logShape, Rows.logSoftmax(logits, classes, 1)))
                .integers("targets", new int[] {batch, longest}, () -> label(draw, classes, blank))
                .integers("inputLengths", new int[] {batch}, () -> draw.between(2 * longest, frames))
                .integers("targetLengths", new int[] {batch}, () -> draw.between(0, longest));
        return (blank == 0 ? recipe : recipe.param("blank", (long) blank)).sample(loss());
    }

    private static int label(Draw draw, int classes, int blank) {
        int label = draw.between(0, classes - 2);
        return label < blank ? label : label + 1;
    }

    @Override
    boolean accepts(int[] dims) {
        return dims.length == 4 && super.accepts(dims) && dims[2] > 2 && dims[1] >= 2 * dims[3];
    }

    @Override
    int[] dims(Draw draw, Size size) {
        return switch (size) {
            case SMALL -> new int[] {draw.between(2, 4), draw.between(6, 10), draw.between(3, 6), draw.between(1, 3)};
            case MEDIUM ->
                new int[] {draw.between(5, 9), draw.between(30, 50), draw.between(10, 20), draw.between(5, 12)};
            case LARGE -> {
                int classes = draw.between(40, 200);
                yield new int[] {100, 10_000 / classes, classes, 10_000 / classes / 4};
            }
        };
    }

    @Override
    int[] outputShape(int[] dims) {
        return new int[] {dims[0]};
    }

    @Override
    double[] denominators(Sample sample, int[] dims) {
        return Arrays.stream(sample.integers("targetLengths"))
                .mapToDouble(length -> (double) dims[0] * Math.max(1, length))
                .toArray();
    }

    @Override
    String denominatorInWords() {
        return "N times the target's length, at least 1";
    }

    @Override
    double magnitude(Sample sample) {
        return sample.tensor("logProbs").shape()[0] * sample.greatest("logProbs");
    }

    @Override
    double slope(Sample sample) {
        return magnitude(sample);
    }

    /**
     * PyTorch's gradient is exp(logProbs) minus the posterior, the derivative with respect to the logits before their
     * log-softmax. So the moved point must be normalised log-probabilities too.
     */
    @Override
    Sample moved(Sample sample, String argument, double[] values) {
        int classes = sample.tensor(argument).shape()[2];
        return sample.with(argument, Rows.logSoftmax(values, classes, 1));
    }

    @Override
    Map<String, Integer> batchAxes(Sample sample) {
        Map<String, Integer> axes = new LinkedHashMap<>();
        axes.put("logProbs", 1);
        axes.put("targets", 0);
        axes.put("inputLengths", 0);
        axes.put("targetLengths", 0);
        return axes;
    }

    /** Returns the labels of a sample of the batch. */
    static long[] labels(Sample sample, int n) {
        TensorValue targets = sample.tensor("targets");
        int start = n * targets.shape()[1];
        return Arrays.copyOfRange(targets.longs(), start, start + (int) sample.integers("targetLengths")[n]);
    }
}
