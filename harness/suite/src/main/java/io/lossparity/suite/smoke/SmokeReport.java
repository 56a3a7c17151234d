package io.lossparity.suite.smoke;

import java.util.List;
import java.util.Set;

/**
 * The result of a smoke test.
 *
 * @param findings what is wrong with the adapter
 * @param cases how many cases were asked and supported
 * @param agreed how many of those with a value came near PyTorch's
 * @param off the cases whose numbers are off and that no finding explains; a check must judge them
 * @param lenient the invalid calls that the port computed; a check must judge them too
 * @param losses the losses with at least one answered case
 * @param unsupported the losses without an answered case
 * @param notAsked the gradients that the port does not have, for example {@code target of KLDivLoss}
 * @param left how many cases were left out, because they are expected to fail
 */
public record SmokeReport(
        List<SmokeFinding> findings,
        int cases,
        int agreed,
        List<String> off,
        List<String> lenient,
        Set<String> losses,
        Set<String> unsupported,
        Set<String> notAsked,
        int left) {

    /** Returns whether nothing is wrong with the adapter, and it answered wherever it was asked. */
    public boolean works() {
        return findings.isEmpty() && (!losses.isEmpty() || allLeft());
    }

    /** Returns whether all cases are expected to fail, so that none was asked. */
    public boolean allLeft() {
        return cases == 0 && left > 0 && unsupported.isEmpty();
    }
}
