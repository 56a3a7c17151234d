package io.lossparity.mutants.diagnosis;

import io.lossparity.mutants.Mutant;
import java.util.List;
import java.util.Locale;

/**
 * A mutant that answers failing cases as the port does.
 *
 * @param mutant the mutant
 * @param alike other mutants that answer the same in these cases
 * @param matched how many of the compared cases it explains
 * @param compared how many failing cases of the loss were compared
 * @param failing how many cases of the loss fail
 * @param maxUlps the greatest difference between mutant and port in units in the last place
 * @param maxScaled the same in units of the tensor's scale
 */
public record Explanation(
        Mutant mutant, List<Mutant> alike, int matched, int compared, int failing, long maxUlps, double maxScaled) {
    private static final long MOST_ULPS = 64;

    /** Makes the list unmodifiable. */
    public Explanation {
        alike = List.copyOf(alike);
    }

    /** Returns the explanation as a sentence, as in {@code your 14 failing cases equal `NLLLoss: ...` to 1 ulp}. */
    public String text() {
        String difference = maxUlps == 0
                ? "to the bit"
                : maxUlps <= MOST_ULPS
                        ? "to " + maxUlps + " ulp"
                        : String.format(Locale.ROOT, "to %.1e of scale", maxScaled);
        return cases() + " `" + mutant.title() + "` " + difference;
    }

    private String cases() {
        if (compared < failing) {
            return matched + " of " + compared + " compared of your " + failing + " failing cases equal";
        }
        if (matched < failing) {
            return matched + " of your " + failing + " failing cases " + (matched == 1 ? "equals" : "equal");
        }
        return failing == 1 ? "your failing case equals" : "your " + failing + " failing cases equal";
    }
}
