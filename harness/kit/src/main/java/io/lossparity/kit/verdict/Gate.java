package io.lossparity.kit.verdict;

import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.text.Plural;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decides whether a run shows that the port conforms, or fails only as expected. A run that shows nothing shows
 * neither.
 */
public final class Gate {
    private static final String NO_CASE = "no case was run";

    private Gate() {}

    /**
     * Decides for a port without expected failures.
     *
     * @param totals the counts of the run
     * @param expectedCases the number of cases in the manifest, or in the selection
     */
    public static Decision decide(Totals totals, long expectedCases) {
        return decide(totals, expectedCases, List.of());
    }

    /**
     * Decides.
     *
     * @param totals the counts of the run
     * @param expectedCases the number of cases in the manifest, or in the selection
     * @param expectationProblems what is wrong with the expected failures, in words
     */
    public static Decision decide(Totals totals, long expectedCases, List<String> expectationProblems) {
        return decide(totals, expectedCases, expectationProblems, List.of());
    }

    /**
     * Decides for a port that must support what it declares.
     *
     * @param totals the counts of the run
     * @param expectedCases the number of cases in the manifest, or in the selection
     * @param expectationProblems what is wrong with the expected failures, in words
     * @param undelivered what the port declares but does not support, in words; see {@link DeclaredSupport}
     */
    public static Decision decide(
            Totals totals, long expectedCases, List<String> expectationProblems, List<String> undelivered) {
        Counts overall = totals.overall().counts();
        List<String> nothingShown = nothingShown(overall, expectedCases);
        nothingShown.addAll(undelivered);
        List<String> failures = new ArrayList<>();
        if (overall.errored() < overall.cases()) {
            addIf(failures, overall.failed(), overall.cases(), CaseVerdict.FAILED);
            addIf(failures, overall.errored(), overall.cases(), CaseVerdict.ERRORED);
            addIf(failures, overall.timedOut(), overall.cases(), CaseVerdict.TIMED_OUT);
        }
        boolean conforms = nothingShown.isEmpty() && failures.isEmpty();
        boolean asExpected = nothingShown.isEmpty() && overall.unexpected() == 0 && expectationProblems.isEmpty();
        List<String> reasons = new ArrayList<>(failures);
        if (overall.unexpected() < overall.notPassed()) {
            reasons.add(expected(overall));
        }
        reasons.addAll(nothingShown);
        reasons.addAll(expectationProblems);
        return new Decision(conforms, asExpected, reasons);
    }

    private static List<String> nothingShown(Counts overall, long expectedCases) {
        List<String> reasons = new ArrayList<>();
        if (overall.cases() == 0) {
            reasons.add(NO_CASE);
        } else if (overall.errored() == overall.cases()) {
            reasons.add("the port answered no case; check the adapter");
        } else if (overall.unsupported() == overall.cases()) {
            reasons.add("the port supports none of the " + Plural.of(overall.cases(), "case"));
        }
        if (overall.cases() != expectedCases) {
            reasons.add(Plural.of(overall.cases(), "case", "was", "were") + " run, but there are " + expectedCases);
        }
        return reasons;
    }

    private static String expected(Counts overall) {
        return String.format(
                Locale.ROOT,
                "%d of these as expected (%d will-not-fix, %d to-fix), %d not",
                overall.willNotFix() + overall.toFix(),
                overall.willNotFix(),
                overall.toFix(),
                overall.unexpected());
    }

    /**
     * Decides from cases and relations, or from relations if only they were selected.
     *
     * @param relations the counts of the relations, or null if there are none
     */
    public static Decision decide(Totals totals, long expectedCases, RelationTotals relations) {
        return decide(decide(totals, expectedCases), relations, List.of());
    }

    /**
     * Decides from a decision on cases and from relations, or from relations if no cases were selected.
     *
     * @param relations the counts of the relations, or null if there are none
     * @param expectationProblems what is wrong with the relations that were expected not to hold, in words
     */
    public static Decision decide(Decision cases, RelationTotals relations, List<String> expectationProblems) {
        if (relations == null) {
            return cases;
        }
        boolean relationsAlone = relations.held() + relations.willNotFix() + relations.toFix() > 0
                && cases.reasons().equals(List.of(NO_CASE));
        Decision decision = relationsAlone ? new Decision(true, true, List.of()) : cases;
        List<String> reasons = new ArrayList<>(decision.reasons());
        reasons.addAll(relations.reasons());
        reasons.addAll(expectationProblems);
        return new Decision(
                decision.conforms() && relations.reasons().isEmpty(),
                decision.asExpected() && relations.allAsExpected() && expectationProblems.isEmpty(),
                reasons);
    }

    private static void addIf(List<String> reasons, long count, long cases, CaseVerdict verdict) {
        if (count > 0) {
            reasons.add(String.format(Locale.ROOT, "%d of %d cases %s", count, cases, verdict.word()));
        }
    }

    /**
     * Whether the port conforms and, if not, why.
     *
     * @param conforms whether it does
     * @param asExpected whether every case passed, is not supported, or failed as the port's expectations file says,
     *     and that file has no errors
     * @param reasons why the port neither conforms nor fails as expected, in words; otherwise empty
     */
    public record Decision(boolean conforms, boolean asExpected, List<String> reasons) {
        /** Makes the list unmodifiable. */
        public Decision {
            reasons = List.copyOf(reasons);
        }
    }
}
