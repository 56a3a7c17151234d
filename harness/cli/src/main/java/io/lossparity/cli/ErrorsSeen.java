package io.lossparity.cli;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.ToleranceRow;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.RunReport;
import io.lossparity.spi.DType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The largest error that ports show for each tolerance, over the accepted tensors. */
final class ErrorsSeen {
    private final Tolerances tolerances;
    private final Map<String, Worst> byRow = new HashMap<>();

    /**
     * The largest error of a row.
     *
     * @param units in units of the element
     * @param ulps in units in the last place
     * @param port the port with this error in units of the element; empty if there is none
     */
    record Worst(double units, double ulps, String port) {
        private Worst join(Worst other) {
            Worst larger = other.units > units ? other : this;
            return new Worst(larger.units, Math.max(ulps, other.ulps), larger.port);
        }
    }

    ErrorsSeen(Tolerances tolerances) {
        this.tolerances = tolerances;
    }

    /** Adds the errors of a port in a case. */
    void add(CaseResult result, String port) {
        for (TensorComparison tensor : result.comparisons()) {
            if (tensor.accepted() && tensor.dtype() == result.dtype()) {
                add(result.loss(), result.dtype(), tensor.name(), tensor.maxUnits(), (double) tensor.maxUlps(), port);
            }
        }
    }

    /** Adds the errors of a port in a run. */
    void add(RunReport report) {
        String port = report.header().port().name();
        for (CaseLine line : report.cases()) {
            if (line.verdict() == CaseVerdict.PASSED) {
                DType dtype = DType.ofTorchName(line.dtype());
                line.tensors().forEach(tensor -> {
                    double units = tensor.units().orZero();
                    add(line.loss(), dtype, tensor.name(), units, tensor.ulps().orZero(), port);
                });
            }
        }
    }

    private void add(String loss, DType dtype, String quantity, double units, double ulps, String port) {
        if (ulps > 0 && Double.isFinite(units)) {
            String row = tolerances.row(loss, dtype, quantity).name();
            byRow.merge(row, new Worst(units, ulps, port), Worst::join);
        }
    }

    /** Returns the largest error of a row; empty if no port shows any. */
    Optional<Worst> of(ToleranceRow row) {
        return Optional.ofNullable(byRow.get(row.name()));
    }
}
