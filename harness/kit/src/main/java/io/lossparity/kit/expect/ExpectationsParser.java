package io.lossparity.kit.expect;

import io.lossparity.kit.text.ForeignText;
import io.lossparity.kit.verdict.ExpectedFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an expectations file line by line; errors name the line. */
final class ExpectationsParser {
    private static final Pattern HEAD = Pattern.compile("\\[([^\\]]*)\\]\\s*(.*)");
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z]+):\\s*(.*)");
    private static final Pattern CAP = Pattern.compile("(\\d{1,6})\\s*,\\s*(\\S.*)");

    private final String name;
    private final List<String> preamble = new ArrayList<>();
    private final List<Paragraph> paragraphs = new ArrayList<>();
    private final Map<String, Integer> lineOfPattern = new HashMap<>();
    private Draft draft;
    private int number;

    ExpectationsParser(String name) {
        this.name = name;
    }

    List<String> preamble() {
        return preamble;
    }

    List<Paragraph> paragraphs() {
        return paragraphs;
    }

    /** The file comes from the port, and reports show its text. */
    private static void refuseHidden(String line) {
        String shown = line.replace('\t', ' ');
        if (!ForeignText.line(shown, shown.length()).equals(shown)) {
            throw new IllegalArgumentException("a line must have no control or invisible character, but was "
                    + ForeignText.line(line, ForeignText.SENTENCE));
        }
    }

    void read(String text) {
        for (String line : text.lines().toList()) {
            number++;
            try {
                refuseHidden(line);
                read(line, line.strip());
            } catch (IllegalArgumentException e) {
                throw new ExpectationsException(name + ", line " + number + ": " + e.getMessage(), e);
            }
        }
        finish();
    }

    private void read(String line, String stripped) {
        Matcher head = HEAD.matcher(stripped);
        if (head.matches()) {
            finish();
            draft = new Draft(
                    ExpectedFailure.Kind.of(head.group(1)), head.group(2).strip(), number);
            if (draft.title.isEmpty()) {
                throw new IllegalArgumentException("the class of failures has no name");
            }
        } else if (stripped.isEmpty() || stripped.startsWith("#")) {
            if (draft == null) {
                preamble.add(line.stripTrailing());
            } else {
                draft.lines.add(new Paragraph.OtherLine(line.stripTrailing()));
            }
        } else if (draft == null) {
            throw new IllegalArgumentException(
                    "a paragraph begins with [will-not-fix] or [to-fix] and a name, but this is '" + stripped + "'");
        } else {
            Matcher attribute = ATTRIBUTE.matcher(stripped);
            if (attribute.matches()) {
                draft.lines.add(new Paragraph.OtherLine(line.stripTrailing()));
                attribute(attribute.group(1), attribute.group(2));
            } else {
                pattern(ExpectationLine.parse(stripped, number));
            }
        }
    }

    private void attribute(String key, String value) {
        switch (key) {
            case "reason" -> draft.reason = value;
            case "when" -> draft.conditions = Condition.parse(value);
            case "cap" -> {
                Matcher cap = CAP.matcher(value);
                if (!cap.matches() || Integer.parseInt(cap.group(1)) == 0) {
                    throw new IllegalArgumentException(
                            "a cap reads like 'cap: 300, why a pattern may cover as many cases', but was '" + value
                                    + "'");
                }
                draft.cap = Integer.parseInt(cap.group(1));
                draft.capReason = cap.group(2);
            }
            default -> throw new IllegalArgumentException("there is reason, when and cap, but not '" + key + "'");
        }
    }

    private void pattern(Expectation expectation) {
        String key = expectation.pattern() + " when " + draft.conditions;
        Integer twin = lineOfPattern.put(key, number);
        if (twin != null) {
            throw new IllegalArgumentException(
                    "the pattern " + expectation.pattern() + " is there twice, first in line " + twin);
        }
        draft.lines.add(new Paragraph.PatternLine(expectation));
    }

    private void finish() {
        if (draft == null) {
            return;
        }
        if (draft.reason.isBlank()) {
            throw new ExpectationsException(
                    name + ", line " + draft.line + ": the class '" + draft.title
                            + "' has no reason; a line 'reason: ...' says why the port fails",
                    null);
        }
        paragraphs.add(new Paragraph(
                draft.kind, draft.title, draft.reason, draft.conditions, draft.cap, draft.capReason, draft.lines));
    }

    private static final class Draft {
        private final ExpectedFailure.Kind kind;
        private final String title;
        private final int line;
        private final List<Paragraph.Line> lines = new ArrayList<>();
        private String reason = "";
        private List<Condition> conditions = List.of();
        private int cap = ExpectationsFile.USUAL_CAP;
        private String capReason = "";

        Draft(ExpectedFailure.Kind kind, String title, int line) {
            this.kind = kind;
            this.title = title;
            this.line = line;
        }
    }
}
