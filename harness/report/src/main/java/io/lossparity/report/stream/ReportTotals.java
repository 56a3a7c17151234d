package io.lossparity.report.stream;

import io.lossparity.kit.verdict.CaseVerdict;
import io.lossparity.kit.verdict.Counted;
import io.lossparity.kit.verdict.DeclaredSupport;
import io.lossparity.kit.verdict.DistanceTally;
import io.lossparity.kit.verdict.Distances;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.Tally;
import io.lossparity.kit.verdict.Totals;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts the cases of a report as the run counted them. */
public final class ReportTotals {
    private ReportTotals() {}

    /** Returns the counts and worst errors of the cases. */
    public static Totals of(List<CaseLine> cases) {
        Tally tally = new Tally();
        for (CaseLine line : cases) {
            List<Counted.Quantity> quantities =
                    line.tensors().stream().map(ReportTotals::quantity).toList();
            tally.add(new Counted(
                    line.id(),
                    line.loss(),
                    line.dtype(),
                    line.verdict(),
                    quantities,
                    asExpected(line),
                    line.asked().notAsked()));
        }
        return tally.totals();
    }

    private static Optional<ExpectedFailure.Kind> asExpected(CaseLine line) {
        return Optional.ofNullable(line.expectation())
                .filter(ExpectedFailure::met)
                .map(ExpectedFailure::kind);
    }

    /** Returns how far port and PyTorch are from the truth in the cases, with any verdict. */
    public static List<Distances> distances(List<CaseLine> cases) {
        DistanceTally tally = new DistanceTally();
        for (CaseLine line : cases) {
            line.tensors().forEach(tensor -> tally.add(line.id(), line.loss(), line.dtype(), quantity(tensor)));
        }
        return tally.distances();
    }

    /**
     * Returns what the port declares but does not support, in words, as in the run; empty if the report has only some
     * cases of a loss and type.
     */
    public static List<String> undelivered(ReportHeader header, List<CaseLine> cases) {
        boolean wholeFiles = header.selection().cases().isEmpty()
                && header.selection().flags().isEmpty();
        if (!wholeFiles || header.port().capabilities() == null) {
            return List.of();
        }
        DeclaredSupport declared =
                new DeclaredSupport(header.port().capabilities().toCapabilities());
        for (CaseLine line : cases) {
            LossCall call = new LossCall(
                    line.loss(),
                    DType.ofTorchName(line.dtype()),
                    line.asked().params(),
                    Map.of(),
                    new LinkedHashSet<>(line.asked().requiresGrad()),
                    Optional.empty());
            declared.add(call, line.verdict() != CaseVerdict.UNSUPPORTED);
        }
        return declared.problems();
    }

    /** Returns the counted parts of a tensor. */
    public static Counted.Quantity quantity(TensorLine tensor) {
        return new Counted.Quantity(
                tensor.name(),
                tensor.count(),
                tensor.bitEqual(),
                tensor.units().max(),
                tensor.ulps().max(),
                Optional.ofNullable(tensor.truth()).map(truth -> fromTruth(tensor, truth)));
    }

    private static Counted.FromTruth fromTruth(TensorLine tensor, TruthLine truth) {
        return new Counted.FromTruth(
                new Counted.Gap(tensor.units().max(), (double) tensor.ulps().max()),
                new Counted.Gap(truth.portMaxUnits(), truth.portMaxUlps()),
                new Counted.Gap(truth.torchMaxUnits(), truth.torchMaxUlps()),
                truth.nearer() == null ? 0 : truth.nearer(),
                truth.farther() == null ? 0 : truth.farther());
    }
}
