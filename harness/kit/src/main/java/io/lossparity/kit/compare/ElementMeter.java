package io.lossparity.kit.compare;

import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures the error of single elements of two tensors of one type and shape. */
final class ElementMeter {
    private final Elements expected;
    private final Elements actual;
    private final int[] shape;
    private final Tolerance tolerance;
    private final SignedZero signedZero;
    private final boolean integers;
    private final Allowance allowance;

    ElementMeter(
            TensorValue expected,
            TensorValue actual,
            Tolerance tolerance,
            Optional<TensorTruth> truth,
            SignedZero signedZero) {
        this.expected = Elements.of(expected);
        this.actual = Elements.of(actual);
        this.shape = expected.shape();
        this.integers = !expected.dtype().isFloating();
        this.tolerance = tolerance;
        this.signedZero = signedZero;
        double greatest = greatestFiniteMagnitude(this.expected);
        this.allowance = new Allowance(this.expected, expected.dtype(), tolerance, truth, greatest);
    }

    private static double greatestFiniteMagnitude(Elements elements) {
        double greatest = 0;
        for (int i = 0; i < elements.size(); i++) {
            double magnitude = Math.abs(elements.value(i));
            if (magnitude > greatest && magnitude < Double.POSITIVE_INFINITY) {
                greatest = magnitude;
            }
        }
        return greatest;
    }

    /** How far each element may be off. */
    Allowance allowance() {
        return allowance;
    }

    boolean bitEqual(int i) {
        return expected.bits(i) == actual.bits(i);
    }

    /** Whether NaN, an infinity or, if it counts, the sign of a zero is mismatched. */
    boolean specialMismatch(int i) {
        double e = expected.value(i);
        double a = actual.value(i);
        if (Double.isFinite(e) && Double.isFinite(a)) {
            return signedZero == SignedZero.DISTINCT && e == 0 && a == 0 && !bitEqual(i);
        }
        return Double.isNaN(e) ? !Double.isNaN(a) : e != a;
    }

    /** Whether an element that is not a special mismatch is farther off than allowed. */
    boolean valueMismatch(int i) {
        boolean beyondUlps = !(ulps(i) <= (integers ? 0 : tolerance.ulps()));
        return integers ? beyondUlps : beyondUlps && !(absolute(i) <= allowance.of(i));
    }

    double absolute(int i) {
        if (expected.bits(i) == actual.bits(i)) {
            return 0;
        }
        if (integers) {
            return ulps(i);
        }
        double difference = Math.abs(signed(i));
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    long ulps(int i) {
        boolean beyond = specialMismatch(i) && absolute(i) != 0;
        return beyond ? Long.MAX_VALUE : Elements.distance(expected.ordinal(i), actual.ordinal(i));
    }

    /** The error in units of the element; finite between finite elements. */
    double units(int i) {
        double absolute = absolute(i);
        double units = absolute == 0 ? 0 : absolute / allowance.unit(i);
        return bothFinite(i) ? Math.min(units, Double.MAX_VALUE) : units;
    }

    /** Actual minus expected; NaN if a special value is involved. */
    private double signed(int i) {
        return actual.value(i) - expected.value(i);
    }

    private boolean bothFinite(int i) {
        return Double.isFinite(expected.value(i)) && Double.isFinite(actual.value(i));
    }

    Elements expected() {
        return expected;
    }

    Elements actual() {
        return actual;
    }

    ElementError at(int i, Optional<ElementTruth> truth) {
        double byUlps = tolerance.ulps() == 0 ? 0 : tolerance.ulps() * expected.ulp(i);
        double allowed = integers || !Double.isFinite(expected.value(i)) ? 0 : Math.max(allowance.of(i), byUlps);
        return new ElementError(
                indexOf(i),
                expected.number(i),
                actual.number(i),
                absolute(i),
                ulps(i),
                units(i),
                allowance.magnitude(i),
                allowed,
                truth);
    }

    private List<Integer> indexOf(int position) {
        List<Integer> index = new ArrayList<>();
        int rest = position;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index.add(0, rest % shape[axis]);
            rest /= shape[axis];
        }
        return index;
    }
}
