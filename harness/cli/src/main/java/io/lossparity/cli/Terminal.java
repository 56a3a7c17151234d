package io.lossparity.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.text.WordUtils;
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

    private static final String ANSI = "picocli.ansi";

    private static final int LEAST = 80;
    private static final Map<String, Style> VERDICTS = Map.of(
            "CONFORMS", Style.fg_green,
            "AS EXPECTED", Style.fg_green,
            "DOES NOT CONFORM", Style.fg_red,
            "NOT AS EXPECTED", Style.fg_red);

    /** Returns the format for standard output. */
    static Terminal current() {
        String columns = System.getProperty(COLUMNS, System.getenv().getOrDefault("COLUMNS", ""));
        int width = columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : LEAST;
        // Not picocli's guess: it asks for the console, and waits if a port holds a lock on System.
        return new Terminal(Math.max(LEAST, width), Boolean.getBoolean(ANSI));
    }

    /** Returns text in bold letters. */
    String bold(String text) {
        return coloured ? Style.bold.on() + text + Style.bold.off() : text;
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
        String margin = " ".repeat(indent);
        return text.lines()
                .flatMap(line -> List.of(
                        WordUtils.wrap(line, width - indent, "\n", false).split("\n", -1))
                        .stream())
                .collect(Collectors.joining(System.lineSeparator() + margin, first, ""));
    }

    /** Returns text without indentation. */
    String wrapped(String text) {
        return wrapped("", 0, text);
    }
}
