package io.lossparity.kit.relation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The counts of a run of relations.
 *
 * @param scope the scope that was asked for
 * @param seed the seed in the ids
 * @param expected how many relations the selection has
 * @param held how many held
 * @param broken how many did not
 * @param errored for how many the port gave no answer
 * @param timedOut for how many it gave no answer in time
 * @param unsupported how many need a call that the port does not support
 * @param willNotFix how many are broken, errored or timed out as expected, and will not be fixed
 * @param toFix how many are broken, errored or timed out as expected, and are to be fixed
 */
public record RelationTotals(
        String scope,
        long seed,
        long expected,
        long held,
        long broken,
        long errored,
        long timedOut,
        long unsupported,
        long willNotFix,
        long toFix) {
    /** The seed of a run that names no seed. Expectations files are fitted to this seed. */
    public static final long USUAL_SEED = 42;

    /** Counts verdicts. */
    public static RelationTotals of(String scope, long seed, long expected, Collection<RelationVerdict> verdicts) {
        return new RelationTotals(
                scope,
                seed,
                expected,
                Collections.frequency(verdicts, RelationVerdict.HOLDS),
                Collections.frequency(verdicts, RelationVerdict.BROKEN),
                Collections.frequency(verdicts, RelationVerdict.ERRORED),
                Collections.frequency(verdicts, RelationVerdict.TIMED_OUT),
                Collections.frequency(verdicts, RelationVerdict.UNSUPPORTED),
                0,
                0);
    }

    /** Returns these counts, with the number of relations that do not hold as expected. */
    public RelationTotals asExpected(long willNotBeFixed, long toBeFixed) {
        return new RelationTotals(
                scope, seed, expected, held, broken, errored, timedOut, unsupported, willNotBeFixed, toBeFixed);
    }

    /** Returns whether these are the relations that a run checks by default. */
    public boolean usual() {
        return scope.equals(RelationScope.QUICK.word()) && seed == USUAL_SEED;
    }

    /** Returns whether all relations were checked, and each holds or fails as expected. */
    public boolean allAsExpected() {
        return total() == expected && broken + errored + timedOut == willNotFix + toFix;
    }

    /** Returns how many were checked. */
    public long total() {
        return held + broken + errored + timedOut + unsupported;
    }

    /** Returns why the port does not conform, in words; empty if it may. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        addIf(reasons, broken, "broken");
        addIf(reasons, errored, "errored");
        addIf(reasons, timedOut, "timed out");
        long met = willNotFix + toFix;
        if (met > 0) {
            reasons.add(met + " of these relations as expected (" + willNotFix + " will-not-fix, " + toFix
                    + " to-fix), " + (broken + errored + timedOut - met) + " not");
        }
        if (total() != expected) {
            reasons.add(total() + " relations were checked, but there are " + expected);
        }
        return reasons;
    }

    private void addIf(List<String> reasons, long count, String word) {
        if (count > 0) {
            reasons.add(count + " of " + total() + " relations " + word);
        }
    }

    /** Returns the counts in a line: {@code 812 of 812 hold (quick, seed 42)}. */
    public String words() {
        StringBuilder words =
                new StringBuilder().append(held).append(" of ").append(total()).append(" hold");
        append(words, broken, "broken");
        append(words, errored, "errored");
        append(words, timedOut, "timed out");
        append(words, unsupported, "unsupported");
        append(words, willNotFix + toFix, "as expected");
        return words.append(" (")
                .append(scope)
                .append(", seed ")
                .append(seed)
                .append(')')
                .toString();
    }

    private static void append(StringBuilder words, long count, String word) {
        if (count > 0) {
            words.append(", ").append(count).append(' ').append(word);
        }
    }
}
