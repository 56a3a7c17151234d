package io.lossparity.render.text;

import gg.jte.Content;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns text into Markdown that shows the same text, also in a table's cell. */
public final class Markdown {
    private static final String SPECIAL = "\\`*_[]#|~";
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private Markdown() {}

    /** Escapes characters that Markdown or HTML would take for markup; a line break becomes a space. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '\n', '\r', '\t' -> escaped.append(' ');
                default -> {
                    if (SPECIAL.indexOf(c) >= 0) {
                        escaped.append('\\');
                    }
                    escaped.append((char) c);
                }
            }
        });
        return escaped.toString();
    }

    /** Returns the blank line that a template's control structure in front of it would swallow. */
    public static Content blankLine() {
        return output -> output.writeContent("\n");
    }

    /** Returns text as code, in a fence longer than any in the text; a line break becomes a space. */
    public static Content code(String text) {
        String line = text.replaceAll("[\\r\\n\\t]+", " ").replace("|", "\\|").strip();
        Matcher matcher = BACKTICKS.matcher(line);
        int longest = 0;
        while (matcher.find()) {
            longest = Math.max(longest, matcher.end() - matcher.start());
        }
        String fence = "`".repeat(longest + 1);
        String padding = longest > 0 || line.isEmpty() ? " " : "";
        return output -> output.writeContent(fence + padding + line + padding + fence);
    }
}
