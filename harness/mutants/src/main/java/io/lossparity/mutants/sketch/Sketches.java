package io.lossparity.mutants.sketch;

import static io.lossparity.mutants.sketch.Expr.leaf;
import static io.lossparity.mutants.sketch.Expr.number;

import io.lossparity.mutants.formula.Question;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The losses that are computed element by element. */
final class Sketches {
    private static final Expr X = leaf("input");
    private static final Expr Y = leaf("target");
    private static final Expr ONE = number(1);
    private static final List<String> TWO = List.of("input", "target");

    private Sketches() {}

    /** Returns the loss as an expression; empty if it is none. */
    static Optional<Sketch> of(String loss) {
        return switch (loss) {
            case "L1Loss" -> always(X.minus(Y).abs());
            case "MSELoss" -> always(X.minus(Y).squared());
            case "SmoothL1Loss" ->
                always(Expr.bound(
                        Expr.Op.BELOW,
                        1,
                        X.minus(Y).abs(),
                        number(0.5).times(X.minus(Y).squared()),
                        X.minus(Y).abs().minus(number(0.5))));
            case "BCELoss" ->
                always(Y.times(X.logAboveZero())
                        .plus(ONE.minus(Y).times(ONE.minus(X).logAboveZero()))
                        .negated());
            case "BCEWithLogitsLoss" -> Optional.of(logits());
            case "KLDivLoss" ->
                always(Expr.bound(
                        Expr.Op.BELOW,
                        Double.MIN_VALUE,
                        Y,
                        number(0),
                        Y.times(Y.log().minus(X))));
            case "PoissonNLLLoss" -> Optional.of(poisson());
            case "HingeEmbeddingLoss" ->
                Optional.of(with(
                        TWO,
                        Map.of("margin", 1.0),
                        Expr.bound(Expr.Op.BELOW, 0, Y, leaf("margin").minus(X).positive(), X)));
            case "MarginRankingLoss" ->
                Optional.of(with(
                        List.of("input1", "input2", "target"),
                        Map.of("margin", 0.0),
                        Y.negated()
                                .times(leaf("input1").minus(leaf("input2")))
                                .plus(leaf("margin"))
                                .positive()));
            case "SoftMarginLoss" -> always(ONE.plus(Y.negated().times(X).exp()).log());
            case "MultiLabelSoftMarginLoss" -> {
                Expr element = Y.times(X.logSigmoid())
                        .plus(ONE.minus(Y).times(X.negated().logSigmoid()))
                        .negated();
                yield Optional.of(new Sketch(TWO, Map.of(), question -> element, List.of(element), true));
            }
            default -> Optional.empty();
        };
    }

    private static Optional<Sketch> always(Expr element) {
        return Optional.of(with(TWO, Map.of(), element));
    }

    private static Sketch with(List<String> arguments, Map<String, Double> params, Expr element) {
        return new Sketch(arguments, params, question -> element, List.of(element), false);
    }

    private static Sketch logits() {
        Expr other = ONE.minus(Y).times(X.negated().logSigmoid());
        Expr positive = Y.times(X.logSigmoid());
        Expr plain = positive.plus(other).negated();
        Expr weighted = leaf("posWeight").times(positive).plus(other).negated();
        return new Sketch(
                TWO,
                Map.of(),
                question -> question.given("posWeight") ? weighted : plain,
                List.of(weighted, plain),
                false);
    }

    private static Sketch poisson() {
        Expr logarithmic = X.exp().minus(Y.times(X));
        Expr linear = X.minus(Y.times(X.plus(leaf("eps")).log()));
        Expr stirling = Y.times(Y.log())
                .minus(Y)
                .plus(number(0.5).times(number(2 * Math.PI).times(Y).log()));
        Function<Expr, Expr> full =
                loss -> loss.plus(Expr.bound(Expr.Op.BELOW, Math.nextUp(1.0), Y, number(0), stirling));
        Function<Question, Expr> element = question -> {
            Expr loss = question.flag("logInput", true) ? logarithmic : linear;
            return question.flag("full", false) ? full.apply(loss) : loss;
        };
        return new Sketch(
                TWO,
                Map.of("eps", 1e-8),
                element,
                List.of(logarithmic, linear, full.apply(logarithmic), full.apply(linear)),
                false);
    }
}
