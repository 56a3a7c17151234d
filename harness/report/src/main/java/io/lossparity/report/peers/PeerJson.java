package io.lossparity.report.peers;

import io.lossparity.kit.verdict.Counts;
import io.lossparity.report.schema.SchemaReader;
import io.lossparity.report.stream.ReportHeader;
import java.util.List;

/** Writes a comparison of ports as JSON that fits {@code peers.schema.json} in this package. */
public final class PeerJson {
    /** The version of the JSON form. */
    public static final int FORMAT_VERSION = 1;

    private PeerJson() {}

    private record Document(
            int formatVersion,
            ReportHeader.Data data,
            List<Port> ports,
            List<Row> matrix,
            List<TellingGroup> telling,
            List<FailureCluster> clusters,
            List<PeerPair> pairs) {}

    private record Port(
            String label,
            String name,
            String version,
            Counts total,
            boolean conforms,
            boolean asExpected,
            List<String> reasons) {}

    /** A loss, and its result with each port, in the order of the ports; null if a port was not asked. */
    private record Row(String loss, List<Counts> ports) {}

    /** Returns the complete comparison. */
    public static String write(PeerComparison comparison) {
        List<Port> ports = comparison.peers().stream()
                .map(peer -> new Port(
                        peer.label(),
                        peer.header().port().name(),
                        peer.header().port().version(),
                        peer.totals().overall().counts(),
                        peer.conforms(),
                        peer.asExpected(),
                        peer.footer().reasons()))
                .toList();
        List<Row> matrix = comparison.losses().stream()
                .map(loss -> new Row(
                        loss,
                        comparison.peers().stream()
                                .map(peer -> peer.totals().byLoss().get(loss))
                                .map(totals -> totals == null ? null : totals.counts())
                                .toList()))
                .toList();
        Document document = new Document(
                FORMAT_VERSION,
                comparison.peers().get(0).header().data(),
                ports,
                matrix,
                comparison.telling(),
                comparison.clusters(),
                comparison.pairs());
        return SchemaReader.pretty(document);
    }
}
