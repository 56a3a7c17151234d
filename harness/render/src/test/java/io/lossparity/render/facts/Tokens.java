package io.lossparity.render.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a line of a formula. */
final class Tokens {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*([0-9.]+(?:e[+-]?[0-9]+)?|[A-Za-z][A-Za-z0-9]*|!=|<=|>=|[-+*/^|()\\[\\],:=<>])");

    private final List<String> words = new ArrayList<>();
    private final String line;
    private int next;

    Tokens(String line) {
        this.line = line;
        Matcher matcher = TOKEN.matcher(line);
        int end = 0;
        while (matcher.lookingAt()) {
            words.add(matcher.group(1));
            end = matcher.end();
            matcher.region(end, line.length());
        }
        if (!line.substring(end).isBlank()) {
            throw new Scope.FormulaException("can't read " + line.substring(end) + " in " + line);
        }
    }

    boolean atEnd() {
        return next == words.size();
    }

    String peek() {
        return atEnd() ? "" : words.get(next);
    }

    String peek(int ahead) {
        return next + ahead < words.size() ? words.get(next + ahead) : "";
    }

    String take() {
        if (atEnd()) {
            throw new Scope.FormulaException("something is missing at the end of " + line);
        }
        return words.get(next++);
    }

    boolean takeIf(String word) {
        if (peek().equals(word)) {
            next++;
            return true;
        }
        return false;
    }

    void expect(String word) {
        if (!takeIf(word)) {
            throw new Scope.FormulaException(word + " is expected, but there is '" + peek() + "' in " + line);
        }
    }

    /** Returns whether a colon comes before the parenthesis that is open is closed. */
    boolean colonAhead() {
        int depth = 0;
        for (int i = next; i < words.size() && depth >= 0; i++) {
            String word = words.get(i);
            if (word.equals(":") && depth == 0) {
                return true;
            }
            depth += word.equals("(") || word.equals("[") ? 1 : word.equals(")") || word.equals("]") ? -1 : 0;
        }
        return false;
    }
}
