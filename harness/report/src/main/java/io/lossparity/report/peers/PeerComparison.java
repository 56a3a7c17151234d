package io.lossparity.report.peers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Several ports side by side.
 *
 * @param peers the ports, each with a different label
 * @param losses the losses that any of them was asked about
 * @param telling the cases in which the ports differ, in groups, the most telling first
 * @param clusters the ports that fail identically
 */
public record PeerComparison(
        List<Peer> peers, List<String> losses, List<TellingGroup> telling, List<FailureCluster> clusters) {
    /** Makes the lists unmodifiable. */
    public PeerComparison {
        peers = List.copyOf(peers);
        losses = List.copyOf(losses);
        telling = List.copyOf(telling);
        clusters = List.copyOf(clusters);
    }

    /**
     * Compares ports.
     *
     * @param given the ports; two may have the same name
     * @throws IllegalArgumentException if they answered different golden data, in which an id may mean something else
     */
    public static PeerComparison of(List<Peer> given) {
        given.forEach(peer -> requireSameData(given.get(0), peer));
        List<Peer> peers = Labels.distinct(given);
        Set<String> losses = new LinkedHashSet<>();
        Set<String> ids = new LinkedHashSet<>();
        for (Peer peer : peers) {
            losses.addAll(peer.totals().byLoss().keySet());
            ids.addAll(peer.outcomes().keySet());
        }
        return new PeerComparison(
                peers, List.copyOf(losses), TellingGroup.among(peers, ids), FailureCluster.among(peers, losses));
    }

    /** Returns whether every port conforms, or fails only as its expectations file says. */
    public boolean allAsExpected() {
        return peers.stream().allMatch(Peer::asExpected);
    }

    private static void requireSameData(Peer first, Peer other) {
        if (!first.header().data().equals(other.header().data())) {
            throw new IllegalArgumentException("different golden data: " + first.nameAndVersion() + " answered "
                    + first.header().data() + ", but " + other.nameAndVersion() + " "
                    + other.header().data());
        }
    }
}
