package io.lossparity.cli;

import io.lossparity.kit.text.Plural;
import io.lossparity.report.stream.ReportFooter;
import java.util.Locale;

/** The decision on a run in words: the port conforms, fails as expected, or neither. */
final class DecisionText {
    private DecisionText() {}

    /**
     * Returns the decision.
     *
     * @param footer the counts and the decision
     * @param expecting whether there is an expectations file
     * @param suffix the text after the counts, for example the time taken
     */
    static String of(ReportFooter footer, boolean expecting, String suffix) {
        String coverage = footer.coverage().isEmpty() ? "" : "; " + footer.coverage();
        if (footer.asExpected() && footer.counts().cases() == 0) {
            return (footer.conforms() ? "CONFORMS" : "AS EXPECTED") + ": relations: "
                    + footer.relations().words() + coverage + suffix;
        }
        if (footer.conforms() && footer.asExpected()) {
            return String.format(
                    Locale.ROOT,
                    "CONFORMS: %s passed%s%s",
                    Plural.of(footer.counts().passed(), "case"),
                    coverage,
                    suffix);
        }
        if (footer.asExpected()) {
            return String.format(
                    Locale.ROOT,
                    "AS EXPECTED: %s passed, %d failed as expected (%d will-not-fix, %d to-fix)%s%s",
                    Plural.of(footer.counts().passed(), "case"),
                    footer.counts().willNotFix() + footer.counts().toFix(),
                    footer.counts().willNotFix(),
                    footer.counts().toFix(),
                    coverage,
                    suffix);
        }
        if (!expecting) {
            return "DOES NOT CONFORM: " + String.join("; ", footer.reasons()) + coverage + suffix;
        }
        StringBuilder text = new StringBuilder("NOT AS EXPECTED" + coverage + suffix + ":");
        footer.reasons().forEach(reason -> text.append('\n').append(reason));
        return text.toString();
    }
}
