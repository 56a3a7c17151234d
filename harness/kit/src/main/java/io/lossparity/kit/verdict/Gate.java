package io.lossparity.kit.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decides whether a run shows that the port conforms. A run that shows nothing does not. */
public final class Gate {
    private Gate() {}

    /**
     * Decides.
     *
     * @param totals what the run found
     * @param expectedCases the number of cases that the manifest, or the selection, says there are
     */
    public static Decision decide(Totals totals, long expectedCases) {
        LossTotals overall = totals.overall();
        List<String> reasons = new ArrayList<>();
        if (overall.cases() == 0) {
            reasons.add("no case was run");
        } else if (overall.errored() == overall.cases()) {
            reasons.add("the port answered no case; check the adapter");
        } else {
            addIf(reasons, overall.failed(), overall.cases(), "failed");
            addIf(reasons, overall.errored(), overall.cases(), "errored");
            addIf(reasons, overall.timedOut(), overall.cases(), "timed out");
            if (overall.unsupported() == overall.cases()) {
                reasons.add("the port supports none of the " + overall.cases() + " cases");
            }
        }
        if (overall.cases() != expectedCases) {
            reasons.add(
                    String.format(Locale.ROOT, "%d cases were run, but there are %d", overall.cases(), expectedCases));
        }
        return new Decision(reasons.isEmpty(), reasons);
    }

    private static void addIf(List<String> reasons, int count, int cases, String word) {
        if (count > 0) {
            reasons.add(String.format(Locale.ROOT, "%d of %d cases %s", count, cases, word));
        }
    }

    /**
     * Whether the port conforms and, if not, why.
     *
     * @param conforms whether it does
     * @param reasons why not, in words; empty if it does
     */
    public record Decision(boolean conforms, List<String> reasons) {
        /** Makes the list unmodifiable. */
        public Decision {
            reasons = List.copyOf(reasons);
        }
    }
}
