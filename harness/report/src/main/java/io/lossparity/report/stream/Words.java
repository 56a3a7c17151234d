package io.lossparity.report.stream;

import java.util.Arrays;
import java.util.Locale;

/** How values are spelled in a report. */
final class Words {
    private Words() {}

    /** Returns a constant in lower case with spaces, for example {@code special value}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns a shape without spaces, for example {@code [2,3]}. */
    static String list(int... shape) {
        return Arrays.toString(shape).replace(" ", "");
    }
}
