package io.lossparity.mutants.losses;

import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reductions;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.formula.Inexact;
import io.lossparity.mutants.formula.Mistake;
import io.lossparity.mutants.formula.Question;
import io.lossparity.mutants.formula.Terms;
import io.lossparity.mutants.formula.Var;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Wrong versions of {@code CTCLoss}. */
final class CTCLossMutants {
    private CTCLossMutants() {}

    /** Returns the catalogue. */
    static Catalogue catalogue() {
        return new Catalogue("CTCLoss", CTCLossMutants::losses, Wrong.values())
                .inexact(Inexact.values())
                .with(
                        "blank-last",
                        "the blank is the last class",
                        Calls.when(
                                call -> call.tensor("logProbs").shape().length == 3,
                                call -> Calls.withParam(
                                        call, "blank", call.tensor("logProbs").shape()[2] - 1L)))
                .with("zero-infinity-ignored", "zeroInfinity is ignored", Calls.without("zeroInfinity"))
                .with("zero-infinity-always", "infinite losses are always zeroed", Calls.with("zeroInfinity", true))
                .with(
                        "mean-over-finite",
                        "mean divides by the number of finite losses instead of the size of the batch",
                        CTCLossMutants::meanOverFinite)
                .defaulting("blank", 1L)
                .defaulting("zeroInfinity", true);
    }

    private static LossOutcome meanOverFinite(LossCall call, Reference reference) {
        LossOutcome right = reference.right(call);
        LossCall infinite = Calls.withParam(Calls.withReduction(call, "none"), "zeroInfinity", false);
        LossCall each = Calls.withoutGradients(infinite);
        if (!Reductions.of(call).equals("mean")
                || !(right instanceof Computed mean)
                || !(reference.ask(each) instanceof Computed losses)) {
            return right;
        }
        double finite = Arrays.stream(Question.values(losses.output()))
                .filter(Double::isFinite)
                .count();
        double factor = finite == 0 ? 1 : losses.output().size() / finite;
        return Outcomes.changed(mean, tensor -> Outcomes.map(tensor, value -> value * factor));
    }

    private static Terms losses(Question q) {
        int[] shape = q.shape("logProbs");
        long[] inputLengths = q.integers("inputLengths");
        long[] targetLengths = q.integers("targetLengths");
        List<Var> each = new ArrayList<>();
        List<Var> scaled = new ArrayList<>();
        double allTargets = 0;
        for (int n = 0; n < shape[1]; n++) {
            int frames = q.has(Wrong.INPUT_LENGTHS_IGNORED) ? shape[0] : (int) inputLengths[n];
            Var loss = loss(q, frames(q, n, frames), labels(q, n, targetLengths));
            each.add(loss);
            double length = q.has(Wrong.MEAN_BY_INPUT_LENGTH) ? inputLengths[n] : targetLengths[n];
            scaled.add(loss.over(q.has(Wrong.MEAN_EMPTY_TARGET) ? length : Math.max(length, 1)));
            allTargets += targetLengths[n];
        }
        Terms terms = Terms.of(each, shape[1]);
        if (q.has(Wrong.MEAN_NOT_BY_TARGET_LENGTH)) {
            return terms;
        }
        return q.has(Wrong.MEAN_BY_ALL_TARGETS)
                ? q.dividedBy(allTargets, terms)
                : terms.withMean(q.tape().sum(scaled).over(shape[1]));
    }

    private static List<List<Var>> frames(Question q, int n, int count) {
        int[] shape = q.shape("logProbs");
        List<List<Var>> frames = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            int start = (t * shape[1] + n) * shape[2];
            List<Var> frame = q.vars("logProbs").subList(start, start + shape[2]);
            if (q.has(Wrong.PROBABILITIES_NORMALISED)) {
                Var sum = q.tape().sum(frame.stream().map(Var::exp).toList()).log();
                frame = frame.stream().map(v -> v.minus(sum)).toList();
            }
            frames.add(frame.stream().map(v -> share(q, v)).toList());
        }
        return frames;
    }

    /** The paths' share in the gradient is exp(logAlphaBeta + nll - logProb), where a part may be mistaken. */
    private static Var share(Question q, Var logProb) {
        double v = logProb.value();
        boolean without = q.has(Wrong.LOG_PROB_NOT_IN_GRADIENT);
        return without || q.has(Wrong.LOG_PROB_ADDED_IN_GRADIENT)
                ? logProb.withGradientTimes(Math.exp(without ? v : 2 * v))
                : logProb;
    }

    private static int[] labels(Question q, int n, long[] targetLengths) {
        long[] targets = q.integers("targets");
        int[] shape = q.shape("targets");
        int start = 0;
        for (int i = 0; i < n; i++) {
            start += shape.length == 2 ? shape[1] : (int) targetLengths[i];
        }
        boolean whole = q.has(Wrong.TARGET_LENGTHS_IGNORED) && shape.length == 2;
        int length = whole ? shape[1] : (int) targetLengths[n];
        int classes = q.shape("logProbs")[2];
        int[] labels = new int[length];
        for (int i = 0; i < length; i++) {
            labels[i] = Math.floorMod((int) targets[start + i], classes);
        }
        return labels;
    }

    private static Var loss(Question q, List<List<Var>> frames, int[] labels) {
        int[] states = states(q, labels);
        Var impossible = q.tape().number(Double.NEGATIVE_INFINITY);
        List<List<Var>> read = q.has(Wrong.LAST_LABEL_NOT_IN_GRADIENT) ? withoutLastLabel(frames, states) : frames;
        List<Var> alpha = new ArrayList<>(Collections.nCopies(states.length, impossible));
        alpha.set(0, read.get(0).get(states[0]));
        if (states.length > 1 && !q.has(Wrong.STARTS_WITH_BLANK)) {
            alpha.set(1, read.get(0).get(states[1]));
        }
        for (List<Var> frame : read.subList(1, read.size())) {
            alpha = step(q, alpha, frame, states);
        }
        Var total = alpha.get(states.length - 1);
        if (states.length > 1) {
            Var label = alpha.get(states.length - 2);
            total = q.has(Wrong.ENDS_WITH_LABEL)
                    ? label
                    : q.has(Wrong.ENDS_WITH_BLANK) ? total : backwardEnding(q, total, label, ending(q, total, label));
        }
        if (total.value() == Double.NEGATIVE_INFINITY) {
            return impossible(q, frames);
        }
        boolean without = q.has(Wrong.NLL_NOT_IN_GRADIENT);
        if (without || q.has(Wrong.NLL_SUBTRACTED_IN_GRADIENT)) {
            total = total.withGradientTimes(Math.exp((without ? 1 : 2) * total.value()));
        }
        if (q.has(Wrong.SIGN)) {
            return total.minus(towardsLogits(q, frames));
        }
        Var negated = q.has(Wrong.GRADIENT_ADDED) ? total.function(-total.value(), 1) : total.negated();
        if (q.has(Wrong.INCOMING_ON_PATHS_ONLY)) {
            return negated.plus(towardsLogits(q, frames).withUnitGradient());
        }
        if (q.has(Wrong.INCOMING_ON_PROBABILITIES_ONLY)) {
            return negated.withUnitGradient().plus(towardsLogits(q, frames));
        }
        return q.has(Wrong.TRUE_DERIVATIVE) ? negated : negated.plus(towardsLogits(q, frames));
    }

    private static List<List<Var>> withoutLastLabel(List<List<Var>> frames, int[] states) {
        List<List<Var>> changed = new ArrayList<>(frames);
        if (states.length > 1) {
            List<Var> last = new ArrayList<>(frames.get(frames.size() - 1));
            last.set(
                    states[states.length - 2],
                    last.get(states[states.length - 2]).withGradientTimes(0));
            changed.set(frames.size() - 1, last);
        }
        return changed;
    }

    /** The backward pass has endings of its own; what it leaves out is missing only in the gradient. */
    private static Var backwardEnding(Question q, Var blank, Var label, Var both) {
        boolean onlyBlank = q.has(Wrong.BACKWARD_ENDS_WITH_BLANK);
        if (!onlyBlank && !q.has(Wrong.BACKWARD_ENDS_WITH_LABEL)) {
            return both;
        }
        Var taken = onlyBlank ? blank : label;
        double share = both.value() == Double.NEGATIVE_INFINITY ? 0 : Math.exp(taken.value() - both.value());
        return taken.function(both.value(), share);
    }

    private static Var ending(Question q, Var blank, Var label) {
        double smaller = Math.min(blank.value(), label.value());
        if (!q.has(Wrong.SMALLER_SUBTRACTED) || smaller == Double.NEGATIVE_INFINITY) {
            return blank.logAddExp(label);
        }
        double sum = q.tape().round(Math.exp(Math.abs(blank.value() - label.value())));
        return Double.isInfinite(sum) ? blank.logAddExp(label).plus(sum) : blank.logAddExp(label);
    }

    private static int[] states(Question q, int[] labels) {
        int asked = (int) q.integer("blank", 0);
        int blank = q.has(Wrong.BLANK_ALWAYS_ZERO) ? 0 : asked;
        int[] states = new int[2 * labels.length + 1];
        Arrays.fill(states, blank);
        for (int i = 0; i < labels.length; i++) {
            states[2 * i + 1] = labels[i];
        }
        return states;
    }

    private static List<Var> step(Question q, List<Var> alpha, List<Var> frame, int[] states) {
        List<Var> next = new ArrayList<>();
        List<Var> before = q.has(Wrong.UPDATED_IN_PLACE) ? next : alpha;
        for (int s = 0; s < states.length; s++) {
            Var sum = alpha.get(s);
            if (s > 0) {
                sum = sum.logAddExp(before.get(s - 1));
            }
            boolean other = s > 1 && (states[s] != states[s - 2] || (q.has(Wrong.REPEATS_MERGE) && s % 2 == 1));
            boolean taken = other && !(q.has(Wrong.BLANK_0_IN_SKIPS) && states[s] == 0);
            if (taken && !q.has(Wrong.BLANKS_NEVER_SKIPPED)) {
                sum = sum.logAddExp(before.get(q.has(Wrong.SKIPS_TO_BLANK) ? s - 1 : s - 2));
            }
            boolean skipped = q.has(Wrong.BACKWARD_SKIPS_TO_BLANK) && s > 0;
            Var kept = skipped ? throughBlank(sum, alpha, states, s) : sum;
            next.add(kept.plus(frame.get(states[s])));
        }
        return next;
    }

    /** The backward pass steps from a label to the blank once more instead of to the next label. */
    private static Var throughBlank(Var sum, List<Var> alpha, int[] states, int s) {
        double total = sum.value();
        if (total == Double.NEGATIVE_INFINITY) {
            return sum;
        }
        boolean twice = s + 1 < states.length && states[s + 1] != states[s - 1];
        Var own = alpha.get(s);
        Var before = alpha.get(s - 1);
        double share = Math.exp(before.value() - total);
        return own.function(total, Math.exp(own.value() - total), before, twice ? 2 * share : share);
    }

    /** A zero whose gradient makes the whole the gradient that PyTorch gives: the one of the logits. */
    private static Var towardsLogits(Question q, List<List<Var>> frames) {
        List<Var> zeros = new ArrayList<>();
        for (List<Var> frame : frames) {
            frame.forEach(v -> zeros.add(v.function(0, Math.exp(v.value()))));
        }
        return q.tape().sum(zeros);
    }

    private static Var impossible(Question q, List<List<Var>> frames) {
        if (q.has(Wrong.SIGN)) {
            return q.tape().number(Double.NEGATIVE_INFINITY);
        }
        boolean zero = q.flag("zeroInfinity", false);
        double slope = zero && !q.has(Wrong.ZERO_INFINITY_VALUE_ONLY) ? 0 : Double.NaN;
        Var sum = q.tape().number(zero ? 0 : Double.POSITIVE_INFINITY);
        for (List<Var> frame : frames) {
            for (Var v : frame) {
                sum = sum.plus(v.function(0, slope));
            }
        }
        return sum;
    }

    private enum Wrong implements Mistake {
        BLANK_ALWAYS_ZERO("the blank is 0 whatever is asked for"),
        TRUE_DERIVATIVE("the gradient is the true derivative with respect to logProbs"),
        PROBABILITIES_NORMALISED("logProbs are normalised first"),
        MEAN_NOT_BY_TARGET_LENGTH("mean is not divided by the target lengths"),
        MEAN_BY_ALL_TARGETS("mean divides by the sum of the target lengths"),
        MEAN_BY_INPUT_LENGTH("mean divides by the input length"),
        MEAN_EMPTY_TARGET("mean divides by a target length of 0"),
        REPEATS_MERGE("a repeated label needs no blank in between"),
        BLANKS_NEVER_SKIPPED("the blank between different labels may not be skipped"),
        UPDATED_IN_PLACE("a frame's sums are updated in place, so that a state reads those of the same frame"),
        BLANK_0_IN_SKIPS("whether the blank between labels may be skipped is tested with class 0 instead of the blank"),
        SIGN("the loss has the other sign"),
        GRADIENT_ADDED("the gradient's two parts, exp(logProbs) and the share of the paths, are added"),
        INCOMING_ON_PATHS_ONLY("exp(logProbs), a part of the gradient, is not multiplied by the incoming gradient"),
        INCOMING_ON_PROBABILITIES_ONLY(
                "the paths' share, a part of the gradient, is not multiplied by the incoming gradient"),
        NLL_SUBTRACTED_IN_GRADIENT("in the gradient, the loss is subtracted in the exponent instead of added"),
        NLL_NOT_IN_GRADIENT("in the gradient, the loss is missing in the exponent"),
        LOG_PROB_ADDED_IN_GRADIENT("in the gradient, logProbs are added in the exponent instead of subtracted"),
        LOG_PROB_NOT_IN_GRADIENT("in the gradient, logProbs are missing in the exponent"),
        BACKWARD_ENDS_WITH_BLANK("in the backward pass, a path must end with a blank"),
        BACKWARD_ENDS_WITH_LABEL("in the backward pass, a path may not end with a blank"),
        SKIPS_TO_BLANK("where a label may follow a label, the blank in between counts twice instead"),
        BACKWARD_SKIPS_TO_BLANK(
                "in the backward pass, where a label may follow a label, the blank in between counts twice instead"),
        LAST_LABEL_NOT_IN_GRADIENT("in the gradient, the last label is left out at the last frame"),
        SMALLER_SUBTRACTED("at the end, log(exp(a) + exp(b)) takes out the smaller, so that exp overflows"),
        STARTS_WITH_BLANK("a path must begin with a blank"),
        ENDS_WITH_LABEL("a path may not end with a blank"),
        ENDS_WITH_BLANK("a path must end with a blank"),
        INPUT_LENGTHS_IGNORED("every frame is read, whatever inputLengths says"),
        TARGET_LENGTHS_IGNORED("padded targets are read to their end"),
        ZERO_INFINITY_VALUE_ONLY("zeroInfinity leaves the gradient NaN");

        private final String words;

        Wrong(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }
}
