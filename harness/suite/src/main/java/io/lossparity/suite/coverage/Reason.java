package io.lossparity.suite.coverage;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why pairs of settings are not tested. In the patterns, {@code *} stands for any characters.
 *
 * @param loss which losses
 * @param one a pattern of one setting
 * @param other a pattern of the other
 * @param reason the reason
 */
public record Reason(String loss, String one, String other, String reason) {
    /** Checks that nothing is missing. */
    public Reason {
        for (String part : new String[] {loss, one, other, reason}) {
            if (part == null || part.isBlank()) {
                throw new IllegalArgumentException("a reason has a loss, one and other setting, and a text");
            }
        }
    }

    /** Returns a test of whether the reason covers a pair. */
    Predicate<Pair> covers() {
        Predicate<String> ofLoss = glob(loss);
        Predicate<String> ofOne = glob(one);
        Predicate<String> ofOther = glob(other);
        return pair -> {
            String first = pair.one().toString();
            String second = pair.other().toString();
            return ofLoss.test(pair.loss())
                    && ((ofOne.test(first) && ofOther.test(second)) || (ofOne.test(second) && ofOther.test(first)));
        };
    }

    private static Predicate<String> glob(String pattern) {
        return Pattern.compile(
                        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")))
                .asMatchPredicate();
    }

    /** Returns the patterns, as in {@code NLLLoss: values=* with form=*}. */
    public String patterns() {
        return loss + ": " + one + " with " + other;
    }
}
