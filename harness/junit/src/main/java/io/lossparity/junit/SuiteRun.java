package io.lossparity.junit;

import io.lossparity.kit.check.CaseChecker;
import io.lossparity.kit.check.Checked;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.expect.ExpectationProblems;
import io.lossparity.kit.expect.Expectations;
import io.lossparity.kit.expect.ExpectationsFile;
import io.lossparity.kit.expect.PortExpectations;
import io.lossparity.kit.expect.Surroundings;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.Manifest;
import io.lossparity.kit.fixture.PyTorchSnippet;
import io.lossparity.kit.input.GivenFile;
import io.lossparity.kit.relation.RelationScope;
import io.lossparity.kit.relation.RelationTotals;
import io.lossparity.kit.run.GuardedPort;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.kit.verdict.CaseResult;
import io.lossparity.kit.verdict.DecisionText;
import io.lossparity.kit.verdict.DeclaredSupport;
import io.lossparity.kit.verdict.ExpectedFailure;
import io.lossparity.kit.verdict.Gate;
import io.lossparity.kit.verdict.Judge;
import io.lossparity.kit.verdict.Tally;
import io.lossparity.kit.verdict.Verdict;
import io.lossparity.relations.RelationRun;
import io.lossparity.spi.Capabilities;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossPort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** One run of a test class; turns verdicts into results of JUnit. */
final class SuiteRun implements AutoCloseable {
    /** The port is in its own build, which may have neither a jar nor the launcher. */
    private static final String RERUN = "mvn test -Dlossparity.case=";

    private static final String NOTHING_SELECTED = "the selection matches no case of the golden data: the properties"
            + " lossparity.loss, lossparity.dtype and lossparity.case choose among them";

    private final GoldenData data;
    private final CaseSelection selection;
    private final Capabilities capabilities;
    private final CaseChecker checker;
    private final Tally tally = new Tally();
    private final DeclaredSupport declared;
    private final Expectations expectations;
    private final ExpectationProblems problems;
    private final SuiteRelations relations;
    private String example = "";

    /** Opens the data and starts the port. */
    SuiteRun(PortConformance settings) {
        data = settings.golden();
        selection = selection(settings);
        LossPort given = settings.port();
        LossPort port = GuardedPort.of(given);
        expectations = expectations(settings, given)
                .in(Surroundings.here(port.version()))
                .complete();
        problems = new ExpectationProblems(expectations.patterns());
        RelationScope scope = scope(settings.relations()); // may fail, so before anything is opened
        Judge judge = new Judge(tolerances(settings), port.name(), RERUN);
        PortRunner runner = new PortRunner(port, settings.timeout());
        capabilities = runner.capabilities();
        declared = new DeclaredSupport(capabilities);
        checker = new CaseChecker(runner, judge);
        relations = new SuiteRelations(
                scope,
                selection.globs(),
                relation -> selection.matchesRelation(relation.loss(), relation.dtype(), relation.id())
                        && UnsupportedCases.missing(capabilities, relation.loss(), relation.dtype())
                                .isEmpty(),
                new RelationRun(checker::ask, port.name(), RERUN, capabilities),
                expectations);
    }

    private static CaseSelection selection(PortConformance settings) {
        return CaseSelection.all()
                .withLosses(settings.losses())
                .withDTypes(settings.dtypes().stream().map(DType::ofTorchName).toList())
                .withGlobs(settings.cases());
    }

    private static ExpectationsFile expectations(PortConformance settings, LossPort port) {
        return settings.expectations()
                .map(file -> ExpectationsFile.read(file, file.toString()))
                .or(() -> PortExpectations.of(port))
                .orElseGet(() -> ExpectationsFile.empty(""));
    }

    private static Tolerances tolerances(PortConformance settings) {
        return settings.tolerances()
                .map(file -> Tolerances.read(GivenFile.of(file).bytes(), file.toString()))
                .orElseGet(Tolerances::bundled);
    }

    private static RelationScope scope(String word) {
        return Arrays.stream(RelationScope.values())
                .filter(scope -> scope.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "relations (the property lossparity.relations) must be none, quick or full, but was '" + word
                                + "'"));
    }

    /** Returns the selected relations that the port may support. */
    SuiteRelations relations() {
        return relations;
    }

    GoldenData data() {
        return data;
    }

    CaseSelection selection() {
        return selection;
    }

    /** Returns the files that have selected cases that the port may support. */
    List<Manifest.Entry> supported() {
        return data.files(selection).stream()
                .filter(file -> UnsupportedCases.missing(capabilities, file).isEmpty())
                .toList();
    }

    /** Returns the other selected cases, grouped by what the port declares not to support. */
    List<UnsupportedCases> unsupported() {
        return UnsupportedCases.of(data, selection, capabilities);
    }

    /**
     * Counts cases that the port declares not to support.
     *
     * @throws AssertionError if the expectations name one of them
     * @throws TestAbortedException otherwise
     */
    void skip(UnsupportedCases unsupported) {
        for (Manifest.Entry file : unsupported.files()) {
            for (GoldenCase goldenCase : data.load(file).cases()) {
                if (selection.matches(goldenCase)) {
                    requireSkipped(goldenCase);
                }
            }
        }
        throw new TestAbortedException(unsupported.message());
    }

    private void requireSkipped(GoldenCase goldenCase) {
        try {
            check(goldenCase);
        } catch (TestAbortedException e) {
            return; // one message names all of them
        }
        throw new AssertionError(goldenCase.id() + ": the port is not asked, and passed all the same");
    }

    /**
     * Checks one case.
     *
     * @throws AssertionError if it fails, but not as expected, or passes against the expectation
     * @throws TestAbortedException if the port does not support it, or fails as expected
     */
    void check(GoldenCase goldenCase) {
        Checked checked = checker.check(goldenCase);
        CaseResult result = expectations.judge(checked.result());
        tally.add(result);
        Verdict verdict = result.verdict();
        if (example.isEmpty() && !result.asExpected()) {
            example = RERUN + "'" + goldenCase.id() + "'";
        }
        declared.add(checked.goldenCase().call(), !(verdict instanceof Verdict.Unsupported));
        result.expectation().ifPresent(expected -> {
            problems.add(goldenCase.id(), expected);
            hold(goldenCase.id(), expected, verdict.word() + ": " + verdict.message());
        });
        if (verdict instanceof Verdict.Unsupported unsupported) {
            throw new TestAbortedException(goldenCase.id() + ": unsupported: " + unsupported.reason());
        }
        if (!(verdict instanceof Verdict.Passed)) {
            throw new AssertionError(verdict.word() + ": " + verdict.message().stripTrailing() + System.lineSeparator()
                    + "the same call in PyTorch:" + System.lineSeparator()
                    + PyTorchSnippet.render(goldenCase).indent(4));
        }
    }

    /**
     * Judges a case or relation that was expected to fail.
     *
     * @param verdict the result in words
     * @throws AssertionError if it did not fail as expected
     * @throws TestAbortedException if it did
     */
    static void hold(String id, ExpectedFailure expected, String verdict) {
        String what = expected.kind().word() + ": " + expected.title();
        if (expected.met()) {
            throw new TestAbortedException(id + ": failed as expected (" + what + "): " + expected.reason());
        }
        throw new AssertionError(expected.outcome().word() + " (" + what + ", pattern " + expected.pattern() + "): "
                + expected.message() + System.lineSeparator() + verdict);
    }

    /**
     * Checks that as many cases ran as the manifest counts, and every relation, and that the port conforms or fails as
     * expected. Prints the decision and the counts as {@code check} does.
     *
     * @throws AssertionError if not
     */
    void requireConformance() {
        boolean whole = selection.equals(CaseSelection.all());
        int selected = data.count(selection);
        Gate.Decision cases = Gate.decide(tally.totals(), selected, problems.list(whole), undelivered(selected));
        Gate.Decision decision = relations.decide(cases, whole);
        RelationTotals counts = relations.totals();
        String words = DecisionText.of(decision, tally.totals(), counts, !expectations.isEmpty(), "");
        List<String> lines = new ArrayList<>(ClosingText.lines(tally.totals(), example));
        if (counts != null) {
            lines.add(0, "relations: " + counts.words());
        }
        if (decision.asExpected()) {
            lines.add(0, words);
        }
        lines.forEach(System.out::println);
        if (!decision.asExpected()) {
            throw new AssertionError(words + (selected == 0 ? System.lineSeparator() + NOTHING_SELECTED : ""));
        }
    }

    /** One test, which an IDE runs by itself, says nothing about the rest. */
    private List<String> undelivered(int selected) {
        boolean all =
                selection.takesWholeFiles() && tally.totals().overall().counts().cases() == selected;
        return all ? declared.problems() : List.of();
    }

    /** Ends the port's thread. */
    @Override
    public void close() {
        checker.close();
    }
}
