package io.lossparity.relations;

import io.lossparity.kit.signature.Signatures;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** The losses of scores per class. */
final class ClassSubjects {
    private ClassSubjects() {}

    static List<Subject> all() {
        return List.of(
                new LogLikelihood("NLLLoss"),
                new LogLikelihood("CrossEntropyLoss"),
                new MultiMargin(),
                new MultiLabelSubjects.Margin(),
                new MultiLabelSubjects.SoftMargin());
    }

    /** Draws a batch of scores for two or more classes. */
    abstract static class Classes extends Subject {
        private final int mostAxes;

        Classes(String loss, ToIntFunction<int[]> roundings, int mostAxes, String... variants) {
            super(loss, roundings, List.of("N", "C"), variants);
            this.mostAxes = mostAxes;
        }

        @Override
        boolean accepts(int[] dims) {
            return dims.length <= mostAxes && super.accepts(dims) && dims[1] > 1;
        }

        @Override
        int[] dims(Draw draw, Size size) {
            int[] dims = super.dims(draw, size);
            if (size == Size.LARGE && mostAxes > 2) {
                int classes = draw.between(10, 30);
                return new int[] {100, classes, 10_000 / classes};
            }
            return Arrays.copyOf(dims, Math.min(dims.length, mostAxes));
        }

        /** The shape without the axis of the classes. */
        static int[] withoutClasses(int[] dims) {
            int[] shape = new int[dims.length - 1];
            shape[0] = dims[0];
            System.arraycopy(dims, 2, shape, 1, dims.length - 2);
            return shape;
        }

        static double weight(Sample sample) {
            return sample.has("weight") ? sample.greatest("weight") : 1;
        }
    }

    /**
     * Cross entropy: an exponential per class, their sum, its logarithm, two differences, the weight and the incoming
     * gradient: C + 10 roundings; and NLLLoss, the weight and the incoming gradient: three.
     */
    private static final class LogLikelihood extends Classes {
        private static final long DEFAULT_IGNORE_INDEX = Signatures.bundled().ignoreIndex();
        private final boolean logits;

        private static boolean isOfLogits(String loss) {
            return loss.equals("CrossEntropyLoss");
        }

        LogLikelihood(String loss) {
            super(
                    loss,
                    dims -> isOfLogits(loss) ? dims[1] + 10 : 3,
                    4,
                    DEFAULT,
                    "weight",
                    "ignored",
                    "weight,ignoreIndex=1");
            this.logits = isOfLogits(loss);
        }

        @Override
        Sample draw(Recipe recipe, String variant, int[] dims) {
            recipe.input("input", dims, logits ? -4 : -6, logits ? 4 : 0);
            double index = number(variant, "ignoreIndex", (double) DEFAULT_IGNORE_INDEX);
            boolean some = has(variant, "ignored") || index != DEFAULT_IGNORE_INDEX;
            int[] shape = withoutClasses(dims);
            Draw draw = recipe.draw();
            recipe.integers(
                    "target",
                    shape,
                    () -> some && draw.between(0, 3) == 0 ? (int) index : draw.between(0, dims[1] - 1));
            if (has(variant, "weight")) {
                recipe.param("weight", new int[] {dims[1]}, 0.25, 2);
            }
            if (index != DEFAULT_IGNORE_INDEX) {
                recipe.param("ignoreIndex", (long) index);
            }
            Sample sample = recipe.sample(loss());
            long[] targets = sample.integers("target");
            targets[0] = index == 0 ? 1 : 0; // so the mean is never empty
            return sample;
        }

        @Override
        int[] outputShape(int[] dims) {
            return withoutClasses(dims);
        }

        @Override
        double[] denominators(Sample sample, int[] dims) {
            long[] targets = sample.integers("target");
            double[] weights = new double[targets.length];
            for (int i = 0; i < targets.length; i++) {
                weights[i] = weightOf(sample, targets[i]);
            }
            double[] denominators = new double[targets.length];
            Arrays.fill(denominators, Values.sum(weights));
            return denominators;
        }

        private static double weightOf(Sample sample, long target) {
            if (target == (long) sample.number("ignoreIndex", (double) DEFAULT_IGNORE_INDEX)) {
                return 0;
            }
            return sample.has("weight") ? sample.values("weight")[(int) target] : 1;
        }

        @Override
        String denominatorInWords() {
            return "the sum of the weights of the targets that are not ignored";
        }

        @Override
        double magnitude(Sample sample) {
            double input = sample.greatest("input");
            return weight(sample)
                    * (logits ? 2 * input + Math.log(sample.tensor("input").shape()[1]) : input);
        }

        @Override
        double slope(Sample sample) {
            return logits ? 2 * magnitude(sample) : weight(sample);
        }
    }

    /** Per class three roundings and a power, C sums, the quotient, weight and incoming gradient: C + 8 roundings. */
    private static final class MultiMargin extends Classes {
        MultiMargin() {
            super(
                    "MultiMarginLoss",
                    dims -> dims[1] + 8,
                    2,
                    DEFAULT,
                    "p=2",
                    "margin=0.5",
                    "weight",
                    "p=2,margin=0.5,weight");
        }

        @Override
        Sample draw(Recipe recipe, String variant, int[] dims) {
            recipe.input("input", dims, -2, 2)
                    .integers("target", new int[] {dims[0]}, () -> recipe.draw().between(0, dims[1] - 1));
            if (has(variant, "p=2")) {
                recipe.param("p", 2L);
            }
            double margin = number(variant, "margin", 0);
            if (margin > 0) {
                recipe.param("margin", margin);
            }
            return (has(variant, "weight") ? recipe.param("weight", new int[] {dims[1]}, 0.25, 2) : recipe)
                    .sample(loss());
        }

        @Override
        int[] outputShape(int[] dims) {
            return new int[] {dims[0]};
        }

        @Override
        double magnitude(Sample sample) {
            return weight(sample) * Math.pow(reach(sample), sample.number("p", 1));
        }

        @Override
        double slope(Sample sample) {
            double p = sample.number("p", 1);
            return weight(sample) * p * Math.pow(reach(sample), p - 1);
        }

        private static double reach(Sample sample) {
            return sample.number("margin", 1) + 2 * sample.greatest("input");
        }

        @Override
        double clearance(Sample sample, int[] dims) {
            double[] x = sample.values("input");
            long[] y = sample.integers("target");
            double margin = sample.number("margin", 1);
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < x.length; i++) {
                int row = i / dims[1];
                if (i % dims[1] != y[row]) {
                    double z = margin - x[row * dims[1] + (int) y[row]] + x[i];
                    least = Math.min(least, Math.abs(z));
                }
            }
            return least;
        }

        @Override
        double sensitivity(int[] dims) {
            return 2;
        }
    }
}
