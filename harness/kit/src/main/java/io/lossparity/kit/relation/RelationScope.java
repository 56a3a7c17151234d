package io.lossparity.kit.relation;

import java.util.Locale;

/** How much is checked. */
public enum RelationScope {
    /** Nothing. */
    NONE,
    /** Every relation at every setting on a few elements, and at the defaults on some thousand. */
    QUICK,
    /** Every relation at every setting, repeatedly on a few elements, on some thousand, and on a million. */
    FULL;

    /** Returns the scope in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
