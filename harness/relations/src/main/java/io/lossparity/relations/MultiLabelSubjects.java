package io.lossparity.relations;

import io.lossparity.spi.TensorValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** The losses of scores per class in which several classes may be right. */
final class MultiLabelSubjects {
    private MultiLabelSubjects() {}

    /** With T targets, T C terms of two roundings each are added and divided by C: T C + 4 roundings. */
    static final class Margin extends ClassSubjects.Classes {
        private static final int MOST_TARGETS = 4;

        Margin() {
            super("MultiLabelMarginLoss", dims -> MOST_TARGETS * dims[1] + 4, 2, DEFAULT);
        }

        @Override
        Sample draw(Recipe recipe, String variant, int[] dims) {
            recipe.input("input", dims, -2, 2);
            long[] targets = new long[dims[0] * dims[1]];
            for (int row = 0; row < dims[0]; row++) {
                int count = recipe.draw().between(0, Math.min(MOST_TARGETS, dims[1]));
                int[] labels = recipe.draw().permutation(dims[1]);
                for (int i = 0; i < dims[1]; i++) { // what follows the first -1 is not read
                    targets[row * dims[1] + i] = i == count ? -1 : labels[i];
                }
            }
            return recipe.input("target", TensorValue.ofLongs(dims, targets)).sample(loss());
        }

        @Override
        int[] outputShape(int[] dims) {
            return new int[] {dims[0]};
        }

        @Override
        double magnitude(Sample sample) {
            return MOST_TARGETS * (1 + 2 * sample.greatest("input"));
        }

        @Override
        double slope(Sample sample) {
            return MOST_TARGETS;
        }

        @Override
        double clearance(Sample sample, int[] dims) {
            double[] x = sample.values("input");
            long[] y = sample.integers("target");
            int width = dims[1];
            double least = Double.POSITIVE_INFINITY;
            for (int start = 0; start < x.length; start += width) {
                for (int j = start; j < start + width && y[j] >= 0; j++) {
                    for (int i = start; i < start + width; i++) {
                        double z = 1 - x[start + (int) y[j]] + x[i];
                        least = z == 1 ? least : Math.min(least, Math.abs(z));
                    }
                }
            }
            return least;
        }

        @Override
        double sensitivity(int[] dims) {
            return 2;
        }
    }

    /** BCEWithLogits' 16 roundings, the weight, a sum of C and the quotient: C + 18. */
    static final class SoftMargin extends ClassSubjects.Classes {
        SoftMargin() {
            super("MultiLabelSoftMarginLoss", dims -> dims[1] + 18, 4, DEFAULT, "weight");
        }

        @Override
        Sample draw(Recipe recipe, String variant, int[] dims) {
            recipe.input("input", dims, -4, 4).input("target", dims, 0, 1);
            return (has(variant, "weight")
                            ? recipe.param("weight", LikelihoodSubjects.weightShape(dims), 0.25, 2)
                            : recipe)
                    .sample(loss());
        }

        @Override
        int[] outputShape(int[] dims) {
            return withoutClasses(dims);
        }

        @Override
        double magnitude(Sample sample) {
            return weight(sample) * (1 + 2 * sample.greatest("input"));
        }

        /** The gradient of a weight adds up the batch; each is divided by the number of classes. */
        @Override
        double slope(Sample sample) {
            int[] shape = sample.tensor("input").shape();
            int rows = sample.has("weight") ? shape[0] : 1;
            return rows * magnitude(sample) / shape[1];
        }

        @Override
        Map<String, Integer> batchAxes(Sample sample) {
            Map<String, Integer> axes = new LinkedHashMap<>();
            axes.put("input", 0);
            axes.put("target", 0);
            return axes;
        }
    }
}
