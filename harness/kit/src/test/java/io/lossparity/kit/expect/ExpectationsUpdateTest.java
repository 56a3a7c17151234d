package io.lossparity.kit.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.compare.TensorComparator;
import io.lossparity.kit.compare.Tolerance;
import io.lossparity.kit.relation.RelationResult;
import io.lossparity.kit.relation.RelationVerdict;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.FailureKind;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectationsUpdateTest {
    private static final Surroundings HERE = new Surroundings("2.1", "17", "linux", "amd64");

    private static CaseResult result(String id, Verdict verdict) {
        return new CaseResult(id, "L1Loss", DType.FLOAT32, List.of(), verdict, List.of(), 1);
    }

    private static CaseResult passed(String id) {
        return result(id, new Verdict.Passed());
    }

    private static CaseResult errored(String id, String what) {
        return result(id, new Verdict.Errored("the port threw " + what));
    }

    private static CaseResult off(String id, float actual) {
        return new CaseResult(
                id,
                "L1Loss",
                DType.FLOAT32,
                List.of(),
                new Verdict.Failed(FailureKind.OUTPUT, id + ", port a: output: value"),
                List.of(new TensorComparator()
                        .compare(
                                "output",
                                TensorValue.ofFloats(new int[] {1}, 1f),
                                TensorValue.ofFloats(new int[] {1}, actual),
                                Tolerance.EXACT)),
                1);
    }

    private static ExpectationsUpdate.Fitted fit(String text, String looserBecause, CaseResult... results) {
        ExpectationsUpdate update = new ExpectationsUpdate(ExpectationsFile.parse(text, "my.txt"), HERE, looserBecause);
        List.of(results).forEach(update::add);
        return update.fit();
    }

    private static RelationResult relation(String dims, RelationVerdict verdict) {
        String id = "relation/L1Loss/float32/exchange/default/" + dims + "/seed=42";
        String message = verdict == RelationVerdict.HOLDS ? "" : id + ", port a: the output is not the same";
        return new RelationResult(id, "L1Loss", "float32", "exchange", "l(x, y) = l(y, x)", verdict, 0, message, 1);
    }

    @Test
    void relationsAreFittedApartFromCases() {
        String before = "[to-fix] gone\nreason: Once.\nrelation/L1Loss/float32/exchange/default/N9/*  broken\n";
        ExpectationsUpdate update = new ExpectationsUpdate(ExpectationsFile.parse(before, "my.txt"), HERE, "");
        update.add(passed("L1Loss/float32/a/N1"));
        update.add(relation("N1", RelationVerdict.BROKEN));
        update.add(relation("N2", RelationVerdict.BROKEN));
        update.add(relation("N9", RelationVerdict.HOLDS));
        ExpectationsUpdate.Fitted fitted = update.fit();
        assertEquals(List.of(), fitted.refusals());
        String text = fitted.file().text();
        assertTrue(text.contains("[to-fix] L1Loss exchange: broken"), text);
        assertTrue(text.contains("/N1/*  broken, says \"the output is not the same\""), text);
        assertFalse(text.contains("gone") || text.contains("/N9/"), text);
        Expectations fits = fitted.file().in(HERE).complete();
        assertTrue(
                fits.judge(relation("N2", RelationVerdict.BROKEN)).orElseThrow().met());
        assertEquals(Optional.empty(), fits.judge(relation("N9", RelationVerdict.HOLDS)));
    }

    private static RelationResult relationOf(String loss, RelationVerdict verdict) {
        RelationResult one = relation("N1", verdict);
        String id = one.id().replace("L1Loss", loss);
        return new RelationResult(
                id,
                loss,
                "float32",
                "exchange",
                one.formula(),
                verdict,
                0,
                one.message().replace("L1Loss", loss),
                1);
    }

    @Test
    void patternsOfRelationsNameTheLoss() {
        String before = "[to-fix] all\nreason: Both.\nrelation/*  broken\n";
        ExpectationsUpdate update = new ExpectationsUpdate(ExpectationsFile.parse(before, "my.txt"), HERE, "");
        update.add(relationOf("L1Loss", RelationVerdict.BROKEN));
        update.add(relationOf("MSELoss", RelationVerdict.BROKEN));
        update.add(relationOf("SmoothL1Loss", RelationVerdict.HOLDS));
        String text = update.fit().file().text();
        assertTrue(text.contains("\nrelation/L1Loss/*  broken"), text);
        assertTrue(text.contains("\nrelation/MSELoss/*  broken"), text);
        assertFalse(text.contains("relation/*"), text);
    }

    @Test
    void timeOutIsNotWrittenUnlessItStandsThere() {
        CaseResult late = result("L1Loss/float32/a/N1", new Verdict.TimedOut(Duration.ofSeconds(5)));
        for (String looserBecause : List.of("", "a slow machine")) {
            ExpectationsUpdate.Fitted refused = fit("", looserBecause, late, errored("L1Loss/float32/b/N1", "x"));
            assertEquals(List.of("L1Loss/float32/a/N1 timed out: no answer within 5.0 s"), refused.timedOut());
            assertEquals(List.of(), refused.changes());
            assertTrue(refused.file().isEmpty());
        }
        String known = "[to-fix] slow\nreason: It never returns.\nL1Loss/float32/a/*  timed-out\n";
        assertEquals(List.of(), fit(known, "", late).timedOut());
        String other = "[to-fix] slow\nreason: It throws.\nL1Loss/float32/a/*  errored\n";
        assertEquals(1, fit(other, "why not", late).timedOut().size());
    }

    @Test
    void timeOutOfARelationIsNotWrittenEither() {
        ExpectationsUpdate update = new ExpectationsUpdate(ExpectationsFile.parse("", "my.txt"), HERE, "");
        update.add(relation("N1", RelationVerdict.TIMED_OUT));
        ExpectationsUpdate.Fitted refused = update.fit();
        assertEquals(1, refused.timedOut().size(), refused::toString);
        assertTrue(refused.timedOut().get(0).startsWith("relation/L1Loss/float32/exchange/default/N1/seed=42 timed"));
    }

    @Test
    void boundsOfRelationsAreFittedToo() {
        String before = """
                [to-fix] open
                reason: Nobody has measured it.
                relation/L1Loss/float32/exchange/default/N1/*  broken
                relation/L1Loss/float32/exchange/default/N2/*  broken, max times 90.0
                relation/L1Loss/float32/exchange/default/N3/*  broken, max times 2.0
                """;
        ExpectationsUpdate update = new ExpectationsUpdate(ExpectationsFile.parse(before, "my.txt"), HERE, "");
        update.add(relation("N1", 3.21));
        update.add(relation("N2", 5));
        update.add(relation("N3", 1.5));
        String text = update.fit().file().text();
        assertTrue(text.contains("/N1/*  broken, max times 3.3\n"), text);
        assertTrue(text.contains("/N2/*  broken, max times 5.0\n"), text);
        assertTrue(text.contains("/N3/*  broken, max times 1.5\n"), text);
        ExpectationsUpdate worse = new ExpectationsUpdate(ExpectationsFile.parse(text, "my.txt"), HERE, "");
        worse.add(relation("N1", 3));
        worse.add(relation("N2", 5));
        worse.add(relation("N3", 1.6));
        List<String> refusals = worse.fit().refusals();
        assertEquals(1, refusals.size(), refusals::toString);
        assertTrue(
                refusals.get(0).contains("/N3/*  broken, max times 1.5 (line 5) would have to be"), refusals::toString);
    }

    private static RelationResult relation(String dims, double worst) {
        RelationResult broken = relation(dims, RelationVerdict.BROKEN);
        return new RelationResult(
                broken.id(),
                broken.loss(),
                broken.dtype(),
                broken.relation(),
                broken.formula(),
                broken.verdict(),
                worst,
                broken.message(),
                1);
    }

    @Test
    void dropsTightensNarrowsAndKeepsWords() {
        String before = """
                # A word before everything.

                [will-not-fix] sums
                reason: Ours are better.
                # A word on sums.
                L1Loss/float32/a/*  output, max ulp 9

                # A word on what is gone.
                [to-fix] gone
                reason: It was so once.
                L1Loss/float64/*  errored

                # A word on elsewhere.
                [to-fix] elsewhere
                reason: Not here.
                when: port < 2
                L1Loss/*  errored
                """;
        ExpectationsUpdate.Fitted fitted = fit(
                before,
                "",
                off("L1Loss/float32/a/1", Math.nextUp(1f)),
                off("L1Loss/float32/a/2", 1f + 2 * Math.ulp(1f)),
                passed("L1Loss/float32/a/3"),
                passed("L1Loss/float64/a/1"));
        assertEquals("""
                # A word before everything.

                [will-not-fix] sums
                reason: Ours are better.
                # A word on sums.
                L1Loss/float32/*/1  output, max ulp 1
                L1Loss/*/2  output, max ulp 2

                # A word on what is gone.

                # A word on elsewhere.
                [to-fix] elsewhere
                reason: Not here.
                when: port < 2
                L1Loss/*  errored
                """, fitted.file().text());
        assertEquals(List.of(), fitted.refusals());
        assertTrue(fitted.changes().contains("dropped [to-fix] gone: none of its cases fails any more"));
    }

    @Test
    void newFailuresBecomeClassesThatHoldAtOnce() {
        CaseResult[] results = {
            errored("L1Loss/float32/mean/N0/a", "a.Null: x"),
            errored("L1Loss/float64/mean/N0/a", "a.Null: y"),
            errored("L1Loss/float32/sum/N0/a", "a.Null: z"),
            passed("L1Loss/float32/mean/N1/a"),
            passed("L1Loss/float64/mean/N1/a"),
            off("L1Loss/float32/none/N1/a", 2f)
        };
        ExpectationsUpdate.Fitted fitted = fit("", "", results);
        String text = fitted.file().text();
        assertTrue(text.contains("[to-fix] L1Loss: errored\nreason: the port threw a.Null: x\n"), text);
        assertTrue(text.contains("  errored, says \"the port threw a.Null:\""), text);
        assertTrue(text.contains("  output, max units 1.7E7"), text);
        Expectations expectations = fitted.file().in(HERE).complete();
        ExpectationProblems problems = new ExpectationProblems(expectations.patterns());
        for (CaseResult each : results) {
            CaseResult judged = expectations.judge(each);
            boolean fails = !(each.verdict() instanceof Verdict.Passed);
            assertEquals(
                    fails, judged.expectation().filter(ExpectedFailure::met).isPresent(), each.caseId() + "\n" + text);
            judged.expectation().ifPresent(expected -> problems.add(each.caseId(), expected));
        }
        assertEquals(List.of(), problems.list(true));
        assertEquals(List.of(), fit(text, "", results).changes());
    }

    @Test
    void aWorseErrorOrAnotherKindTakesAReason() {
        String before = "[to-fix] a\nreason: b\nL1Loss/float32/x  output, max ulp 1\n";
        CaseResult worse = off("L1Loss/float32/x", 1f + 5 * Math.ulp(1f));
        ExpectationsUpdate.Fitted refused = fit(before, "", worse);
        assertEquals(
                List.of(
                        "L1Loss/float32/x  output, max ulp 1 (line 3) would have to be L1Loss/float32/x  output, max ulp 5"),
                refused.refusals());
        assertEquals(before, refused.file().text());
        assertEquals(
                "[to-fix] a\nreason: b\n# looser: they sum pairwise now\nL1Loss/float32/x  output, max ulp 5\n",
                fit(before, "they sum pairwise now", worse).file().text());
        assertFalse(
                fit(before, "", errored("L1Loss/float32/x", "a.B")).refusals().isEmpty());
    }

    @Test
    void aPatternAloneIsCompletedAndAnOverlapTaken() {
        String before = """
                [to-fix] a
                reason: b
                L1Loss/*/x
                [to-fix] c
                reason: d
                L1Loss/float32/*
                """;
        ExpectationsUpdate.Fitted fitted = fit(
                before,
                "",
                errored("L1Loss/float32/x", "some.Exception"),
                errored("L1Loss/float64/x", "some.Exception"),
                errored("L1Loss/float32/y", "other.Exception"));
        assertEquals("""
                [to-fix] a
                reason: b
                L1Loss/*/x  errored, says "the port threw some.Exception"
                [to-fix] c
                reason: d
                L1Loss/*/y  errored, says "the port threw other.Exception"
                """, fitted.file().text());
    }
}
