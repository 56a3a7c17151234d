package io.lossparity.kit.relation;

import java.util.Locale;

/** How many relations are checked, and on how many elements. */
public enum RelationScope {
    /** Nothing. */
    NONE,
    /** Every relation at every setting on a few elements, and at the defaults on a few thousand. */
    QUICK,
    /** Every relation at every setting, several times on a few elements, and on a few thousand and a million. */
    FULL;

    /** Returns the scope in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
