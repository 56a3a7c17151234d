package io.lossparity.junit;

import io.lossparity.kit.expect.ExpectationProblems;
import io.lossparity.kit.expect.Expectations;
import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationScope;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.relations.RelationCase;
import io.lossparity.relations.RelationCatalogue;
import io.lossparity.relations.RelationRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/** The relations of a run: properties that a loss has for all inputs. */
final class SuiteRelations {
    private final RelationScope scope;
    private final List<RelationCase> cases;
    private final RelationRun run;
    private final Expectations expectations;
    private final List<RelationVerdict> verdicts = new ArrayList<>();
    private final List<ExpectedFailure> met = new ArrayList<>();
    private final ExpectationProblems problems;
    private int hung;

    /**
     * Selects the relations.
     *
     * @param patterns the patterns of ids that are selected, among which a whole id need not be in the scope
     * @param selected whether a relation is selected, and the port may support its loss and type
     */
    SuiteRelations(
            RelationScope scope,
            List<String> patterns,
            Predicate<RelationCase> selected,
            RelationRun run,
            Expectations expectations) {
        this.scope = scope;
        this.cases = RelationCatalogue.cases(scope, RelationTotals.USUAL_SEED, patterns).stream()
                .filter(selected)
                .toList();
        this.run = run;
        this.expectations = expectations;
        this.problems = ExpectationProblems.ofRelations(expectations.patterns());
    }

    /** Returns the relations by loss. */
    Map<String, List<RelationCase>> byLoss() {
        return cases.stream()
                .collect(Collectors.groupingBy(RelationCase::loss, LinkedHashMap::new, Collectors.toList()));
    }

    /**
     * Checks one relation.
     *
     * @throws AssertionError if the relation does not hold, or fails otherwise than expected
     * @throws TestAbortedException if the port does not support the relation's calls, or breaks the relation as
     *     expected
     */
    void check(RelationCase relation) {
        if (hung >= RelationRun.MOST_TIMED_OUT) {
            throw new AssertionError(relation.id() + ": not checked, for " + hung + " calls before it did not return");
        }
        RelationResult result = run.check(relation);
        hung += result.verdict() == RelationVerdict.TIMED_OUT ? 1 : 0;
        Optional<ExpectedFailure> expected = expectations.judge(result);
        verdicts.add(result.verdict());
        expected.filter(ExpectedFailure::met).ifPresent(met::add);
        expected.ifPresent(failure -> problems.add(relation.id(), failure));
        String verdict = result.verdict().word() + ": " + result.message();
        expected.ifPresent(failure -> SuiteRun.hold(relation.id(), failure, verdict));
        if (result.verdict() == RelationVerdict.UNSUPPORTED) {
            throw new TestAbortedException(relation.id() + ": " + verdict);
        }
        if (result.verdict() != RelationVerdict.HOLDS) {
            throw new AssertionError(verdict);
        }
    }

    /** Returns the counts; null if no relation was selected. */
    RelationTotals totals() {
        return cases.isEmpty()
                ? null
                : RelationTotals.of(scope.word(), RelationTotals.USUAL_SEED, cases.size(), verdicts)
                        .asExpected(met(ExpectedFailure.Kind.WILL_NOT_FIX), met(ExpectedFailure.Kind.TO_FIX));
    }

    private long met(ExpectedFailure.Kind kind) {
        return met.stream().filter(failure -> failure.kind() == kind).count();
    }

    /** Returns the decision on the cases and the relations, or on the relations if no cases were selected. */
    Gate.Decision decide(Gate.Decision ofCases, boolean whole) {
        if (cases.isEmpty()) {
            return ofCases;
        }
        RelationTotals totals = totals();
        return Gate.decide(ofCases, totals, problems.list(whole && totals.usual()));
    }
}
