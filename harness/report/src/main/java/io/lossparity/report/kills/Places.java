package io.lossparity.report.kills;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places in a list, as text: {@code 0-3,7}. */
final class Places {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    private Places() {}

    /** Returns places as ranges. */
    static String text(BitSet places) {
        StringBuilder text = new StringBuilder();
        for (int from = places.nextSetBit(0); from >= 0; ) {
            int to = places.nextClearBit(from) - 1;
            text.append(text.length() == 0 ? "" : ",").append(from).append(to > from ? "-" + to : "");
            from = places.nextSetBit(to + 1);
        }
        return text.toString();
    }

    /**
     * Reads ranges.
     *
     * @throws IllegalArgumentException if the text is not a list of ranges, or a place is beyond the list
     */
    static BitSet parse(String text, int size) {
        BitSet places = new BitSet();
        if (text.isEmpty()) {
            return places;
        }
        for (String range : text.split(",", -1)) {
            Matcher matcher = RANGE.matcher(range);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'" + range + "' is not a range of places such as 3-5");
            }
            int from = Integer.parseInt(matcher.group(1));
            int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
            if (to < from || to >= size) {
                throw new IllegalArgumentException("the places " + range + " are not among " + size + " cases");
            }
            places.set(from, to + 1);
        }
        return places;
    }
}
