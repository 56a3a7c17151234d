package io.lossparity.kit.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.compare.TensorComparator;
import io.lossparity.kit.compare.TensorComparison;
import io.lossparity.kit.compare.Tolerance;
import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.ExpectedFailure.Outcome;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
    private static final String ID = "MSELoss/float32/mean/typical";
    private static final String HEAD = "[to-fix] sums\nreason: Summed in another order.\n";

    private static Expectations expecting(String... lines) {
        return ExpectationsFile.parse(HEAD + String.join("\n", lines) + "\n", "my.txt")
                .in(Surroundings.here("1"))
                .complete();
    }

    private static CaseResult result(Verdict verdict, TensorComparison... comparisons) {
        return new CaseResult(ID, "MSELoss", DType.FLOAT32, List.of(), verdict, List.of(comparisons), 1);
    }

    /** The output is wrong by as many units in the last place of 1. */
    private static TensorComparison off(String name, int ulps) {
        float actual = 1f;
        for (int i = 0; i < ulps; i++) {
            actual = Math.nextUp(actual);
        }
        return compared(name, actual);
    }

    private static TensorComparison compared(String name, float actual) {
        return new TensorComparator()
                .compare(
                        name,
                        TensorValue.ofFloats(new int[] {1}, 1f),
                        TensorValue.ofFloats(new int[] {1}, actual),
                        Tolerance.EXACT);
    }

    private static CaseResult wrong(TensorComparison... comparisons) {
        return result(new Verdict.Failed(FailureKind.OUTPUT, ID + ", port a: output: wrong\nmore"), comparisons);
    }

    private static ExpectedFailure judged(CaseResult result, String... lines) {
        return expecting(lines).judge(result).expectation().orElseThrow();
    }

    private static void assertOutcome(Outcome outcome, String message, ExpectedFailure actual) {
        assertEquals(outcome, actual.outcome(), actual.message());
        assertTrue(actual.message().contains(message), actual.message());
    }

    @Test
    void aFailureWithinTheBoundIsMet() {
        ExpectedFailure met = judged(wrong(off("output", 3)), "MSELoss/*  output, max ulp 3");
        assertEquals(
                new ExpectedFailure(
                        ExpectedFailure.Kind.TO_FIX, "sums", "Summed in another order.", "MSELoss/*", Outcome.MET, ""),
                met);
        assertTrue(judged(wrong(off("output", 1)), "MSELoss/*  output, max units 20")
                .met());
    }

    private static RelationResult relation(RelationVerdict verdict, String message) {
        return relation(verdict, 0, message);
    }

    private static RelationResult relation(RelationVerdict verdict, double worst, String message) {
        String id = "relation/MSELoss/float32/exchange/default/N3/seed=42";
        return new RelationResult(
                id, "MSELoss", "float32", "exchange", "l(x, y) = l(y, x)", verdict, worst, message, 1);
    }

    @Test
    void aRelationsErrorIsBoundedInUnitsOfItsAllowance() {
        String pattern = "relation/MSELoss/*/exchange/*  broken";
        RelationResult off = relation(RelationVerdict.BROKEN, 3.25, "off");
        assertTrue(judged(off, pattern + ", max times 3.25").met());
        assertOutcome(
                Outcome.WORSE,
                "expected max times 3.2, but the error is 3.25 times what is allowed",
                judged(off, pattern + ", max times 3.2"));
        assertOutcome(
                Outcome.WORSE,
                "the error is 3.25 times what is allowed, but no bound says how large it may be; 'max times 3.3' would",
                judged(off, pattern + ", says \"off\""));
        RelationResult nan = relation(RelationVerdict.BROKEN, Double.POSITIVE_INFINITY, "NaN");
        assertTrue(judged(nan, pattern + ", says \"NaN\"").met(), "there is nothing to measure");
    }

    private static ExpectedFailure judged(RelationResult result, String... lines) {
        return expecting(lines).judge(result).orElseThrow();
    }

    @Test
    void aRelationIsExpectedNotToHoldForItsReason() {
        String pattern = "relation/MSELoss/*/exchange/*";
        RelationResult off = relation(RelationVerdict.BROKEN, "the output is off\nmore");
        assertTrue(judged(off, pattern + "  broken, says \"is off\"").met());
        assertOutcome(Outcome.OTHER_REASON, "expected errored, but it is broken", judged(off, pattern + "  errored"));
        assertOutcome(
                Outcome.OTHER_REASON,
                "but it says: the output is off",
                judged(off, pattern + "  broken, says \"NaN\""));
        assertTrue(judged(relation(RelationVerdict.TIMED_OUT, "no answer"), pattern + "  timed-out")
                .met());
        assertOutcome(
                Outcome.UNEXPECTED_PASS, "it holds", judged(relation(RelationVerdict.HOLDS, ""), pattern + "  broken"));
        assertOutcome(
                Outcome.UNSUPPORTED,
                "no MSELoss",
                judged(relation(RelationVerdict.UNSUPPORTED, "no MSELoss"), pattern + "  broken"));
    }

    @Test
    void patternsOfCasesAndOfRelationsAreApart() {
        Expectations expectations = expecting("*/float32/*  output, max ulp 3", "relation/*/float32/*  broken");
        RelationResult off = relation(RelationVerdict.BROKEN, "off");
        ExpectedFailure relation = expectations.judge(off).orElseThrow();
        assertEquals("relation/*/float32/*", relation.pattern());
        ExpectedFailure ofCase =
                expectations.judge(wrong(off("output", 3))).expectation().orElseThrow();
        assertEquals("*/float32/*", ofCase.pattern());
        ExpectationProblems cases = new ExpectationProblems(expectations.patterns());
        cases.add(ID, ofCase);
        assertEquals(List.of(), cases.list(true));
        ExpectationProblems relations = ExpectationProblems.ofRelations(expectations.patterns());
        assertEquals(
                List.of("1 pattern is stale, for no relation matches: relation/*/float32/* (line 4)"),
                relations.list(true));
        assertEquals(List.of(), relations.list(false));
        relations.add(off.id(), relation);
        assertEquals(List.of(), relations.list(true));
    }

    @Test
    void whatNoPatternCoversIsNotTouched() {
        CaseResult result = wrong(off("output", 3));
        assertEquals(
                Optional.empty(), expecting("L1Loss/*  errored").judge(result).expectation());
    }

    @Test
    void aPassIsUnexpected() {
        ExpectedFailure passed = judged(result(new Verdict.Passed()), "MSELoss/*  output, max ulp 3");
        assertOutcome(Outcome.UNEXPECTED_PASS, "it passed", passed);
    }

    /** One structural departure is one line: whatever the size of the error, and whether a case shows it or not. */
    @Test
    void whatMayPassAndHasNoBoundIsOneLine() {
        String line = "MSELoss/*  output, any size, may pass";
        assertTrue(judged(wrong(off("output", 3_000_000)), line).met());
        assertEquals(
                Optional.empty(),
                expecting(line).judge(result(new Verdict.Passed())).expectation());
        assertOutcome(Outcome.OTHER_REASON, "it is gradient", judged(wrong(off("grad.input", 3)), line));
        assertOutcome(
                Outcome.UNEXPECTED_PASS, "passed", judged(result(new Verdict.Passed()), "MSELoss/*  output, any size"));
        ExpectationsFile file = ExpectationsFile.parse(HEAD + line + "\n", "my.txt");
        assertTrue(file.text().contains(line), file::text);
        ExpectationsUpdate update = new ExpectationsUpdate(file, Surroundings.here("1"), "");
        update.add(wrong(off("output", 3)));
        assertEquals(List.of(), update.fit().changes());
        assertThrows(ExpectationsException.class, () -> expecting("MSELoss/*  output, any size, max ulp 3"));
    }

    @Test
    void noSupportIsUnexpected() {
        ExpectedFailure gone = judged(result(new Verdict.Unsupported("no mean")), "MSELoss/*  errored");
        assertOutcome(Outcome.UNSUPPORTED, "so it can't fail: no mean", gone);
    }

    @Test
    void aWorseErrorIsNotMet() {
        assertOutcome(
                Outcome.WORSE,
                "expected max ulp 3, but the error is 4 ulp",
                judged(wrong(off("output", 4)), "MSELoss/*  output, max ulp 3"));
        assertOutcome(
                Outcome.WORSE,
                "expected max ulp 9, max units 2.0",
                judged(wrong(off("output", 4)), "MSELoss/*  output, max ulp 9, max units 2"));
    }

    @Test
    void anotherTensorIsAnotherReason() {
        assertOutcome(
                Outcome.OTHER_REASON,
                "expected output, but it is gradient+output: output: wrong",
                judged(wrong(off("output", 1), off("grad.input", 1)), "MSELoss/*  output, max ulp 3"));
    }

    @Test
    void aNaNIsAnotherReasonHoweverWideTheBound() {
        assertOutcome(
                Outcome.OTHER_REASON,
                "expected output, but it is special-value",
                judged(wrong(compared("output", Float.NaN)), "MSELoss/*  output, max units 1e300"));
    }

    @Test
    void aThrowIsAnotherReasonThanAWrongValueAndAnotherThrow() {
        CaseResult errored = result(new Verdict.Errored("the port threw a.B: c"));
        assertOutcome(
                Outcome.OTHER_REASON,
                "expected output, but it is errored: the port threw a.B: c",
                judged(errored, "MSELoss/*  output, max ulp 3"));
        assertOutcome(
                Outcome.OTHER_REASON,
                "expected to say \"a.C\", but it says: the port threw a.B: c",
                judged(errored, "MSELoss/*  errored, says \"a.C\""));
        assertTrue(judged(errored, "MSELoss/*  errored, says \"a.B\"").met());
    }

    @Test
    void aMissingGradientIsItsOwnKind() {
        TensorComparison missing = new TensorComparator()
                .compare("grad.input", TensorValue.ofFloats(new int[] {1}, 1f), null, Tolerance.EXACT);
        assertTrue(judged(wrong(missing), "MSELoss/*  missing").met());
        assertOutcome(
                Outcome.OTHER_REASON, "but it is missing", judged(wrong(missing), "MSELoss/*  gradient, max ulp 9"));
    }

    @Test
    void twoPatternsForACaseAreOneTooMany() {
        assertOutcome(
                Outcome.OVERLAP,
                "both pattern MSELoss/* (line 3) and pattern *typical (line 4) cover it",
                judged(wrong(off("output", 1)), "MSELoss/*  output, max ulp 3", "*typical  output, max ulp 3"));
    }

    private static List<String> problems(Expectations expectations, boolean whole, CaseResult... results) {
        ExpectationProblems problems = new ExpectationProblems(expectations.patterns());
        for (CaseResult result : results) {
            expectations.judge(result).expectation().ifPresent(expected -> problems.add(result.caseId(), expected));
        }
        return problems.list(whole);
    }

    @Test
    void whatIsMetIsNoProblem() {
        assertEquals(List.of(), problems(expecting("MSELoss/*  output, max ulp 3"), true, wrong(off("output", 3))));
    }

    @Test
    void aPatternThatMatchesNothingIsStaleInAWholeRunAlone() {
        Expectations expectations = expecting("MSELoss/*  output, max ulp 3", "L1Loss/*  errored");
        assertEquals(List.of(), problems(expectations, false, wrong(off("output", 3))));
        assertEquals(
                List.of("1 pattern is stale, for no case matches: L1Loss/* (line 4)"),
                problems(expectations, true, wrong(off("output", 3))));
    }

    @Test
    void aPatternMayCoverAsManyCasesAsItsCapSays() {
        CaseResult[] many = new CaseResult[101];
        java.util.Arrays.fill(many, wrong(off("output", 1)));
        String problem =
                problems(expecting("MSELoss/*  output, max ulp 3"), false, many).get(0);
        assertEquals(
                "the pattern MSELoss/* (line 3) is too wide: it covers 101 cases, and may cover 100; narrow it, or say"
                        + " 'cap: 101, why' in its paragraph",
                problem);
        assertEquals(List.of(), problems(expecting("cap: 101, why not", "MSELoss/*  output, max ulp 3"), false, many));
        assertEquals(List.of(), problems(expecting("MSELoss/*  output, any size, may pass"), false, many));
        assertEquals(
                1,
                problems(expecting("MSELoss/*  output, any size"), false, many).size());
    }

    @Test
    void problemsNameCasesAndPatterns() {
        CaseResult pass = result(new Verdict.Passed());
        assertEquals(
                List.of("4 expected to fail, but passed: "
                        + (ID + " (to-fix: sums, pattern MSELoss/*): it passed; ").repeat(3) + "and 1 more"),
                problems(expecting("MSELoss/*  output, max ulp 3"), true, pass, pass, pass, pass));
    }
}
