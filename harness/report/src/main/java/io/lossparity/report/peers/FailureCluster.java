package io.lossparity.report.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ports that fail identically: in some losses, among the cases that they have in common, they are wrong in exactly the
 * same cases and in the same way.
 *
 * @param ports the ports' labels
 * @param losses the losses, and the cases that they share
 */
public record FailureCluster(List<String> ports, List<Share> losses) {
    /** Makes the lists unmodifiable. */
    public FailureCluster {
        ports = List.copyOf(ports);
        losses = List.copyOf(losses);
    }

    /**
     * The shared failures of one loss.
     *
     * @param loss the loss
     * @param cases in how many cases all of them are wrong
     * @param sameAnswer in how many of these all answers are the same
     */
    public record Share(String loss, int cases, int sameAnswer) {}

    /** Returns in how many cases all of them are wrong. */
    public int cases() {
        return losses.stream().mapToInt(Share::cases).sum();
    }

    /** Returns in how many of these all answers are the same. */
    public int sameAnswer() {
        return losses.stream().mapToInt(Share::sameAnswer).sum();
    }

    /** Finds the clusters; those of the most cases come first. */
    static List<FailureCluster> among(List<Peer> peers, Set<String> losses) {
        Map<List<String>, List<Share>> shares = new LinkedHashMap<>();
        for (String loss : losses) {
            List<Peer> inLoss = peers.stream().map(peer -> only(peer, loss)).toList();
            for (List<Peer> members : alike(inLoss)) {
                Share share = share(loss, members);
                if (share.cases() > 0) {
                    shares.computeIfAbsent(members.stream().map(Peer::label).toList(), ports -> new ArrayList<>())
                            .add(share);
                }
            }
        }
        List<FailureCluster> clusters = new ArrayList<>();
        shares.forEach((ports, where) -> clusters.add(new FailureCluster(ports, where)));
        clusters.sort((a, b) -> Integer.compare(
                b.cases() * b.ports().size(), a.cases() * a.ports().size()));
        return clusters;
    }

    /** Each port joins the first group in which it fails like all members. */
    private static List<List<Peer>> alike(List<Peer> peers) {
        List<List<Peer>> groups = new ArrayList<>();
        for (Peer peer : peers) {
            List<Peer> group = groups.stream()
                    .filter(members -> members.stream().allMatch(member -> alike(member, peer)))
                    .findFirst()
                    .orElseGet(() -> {
                        List<Peer> fresh = new ArrayList<>();
                        groups.add(fresh);
                        return fresh;
                    });
            group.add(peer);
        }
        return groups.stream().filter(members -> members.size() > 1).toList();
    }

    /** Whether two ports are wrong in the same cases and in the same way, and in at least one case. */
    private static boolean alike(Peer first, Peer second) {
        boolean some = false;
        for (Map.Entry<String, CaseOutcome> entry : first.outcomes().entrySet()) {
            CaseOutcome own = entry.getValue();
            CaseOutcome other = second.outcomes().get(entry.getKey());
            if (other != null && own.answered() && other.answered()) {
                if ((own.wrong() || other.wrong()) && !own.failsLike(other)) {
                    return false;
                }
                some |= own.wrong();
            }
        }
        return some;
    }

    private static Share share(String loss, List<Peer> members) {
        Set<String> common = new LinkedHashSet<>(members.get(0).outcomes().keySet());
        int sameAnswer = 0;
        int cases = 0;
        for (String id : common) {
            CaseOutcome first = members.get(0).outcomes().get(id);
            List<CaseOutcome> outcomes =
                    members.stream().map(member -> member.outcomes().get(id)).toList();
            if (outcomes.stream().allMatch(outcome -> outcome != null && outcome.wrong())) {
                cases++;
                sameAnswer += outcomes.stream().allMatch(first::equalsAnswerOf) ? 1 : 0;
            }
        }
        return new Share(loss, cases, sameAnswer);
    }

    private static Peer only(Peer peer, String loss) {
        Map<String, CaseOutcome> outcomes = new LinkedHashMap<>();
        peer.outcomes().forEach((id, outcome) -> {
            if (outcome.loss().equals(loss)) {
                outcomes.put(id, outcome);
            }
        });
        return new Peer(peer.label(), peer.header(), peer.footer(), peer.totals(), outcomes);
    }
}
