package io.lossparity.kit.expect;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition of an expectation, for example {@code port >= 2.10} or {@code os = linux}.
 *
 * @param subject port, java, os or arch
 * @param comparison one of {@code < <= = >= >}
 * @param value a version, or a name
 */
record Condition(String subject, String comparison, String value) {
    private static final Pattern FORM = Pattern.compile("(port|java|os|arch)\\s*(<=|>=|<|>|=)\\s*(\\S+)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /**
     * Reads conditions separated by commas.
     *
     * @throws IllegalArgumentException if one can't be read
     */
    static List<Condition> parse(String text) {
        List<Condition> conditions = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = FORM.matcher(part.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "a condition must read like 'port >= 2.10', 'java < 21', 'os = linux'"
                                + " or 'arch = amd64', but was '" + part.strip() + "'");
            }
            Condition condition = new Condition(matcher.group(1), matcher.group(2), matcher.group(3));
            if (!condition.aboutVersion() && !condition.comparison().equals("=")) {
                throw new IllegalArgumentException(
                        "os and arch can only be compared with =, but it says '" + part.strip() + "'");
            }
            if (condition.aboutVersion() && !Character.isDigit(condition.value().charAt(0))) {
                throw new IllegalArgumentException("a version begins with a digit, but it says '" + part.strip() + "'");
            }
            conditions.add(condition);
        }
        return conditions;
    }

    private boolean aboutVersion() {
        return subject.equals("port") || subject.equals("java");
    }

    boolean holds(Surroundings surroundings) {
        return switch (subject) {
            case "port" -> versionHolds(surroundings.port());
            case "java" -> versionHolds(surroundings.java());
            case "os" -> surroundings.os().contains(value);
            default -> surroundings.arch().equals(value);
        };
    }

    /** Compares as many numbers of the version as the condition names, so 2.13.0-1.5 is = 2.13. */
    private boolean versionHolds(String version) {
        List<Long> wanted = numbers(value);
        List<Long> actual = numbers(version);
        int order = 0;
        for (int i = 0; order == 0 && i < wanted.size(); i++) {
            order = Long.compare(i < actual.size() ? actual.get(i) : 0, wanted.get(i));
        }
        return switch (comparison) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case "=" -> order == 0;
            case ">=" -> order >= 0;
            default -> order > 0;
        };
    }

    private static List<Long> numbers(String version) {
        List<Long> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(version);
        while (matcher.find()) {
            String digits = matcher.group();
            numbers.add(digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits));
        }
        return numbers;
    }
}
