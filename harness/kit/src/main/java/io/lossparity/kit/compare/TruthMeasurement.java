package io.lossparity.kit.compare;

import io.lossparity.kit.compare.TruthComparison.Departure;
import io.lossparity.kit.compare.TruthComparison.Distance;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.spi.DType;
import java.util.Optional;

/** Compares both tensors of a comparison with the truth, element by element. */
final class TruthMeasurement {
    /** The difference is attributed to one side if at least this percentage of the differing elements supports it. */
    private static final int CLEAR_PERCENT = 90;

    /** A port that computes the definition may be this many units in the last place off it. */
    private static final int ROUNDING_ULPS = 4;

    private final TensorTruth truth;
    private final Elements expected;
    private final Elements actual;
    private final Sides formula;
    private final Optional<Sides> definition;
    private int nearer;
    private int farther;

    /** The greatest distances of the two from one truth. */
    private static final class Sides {
        private final TruthMeter meter;
        private final Allowance allowance;
        private double portUlps;
        private double torchUlps;
        private double portUnits;
        private double torchUnits;
        private boolean portIsHere = true;

        Sides(TruthMeter meter, Allowance allowance) {
            this.meter = meter;
            this.allowance = allowance;
        }

        /** Adds an element and returns how much farther off the port is than PyTorch: negative if it is nearer. */
        int add(double torch, double port, int i) {
            double ulps = meter.ulps(torch, i);
            double otherUlps = port == torch ? ulps : meter.ulps(port, i);
            torchUlps = Math.max(torchUlps, ulps);
            portUlps = Math.max(portUlps, otherUlps);
            if (ulps > 0) {
                torchUnits = Math.max(torchUnits, meter.units(torch, i, allowance.unit(i)));
            }
            if (otherUlps > 0) {
                double units = meter.units(port, i, allowance.unit(i));
                portUnits = Math.max(portUnits, units);
                portIsHere &= otherUlps <= ROUNDING_ULPS || units <= Math.max(2 * ROUNDING_ULPS, allowance.units());
            }
            return Double.compare(otherUlps, ulps);
        }

        Distance port() {
            return new Distance(portUlps, portUnits);
        }

        Distance torch() {
            return new Distance(torchUlps, torchUnits);
        }

        ElementTruth at(double torch, double port, int i, Optional<ElementTruth> definition) {
            return new ElementTruth(meter.text(i), meter.ulps(port, i), meter.ulps(torch, i), definition);
        }
    }

    TruthMeasurement(TensorTruth truth, ElementMeter meter, DType dtype) {
        this.truth = truth;
        this.expected = meter.expected();
        this.actual = meter.actual();
        if (truth.formula().size() != expected.size()) {
            throw new IllegalArgumentException("the truth must have " + expected.size() + " elements, but has "
                    + truth.formula().size());
        }
        this.formula = new Sides(new TruthMeter(truth.formula(), dtype), meter.allowance());
        this.definition = truth.departs()
                ? Optional.of(new Sides(new TruthMeter(truth.definition(), dtype), meter.allowance()))
                : Optional.empty();
    }

    void add(int i) {
        double torch = expected.value(i);
        double port = actual.value(i);
        int order = formula.add(torch, port, i);
        nearer += order < 0 ? 1 : 0;
        farther += order > 0 ? 1 : 0;
        if (definition.isPresent()) {
            definition.get().add(torch, port, i);
        }
    }

    /** Returns the truth of an element, with the definition's value if it differs. */
    ElementTruth at(int i) {
        double torch = expected.value(i);
        double port = actual.value(i);
        Optional<ElementTruth> other = definition
                .map(sides -> sides.at(torch, port, i, Optional.empty()))
                .filter(element -> !element.exact().equals(formula.meter.text(i)));
        return formula.at(torch, port, i, other);
    }

    /** Returns the comparison, with the attribution that the element of the greatest difference allows. */
    TruthComparison result(Optional<ElementTruth> worst) {
        return new TruthComparison(
                formula.port(),
                formula.torch(),
                nearer,
                farther,
                definition.map(sides -> new Departure(truth.departures(), sides.port(), sides.torch())),
                worst.flatMap(this::attribution));
    }

    /**
     * Returns whether every element of the port equals the definition up to rounding, and PyTorch's worst element does
     * not.
     */
    private boolean computesDefinition(ElementTruth worst) {
        return worst.definition().filter(ElementTruth::portCloser).isPresent()
                && definition.filter(sides -> sides.portIsHere).isPresent();
    }

    private Optional<Attribution> attribution(ElementTruth worst) {
        if (worst.torchCloser() && computesDefinition(worst)) {
            return Optional.of(Attribution.DEFINITION);
        }
        int unequal = nearer + farther;
        if (worst.portCloser() && 100L * nearer >= (long) CLEAR_PERCENT * unequal) {
            return Optional.of(Attribution.PORT_CLOSER);
        }
        return worst.torchCloser() && 100L * farther >= (long) CLEAR_PERCENT * unequal
                ? Optional.of(Attribution.TORCH_CLOSER)
                : Optional.empty();
    }
}
