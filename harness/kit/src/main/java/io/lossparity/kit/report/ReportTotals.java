package io.lossparity.kit.report;

import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.report.CaseLine.TensorLine;
import io.lossparity.kit.verdict.Counted;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.Tally;
import io.lossparity.kit.verdict.Totals;
import java.util.List;
import java.util.Optional;

/** Counts the cases of a report as the run counted them. */
public final class ReportTotals {
    private ReportTotals() {}

    /** Returns the counts and worst errors of those cases. */
    public static Totals of(List<CaseLine> cases) {
        Tally tally = new Tally();
        for (CaseLine line : cases) {
            List<Counted.Quantity> quantities =
                    line.tensors().stream().map(ReportTotals::quantity).toList();
            tally.add(new Counted(line.id(), line.loss(), line.dtype(), line.verdict(), quantities, asExpected(line)));
        }
        return tally.totals();
    }

    private static Optional<ExpectedFailure.Kind> asExpected(CaseLine line) {
        return Optional.ofNullable(line.expectation())
                .map(CaseLine.Expectation::toExpectedFailure)
                .filter(ExpectedFailure::met)
                .map(ExpectedFailure::kind);
    }

    /** Returns what is counted of a tensor. */
    public static Counted.Quantity quantity(TensorLine tensor) {
        return new Counted.Quantity(
                tensor.name().equals(TensorComparison.OUTPUT),
                tensor.count(),
                tensor.bitEqual(),
                tensor.maxScaled() == null ? Double.POSITIVE_INFINITY : tensor.maxScaled(),
                tensor.maxUlps() == null ? Long.MAX_VALUE : tensor.maxUlps());
    }
}
