package io.lossparity.suite.smoke;

import java.util.List;
import java.util.Set;

/**
 * What came of a smoke test.
 *
 * @param findings what is wrong with the adapter
 * @param cases how many cases were asked and supported
 * @param agreed how many of those with a value came near PyTorch's
 * @param off the cases whose numbers are off, which nothing of the above explains: that is for a check to judge
 * @param lenient the invalid calls that the port computed: for a check to judge, too
 * @param losses the losses of which at least one case was answered
 * @param unsupported the losses of which none was
 * @param notAsked the gradients that the port declares not to have, for example {@code target of KLDivLoss}
 */
public record SmokeReport(
        List<SmokeFinding> findings,
        int cases,
        int agreed,
        List<String> off,
        List<String> lenient,
        Set<String> losses,
        Set<String> unsupported,
        Set<String> notAsked) {

    /** Returns whether there is an adapter, and nothing wrong with it. */
    public boolean works() {
        return findings.isEmpty() && !losses.isEmpty();
    }
}
