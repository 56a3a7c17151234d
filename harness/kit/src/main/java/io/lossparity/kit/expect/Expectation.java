package io.lossparity.kit.expect;

import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.text.Glob;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.ExpectedFailure.Outcome;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A line of an expectations file: which cases fail, and how.
 *
 * @param pattern the pattern of ids
 * @param kinds what is wrong, in words of {@link Symptoms#KINDS}; each case must show at least one of them and no
 *     others
 * @param bound how large the error may be
 * @param says the text that the verdict's first line must contain; empty for any text
 * @param freedoms what the line does not restrict
 * @param line the line in the file
 */
record Expectation(String pattern, SortedSet<String> kinds, Bound bound, String says, Set<Freedom> freedoms, int line) {
    Expectation {
        kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
        freedoms = Collections.unmodifiableSet(new TreeSet<>(freedoms));
    }

    /** Returns whether its cases may pass too. */
    boolean mayPass() {
        return freedoms.contains(Freedom.MAY_PASS);
    }

    /** Returns whether the error may be of any size. */
    boolean anySize() {
        return freedoms.contains(Freedom.ANY_SIZE);
    }

    /** Returns whether it says no more than what is wrong, so that it may cover any number of cases. */
    boolean isUncapped() {
        return anySize() && mayPass();
    }

    boolean covers(String id) {
        return aboutRelations(pattern) == aboutRelations(id) && new Glob(pattern).matches(id);
    }

    /** Returns whether an id or a pattern is of relations; a pattern of cases covers no relation. */
    static boolean aboutRelations(String idOrPattern) {
        return RelationResult.isRelation(idOrPattern);
    }

    /** Returns its place in the file, for messages. */
    String place() {
        return "pattern " + pattern + " (line " + line + ")";
    }

    /** Returns what is missing in a line that has only a pattern; empty if nothing is missing. */
    String missing() {
        if (kinds.isEmpty()) {
            return "does not say how the cases fail";
        }
        return Symptoms.bounded(kinds) && bound.isNone() && !anySize() ? "does not say how large the error may be" : "";
    }

    /** Returns whether a failed case is as expected, and why not. */
    Finding judge(Symptoms symptoms) {
        if (!kinds.containsAll(symptoms.kinds())) {
            return new Finding(
                    Outcome.OTHER_REASON,
                    "expected " + String.join("+", kinds) + ", but it is " + String.join("+", symptoms.kinds()) + ": "
                            + symptoms.headline());
        }
        if (!symptoms.headline().contains(says)) {
            return new Finding(
                    Outcome.OTHER_REASON, "expected to say \"" + says + "\", but it says: " + symptoms.headline());
        }
        if (symptoms.maxTimes() > 0 && Double.isInfinite(bound.times()) && !anySize()) {
            return new Finding(
                    Outcome.WORSE,
                    "the error is " + symptoms.maxTimes() + " times what is allowed, but no bound says how large it may"
                            + " be; '" + Bound.ofTimes(symptoms.maxTimes()).text() + "' would");
        }
        if (!bound.holds(symptoms)) {
            return new Finding(Outcome.WORSE, "expected " + bound.text() + ", but the error is " + error(symptoms));
        }
        return new Finding(Outcome.MET, "");
    }

    private static String error(Symptoms symptoms) {
        return symptoms.maxTimes() > 0
                ? symptoms.maxTimes() + " times what is allowed"
                : symptoms.maxUlps() + " ulp, " + symptoms.maxUnits() + " units";
    }

    /**
     * The result of an expectation for a case.
     *
     * @param outcome the outcome
     * @param message what is wrong; empty if nothing is
     */
    record Finding(Outcome outcome, String message) {
        ExpectedFailure in(Paragraph paragraph, Expectation expectation) {
            return new ExpectedFailure(
                    paragraph.kind(), paragraph.title(), paragraph.reason(), expectation.pattern(), outcome, message);
        }
    }

    /** Returns the line as a file spells it. */
    String text() {
        StringBuilder text = new StringBuilder(pattern);
        if (!kinds.isEmpty()) {
            text.append("  ").append(String.join("+", kinds));
            text.append(bound.isNone() ? "" : ", " + bound.text());
            freedoms.forEach(freedom -> text.append(", ").append(freedom.words()));
            text.append(
                    says.isEmpty()
                            ? ""
                            : ", says \"" + says.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        }
        return text.toString();
    }
}
