package io.lossparity.kit.text;

/** Writes a count with its noun in the right number. */
public final class Plural {
    private Plural() {}

    /** Returns a count with its noun, as in {@code 1 case}, {@code 2 cases} or {@code 3 quantities}. */
    public static String of(long count, String noun) {
        return count + " " + noun(count, noun);
    }

    /** Returns a count with its noun and verb, as in {@code 1 case is} or {@code 2 cases are}. */
    public static String of(long count, String noun, String verb, String verbOfMany) {
        return of(count, noun) + " " + (count == 1 ? verb : verbOfMany);
    }

    /** Returns the noun as it follows a count: in the singular after 1, otherwise in the plural. */
    public static String noun(long count, String noun) {
        if (count == 1) {
            return noun;
        }
        if (noun.endsWith("s")) {
            return noun + "es";
        }
        return noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }
}
