package io.lossparity.kit.verdict;

import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.text.Plural;
import java.util.ArrayList;
import java.util.List;

/** How many of the selected cases and relations could be judged. */
public final class CoverageWords {
    private CoverageWords() {}

    /**
     * Returns it in words, for example {@code 15 of 100 cases supported, 10 of them judged without a gradient; 0 of 249
     * relations supported}; empty if everything was judged.
     *
     * @param partial how many cases were judged without one of their gradients
     * @param relations the counts of the relations, or null if there are none
     */
    public static String of(long cases, long unsupported, long partial, RelationTotals relations) {
        List<String> words = new ArrayList<>();
        if (unsupported > 0) {
            String some = partial == 0 ? "" : ", " + partial + " of them judged without a gradient";
            words.add(supported(unsupported, cases, "case") + some);
        } else if (partial > 0) {
            words.add(partial + " of " + Plural.of(cases, "case") + " judged without a gradient");
        }
        if (relations != null && relations.unsupported() > 0) {
            words.add(supported(relations.unsupported(), relations.total(), "relation"));
        }
        return String.join("; ", words);
    }

    private static String supported(long unsupported, long all, String noun) {
        return (all - unsupported) + " of " + Plural.of(all, noun) + " supported";
    }
}
