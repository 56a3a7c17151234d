package io.lossparity.report.peers;

import io.lossparity.kit.verdict.CaseVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cases of one loss in which the ports differ in the same way: the same ports pass, and the same ports fail.
 *
 * @param loss the loss
 * @param marks the result of the cases for each port
 * @param representative the smallest of the cases
 * @param headlines the message about the representative for each port; empty if there is none
 * @param cases the ids of all
 */
public record TellingGroup(
        String loss, List<PortMark> marks, String representative, List<String> headlines, List<String> cases) {
    /** Makes the lists unmodifiable. */
    public TellingGroup {
        marks = List.copyOf(marks);
        headlines = List.copyOf(headlines);
        cases = List.copyOf(cases);
    }

    /**
     * The result of the cases with one port.
     *
     * @param words the verdict and what is wrong; {@code not asked} for a case that is not in the port's report
     * @param answer a letter for each distinct wrong answer; empty if the answer is right or all wrong answers are the
     *     same
     * @param expected the class of failures if they failed as expected; else empty
     */
    public record PortMark(String words, String answer, String expected) {
        /** A mark of cases that were not expected to fail. */
        public PortMark(String words, String answer) {
            this(words, answer, "");
        }

        /** Returns whether they passed. */
        public boolean passed() {
            return words.equals(CaseVerdict.PASSED.word());
        }

        /** Returns whether the port was wrong. */
        public boolean wrong() {
            return !passed() && !words.equals(CaseVerdict.UNSUPPORTED.word()) && !words.equals(NOT_ASKED);
        }

        /** Returns the words and the letter. */
        public String text() {
            return answer.isEmpty() ? words : words + " " + answer;
        }

        /** Returns the words, the letter, and the class of an expected failure. */
        public String textWithClass() {
            return expected.isEmpty() ? text() : text() + ", " + expected;
        }
    }

    /** The word for a case that is not in a port's report. */
    static final String NOT_ASKED = "not asked";

    /** Returns how many pairs of ports the cases tell apart. */
    public long pairs() {
        return marks.stream().filter(PortMark::passed).count()
                * marks.stream().filter(PortMark::wrong).count();
    }

    /** Finds the groups. Those that tell the most pairs of ports apart come first, then those with the most cases. */
    static List<TellingGroup> among(List<Peer> peers, Set<String> ids) {
        Map<String, List<String>> byPattern = new LinkedHashMap<>();
        for (String id : ids) {
            List<PortMark> marks = marks(peers, id);
            if (marks.stream().anyMatch(PortMark::passed) && marks.stream().anyMatch(PortMark::wrong)) {
                byPattern
                        .computeIfAbsent(loss(peers, id) + marks, pattern -> new ArrayList<>())
                        .add(id);
            }
        }
        return byPattern.values().stream()
                .map(cases -> group(peers, cases))
                .sorted(Comparator.comparingLong(TellingGroup::pairs)
                        .reversed()
                        .thenComparing(group -> -group.cases().size()))
                .toList();
    }

    private static TellingGroup group(List<Peer> peers, List<String> cases) {
        String representative = cases.stream()
                .min(Comparator.<String>comparingInt(id -> elements(peers, id))
                        .thenComparingInt(String::length)
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
        List<String> headlines = peers.stream()
                .map(peer -> peer.outcomes().get(representative))
                .map(outcome -> outcome == null ? "" : outcome.headline())
                .toList();
        return new TellingGroup(
                loss(peers, representative), marks(peers, representative), representative, headlines, cases);
    }

    private static List<PortMark> marks(List<Peer> peers, String id) {
        List<CaseOutcome> wrong = new ArrayList<>();
        List<Integer> answers = new ArrayList<>();
        for (Peer peer : peers) {
            CaseOutcome outcome = peer.outcomes().get(id);
            answers.add(outcome == null || !outcome.wrong() ? -1 : number(outcome, wrong));
        }
        List<PortMark> marks = new ArrayList<>();
        for (int i = 0; i < peers.size(); i++) {
            CaseOutcome outcome = peers.get(i).outcomes().get(id);
            String letter = answers.get(i) < 0 || wrong.size() < 2 ? "" : letter(answers.get(i));
            marks.add(
                    outcome == null
                            ? new PortMark(NOT_ASKED, letter)
                            : new PortMark(outcome.words(), letter, outcome.expected()));
        }
        return marks;
    }

    /** Returns the index of the first answer that equals this one. */
    private static int number(CaseOutcome outcome, List<CaseOutcome> distinct) {
        for (int i = 0; i < distinct.size(); i++) {
            if (distinct.get(i).equalsAnswerOf(outcome)) {
                return i;
            }
        }
        distinct.add(outcome);
        return distinct.size() - 1;
    }

    private static String letter(int number) {
        return number < 26 ? String.valueOf((char) ('a' + number)) : "#" + number;
    }

    private static int elements(List<Peer> peers, String id) {
        return peers.stream()
                .map(peer -> peer.outcomes().get(id))
                .mapToInt(outcome -> outcome == null ? 0 : outcome.elements())
                .max()
                .orElse(0);
    }

    private static String loss(List<Peer> peers, String id) {
        return peers.stream()
                .map(peer -> peer.outcomes().get(id))
                .filter(outcome -> outcome != null)
                .findFirst()
                .orElseThrow()
                .loss();
    }
}
