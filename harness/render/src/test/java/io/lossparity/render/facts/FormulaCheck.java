package io.lossparity.render.facts;

import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.render.html.model.LossText;
import io.lossparity.spi.TensorValue;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds the formula of a page against what PyTorch computed. */
final class FormulaCheck {
    private static final double RELATIVE = 1e-9;
    /** What a sum of numbers below 64 loses in float64; a logit of 33 is the largest that leaves less than that. */
    private static final double ABSOLUTE = 1.0 / (1L << 46);

    /** The page of CTCLoss speaks of targets without the blank. */
    private static final Pattern NOT_MEANT = Pattern.compile("CTCLoss/.*/blank-(first|inside|last|alone)");

    private int checked;
    private Optional<String> fault = Optional.empty();

    /** Returns the first case in which the page says something else; empty if it never does. */
    static FormulaCheck of(LossText text, Collection<GoldenCase> cases) {
        FormulaCheck check = new FormulaCheck();
        try {
            StatedLoss loss = new StatedLoss(text);
            for (GoldenCase each : cases) {
                output(each)
                        .filter(output -> !NOT_MEANT.matcher(each.id()).matches())
                        .ifPresent(output -> check.hold(loss, each, output));
                if (check.fault.isPresent()) {
                    return check;
                }
            }
        } catch (RuntimeException e) {
            check.fault = Optional.of("the formula can't be read: " + e.getMessage());
        }
        return check;
    }

    int checked() {
        return checked;
    }

    Optional<String> fault() {
        return fault;
    }

    static Optional<TensorValue> output(GoldenCase goldenCase) {
        return goldenCase.expected() instanceof ExpectedValues values
                ? Optional.of(values.output())
                : ((ExpectedError) goldenCase.expected()).output();
    }

    private void hold(StatedLoss loss, GoldenCase goldenCase, TensorValue output) {
        double[] expected = FactArguments.tensor(output).data();
        double[] stated;
        try {
            stated = loss.output(goldenCase.call()).data();
        } catch (Functions.TooManyException e) {
            return;
        } catch (RuntimeException e) {
            fault = Optional.of(goldenCase.id() + ": the formula can't be evaluated: " + e.getMessage());
            return;
        }
        checked++;
        if (stated.length != expected.length) {
            fault = Optional.of(
                    goldenCase.id() + ": the formula gives " + stated.length + " elements, PyTorch " + expected.length);
            return;
        }
        for (int i = 0; i < expected.length; i++) {
            if (!close(stated[i], expected[i])) {
                fault = Optional.of(
                        goldenCase.id() + ": the formula gives " + stated[i] + ", PyTorch " + expected[i] + " at " + i);
                return;
            }
        }
    }

    private static boolean close(double stated, double expected) {
        if (Double.isNaN(expected) || Double.isInfinite(expected)) {
            return Double.compare(stated, expected) == 0;
        }
        return Math.abs(stated - expected) <= ABSOLUTE + RELATIVE * Math.abs(expected);
    }
}
