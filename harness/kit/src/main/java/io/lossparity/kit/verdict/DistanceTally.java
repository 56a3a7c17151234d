package io.lossparity.kit.verdict;

import io.lossparity.kit.compare.TruthComparison;
import io.lossparity.kit.verdict.Counted.FromTruth;
import io.lossparity.kit.verdict.Counted.Gap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the greatest distances from the truth of the results so far. Not thread-safe. */
public final class DistanceTally {
    private record Key(String loss, String dtype, String tensor) {}

    private final Map<Key, Meter> meters = new LinkedHashMap<>();

    /** Creates an empty tally. */
    public DistanceTally() {}

    /** Adds a tensor of a case, if its truth is known. */
    public void add(String caseId, String loss, String dtype, Counted.Quantity quantity) {
        quantity.truth()
                .ifPresent(
                        distances -> meters.computeIfAbsent(new Key(loss, dtype, quantity.tensor()), key -> new Meter())
                                .add(caseId, distances));
    }

    /** Returns the distances per loss, element type and tensor, in order of appearance. */
    public List<Distances> distances() {
        List<Distances> all = new ArrayList<>();
        meters.forEach((key, meter) -> all.add(meter.distances(key)));
        return all;
    }

    private static final class Meter {
        private final Maximum portToTorch = new Maximum();
        private final Maximum portToTruth = new Maximum();
        private final Maximum torchToTruth = new Maximum();
        private int cases;
        private long nearer;
        private long farther;

        void add(String caseId, FromTruth distances) {
            cases++;
            nearer += distances.nearer();
            farther += distances.farther();
            portToTorch.add(caseId, distances.portToTorch());
            portToTruth.add(caseId, distances.portToTruth());
            torchToTruth.add(caseId, distances.torchToTruth());
        }

        Distances distances(Key key) {
            return new Distances(
                    key.loss(),
                    key.dtype(),
                    key.tensor(),
                    cases,
                    portToTorch.greatest(),
                    portToTruth.greatest(),
                    torchToTruth.greatest(),
                    nearer,
                    farther);
        }
    }

    private static final class Maximum {
        private double units;
        private double ulps;
        private String caseId;
        private int incomparable;

        /** Rounds before comparing, because a report has rounded distances and must name the same case as the run. */
        void add(String id, Gap gap) {
            if (!Double.isFinite(gap.units())) {
                incomparable++;
            } else if (gap.units() > units && TruthComparison.rounded(gap.units()) > units) {
                units = TruthComparison.rounded(gap.units());
                ulps = TruthComparison.rounded(gap.ulps());
                caseId = id;
            }
        }

        Distances.Greatest greatest() {
            return new Distances.Greatest(units, ulps, caseId, incomparable == 0 ? null : incomparable);
        }
    }
}
