package io.lossparity.kit.expect;

import io.lossparity.kit.compare.MismatchKind;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.kit.verdict.Headline;
import io.lossparity.kit.verdict.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a case or relation failed; expectations are compared with this.
 *
 * @param kinds what is wrong, in words of {@link #KINDS}: one for each tensor that is not accepted, or one for the case
 * @param maxUnits the greatest error of tensors in which only values are wrong, in units of the elements
 * @param maxUlps the same in units in the last place
 * @param maxTimes the error of a relation whose sides disagree, in units of its allowance; 0 if it cannot be measured
 *     because of a special value, another shape or a rejected call
 * @param headline the first line of the verdict's message
 */
record Symptoms(SortedSet<String> kinds, double maxUnits, long maxUlps, double maxTimes, String headline) {
    /** The word for a relation that does not hold. */
    static final String BROKEN = "broken";

    /** The word for a call that does not return in its time. */
    static final String TIMED_OUT = "timed-out";

    /** The words. Only {@code output} and {@code gradient} mean that a tensor's values are wrong. */
    static final List<String> KINDS = List.of(
            "output",
            "gradient",
            "shape",
            "dtype",
            "special-value",
            "missing",
            "unexpected",
            "error-kind",
            "input",
            "overwrites",
            "not-repeatable",
            "errored",
            TIMED_OUT,
            BROKEN);

    Symptoms {
        kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
    }

    /** Returns the symptoms of a case; there are no kinds if it passed or is not supported. */
    static Symptoms of(CaseResult result) {
        SortedSet<String> kinds = new TreeSet<>();
        double units = 0;
        long ulps = 0;
        Verdict verdict = result.verdict();
        if (verdict instanceof Verdict.Failed failed) {
            for (TensorComparison comparison : result.comparisons()) {
                if (comparison.accepted()) {
                    continue;
                }
                kinds.add(kind(comparison));
                if (isMeasured(comparison)) {
                    units = Math.max(units, comparison.maxUnits());
                    ulps = Math.max(ulps, comparison.maxUlps());
                }
            }
            if (kinds.isEmpty()) {
                kinds.add(word(failed.kind()));
            }
        } else if (verdict instanceof Verdict.Errored || verdict instanceof Verdict.TimedOut) {
            kinds.add(verdict.word().replace(' ', '-'));
        }
        return new Symptoms(kinds, units, ulps, 0, Headline.of(result.caseId(), verdict.message()));
    }

    /** Returns the symptoms of a relation; there are no kinds if it holds or is not supported. */
    static Symptoms of(RelationResult result) {
        SortedSet<String> kinds = new TreeSet<>();
        switch (result.verdict()) {
            case BROKEN -> kinds.add(BROKEN);
            case ERRORED, TIMED_OUT -> kinds.add(result.verdict().word().replace(' ', '-'));
            case HOLDS, UNSUPPORTED -> {}
        }
        boolean measured = kinds.contains(BROKEN) && result.worst() > 1 && Double.isFinite(result.worst());
        double times = measured ? result.worst() : 0;
        return new Symptoms(kinds, 0, 0, times, Headline.of(result.id(), result.message()));
    }

    /** Returns whether the values of a tensor are wrong, so that the error needs a bound. */
    static boolean bounded(SortedSet<String> kinds) {
        return kinds.contains("output") || kinds.contains("gradient");
    }

    /** A tensor with a wrong value and a special one elsewhere has no error to bound. */
    private static boolean isMeasured(TensorComparison comparison) {
        return comparison.kind().orElseThrow() == MismatchKind.VALUE && comparison.maxUlps() < Long.MAX_VALUE;
    }

    private static String kind(TensorComparison comparison) {
        MismatchKind kind = comparison.kind().orElseThrow();
        if (kind == MismatchKind.VALUE && !isMeasured(comparison)) {
            return word(MismatchKind.SPECIAL_VALUE);
        }
        if (kind == MismatchKind.VALUE) {
            return comparison.isOutput() ? "output" : "gradient";
        }
        return word(kind);
    }

    private static String word(Enum<? extends Enum<?>> kind) {
        assert kind instanceof MismatchKind || kind instanceof FailureKind;
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
