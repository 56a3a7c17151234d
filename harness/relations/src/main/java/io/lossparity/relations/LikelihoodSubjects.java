package io.lossparity.relations;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** The losses of probabilities, log-probabilities and logits, element by element. */
final class LikelihoodSubjects {
    private LikelihoodSubjects() {}

    static List<Subject> all() {
        return List.of(new Bce(), new BceWithLogits(), new KlDiv(), new PoissonNll(), new SoftMargin());
    }

    /** Returns the shape of a weight that broadcasts over the batch. */
    static int[] weightShape(int[] dims) {
        return dims.length == 1 ? new int[] {1} : Arrays.copyOfRange(dims, 1, dims.length);
    }

    private abstract static class Likelihood extends Subject {
        Likelihood(String loss, ToIntFunction<int[]> roundings, String... variants) {
            super(loss, roundings, List.of("N"), variants);
        }

        static double greatest(Sample sample, String param) {
            return sample.has(param) ? sample.greatest(param) : 1;
        }
    }

    /**
     * Two logarithms (two each) of x and 1 - x, 1 - y, two products, a sum, the weight, and the incoming gradient:
     * twelve roundings. The gradient divides by (1 - x) x.
     */
    private static final class Bce extends Likelihood {
        Bce() {
            super("BCELoss", dims -> 12, DEFAULT, "weight");
        }

        @Override
        Sample draw(Recipe recipe, String variant, int[] dims) {
            recipe.input("input", dims, 0.03125, 0.96875).input("target", dims, 0, 1);
            return (has(variant, "weight") ? recipe.param("weight", weightShape(dims), 0.25, 2) : recipe)
                    .sample(loss());
        }

        @Override
        double magnitude(Sample sample) {
            double edge = edge(sample);
            return greatest(sample, "weight") * (1 - Math.log(edge));
        }

        @Override
        double slope(Sample sample) {
            double edge = edge(sample);
            return greatest(sample, "weight") / (edge * (1 - edge));
        }

        private static double edge(Sample sample) {
            return Values.least(Values.map(sample.values("input"), x -> Math.min(x, 1 - x)));
        }
    }

    /**
     * (1-y) x, max(-x,0), two exponentials, their sum and its logarithm (two each), posWeight's factor, the weight
     * and the incoming gradient: 16 roundings.
     */
    private static final class BceWithLogits extends Likelihood {
        BceWithLogits() {
            super("BCEWithLogitsLoss", dims -> 16, DEFAULT, "weight", "posWeight", "weight,posWeight");
        }

        @Override
        Sample draw(Recipe recipe, String variant, int[] dims) {
            recipe.input("input", dims, -4, 4).input("target", dims, 0, 1);
            if (has(variant, "weight")) {
                recipe.param("weight", weightShape(dims), 0.25, 2);
            }
            if (has(variant, "posWeight")) {
                recipe.param("posWeight", weightShape(dims), 0.25, 2);
            }
            return recipe.sample(loss());
        }

        @Override
        double magnitude(Sample sample) {
            return factor(sample) * (1 + 2 * sample.greatest("input"));
        }

        @Override
        double slope(Sample sample) {
            return factor(sample) * (1 + 2 * sample.greatest("input"));
        }

        private static double factor(Sample sample) {
            return greatest(sample, "weight") * (1 + greatest(sample, "posWeight"));
        }
    }

    /** log y (two), its difference to x, the product with y, and the incoming gradient: six roundings. */
    private static final class KlDiv extends Likelihood {
        KlDiv() {
            super("KLDivLoss", dims -> 6, DEFAULT);
        }

        @Override
        Sample draw(Recipe recipe, String variant, int[] dims) {
            return recipe.input("input", dims, -6, 0)
                    .input("target", dims, 0.0625, 1)
                    .sample(loss());
        }

        @Override
        double magnitude(Sample sample) {
            return slope(sample) * sample.greatest("target");
        }

        @Override
        double slope(Sample sample) {
            return 1 + sample.greatest("input") + Values.greatest(Values.map(sample.values("target"), Math::log));
        }
    }

    /**
     * e^x or log(x + eps) (three), the product with y, their difference; Stirling's term has a logarithm twice, two
     * products and three sums; the incoming gradient: 16 roundings.
     */
    private static final class PoissonNll extends Likelihood {
        PoissonNll() {
            super(
                    "PoissonNLLLoss",
                    dims -> 16,
                    DEFAULT,
                    "full",
                    "logInput=false",
                    "logInput=false,full",
                    "logInput=false,eps=0.5");
        }

        @Override
        Sample draw(Recipe recipe, String variant, int[] dims) {
            boolean log = !has(variant, "logInput=false");
            recipe.input("input", dims, log ? -3 : 0.25, log ? 3 : 5).input("target", dims, 0.25, 6);
            if (!log) {
                recipe.param("logInput", false);
            }
            if (has(variant, "full")) {
                recipe.param("full", true);
            }
            double eps = number(variant, "eps", 0);
            return (eps > 0 ? recipe.param("eps", eps) : recipe).sample(loss());
        }

        @Override
        double magnitude(Sample sample) {
            double y = sample.greatest("target");
            double stirling =
                    sample.has("full") ? y * (1 + Math.log(Math.max(y, 1))) + Math.log(7 * Math.max(y, 1)) : 0;
            return rate(sample) + y * logRate(sample) + stirling;
        }

        @Override
        double slope(Sample sample) {
            double y = sample.greatest("target");
            double full = sample.has("full") ? Math.log(Math.max(y, 1)) + 1 : 0;
            double input = sample.has("logInput") ? 1 + y / Values.least(sample.values("input")) : rate(sample) + y;
            return Math.max(input, logRate(sample) + full);
        }

        private static double rate(Sample sample) {
            double x = sample.greatest("input");
            return sample.has("logInput") ? x : Math.exp(x);
        }

        private static double logRate(Sample sample) {
            double[] x = sample.values("input");
            return 1 + (sample.has("logInput") ? Values.greatest(Values.map(x, Math::log)) : Values.greatest(x));
        }

        @Override
        double clearance(Sample sample, int[] dims) {
            return sample.has("full")
                    ? Values.least(Values.map(sample.values("target"), y -> y - 1))
                    : Double.POSITIVE_INFINITY;
        }
    }

    /** -y x, its exponential and the logarithm of 1 plus that (two each), the quotient and two products: ten. */
    private static final class SoftMargin extends Likelihood {
        SoftMargin() {
            super("SoftMarginLoss", dims -> 10, DEFAULT);
        }

        @Override
        Sample draw(Recipe recipe, String variant, int[] dims) {
            return recipe.input("input", dims, -8, 8)
                    .input("target", dims, () -> recipe.draw().sign())
                    .sample(loss());
        }

        @Override
        double magnitude(Sample sample) {
            return 1 + sample.greatest("input") * sample.greatest("target");
        }

        @Override
        double slope(Sample sample) {
            return magnitude(sample) * sample.greatest("target");
        }
    }
}
