package io.lossparity.kit.verdict;

/**
 * How many cases have which verdict, and how many of their elements are the same.
 *
 * @param cases the number of cases run
 * @param passed how many of them passed
 * @param failed how many failed
 * @param errored how many errored
 * @param unsupported how many the port does not support
 * @param timedOut how many timed out
 * @param values the number of elements compared
 * @param bitEqual how many of them were the same to the bit
 * @param willNotFix how many failed, errored or timed out as expected, and will not be fixed
 * @param toFix how many failed, errored or timed out as expected, and are to be fixed
 */
public record Counts(
        long cases,
        long passed,
        long failed,
        long errored,
        long unsupported,
        long timedOut,
        long values,
        long bitEqual,
        long willNotFix,
        long toFix) {
    /** Returns how many cases failed, errored or timed out. */
    public long notPassed() {
        return failed + errored + timedOut;
    }

    /** Returns how many cases failed, errored or timed out and were not expected to, or not in this way. */
    public long unexpected() {
        return notPassed() - willNotFix - toFix;
    }
}
