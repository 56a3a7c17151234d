package io.lossparity.report.peers;

import java.util.Map;

/**
 * How much two ports have in common, over the cases that both have.
 *
 * @param first the one port's label
 * @param second the other's
 * @param answered how many cases both have
 * @param onlyFirst in how many only the first is wrong
 * @param onlySecond in how many only the second is wrong
 * @param bothWrong in how many both are wrong
 * @param sameKind in how many of these the verdict and what is wrong are the same
 * @param sameAnswer in how many of these the answers are the same, too
 */
public record PeerPair(
        String first,
        String second,
        int answered,
        int onlyFirst,
        int onlySecond,
        int bothWrong,
        int sameKind,
        int sameAnswer) {

    static PeerPair of(Peer first, Peer second) {
        int answered = 0;
        int onlyFirst = 0;
        int onlySecond = 0;
        int sameKind = 0;
        int sameAnswer = 0;
        int bothWrong = 0;
        for (Map.Entry<String, CaseOutcome> entry : first.outcomes().entrySet()) {
            CaseOutcome own = entry.getValue();
            CaseOutcome other = second.outcomes().get(entry.getKey());
            if (other == null || !own.answered() || !other.answered()) {
                continue;
            }
            answered++;
            onlyFirst += own.wrong() && other.passed() ? 1 : 0;
            onlySecond += own.passed() && other.wrong() ? 1 : 0;
            bothWrong += own.wrong() && other.wrong() ? 1 : 0;
            sameKind += own.failsLike(other) ? 1 : 0;
            sameAnswer += own.equalsAnswerOf(other) ? 1 : 0;
        }
        return new PeerPair(
                first.label(), second.label(), answered, onlyFirst, onlySecond, bothWrong, sameKind, sameAnswer);
    }

    /** Returns whether both are wrong in exactly the same cases and in the same way, and in at least one case. */
    boolean alike() {
        return sameKind > 0 && onlyFirst == 0 && onlySecond == 0 && sameKind == bothWrong;
    }
}
