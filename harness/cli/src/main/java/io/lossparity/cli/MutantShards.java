package io.lossparity.cli;

import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.mutants.losses.Catalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** Deals out losses to shards that take about as long: the longest first, each to the shard with the least so far. */
final class MutantShards {
    private final List<Catalogue> catalogues;
    private final ToLongFunction<Catalogue> work;

    MutantShards(List<Catalogue> catalogues, ToLongFunction<Catalogue> work) {
        this.catalogues = catalogues;
        this.work = work;
    }

    /** The work is the number of cases times that of mutants. */
    static MutantShards of(List<Catalogue> catalogues, GoldenData data) {
        return new MutantShards(
                catalogues,
                catalogue -> (long) catalogue.mutants().size()
                        * data.manifest().totals().byLoss().getOrDefault(catalogue.loss(), 0));
    }

    /** Returns the losses of a shard, in the order of the catalogue. */
    List<Catalogue> get(int shard, int count) {
        long[] sums = new long[count];
        List<Catalogue> own = new ArrayList<>();
        List<Catalogue> longestFirst = catalogues.stream()
                .sorted(Comparator.comparingLong(work).reversed().thenComparing(Catalogue::loss))
                .toList();
        for (Catalogue catalogue : longestFirst) {
            int least = 0;
            for (int i = 1; i < count; i++) {
                least = sums[i] < sums[least] ? i : least;
            }
            sums[least] += work.applyAsLong(catalogue);
            if (least == shard) {
                own.add(catalogue);
            }
        }
        return catalogues.stream().filter(own::contains).toList();
    }
}
