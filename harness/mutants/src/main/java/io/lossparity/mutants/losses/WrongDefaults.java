package io.lossparity.mutants.losses;

import io.lossparity.mutants.formula.Constant;
import java.util.Locale;

/** Names a parameter's default that is another one than PyTorch's. */
final class WrongDefaults {
    private WrongDefaults() {}

    /** Returns the last part of the mutant's id, as in {@code default-margin-0-5}. */
    static String slug(String param, Object value) {
        String name = param.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return "default-" + name + "-" + (value instanceof Double number ? Constant.slug(number) : value);
    }

    /** Returns the mistake in words, as in {@code margin is 0.5 instead of 1 where it is not given}. */
    static String words(String param, Object right, Object value) {
        return param + " is " + text(value) + " instead of " + text(right) + " where it is not given";
    }

    private static String text(Object value) {
        return value instanceof Double number ? Constant.text(number) : String.valueOf(value);
    }
}
