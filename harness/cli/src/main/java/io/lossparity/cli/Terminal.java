package io.lossparity.cli;

import io.lossparity.render.text.Rerun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * The format of printed text: its width, and whether it has colours.
 *
 * <p>Only the launcher knows whether standard output is a terminal, and how wide it is; it sets the properties {@code
 * lossparity.columns} and {@code picocli.ansi}.
 *
 * @param width the columns of a line
 * @param coloured whether it has colours
 */
record Terminal(int width, boolean coloured) {
    /** The property with which the launcher sets the terminal's width. */
    static final String COLUMNS = "lossparity.columns";

    /** The property in which the launcher says how it was called. */
    private static final String LAUNCHER = "lossparity.launcher";

    private static final String ANSI = "picocli.ansi";
    private static final Pattern WORD = Pattern.compile("(?:\\\\.|[^' \\\\]|'[^']*')+");

    /** The launcher as reports name it, where it begins a command. */
    private static final Pattern CALL = Pattern.compile("(?<![^ ])" + Pattern.quote(Rerun.LAUNCHER) + "(?= )");

    /** Not picocli's: most terminals take that one for a double underline. */
    private static final String NO_LONGER_BOLD = "\u001b[22m";

    private static final int LEAST = 80;
    private static final Map<String, Style> VERDICTS = Map.of(
            "CONFORMS", Style.fg_green,
            "AS EXPECTED", Style.fg_green,
            "DOES NOT CONFORM", Style.fg_red,
            "NOT AS EXPECTED", Style.fg_red);

    /** Returns the format for standard output. */
    static Terminal current() {
        String known = System.getProperty(COLUMNS, "");
        String columns = known.isEmpty() ? System.getenv().getOrDefault("COLUMNS", "") : known;
        int width = columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : LEAST;
        // Not picocli's guess: it asks for the console, and waits if a port holds a lock on System.
        return new Terminal(Math.max(LEAST, width), Boolean.getBoolean(ANSI));
    }

    /** Returns text in bold letters. */
    String bold(String text) {
        return coloured ? Style.bold.on() + text + NO_LONGER_BOLD : text;
    }

    /** Returns a decision with its first words in colour. */
    String decision(String text) {
        String words =
                VERDICTS.keySet().stream().filter(text::startsWith).findFirst().orElse("");
        if (!coloured || words.isEmpty()) {
            return text;
        }
        Style colour = VERDICTS.get(words);
        return bold(colour.on() + words + colour.off()) + text.substring(words.length());
    }

    /**
     * Breaks text into lines that fit. A word that does not fit stays whole, because users copy ids and commands.
     *
     * @param first what the first line begins with
     * @param indent how far the others are indented
     */
    String wrapped(String first, int indent, String text) {
        return first
                + text.lines()
                        .flatMap(line -> filled(List.of(line.split(" ", -1)), indent, indent, "").stream())
                        .collect(Collectors.joining(System.lineSeparator()))
                        .stripLeading();
    }

    /** Returns text without indentation. */
    String wrapped(String text) {
        return wrapped("", 0, text);
    }

    /**
     * Breaks the lines that do not fit: prose at blanks, a command so that a shell takes it all the same. Where a word
     * does not fit, as long ids do not, the indentation gives way first.
     */
    String fitted(String text) {
        return text.lines().map(this::fittedLine).collect(Collectors.joining(System.lineSeparator()));
    }

    /** A command behind other words gets lines of its own where they do not fit together. */
    private String fittedLine(String text) {
        String launcher = launcher();
        String line = CALL.matcher(text).replaceAll(Matcher.quoteReplacement(launcher));
        int command = line.indexOf(" " + launcher + " ");
        String before = line.substring(0, Math.max(0, command)).stripTrailing();
        if (before.isEmpty() || line.length() <= width) {
            return fittedPart(line);
        }
        int margin = before.length() - before.stripLeading().length() + 2;
        return fittedPart(before)
                + System.lineSeparator()
                + fittedPart(" ".repeat(margin) + line.substring(command + 1));
    }

    private String fittedPart(String line) {
        String text = line.strip();
        int margin = line.length() - line.stripLeading().length();
        boolean command = text.startsWith(launcher() + " ");
        List<String> words = command ? words(text) : List.of(text.split(" ", -1));
        return String.join(System.lineSeparator(), filled(words, margin, margin + 2, command ? " \\" : ""));
    }

    /** Splits a command as a shell does; an option and its value stay together. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        for (String word :
                WORD.matcher(command).results().map(MatchResult::group).toList()) {
            String before = words.isEmpty() ? "" : words.get(words.size() - 1);
            if (before.matches("--[a-z-]+") && !word.startsWith("-")) {
                words.set(words.size() - 1, before + " " + word);
            } else {
                words.add(word);
            }
        }
        return words;
    }

    /** The launcher as the user has called it, which need not be in this folder. */
    private static String launcher() {
        return Rerun.quoted(System.getProperty(LAUNCHER, Rerun.LAUNCHER));
    }

    /**
     * Fills lines with words.
     *
     * @param first how far the first line is indented
     * @param next how far the others are
     * @param end what each line but the last ends with
     */
    private List<String> filled(List<String> words, int first, int next, String end) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            int margin = lines.isEmpty() ? first : next;
            if (!line.isEmpty() && margin + line.length() + 1 + word.length() + end.length() > width) {
                lines.add(indented(margin, line + end));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(indented(lines.isEmpty() ? first : next, line.toString()));
        return lines;
    }

    private String indented(int margin, String line) {
        return " ".repeat(Math.max(0, Math.min(margin, width - line.length()))) + line;
    }
}
