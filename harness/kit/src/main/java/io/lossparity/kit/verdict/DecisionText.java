package io.lossparity.kit.verdict;

import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.text.Plural;
import java.util.Locale;

/** The decision on a run in words: the port conforms, fails as expected, or neither. */
public final class DecisionText {
    private DecisionText() {}

    /**
     * Returns the decision.
     *
     * @param decision the decision
     * @param totals the counts of the cases
     * @param relations the counts of the relations, or null if there are none
     * @param expecting whether there is an expectations file
     * @param suffix what follows the counts, for example the time taken
     */
    public static String of(
            Gate.Decision decision, Totals totals, RelationTotals relations, boolean expecting, String suffix) {
        Counts counts = totals.overall().counts();
        String words = CoverageWords.of(counts.cases(), counts.unsupported(), totals.partial(), relations);
        String coverage = words.isEmpty() ? "" : "; " + words;
        if (decision.asExpected() && counts.cases() == 0) {
            return (decision.conforms() ? "CONFORMS" : "AS EXPECTED") + ": relations: " + relations.words() + coverage
                    + suffix;
        }
        if (decision.conforms() && decision.asExpected()) {
            return String.format(
                    Locale.ROOT, "CONFORMS: %s passed%s%s", Plural.of(counts.passed(), "case"), coverage, suffix);
        }
        if (decision.asExpected()) {
            return String.format(
                    Locale.ROOT,
                    "AS EXPECTED: %s passed, %d failed as expected (%d will-not-fix, %d to-fix)%s%s",
                    Plural.of(counts.passed(), "case"),
                    counts.willNotFix() + counts.toFix(),
                    counts.willNotFix(),
                    counts.toFix(),
                    coverage,
                    suffix);
        }
        if (!expecting) {
            return "DOES NOT CONFORM: " + String.join("; ", decision.reasons()) + coverage + suffix;
        }
        StringBuilder text = new StringBuilder("NOT AS EXPECTED" + coverage + suffix + ":");
        decision.reasons().forEach(reason -> text.append('\n').append(reason));
        return text.toString();
    }
}
