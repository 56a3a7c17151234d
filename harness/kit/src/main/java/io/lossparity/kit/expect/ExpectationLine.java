package io.lossparity.kit.expect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a line: a pattern, and what is wrong with its cases. */
final class ExpectationLine {
    private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9._=+,/*?-]+");
    private static final Pattern PART = Pattern.compile(
            "\\s*,\\s*(?:max ulp (\\d{1,19})|max units (\\S+?)|max times (\\S+?)|says \"((?:[^\"\\\\]++|\\\\.)*+)\"|(may pass|any size))(?=\\s*(?:,|$))");

    private static final Pattern DECIMAL = Pattern.compile("\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private ExpectationLine() {}

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is not such a line
     */
    static Expectation parse(String text, int line) {
        String[] halves = text.split("\\s+", 2);
        String pattern = halves[0];
        if (!GLOB.matcher(pattern).matches()) {
            throw new IllegalArgumentException("no id matches the pattern '" + pattern + "'");
        }
        if (halves.length == 1) {
            return new Expectation(pattern, new TreeSet<>(), Bound.NONE, "", Set.of(), line);
        }
        int comma = halves[1].indexOf(',');
        String kinds = comma < 0 ? halves[1] : halves[1].substring(0, comma);
        Bound bound = Bound.NONE;
        String says = "";
        Set<Freedom> freedoms = EnumSet.noneOf(Freedom.class);
        Matcher part = PART.matcher(comma < 0 ? "" : halves[1].substring(comma));
        int end = 0;
        while (part.find() && part.start() == end) {
            end = part.end();
            if (part.group(1) != null) {
                bound = new Bound(ulps(part.group(1)), bound.units(), bound.times());
            } else if (part.group(2) != null) {
                bound = new Bound(bound.ulps(), number("max units", part.group(2)), bound.times());
            } else if (part.group(3) != null) {
                bound = bound.withTimes(number("max times", part.group(3)));
            } else if (part.group(5) != null) {
                freedoms.add(Freedom.of(part.group(5)));
            } else {
                says = part.group(4).replaceAll("\\\\(.)", "$1");
            }
        }
        if (comma >= 0 && end < halves[1].length() - comma) {
            throw new IllegalArgumentException(
                    "after what is wrong may come 'max ulp 40', 'max units 1e6', 'max times 12', 'any size', 'may"
                            + " pass' and 'says \"...\"', but this is '" + halves[1].substring(comma + end) + "'");
        }
        refuseOtherUnit(pattern, bound);
        if (freedoms.contains(Freedom.ANY_SIZE) && !bound.isNone()) {
            throw new IllegalArgumentException("'any size' and '" + bound.text() + "' exclude each other");
        }
        return new Expectation(pattern, new TreeSet<>(kinds(kinds)), bound, says, freedoms, line);
    }

    private static void refuseOtherUnit(String pattern, Bound bound) {
        boolean ofRelations = !Double.isInfinite(bound.times());
        boolean ofCases = !bound.withTimes(Double.POSITIVE_INFINITY).isNone();
        if (Expectation.aboutRelations(pattern) ? ofCases : ofRelations) {
            throw new IllegalArgumentException(
                    "the error of a relation is bounded by 'max times 12', in units of what it"
                            + " allows, that of a case by 'max ulp 40' or 'max units 1e6', but the pattern is "
                            + pattern
                            + " and the bound " + bound.text());
        }
    }

    private static List<String> kinds(String text) {
        List<String> kinds = new ArrayList<>();
        for (String kind : text.strip().split("\\s*\\+\\s*", -1)) {
            if (!Symptoms.KINDS.contains(kind)) {
                throw new IllegalArgumentException("what is wrong is some of " + String.join(", ", Symptoms.KINDS)
                        + ", joined by +, but was '" + kind + "'");
            }
            kinds.add(kind);
        }
        return kinds;
    }

    private static long ulps(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("max ulp takes an integer of 64 bits, but was '" + text + "'", e);
        }
    }

    private static double number(String what, String text) {
        double value = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    what + " takes a finite decimal number that is not negative, but was '" + text + "'");
        }
        return value;
    }
}
