package io.lossparity.relations;

import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.run.Outcome;
import io.lossparity.kit.run.ThrowableText;
import io.lossparity.kit.text.Numbers;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossSupport;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/** One check of one relation: asks the port, checks the shapes of the answers, and compares the sides. */
final class Probe {
    /** Means that no reduction is passed. */
    static final String UNSAID = null;

    private final RelationRun port;
    private final Subject subject;
    private final Sample sample;
    private final int[] dims;
    private final Draw draw;
    private double worst;

    Probe(RelationRun port, Subject subject, Sample sample, int[] dims, Draw draw) {
        this.port = port;
        this.subject = subject;
        this.sample = sample;
        this.dims = dims;
        this.draw = draw;
    }

    Subject subject() {
        return subject;
    }

    Sample sample() {
        return sample;
    }

    int[] dims() {
        return dims.clone();
    }

    Draw draw() {
        return draw;
    }

    DType dtype() {
        return sample.dtype();
    }

    /** Returns the arguments whose gradients are compared: all that have one and whose gradient the port has. */
    Set<String> differentiable() {
        return supported(subject.differentiable(sample));
    }

    /** Returns those of these arguments that have a batch axis. */
    Set<String> batchedGradients() {
        return supported(subject.batchedGradients(sample));
    }

    /** Returns the same arguments for a relation of gradients, which needs at least one. */
    Set<String> anyDifferentiable() {
        Set<String> names = differentiable();
        if (names.isEmpty()) {
            throw new NoAnswerException(
                    RelationVerdict.UNSUPPORTED,
                    "the port declares " + sample.loss() + " without the gradient of "
                            + String.join(", ", subject.differentiable(sample)));
        }
        return names;
    }

    private Set<String> supported(Set<String> names) {
        Set<String> supported = new LinkedHashSet<>(names);
        port.capabilities()
                .losses()
                .map(losses -> losses.get(sample.loss()))
                .flatMap(LossSupport::gradients)
                .ifPresent(supported::retainAll);
        return supported;
    }

    /** Returns the greatest error so far, in units of its allowance. */
    double worst() {
        return worst;
    }

    /** Returns the unit roundoff of the sample's element type. */
    double unit() {
        return unit(dtype());
    }

    static double unit(DType dtype) {
        return dtype == DType.FLOAT64 ? 0x1p-53 : 0x1p-24;
    }

    /** Returns the error of one evaluation of an element of the output: k u M. */
    double rounding() {
        return subject.roundings(dims) * unit() * subject.magnitude(sample);
    }

    /** Returns the error of one evaluation of an element of a gradient, for an incoming gradient of 1. */
    double gradientRounding() {
        return subject.roundings(dims) * unit() * subject.slope(sample);
    }

    /** Returns a random incoming gradient for the unreduced loss. */
    TensorValue gradOutput() {
        int[] shape = subject.outputShape(dims);
        double[] values = new double[Values.size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = draw.sign() * draw.fine(dtype(), 0.5, 1.5);
        }
        return TensorValue.of(dtype(), shape, values);
    }

    /** Returns the loss as the port computes it, unreduced. */
    double[] none(Sample asked) {
        return output(asked, "none");
    }

    /** Returns the loss as the port computes it. */
    double[] output(Sample asked, String reduction) {
        return ask(asked, reduction, Set.of(), null).output().toDoubles();
    }

    /** Returns the gradients as the port computes them; none is missing, and each has its argument's shape. */
    Map<String, TensorValue> gradients(Sample asked, String reduction, Set<String> names, TensorValue gradOutput) {
        return ask(asked, reduction, names, gradOutput).grads();
    }

    /** Asks the port. */
    LossOutcome.Computed ask(Sample asked, String reduction, Set<String> names, TensorValue gradOutput) {
        LossOutcome.Computed answer =
                computed(port.port().apply(asked.call(reduction, names, names.isEmpty() ? null : gradOutput)));
        checkKind("loss", answer.output(), asked.dtype(), shapeOf(asked, reduction));
        for (String name : names) {
            TensorValue grad = answer.grads() == null ? null : answer.grads().get(name);
            checkKind(
                    "gradient of " + name,
                    grad,
                    asked.dtype(),
                    asked.tensor(name).shape());
        }
        return answer;
    }

    /** Returns the shape that the answer must have. */
    private int[] shapeOf(Sample asked, String reduction) {
        if (!"none".equals(reduction)) {
            return new int[0];
        }
        String first = sample.inputs().keySet().iterator().next();
        boolean sameDims = asked.inputs().containsKey(first)
                && Arrays.equals(
                        asked.tensor(first).shape(), sample.tensor(first).shape());
        return sameDims && asked.loss().equals(sample.loss()) ? subject.outputShape(dims) : null;
    }

    private static LossOutcome.Computed computed(Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            LossOutcome answer = answered.outcome();
            if (answer instanceof LossOutcome.Computed computed) {
                return computed;
            }
            if (answer instanceof LossOutcome.Unsupported unsupported) {
                throw new NoAnswerException(RelationVerdict.UNSUPPORTED, unsupported.reason());
            }
            if (answer instanceof LossOutcome.Rejected rejected) {
                throw broken("the port rejects a valid call: " + rejected.message());
            }
            throw new NoAnswerException(RelationVerdict.ERRORED, "the port returned null");
        }
        if (outcome instanceof Outcome.TimedOut timedOut) {
            throw new NoAnswerException(
                    RelationVerdict.TIMED_OUT,
                    "no answer within " + timedOut.limit().toMillis() / 1e3 + " s");
        }
        if (outcome instanceof Outcome.Threw threw) {
            String thrown = ThrowableText.summary(threw.thrown());
            throw threw.thrown() instanceof IllegalArgumentException
                    ? broken("the port rejects a valid call: " + thrown)
                    : new NoAnswerException(RelationVerdict.ERRORED, "the port threw " + thrown);
        }
        if (outcome instanceof Outcome.MutatedInput mutated) {
            throw broken("the port wrote into its input '" + mutated.argument() + "'");
        }
        if (outcome instanceof Outcome.AliasedInput aliased) {
            throw broken("the port's '" + aliased.result() + "' shares its array with the input '" + aliased.argument()
                    + "'");
        }
        if (outcome instanceof Outcome.OverwroteResult overwrote) {
            throw broken("the port overwrites its results: a call changed the '" + overwrote.result()
                    + "' of an earlier one");
        }
        if (outcome instanceof Outcome.NotRepeatable other) {
            throw broken("not repeatable: " + other.difference());
        }
        throw new NoAnswerException(RelationVerdict.ERRORED, ((Outcome.Broken) outcome).problem());
    }

    private static void checkKind(String what, TensorValue tensor, DType dtype, int[] shape) {
        if (tensor == null) {
            throw broken("the " + what + " is missing");
        }
        if (tensor.dtype() != dtype) {
            throw broken("the " + what + " is " + tensor.dtype().torchName() + ", not " + dtype.torchName());
        }
        if (shape != null && !Arrays.equals(tensor.shape(), shape)) {
            throw broken("the " + what + " has shape " + Arrays.toString(tensor.shape()) + ", not "
                    + Arrays.toString(shape));
        }
    }

    /** Compares two sides element by element, with one allowance for all. */
    void same(Side left, Side right, double allowed) {
        same(left, right, i -> allowed);
    }

    /** Compares two sides element by element. */
    void same(Side left, Side right, IntToDoubleFunction allowed) {
        if (left.values().length != right.values().length) {
            throw broken(left.name() + " has " + left.values().length + " elements, but " + right.name() + " has "
                    + right.values().length);
        }
        int worstPlace = -1;
        double worstRatio = -1;
        for (int i = 0; i < left.values().length; i++) {
            double error = error(left.values()[i], right.values()[i]);
            double ratio = error == 0 ? 0 : error / allowed.applyAsDouble(i);
            if (!(ratio <= worstRatio)) {
                worstRatio = Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
                worstPlace = i;
            }
        }
        worst = Math.max(worst, worstRatio);
        if (worstPlace >= 0 && !(worstRatio <= 1)) {
            throw broken(difference(left, right, worstPlace, allowed.applyAsDouble(worstPlace)));
        }
    }

    private static double error(double left, double right) {
        return left == right ? 0 : Math.abs(left - right);
    }

    private static String difference(Side left, Side right, int place, double allowed) {
        double l = left.values()[place];
        double r = right.values()[place];
        return String.format(
                Locale.ROOT,
                "%s is %s, but %s is %s at index %s: %s",
                left.name(),
                l,
                right.name(),
                r,
                Arrays.toString(left.index(place)),
                Double.isFinite(error(l, r))
                        ? "error " + Numbers.number(error(l, r)) + ", up to " + Numbers.number(allowed) + " allowed"
                        : "NaN and infinities must be the same");
    }

    private static NoAnswerException broken(String problem) {
        return new NoAnswerException(RelationVerdict.BROKEN, problem);
    }
}
