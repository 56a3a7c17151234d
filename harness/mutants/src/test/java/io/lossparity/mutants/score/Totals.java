package io.lossparity.mutants.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How many bugs of each set are diagnosed how well, as the README says it. */
final class Totals {
    static final String START = "<!-- score -->";
    static final String END = "<!-- end of score -->";

    private static final Map<String, String> SETS = new LinkedHashMap<>();

    static {
        SETS.put("shared", "reported; we knew them when we wrote the wrong losses");
        SETS.put("public", "reported, found later");
        SETS.put("several", "two or three of them in one loss");
        SETS.put("fresh", "written from experience; looked at when the diagnosis changed");
    }

    private final List<Row> rows;

    Totals(List<Row> rows) {
        this.rows = rows;
    }

    long count(String set, Row.Outcome outcome) {
        return rows.stream()
                .filter(row -> row.set().equals(set) && row.outcome() == outcome)
                .count();
    }

    /** Returns how many bugs of a set are named or described. */
    long hits(String set) {
        return count(set, Row.Outcome.NAMED) + count(set, Row.Outcome.DESCRIBED);
    }

    /** Returns the table of the README. */
    String markdown() {
        List<String> lines = new ArrayList<>(List.of(
                START, "", "| bugs | number | named | described | silent | wrong |", "|---|---|---|---|---|---|"));
        SETS.forEach((set, words) -> {
            long number = rows.stream().filter(row -> row.set().equals(set)).count();
            if (number > 0) {
                String counts = Arrays.stream(Row.Outcome.values())
                        .map(outcome -> " " + count(set, outcome) + " |")
                        .collect(Collectors.joining());
                lines.add("| " + words + " | " + number + " |" + counts);
            }
        });
        lines.addAll(List.of("", END));
        return String.join("\n", lines);
    }

    /** Returns a text with this table in the place of the one that it has. */
    String in(String text) {
        int start = text.indexOf(START);
        int end = text.indexOf(END);
        if (start < 0 || end < start) {
            throw new IllegalStateException("there is no table between " + START + " and " + END);
        }
        return text.substring(0, start) + markdown() + text.substring(end + END.length());
    }
}
