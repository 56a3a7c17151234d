package io.lossparity.render.html.model;

import io.lossparity.kit.text.Numbers;
import io.lossparity.kit.verdict.Counts;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.LossTotals;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The result of one port for one loss: a cell of the overview.
 *
 * @param totals the counts and worst errors
 * @param page the loss's page, relative to the overview
 */
public record PortLoss(LossTotals totals, String page) {
    /** Returns the loss. */
    public String loss() {
        return totals.name();
    }

    /** Returns how many cases have which verdict. */
    public Counts counts() {
        return totals.counts();
    }

    /** Returns the number of cases of each verdict that occurs, the best verdict first. */
    private Map<Mark, Long> byMark() {
        Map<Mark, Long> byMark = new EnumMap<>(Mark.class);
        byMark.put(Mark.PASSED, counts().passed());
        byMark.put(Mark.UNSUPPORTED, counts().unsupported());
        byMark.put(Mark.TIMED_OUT, counts().timedOut());
        byMark.put(Mark.ERRORED, counts().errored());
        byMark.put(Mark.FAILED, counts().failed());
        byMark.values().removeIf(count -> count == 0);
        return byMark;
    }

    /** Returns the verdict for the loss: the worst that occurs. */
    public Mark mark() {
        return byMark().keySet().stream().max(Enum::compareTo).orElse(Mark.OTHER);
    }

    /** Returns the verdicts in words, for example {@code 12 failed, 3 errored}. */
    public String words() {
        Map<Mark, Long> byMark = byMark();
        if (byMark.size() == 1) {
            return "all " + mark().word();
        }
        List<String> words = new ArrayList<>();
        byMark.forEach((mark, count) -> {
            if (mark != Mark.PASSED) {
                words.add(0, Numbers.count(count) + " " + mark.word());
            }
        });
        return String.join(", ", words);
    }

    /** Returns how many failures were expected, for example {@code 3 of 5 expected: 2 to-fix, 1 will-not-fix}. */
    public String expectedWords() {
        long met = counts().willNotFix() + counts().toFix();
        if (met == 0) {
            return "";
        }
        List<String> classes = new ArrayList<>();
        add(classes, counts().toFix(), ExpectedFailure.Kind.TO_FIX.word());
        add(classes, counts().willNotFix(), ExpectedFailure.Kind.WILL_NOT_FIX.word());
        String words = String.join(", ", classes);
        if (counts().unexpected() > 0) {
            return Numbers.count(met) + " of " + Numbers.count(counts().notPassed()) + " expected: " + words;
        }
        return classes.size() > 1
                ? "all " + Numbers.count(met) + " expected: " + words
                : met == 1 ? words : "all " + words;
    }

    private static void add(List<String> words, long count, String word) {
        if (count > 0) {
            words.add(Numbers.count(count) + " " + word);
        }
    }

    /** Returns the share of elements that are the same to the bit. */
    public String bitEqualShare() {
        return Numbers.percent(counts().bitEqual(), counts().values());
    }

    /** Returns the text that replaces the worst error if there is none. */
    public String noError() {
        return counts().values() == 0 ? "\u2013" : "exact";
    }
}
