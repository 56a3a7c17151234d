package io.lossparity.report.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lossparity.kit.text.Numbers;
import io.lossparity.kit.text.Plural;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is wrong with a port on one loss, as far as known mistakes explain it.
 *
 * @param loss the loss
 * @param failing how many of its cases failed with an answer
 * @param compared how many of these answers were compared with those of the known mistakes
 * @param explanations the known mistake that explains the most answers, then the one that explains the most of the
 *     rest, and so on; empty if none explains any
 * @param unexplained the answers that no known mistake explains; null if there are none
 * @param patterns sentences about unexplained answers: where a tensor is wrong, and how it compares with the right one
 * @param refusals what the port did in cases without an answer, the most frequent first
 */
public record DiagnosisLine(
        String loss,
        int failing,
        int compared,
        List<Explanation> explanations,
        @JsonInclude(JsonInclude.Include.NON_NULL) Unexplained unexplained,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> patterns,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Refusal> refusals)
        implements ReportLine {
    private static final long MOST_ULPS = 64;

    /** Makes the lists unmodifiable; null patterns or refusals become empty lists. */
    public DiagnosisLine {
        explanations = List.copyOf(explanations);
        patterns = patterns == null ? List.of() : List.copyOf(patterns);
        refusals = refusals == null ? List.of() : List.copyOf(refusals);
    }

    /** Makes a diagnosis that leaves nothing unexplained. */
    public DiagnosisLine(
            String loss,
            int failing,
            int compared,
            List<Explanation> explanations,
            List<String> patterns,
            List<Refusal> refusals) {
        this(loss, failing, compared, explanations, null, patterns, refusals);
    }

    /** Makes a diagnosis without patterns and refusals. */
    public DiagnosisLine(String loss, int failing, int compared, List<Explanation> explanations) {
        this(loss, failing, compared, explanations, List.of(), List.of());
    }

    /**
     * A known mistake whose answers equal the port's.
     *
     * @param mutant the id of the wrong loss
     * @param name the mistake in words
     * @param alike other mistakes with the same answers in these cases
     * @param matched how many of the compared cases it explains that no earlier explanation does
     * @param maxUlps the greatest difference between port and mistake in units in the last place
     * @param maxUnits the same in units
     * @param cases the ids of some of the cases
     * @param relations the ids of the relations that hold neither of the port nor of this mistake
     */
    public record Explanation(
            String mutant,
            String name,
            List<Mistake> alike,
            int matched,
            long maxUlps,
            double maxUnits,
            List<String> cases,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> relations) {
        /** Makes the lists unmodifiable; no relations may be said as null. */
        public Explanation {
            alike = List.copyOf(alike);
            cases = List.copyOf(cases);
            relations = relations == null ? List.of() : List.copyOf(relations);
        }

        /** Makes an explanation of cases only. */
        public Explanation(
                String mutant,
                String name,
                List<Mistake> alike,
                int matched,
                long maxUlps,
                double maxUnits,
                List<String> cases) {
            this(mutant, name, alike, matched, maxUlps, maxUnits, cases, List.of());
        }

        /** Returns how close port and mistake are, as in {@code to 1 ulp}. */
        public String closeness() {
            if (maxUlps == 0) {
                return "to the bit";
            }
            return maxUlps <= MOST_ULPS
                    ? "to " + maxUlps + " ulp"
                    : "to " + Numbers.distance(Math.rint(maxUnits)) + " units";
        }
    }

    /**
     * A known mistake.
     *
     * @param mutant the id of the wrong loss
     * @param name the mistake in words
     */
    public record Mistake(String mutant, String name) {}

    /**
     * What a port did instead of answering.
     *
     * @param what what it did, as in {@code throws java.lang.NullPointerException}; a number that varies is written
     *     {@code #}
     * @param where what only these cases have in common, as in {@code where reduction is none}; empty if nothing simple
     *     is known
     * @param count how many cases these are
     * @param cases the ids of some of them
     */
    public record Refusal(String what, String where, int count, List<String> cases) {
        /** Makes the list unmodifiable. */
        public Refusal {
            cases = List.copyOf(cases);
        }

        /** Returns it in words, as in {@code 14 cases without an answer, where reduction is none: the port throws X}. */
        public String words() {
            return Plural.of(count, "case") + " without an answer" + (where.isEmpty() ? "" : ", ") + where
                    + ": the port " + what;
        }
    }

    /**
     * Returns a sentence per explanation, as in {@code your 14 failing cases equal `NLLLoss: ...` to 1 ulp}, then one
     * of what none explains, then one per pattern, as in {@code NLLLoss: only the output is wrong in 14 of 14 cases
     * compared: it is 0}, then one per kind of refusal.
     */
    public List<String> sentences() {
        Stream<String> more =
                Stream.concat(remarks().stream(), refusals.stream().map(Refusal::words));
        return Stream.concat(explanations.stream().map(this::sentence), more.map(this::title))
                .toList();
    }

    /** Returns the sentences about cases that no known mistake explains: which tensors are wrong, then how. */
    public List<String> remarks() {
        Stream<String> first = Stream.ofNullable(unexplained).map(this::remark);
        return Stream.concat(first, patterns.stream()).toList();
    }

    private String remark(Unexplained rest) {
        int matched = explanations.stream().mapToInt(Explanation::matched).sum();
        String other = matched > 0 && matched + rest.cases() == rest.of() ? "the other " : "";
        String all = failing == 1 ? "your failing case" : "your " + failing + " failing cases";
        String cases = rest.of() < failing
                ? rest.cases() + " of " + rest.of() + " compared of " + all
                : rest.cases() < failing ? rest.cases() + " of " + all : (matched > 0 ? "the rest of " : "") + all;
        return "no known mistake explains " + other + cases + ": " + rest.words();
    }

    /** Returns an explanation as a sentence. */
    public String sentence(Explanation explanation) {
        return subject(explanation) + " `" + title(explanation.name()) + "` " + explanation.closeness();
    }

    /** Returns a mistake, pattern or refusal with its loss, as in {@code NLLLoss: the weight is ignored}. */
    public String title(String mistake) {
        return loss + ": " + mistake;
    }

    /** Returns the subject of the sentence and its verb, as in {@code 3 of your 14 failing cases equal}. */
    public String subject(Explanation explanation) {
        int matched = explanation.matched();
        if (compared < failing) {
            return matched + " of " + compared + " compared of your " + failing + " failing cases "
                    + (matched == 1 ? "equals" : "equal");
        }
        if (matched < failing) {
            return matched + " of your " + failing + " failing cases " + (matched == 1 ? "equals" : "equal");
        }
        return failing == 1 ? "your failing case equals" : "your " + failing + " failing cases equal";
    }
}
