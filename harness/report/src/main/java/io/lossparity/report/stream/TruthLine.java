package io.lossparity.report.stream;

import static io.lossparity.kit.compare.TruthComparison.rounded;

import io.lossparity.kit.compare.Attribution;
import io.lossparity.kit.compare.TruthComparison;
import io.lossparity.kit.compare.TruthComparison.Departure;
import io.lossparity.kit.compare.TruthComparison.Distance;
import java.util.List;

/**
 * How far the tensors of a port and of PyTorch are from the exact one, to five digits. A distance is left out if it is
 * infinite, because a special value differs.
 *
 * @param portMaxUlps the port's greatest distance in units in the last place of the exact value of PyTorch's formula
 * @param torchMaxUlps PyTorch's
 * @param portMaxUnits the port's greatest distance in units of its element
 * @param torchMaxUnits PyTorch's
 * @param nearer the number of elements at which the port is nearer than PyTorch; left out if they are the same
 * @param farther the number of elements at which PyTorch is nearer; left out if they are the same
 * @param departure the distances from the definition, if PyTorch's formula departs from it
 * @param attribution who causes the difference; left out if that is not clear
 */
public record TruthLine(
        @Measured.AsDouble double portMaxUlps,
        @Measured.AsDouble double torchMaxUlps,
        @Measured.AsDouble double portMaxUnits,
        @Measured.AsDouble double torchMaxUnits,
        Integer nearer,
        Integer farther,
        DepartureLine departure,
        Attribution attribution) {
    /**
     * How far both are from the definition.
     *
     * @param reasons why PyTorch's formula departs from it, in the golden data's words
     * @param portMaxUlps the port's greatest distance in units in the last place of the exact value of the definition
     * @param torchMaxUlps PyTorch's
     * @param portMaxUnits the port's greatest distance in units of its element
     * @param torchMaxUnits PyTorch's
     */
    public record DepartureLine(
            List<String> reasons,
            @Measured.AsDouble double portMaxUlps,
            @Measured.AsDouble double torchMaxUlps,
            @Measured.AsDouble double portMaxUnits,
            @Measured.AsDouble double torchMaxUnits) {
        /** Makes the list unmodifiable. */
        public DepartureLine {
            reasons = List.copyOf(reasons);
        }

        private static DepartureLine of(Departure departure) {
            Distance port = departure.port();
            Distance torch = departure.torch();
            return new DepartureLine(
                    departure.reasons(),
                    rounded(port.maxUlps()),
                    rounded(torch.maxUlps()),
                    rounded(port.maxUnits()),
                    rounded(torch.maxUnits()));
        }
    }

    static TruthLine of(TruthComparison truth) {
        boolean same = truth.nearer() + truth.farther() == 0;
        return new TruthLine(
                rounded(truth.port().maxUlps()),
                rounded(truth.torch().maxUlps()),
                rounded(truth.port().maxUnits()),
                rounded(truth.torch().maxUnits()),
                same ? null : (Integer) truth.nearer(),
                same ? null : (Integer) truth.farther(),
                truth.departure().map(DepartureLine::of).orElse(null),
                truth.attribution().orElse(null));
    }
}
