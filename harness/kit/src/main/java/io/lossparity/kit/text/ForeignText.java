package io.lossparity.kit.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Text that a port wrote, made safe to show in a terminal, a log or a page.
 *
 * <p>All of a port's text passes through here when it enters the kit: names, versions, messages, reasons, notes,
 * remarks, thread names and printed output. The result is one line, without control characters and of limited length.
 * So a port cannot write a line that looks like one of the harness's.
 */
public final class ForeignText {
    /** The greatest length of a name or a version. */
    public static final int NAME = 100;

    /** The greatest length of a sentence, such as a note or a remark. */
    public static final int SENTENCE = 300;

    /** The greatest length of a message, such as that of an exception. */
    public static final int MESSAGE = 1000;

    /** The number of sentences of one kind that are shown. */
    public static final int MOST = 8;

    /** Begins each line of a message that quotes a port. */
    public static final String QUOTED = "  | ";

    private static final String CUT = " ...";

    private ForeignText() {}

    /**
     * Returns the text as one line.
     *
     * <p>Each invisible character, or one that controls a terminal, becomes an escape as in Java: line ends, tabs, the
     * escape character, marks that change the direction of writing, halves of a surrogate pair.
     *
     * @param text the text; null becomes {@code (nothing)}
     * @param longest how many characters are shown; a longer text is cut and ends with an ellipsis
     */
    public static String line(String text, int longest) {
        if (text == null) {
            return "(nothing)";
        }
        StringBuilder line = new StringBuilder(Math.min(text.length(), longest));
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            String shown = shown(point);
            if (line.length() + shown.length() > longest) {
                return line.append(CUT).toString();
            }
            line.append(shown);
            i += Character.charCount(point);
        }
        return line.toString();
    }

    /**
     * Returns the first sentences as lines, and the number of further ones.
     *
     * @param noun what the sentences are, in the singular
     */
    public static List<String> lines(Collection<String> sentences, String noun) {
        List<String> lines = new ArrayList<>();
        for (String sentence : sentences) {
            if (lines.size() == MOST) {
                lines.add("and " + (sentences.size() - MOST) + " more "
                        + Plural.noun(sentences.size() - (long) MOST, noun));
                return lines;
            }
            lines.add(line(sentence, SENTENCE));
        }
        return lines;
    }

    private static String shown(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> isSafe(point) ? Character.toString(point) : escaped(point);
        };
    }

    private static boolean isSafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static String escaped(int point) {
        StringBuilder escape = new StringBuilder();
        for (char unit : Character.toChars(point)) {
            escape.append("\\u%04x".formatted((int) unit));
        }
        return escape.toString();
    }
}
