package io.lossparity.relations;

import java.util.List;
import java.util.function.ToIntFunction;

/** The losses of the difference of two tensors of one shape. */
final class DistanceSubjects {
    private DistanceSubjects() {}

    static List<Subject> all() {
        return List.of(new L1(), new Mse(), new SmoothL1());
    }

    /** Draws input and target between -3 and 3. */
    private abstract static class Distance extends Subject {
        Distance(String loss, ToIntFunction<int[]> roundings) {
            super(loss, roundings, List.of("N"), DEFAULT);
        }

        @Override
        Sample draw(Recipe recipe, String variant, int[] dims) {
            return recipe.input("input", dims, -3, 3)
                    .input("target", dims, -3, 3)
                    .sample(loss());
        }

        static double reach(Sample sample) {
            return sample.greatest("input") + sample.greatest("target");
        }

        static double[] difference(Sample sample) {
            return Values.zip(sample.values("input"), sample.values("target"), (x, y) -> x - y);
        }
    }

    /** d = x - y, |d|, and the incoming gradient times the sign: three roundings. */
    private static final class L1 extends Distance {
        L1() {
            super("L1Loss", dims -> 3);
        }

        @Override
        double magnitude(Sample sample) {
            return reach(sample);
        }

        @Override
        double slope(Sample sample) {
            return 1;
        }

        @Override
        double clearance(Sample sample, int[] dims) {
            return Values.least(difference(sample));
        }
    }

    /** d, d * d (which counts d's rounding twice), and 2 d times the incoming gradient: four roundings. */
    private static final class Mse extends Distance {
        Mse() {
            super("MSELoss", dims -> 4);
        }

        @Override
        double magnitude(Sample sample) {
            return reach(sample) * reach(sample);
        }

        @Override
        double slope(Sample sample) {
            return 2 * reach(sample);
        }
    }

    /** d, then 0.5 d d or |d| - 0.5, then the incoming gradient: five roundings; only |d| below 1 is squared. */
    private static final class SmoothL1 extends Distance {
        SmoothL1() {
            super("SmoothL1Loss", dims -> 5);
        }

        @Override
        double magnitude(Sample sample) {
            return reach(sample);
        }

        @Override
        double slope(Sample sample) {
            return reach(sample);
        }

        @Override
        double clearance(Sample sample, int[] dims) {
            return Values.least(Values.map(difference(sample), d -> Math.abs(d) - 1));
        }
    }
}
