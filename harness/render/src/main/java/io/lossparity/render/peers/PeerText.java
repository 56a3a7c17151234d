package io.lossparity.render.peers;

import io.lossparity.kit.text.Plural;
import io.lossparity.render.text.Templates;
import io.lossparity.report.peers.FailureCluster;
import io.lossparity.report.peers.Peer;
import io.lossparity.report.peers.PeerComparison;
import io.lossparity.report.peers.TellingGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several ports side by side, as text: so much of it as fits.
 *
 * @param comparison the comparison
 * @param limit how many groups and clusters are shown
 * @param width how wide the matrix may be
 */
public record PeerText(PeerComparison comparison, int limit, int width) {
    /** Renders a comparison for a terminal of that width. */
    public static String plain(PeerComparison comparison, int limit, int width) {
        return Templates.plain("peers-text.jte", new PeerText(comparison, limit, width));
    }

    /** Renders a comparison for a pull request or a job summary. */
    public static String markdown(PeerComparison comparison, int limit) {
        return Templates.markdown("peers-markdown.jte", new PeerText(comparison, limit, 0));
    }

    /** Returns the matrix for a terminal. */
    public String table() {
        return PeerTable.render(comparison, width);
    }

    /** Returns the cell of a loss and a port. */
    public static String cell(Peer peer, String loss) {
        return PeerTable.cell(peer.totals().byLoss().get(loss));
    }

    /** Returns the first of a kind. */
    public <T> List<T> shown(List<T> all) {
        return all.subList(0, Math.min(limit, all.size()));
    }

    /** Returns how many of a kind are not shown. */
    public int hidden(List<?> all) {
        return Math.max(0, all.size() - limit);
    }

    /** Returns how many cases tell ports apart. */
    public int tellingCases() {
        return comparison.telling().stream()
                .mapToInt(group -> group.cases().size())
                .sum();
    }

    /** Returns which ports pass the cases of a group, and which do not and how. */
    public List<String> sides(TellingGroup group) {
        List<String> passing = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < group.marks().size(); i++) {
            TellingGroup.PortMark mark = group.marks().get(i);
            String label = comparison.peers().get(i).label();
            if (mark.passed()) {
                passing.add(label);
            } else if (mark.wrong()) {
                others.add(label + ": " + mark.textWithClass());
            }
        }
        return List.of("passed by " + String.join(", ", passing), "not passed by " + String.join(", ", others));
    }

    /** Returns what there is to say about a group's representative: the first port's words that has any. */
    public static String headline(TellingGroup group) {
        for (int i = 0; i < group.marks().size(); i++) {
            if (group.marks().get(i).wrong() && !group.headlines().get(i).isEmpty()) {
                return group.headlines().get(i);
            }
        }
        return "";
    }

    /** Returns what the ports of a cluster share, in words. */
    public static String words(FailureCluster cluster) {
        String losses = cluster.losses().stream()
                .map(share -> share.loss() + " (" + share.cases() + ")")
                .collect(Collectors.joining(", "));
        String answers = cluster.sameAnswer() == cluster.cases()
                ? "with equal answers"
                : cluster.sameAnswer() + " of them with equal answers";
        return Plural.of(cluster.cases(), "case") + ", " + answers + ": " + losses;
    }

    /** Returns the verdict on a port. */
    public static String verdict(Peer peer) {
        String coverage = peer.footer().coverage();
        String suffix = coverage.isEmpty() ? "" : "; " + coverage;
        if (peer.conforms() && peer.asExpected()) {
            return "conforms" + suffix;
        }
        if (peer.conforms()) {
            return "conforms, but not as expected: "
                    + String.join("; ", peer.footer().reasons()) + suffix;
        }
        return peer.asExpected()
                ? "fails as expected (" + peer.footer().counts().willNotFix() + " will-not-fix, "
                        + peer.footer().counts().toFix() + " to-fix)" + suffix
                : "does not conform: " + String.join("; ", peer.footer().reasons()) + suffix;
    }

    /** Returns the verdict on a port without the reasons, for who lists them. */
    public static String brief(Peer peer) {
        String verdict = verdict(peer);
        boolean reasons = !peer.asExpected() && verdict.contains(":");
        return reasons ? verdict.substring(0, verdict.indexOf(':')) : verdict;
    }

    /** Returns the verdict on all. */
    public String decision() {
        int all = comparison.peers().size();
        long asExpected = comparison.peers().stream().filter(Peer::asExpected).count();
        long conforming = comparison.peers().stream()
                .filter(peer -> peer.conforms() && peer.asExpected())
                .count();
        if (asExpected < all) {
            return "DO NOT CONFORM: " + (all - asExpected) + " of " + Plural.of(all, "port");
        }
        return conforming == all
                ? "CONFORM: all of " + Plural.of(all, "port")
                : "AS EXPECTED: " + (all - conforming) + " of " + Plural.of(all, "port")
                        + " fail, as their expectations files say";
    }
}
