package io.lossparity.report.budget;

import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.RunReport;
import io.lossparity.report.stream.TensorLine;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a port is off in a run, quantity by quantity, over the cases that passed.
 *
 * @param measured the measurements of each quantity
 */
public record Fidelity(Map<Quantity, Map<Measure, Measurement>> measured) {
    /** Makes the map unmodifiable. */
    public Fidelity {
        measured = Collections.unmodifiableMap(new TreeMap<>(measured));
    }

    /**
     * A measured value.
     *
     * @param value the value
     * @param worstCase the id of the case that contributes most; empty if none does
     */
    public record Measurement(double value, String worstCase) {}

    /** Measures the cases of a report. */
    public static Fidelity of(RunReport report) {
        return of(report.cases());
    }

    /** Measures cases; those that did not pass are not counted. */
    public static Fidelity of(List<CaseLine> cases) {
        Map<Quantity, Meter> meters = new TreeMap<>();
        for (CaseLine line : cases) {
            if (line.verdict() != CaseVerdict.PASSED) {
                continue;
            }
            if (line.tensors().isEmpty()) {
                meter(meters, line, Quantity.ERROR).cases++;
            }
            for (TensorLine tensor : line.tensors()) {
                meter(meters, line, tensor.name()).add(line.id(), tensor);
            }
        }
        Map<Quantity, Map<Measure, Measurement>> measured = new TreeMap<>();
        meters.forEach((quantity, meter) -> measured.put(quantity, meter.measurements()));
        return new Fidelity(measured);
    }

    private static Meter meter(Map<Quantity, Meter> meters, CaseLine line, String name) {
        return meters.computeIfAbsent(new Quantity(line.loss(), line.dtype(), name), quantity -> new Meter());
    }

    private static final class Meter {
        private final Worst units = new Worst();
        private final Worst ulps = new Worst();
        private final Worst unequal = new Worst();
        private long cases;
        private long values;
        private long bitEqual;

        void add(String id, TensorLine tensor) {
            cases++;
            values += tensor.count();
            bitEqual += tensor.bitEqual();
            units.add(id, tensor.units().orZero());
            ulps.add(id, tensor.ulps().orZero());
            unequal.add(id, tensor.count() - tensor.bitEqual());
        }

        Map<Measure, Measurement> measurements() {
            Map<Measure, Measurement> result = new EnumMap<>(Measure.class);
            result.put(Measure.CASES, new Measurement(cases, ""));
            result.put(Measure.MAX_UNITS, new Measurement(units.value, units.id));
            result.put(Measure.MAX_ULPS, new Measurement(ulps.value, ulps.id));
            double share = values == 0 ? 1 : (double) bitEqual / values;
            result.put(Measure.BIT_EQUAL_SHARE, new Measurement(share, unequal.id));
            return result;
        }
    }

    private static final class Worst {
        private double value;
        private String id = "";

        void add(String caseId, double candidate) {
            if (candidate > value) {
                value = candidate;
                id = caseId;
            }
        }
    }
}
