package io.lossparity.mutants.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.mutants.MutantPort;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.losses.MutantLibrary;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossPort;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A diagnosis of our own losses, which cannot be asked for what is right: the mistake's name, or none. */
class OwnLossesDiagnosisTest {
    private static final int STRIDE = 29;

    /** A diagnosis of a case that nothing explains takes as long as one can. */
    private static final int DIAGNOSIS_STRIDE = 127;

    /** Less than 1, for what overflows is an infinity, which some mistakes give too. */
    private static final double SPOILED = 0.63;

    @FunctionalInterface
    private interface Answering extends LossPort {
        @Override
        default String name() {
            return "answering";
        }
    }

    private static Reference broken(Answering port) {
        return new Reference(port);
    }

    /** Weights that sum to 3 over the targets, of which there are 2. */
    private static GoldenCase golden(String reduction) {
        LossCall call = new LossCall(
                "NLLLoss",
                DType.FLOAT64,
                Map.of("weight", TensorValue.ofDoubles(new int[] {3}, 0.5, 1, 2), "reduction", reduction),
                Map.of(
                        "input", TensorValue.ofDoubles(new int[] {2, 3}, -0.5, -1.25, -2, -0.75, -1.5, -0.25),
                        "target", TensorValue.ofLongs(new int[] {2}, 2, 1)),
                Set.of("input"),
                Optional.of(
                        reduction.equals("none")
                                ? TensorValue.ofDoubles(new int[] {2}, 1.5, -2)
                                : TensorValue.ofDoubles(new int[0], 1.5)));
        Computed right = (Computed) Reference.ofOwnLosses().right(call);
        Map<String, Optional<TensorValue>> grads = new LinkedHashMap<>();
        right.grads().forEach((name, grad) -> grads.put(name, Optional.of(grad)));
        ExpectedValues expected = new ExpectedValues(right.output(), grads, List.of());
        return new GoldenCase("NLLLoss/float64/0", Map.of(), "NLLLoss", DType.FLOAT64, Map.of(), call, expected);
    }

    private static MutantPort mutant(String id) {
        return new MutantPort(MutantLibrary.all().stream()
                .filter(mutant -> mutant.id().equals(id))
                .findFirst()
                .orElseThrow());
    }

    private static List<String> names(GoldenCase goldenCase, LossOutcome answer, Reference ownLosses) {
        FailingCases failing = new FailingCases();
        failing.add(goldenCase, answer);
        return Diagnosis.of(failing, ownLosses).get(0).inReport().explanations().stream()
                .map(explanation -> explanation.mutant())
                .toList();
    }

    private static void forEachSampled(int stride, Consumer<GoldenCase> action) {
        int[] count = new int[1];
        GoldenData.bundled().forEach(CaseSelection.all(), goldenCase -> {
            if (count[0]++ % stride == 0) {
                action.accept(goldenCase);
            }
        });
        assertTrue(count[0] > stride, "there are no golden cases");
    }

    private static LossOutcome spoiled(LossOutcome outcome) {
        if (!(outcome instanceof Computed right)) {
            return outcome;
        }
        Map<String, TensorValue> grads = new LinkedHashMap<>(right.grads());
        grads.replaceAll((name, grad) -> Outcomes.map(grad, x -> SPOILED * x));
        return new Computed(Outcomes.map(right.output(), x -> SPOILED * x), grads);
    }

    @ParameterizedTest
    @CsvSource({
        "divided-by-n, mean",
        "weight-ignored, sum",
        "gradient-doubled, sum",
        "gradient-negated, none",
        "mean-as-sum, mean",
        "sum-as-mean, sum",
        "mean-gradient-undivided, mean",
        "grad-output-ignored, none"
    })
    void namesTheMistake(String mistake, String reduction) {
        MutantPort port = mutant("NLLLoss/" + mistake);
        GoldenCase goldenCase = golden(reduction);
        assertEquals(
                List.of("NLLLoss/" + mistake),
                names(goldenCase, port.evaluate(goldenCase.call()), new Reference(port)));
    }

    private static List<Explanation> explanations(FailingCases failing) {
        return Diagnosis.of(failing, Reference.ofOwnLosses()).get(0).explanations();
    }

    @Test
    void saysInWhichPartOfTheAnswersTheMistakeIs() {
        FailingCases failing = new FailingCases();
        GoldenCase goldenCase = golden("mean");
        LossOutcome right = FailingCases.right(goldenCase.expected());
        LossOutcome wrong = mutant("NLLLoss/divided-by-n").evaluate(goldenCase.call());
        failing.add(goldenCase, Outcomes.joined(right, wrong));
        Explanation first = explanations(failing).get(0);
        assertEquals("NLLLoss/divided-by-n", first.mutant().id());
        assertEquals("only in the gradient", first.where());
        assertEquals(
                "mean divides by N instead of the sum of target weights, only in the gradient",
                first.inReport(port -> List.of()).name());
    }

    @Test
    void saysWhatTheCasesHaveInCommon() {
        FailingCases failing = new FailingCases();
        for (int i = 0; i < 5; i++) {
            GoldenCase goldenCase = golden("none");
            failing.add(goldenCase, mutant("NLLLoss/sign").evaluate(goldenCase.call()));
            failing.addPassing(golden("sum"));
            failing.addPassing(golden("mean"));
        }
        Explanation first = explanations(failing).get(0);
        assertEquals("NLLLoss/sign", first.mutant().id());
        assertEquals("where reduction is none", first.where());
    }

    @Test
    void namesNoMistakeThatPassingCasesContradict() {
        FailingCases failing = new FailingCases();
        GoldenCase goldenCase = golden("sum");
        failing.add(goldenCase, mutant("NLLLoss/sign").evaluate(goldenCase.call()));
        assertEquals(1, explanations(failing).size());
        for (int i = 0; i < 5; i++) {
            failing.addPassing(golden("sum"));
        }
        assertEquals(List.of(), explanations(failing));
    }

    @Test
    void namesNoFurtherMistakeThatExplainsNextToNothing() {
        FailingCases failing = new FailingCases();
        GoldenCase mean = golden("mean");
        for (int i = 0; i < 19; i++) {
            failing.add(mean, mutant("NLLLoss/divided-by-n").evaluate(mean.call()));
        }
        failing.add(
                golden("sum"),
                mutant("NLLLoss/gradient-doubled").evaluate(golden("sum").call()));
        assertEquals(
                List.of("NLLLoss/divided-by-n"),
                explanations(failing).stream()
                        .map(explanation -> explanation.mutant().id())
                        .toList());
    }

    @Test
    void namesNothingThatIsNotTheMistake() {
        Reference right = Reference.ofOwnLosses();
        Reference broken = broken(call -> spoiled(right.ask(call)));
        List<String> named = new ArrayList<>();
        forEachSampled(
                DIAGNOSIS_STRIDE,
                goldenCase -> names(goldenCase, broken.right(goldenCase.call()), broken)
                        .forEach(name -> named.add(goldenCase.id() + " " + name)));
        assertEquals(List.of(), named);
    }

    @Test
    void trustsOurOwnLossesWhereTheyAreRight() {
        Reference right = Reference.ofOwnLosses();
        List<String> distrusted = new ArrayList<>();
        forEachSampled(STRIDE, goldenCase -> {
            LossCall call = goldenCase.call();
            LossOutcome own = right.right(call);
            LossOutcome golden = FailingCases.right(goldenCase.expected());
            boolean bothReject = own instanceof Rejected && golden instanceof Rejected;
            if (!bothReject && Similarity.of(call, golden, own).isEmpty()) {
                distrusted.add(goldenCase.id());
            }
        });
        assertEquals(List.of(), distrusted);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, AssertionError.class, StackOverflowError.class})
    void survivesWhatOurOwnLossesThrow(Class<? extends Throwable> thrown) {
        GoldenCase goldenCase = golden("mean");
        LossOutcome answer = mutant("NLLLoss/divided-by-n").evaluate(goldenCase.call());
        Reference always = broken(call -> {
            throw sneaky(thrown);
        });
        Reference right = Reference.ofOwnLosses();
        Reference onChangedCalls = broken(call -> {
            if (call.equals(goldenCase.call())) {
                return right.ask(call);
            }
            throw sneaky(thrown);
        });
        assertEquals(List.of("NLLLoss/divided-by-n"), names(goldenCase, answer, always));
        assertEquals(List.of("NLLLoss/divided-by-n"), names(goldenCase, answer, onChangedCalls));
    }

    private static Exception sneaky(Class<? extends Throwable> thrown) throws Exception {
        Throwable made = thrown.getConstructor().newInstance();
        if (made instanceof Error error) {
            throw error;
        }
        return (Exception) made;
    }
}
