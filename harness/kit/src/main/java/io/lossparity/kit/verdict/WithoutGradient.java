package io.lossparity.kit.verdict;

import io.lossparity.kit.text.Plural;

/**
 * A gradient that the port does not have, and the number of cases that were judged without it.
 *
 * @param loss the loss
 * @param gradient the argument
 * @param cases how many cases were judged without this gradient
 */
public record WithoutGradient(String loss, String gradient, long cases) {
    /** Returns it in words: {@code L1Loss: gradient of target not supported, 12 cases judged without it}. */
    public String words() {
        return loss + ": gradient of " + gradient + " not supported, " + Plural.of(cases, "case")
                + " judged without it";
    }
}
