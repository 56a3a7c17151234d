package io.lossparity.mutants.score;

import static io.lossparity.mutants.score.Ways.formula;
import static io.lossparity.mutants.score.Ways.gradient;
import static io.lossparity.mutants.score.Ways.values;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.formula.Formula;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Shapes;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bugs of the two binary cross entropies. */
final class BceBugs {
    private static final double EPS = 1e-12;
    static final Formula PROBABILITIES = bce((x, y) -> new double[] {entropy(x, y), slope(x, y)});
    static final Formula LOGITS = logits((x, y, p) -> plain(x, y, p));

    private BceBugs() {}

    /** The loss of an element and its derivative, the weight left out. */
    @FunctionalInterface
    interface Element {
        double[] at(double x, double y);
    }

    /** The loss of an element, the weight left out. */
    @FunctionalInterface
    interface Logit {
        Var at(Var x, Var y, double posWeight);
    }

    static Map<String, Behaviour> shared() {
        return Map.of(
                "djl1316",
                        formula(PROBABILITIES, bce((x, y) ->
                                new double[] {-(y * safeLog(x) + (1 - y) * (1 - x)), -(y / (x + EPS) - (1 - y))})),
                "nd4j1328",
                        gradient("input", (call, size) -> {
                            double[] y = values(call, "target");
                            return (i, g) -> y[i] == 0 ? 0 : g;
                        }),
                "dl4j3247",
                        formula(PROBABILITIES, bce((x, y) -> new double[] {entropy(x, y), (x - y) / (x * (1 - x))})),
                "nd4j2121", formula(PROBABILITIES, bce(BceBugs::clipped)),
                "mlx1280",
                        formula(PROBABILITIES, bce((x, y) -> new double[] {
                            -(y * Math.max(Math.log(x), -100) + (1 - y) * Math.max(Math.log(1 - x), -100)),
                            (x - y) / Math.max((1 - x) * x, EPS)
                        })),
                "aprender2204",
                        formula(
                                LOGITS,
                                logits((x, y, p) ->
                                        plain(x, y, 1).times(y.times(p - 1).plus(1)))),
                "pytorch2298",
                        Ways.where(call -> !Ways.has(call, "posWeight"), formula(LOGITS, logits((x, y, p) -> {
                            Var right = plain(x, y, p);
                            return x.value() == 0 ? right.plus(x.function(0, -0.5)) : right;
                        }))),
                "candle2561", formula(LOGITS, logits(BceBugs::throughSigmoid)));
    }

    private static double[] clipped(double x, double y) {
        double c = Math.min(Math.max(x, 1e-5), 1 - 1e-5);
        return new double[] {entropy(c, y), c == x ? slope(x, y) : 0};
    }

    private static Var throughSigmoid(Var x, Var y, double posWeight) {
        double e = 1 / (1 + Math.exp(-x.value()));
        Var s = x.function(e, e * (1 - e));
        Var first = y.times(posWeight).times(s.log());
        return first.plus(y.subtractedFrom(1).times(s.subtractedFrom(1).log())).negated();
    }

    static double safeLog(double a) {
        return Math.log(a == 0 ? EPS : a);
    }

    static double entropy(double x, double y) {
        return -(y * safeLog(x) + (1 - y) * safeLog(1 - x));
    }

    static double slope(double x, double y) {
        return -(y - x) / ((1 - x + EPS) * (x + EPS));
    }

    static Var plain(Var x, Var y, double posWeight) {
        Var s = x.logSigmoid().negated();
        Var scaled = posWeight == 1 ? s : s.times(y.times(posWeight - 1).plus(1));
        return y.subtractedFrom(1).times(x).plus(scaled);
    }

    /** Input and target pair in storage order, and the weight broadcasts with the target. */
    static Formula bce(Element element) {
        return q -> {
            List<Var> x = q.vars("input");
            List<Var> y = q.vars("target");
            List<Var> each = new ArrayList<>();
            for (int i = 0; i < x.size(); i++) {
                double w = weight(q, i);
                double[] l = element.at(x.get(i).value(), y.get(i).value());
                each.add(x.get(i).function(w * l[0], w * l[1]));
            }
            return Terms.of(each, q.shape("input"));
        };
    }

    private static double weight(Question q, int i) {
        if (!q.given("weight")) {
            return 1;
        }
        int[] shape = q.shape("weight");
        int[] target = q.shape("target");
        int place = shape.length <= target.length
                ? Shapes.broadcastIndex(i, target, shape)
                : i % Math.max(Shapes.size(shape), 1);
        return q.vars("weight").get(place).value();
    }

    /** All arguments broadcast. */
    static Formula logits(Logit element) {
        return q -> {
            List<String> names = new ArrayList<>(List.of("input", "target"));
            boolean weighted = q.given("weight");
            boolean positive = q.given("posWeight");
            if (weighted) {
                names.add("weight");
            }
            if (positive) {
                names.add("posWeight");
            }
            return q.elementwise(
                    v -> {
                        Var l = element.at(v[0], v[1], positive ? v[v.length - 1].value() : 1);
                        return weighted ? l.times(v[2].value()) : l;
                    },
                    names.toArray(String[]::new));
        };
    }
}
