package io.lossparity.kit.text;

import java.util.Locale;

/** Spells constants in reports. */
public final class Words {
    private Words() {}

    /** Returns a constant in lower case with spaces, for example {@code special value}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
