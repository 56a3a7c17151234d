package io.lossparity.relations;

import java.util.List;

/** The losses of a margin between two or three inputs, or between an input and a constant. */
final class MarginSubjects {
    private MarginSubjects() {}

    static List<Subject> all() {
        return List.of(new MarginRanking(), new HingeEmbedding(), new CosineEmbedding(), new TripletMargin());
    }

    private static Recipe withMargin(Recipe recipe, String variant) {
        double margin = Subject.number(variant, "margin", Double.NaN);
        return Double.isNaN(margin) ? recipe : recipe.param("margin", margin);
    }

    /** x1 - x2, its product with -y, the margin, and the incoming gradient: five roundings. */
    private static final class MarginRanking extends Subject {
        MarginRanking() {
            super("MarginRankingLoss", dims -> 5, List.of("N"), DEFAULT, "margin=0.5");
        }

        @Override
        Sample draw(Recipe recipe, String variant, int[] dims) {
            recipe.input("input1", dims, -3, 3).input("input2", dims, -3, 3);
            recipe.input("target", dims, () -> recipe.draw().sign());
            return withMargin(recipe, variant).sample(loss());
        }

        @Override
        double magnitude(Sample sample) {
            return slope(sample) + Math.abs(sample.number("margin", 0));
        }

        @Override
        double slope(Sample sample) {
            return sample.greatest("input1") + sample.greatest("input2") + sample.greatest("target");
        }

        @Override
        double clearance(Sample sample, int[] dims) {
            double[] difference = Values.zip(sample.values("input1"), sample.values("input2"), (a, b) -> a - b);
            double margin = sample.number("margin", 0);
            return Values.least(Values.zip(difference, sample.values("target"), (d, y) -> margin - y * d));
        }

        @Override
        double sensitivity(int[] dims) {
            return 6;
        }
    }

    /** margin - x, and the incoming gradient: three roundings. */
    private static final class HingeEmbedding extends Subject {
        HingeEmbedding() {
            super("HingeEmbeddingLoss", dims -> 3, List.of("N"), DEFAULT, "margin=0.5");
        }

        @Override
        Sample draw(Recipe recipe, String variant, int[] dims) {
            recipe.input("input", dims, -2, 3)
                    .input("target", dims, () -> recipe.draw().sign());
            return withMargin(recipe, variant).sample(loss());
        }

        @Override
        double magnitude(Sample sample) {
            return sample.greatest("input") + sample.number("margin", 1);
        }

        @Override
        double slope(Sample sample) {
            return 1;
        }

        @Override
        double clearance(Sample sample, int[] dims) {
            double margin = sample.number("margin", 1);
            return Values.least(Values.map(sample.values("input"), x -> margin - x));
        }
    }

    /**
     * Three sums of D products, their quotient under a root (six), the margin and the incoming gradient: 2 D + 12
     * roundings. The cosine is at most 1, by Cauchy and Schwarz also where its terms cancel; the gradient has the
     * inverse of a norm.
     */
    private static final class CosineEmbedding extends Subject {
        CosineEmbedding() {
            super("CosineEmbeddingLoss", dims -> 2 * dims[1] + 12, List.of("N", "D"), DEFAULT, "margin=0.25");
        }

        @Override
        Sample draw(Recipe recipe, String variant, int[] dims) {
            recipe.input("input1", dims, () -> awayFromZero(recipe)).input("input2", dims, () -> awayFromZero(recipe));
            recipe.input("target", new int[] {dims[0]}, () -> recipe.draw().sign());
            return withMargin(recipe, variant).sample(loss());
        }

        /** Keeps norms from being small. */
        private static double awayFromZero(Recipe recipe) {
            return recipe.draw().sign() * recipe.value(0.5, 3);
        }

        @Override
        boolean accepts(int[] dims) {
            return dims.length == 2 && super.accepts(dims);
        }

        @Override
        int[] dims(Draw draw, Size size) {
            return size == Size.SMALL ? new int[] {draw.between(6, 12), draw.between(2, 6)} : super.dims(draw, size);
        }

        @Override
        int[] outputShape(int[] dims) {
            return new int[] {dims[0]};
        }

        @Override
        double magnitude(Sample sample) {
            return 1 + Math.abs(sample.number("margin", 0));
        }

        @Override
        double slope(Sample sample) {
            double leastNorm = 0.5 * Math.sqrt(sample.tensor("input1").shape()[1]);
            return 2 / leastNorm;
        }

        @Override
        double clearance(Sample sample, int[] dims) {
            double[] cosines = Rows.cosines(sample.values("input1"), sample.values("input2"), dims[1]);
            double margin = sample.number("margin", 0);
            return Values.least(Values.zip(
                    cosines, sample.values("target"), (c, y) -> y == 1 ? Double.POSITIVE_INFINITY : c - margin));
        }

        @Override
        double sensitivity(int[] dims) {
            return 4;
        }
    }

    /**
     * Two distances, each a difference with eps (two), a power (two), a sum of D and a root (two); their difference
     * and the margin; in the gradient a quotient and two products: 2 D + 16 roundings.
     */
    private static final class TripletMargin extends Subject {
        TripletMargin() {
            super(
                    "TripletMarginLoss",
                    dims -> 2 * dims[1] + 16,
                    List.of("N", "D"),
                    DEFAULT,
                    "margin=0.5",
                    "swap",
                    "p=1",
                    "p=3",
                    "eps=0.25",
                    "p=1,swap");
        }

        @Override
        Sample draw(Recipe recipe, String variant, int[] dims) {
            for (String name : List.of("anchor", "positive", "negative")) {
                recipe.input(name, dims, -2, 2);
            }
            for (String name : List.of("p", "eps")) {
                double value = number(variant, name, 0);
                if (value > 0) {
                    recipe.param(name, value);
                }
            }
            if (has(variant, "swap")) {
                recipe.param("swap", true);
            }
            return withMargin(recipe, variant).sample(loss());
        }

        @Override
        boolean accepts(int[] dims) {
            return dims.length == 2 && super.accepts(dims);
        }

        @Override
        int[] dims(Draw draw, Size size) {
            return size == Size.SMALL ? new int[] {draw.between(4, 12), draw.between(3, 6)} : super.dims(draw, size);
        }

        @Override
        int[] outputShape(int[] dims) {
            return new int[] {dims[0]};
        }

        @Override
        double magnitude(Sample sample) {
            int width = sample.tensor("anchor").shape()[1];
            double distance = (4 + eps(sample)) * Math.pow(width, 1 / sample.number("p", 2));
            return sample.number("margin", 1) + 2 * distance;
        }

        /**
         * A component's relative error times its share of the distance; at most the operands divided by the distance.
         */
        @Override
        double slope(Sample sample) {
            int width = sample.tensor("anchor").shape()[1];
            double least = Double.POSITIVE_INFINITY;
            for (double[] distances : distances(sample, width)) {
                least = Math.min(least, Values.least(distances));
            }
            return 2 + 2 * (4 + eps(sample)) / least;
        }

        @Override
        double clearance(Sample sample, int[] dims) {
            List<double[]> distances = distances(sample, dims[1]);
            double[] far = distances.get(1);
            double clearance = Values.least(distances.get(0));
            if (sample.has("swap")) {
                double[] other = distances.get(2);
                clearance = Math.min(clearance, Values.least(Values.zip(far, other, (a, b) -> a - b)));
                far = Values.zip(far, other, Math::min);
            }
            double margin = sample.number("margin", 1);
            clearance = Math.min(
                    clearance, Values.least(Values.zip(distances.get(0), far, (near, away) -> margin + near - away)));
            return sample.number("p", 2) == 2 ? clearance : Math.min(clearance, leastComponent(sample));
        }

        private static double leastComponent(Sample sample) {
            double eps = eps(sample);
            double least = Double.POSITIVE_INFINITY;
            for (String[] pair :
                    new String[][] {{"anchor", "positive"}, {"anchor", "negative"}, {"positive", "negative"}}) {
                double[] components = Values.zip(sample.values(pair[0]), sample.values(pair[1]), (a, b) -> a - b + eps);
                least = Math.min(least, Values.least(components));
            }
            return least;
        }

        private static List<double[]> distances(Sample sample, int width) {
            double p = sample.number("p", 2);
            double eps = eps(sample);
            double[] anchor = sample.values("anchor");
            double[] positive = sample.values("positive");
            double[] negative = sample.values("negative");
            return List.of(
                    Rows.distances(anchor, positive, width, p, eps),
                    Rows.distances(anchor, negative, width, p, eps),
                    Rows.distances(positive, negative, width, p, eps));
        }

        private static double eps(Sample sample) {
            return sample.number("eps", 1e-6);
        }

        @Override
        double sensitivity(int[] dims) {
            return 2.0 * dims[1];
        }
    }
}
