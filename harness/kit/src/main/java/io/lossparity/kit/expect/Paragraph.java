package io.lossparity.kit.expect;

import io.lossparity.kit.verdict.ExpectedFailure;
import java.util.List;

/**
 * A class of failures in an expectations file: a head, a reason, and lines of patterns.
 *
 * @param kind whether the failures are to be fixed
 * @param title the class's name
 * @param reason why the port fails, in a sentence
 * @param conditions all must hold for the paragraph to apply
 * @param cap how many cases each of its patterns may cover
 * @param capReason the reason for the cap; empty for the usual cap
 * @param lines the lines below the head in their order: attributes, comments, and patterns
 */
record Paragraph(
        ExpectedFailure.Kind kind,
        String title,
        String reason,
        List<Condition> conditions,
        int cap,
        String capReason,
        List<Line> lines) {
    Paragraph {
        conditions = List.copyOf(conditions);
        lines = List.copyOf(lines);
    }

    /** A line below the head. */
    sealed interface Line {
        /** Returns the line as the file spells it. */
        String text();
    }

    /**
     * A pattern.
     *
     * @param expectation what it says
     */
    record PatternLine(Expectation expectation) implements Line {
        @Override
        public String text() {
            return expectation.text();
        }
    }

    /**
     * A line that is kept as it is: an attribute, a comment, or a blank one.
     *
     * @param text the line
     */
    record OtherLine(String text) implements Line {}

    List<Expectation> expectations() {
        return lines.stream()
                .filter(PatternLine.class::isInstance)
                .map(line -> ((PatternLine) line).expectation())
                .toList();
    }

    /** Returns how many cases one of its patterns may cover. */
    int capOf(Expectation expectation) {
        return expectation.isUncapped() ? Integer.MAX_VALUE : cap;
    }

    boolean holds(Surroundings surroundings) {
        return conditions.stream().allMatch(condition -> condition.holds(surroundings));
    }

    Paragraph withLines(List<Line> newLines) {
        return new Paragraph(kind, title, reason, conditions, cap, capReason, newLines);
    }

    String head() {
        return "[" + kind.word() + "] " + title;
    }
}
