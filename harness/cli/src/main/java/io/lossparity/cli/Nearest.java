package io.lossparity.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that a user may have meant. */
final class Nearest {
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private Nearest() {}

    /** Returns the known name with the fewest edits, ignoring case; empty if half the name would have to change. */
    static Optional<String> to(String name, Collection<String> known) {
        return several(name, known, 1).stream()
                .filter(candidate -> edits(name, candidate) <= Math.max(2, name.length() / 2))
                .findFirst();
    }

    /** Returns the known names with the fewest edits, ignoring case, the nearest first. */
    static List<String> several(String name, Collection<String> known, int most) {
        return known.stream()
                .sorted(Comparator.comparingInt(candidate -> edits(name, candidate)))
                .limit(most)
                .toList();
    }

    private static int edits(String name, String candidate) {
        return DISTANCE.apply(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
    }
}
