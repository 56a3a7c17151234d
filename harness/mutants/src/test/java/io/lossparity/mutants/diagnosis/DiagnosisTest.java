package io.lossparity.mutants.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.MutantPort;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reference;
import io.lossparity.mutants.losses.MutantLibrary;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.TensorValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final double[] INPUT = {-0.5, -1.25, -2, -0.75, -1.5, -0.25};

    /** Weights that sum to 3 over the targets, of which there are 2. */
    private static LossCall call(String reduction, double scale) {
        TensorValue input = Outcomes.map(TensorValue.ofDoubles(new int[] {2, 3}, INPUT), x -> x * scale);
        return new LossCall(
                "NLLLoss",
                DType.FLOAT64,
                Map.of("weight", TensorValue.ofDoubles(new int[] {3}, 0.5, 1, 2), "reduction", reduction),
                Map.of("input", input, "target", TensorValue.ofLongs(new int[] {2}, 2, 1)),
                Set.of("input"),
                Optional.of(TensorValue.ofDoubles(new int[0], 1.5)));
    }

    private static void add(FailingCases failing, LossCall call, LossOutcome outcome) {
        failing.add("NLLLoss/float64/" + failing.count("NLLLoss"), call, outcome);
    }

    private static DiagnosisLine only(FailingCases failing) {
        List<Diagnosis> diagnoses = Diagnosis.of(failing);
        assertEquals(1, diagnoses.size());
        return diagnoses.get(0).inReport();
    }

    private static LossOutcome answer(String id, LossCall call) {
        return new MutantPort(mutant(id)).evaluate(call);
    }

    private static Mutant mutant(String id) {
        return MutantLibrary.all().stream()
                .filter(mutant -> mutant.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesTheMistakeOfAPort() {
        FailingCases failing = new FailingCases();
        for (int i = 1; i <= 14; i++) {
            add(failing, call("mean", i), answer("NLLLoss/divided-by-n", call("mean", i)));
        }
        assertEquals(
                "your 14 failing cases equal `NLLLoss: mean divides by N instead of the sum of target weights` to the bit",
                only(failing).sentences().get(0));
    }

    @Test
    void saysNothingWhereNothingFails() {
        assertEquals(List.of(), Diagnosis.of(new FailingCases()));
    }

    @Test
    void allowsForRounding() {
        LossCall call = call("mean", 1);
        Computed wrong = (Computed) answer("NLLLoss/weight-ignored", call);
        FailingCases failing = new FailingCases();
        add(failing, call, new Computed(Outcomes.map(wrong.output(), Math::nextUp), wrong.grads()));
        assertEquals(
                List.of("your failing case equals `NLLLoss: the weight is ignored` to 1 ulp"),
                only(failing).sentences());
    }

    @Test
    void namesSeveralMistakes() {
        FailingCases failing = new FailingCases();
        for (int i = 1; i <= 4; i++) {
            add(failing, call("mean", i), answer("NLLLoss/divided-by-n", call("mean", i)));
        }
        for (int i = 1; i <= 3; i++) {
            add(failing, call("sum", i), answer("NLLLoss/gradient-doubled", call("sum", i)));
        }
        List<DiagnosisLine.Explanation> explanations = only(failing).explanations();
        assertEquals(2, explanations.size());
        assertEquals("NLLLoss/divided-by-n", explanations.get(0).mutant());
        assertEquals(4, explanations.get(0).matched());
        assertEquals("NLLLoss/gradient-doubled", explanations.get(1).mutant());
        assertEquals(
                "the gradient is doubled, where reduction is sum",
                explanations.get(1).name());
        assertTrue(only(failing).sentences().get(1).startsWith("3 of your 7 failing cases equal"));
    }

    @Test
    void saysNothingAboutWhatNoMutantExplains() {
        LossCall call = call("sum", 1);
        Computed right = (Computed) Reference.ofOwnLosses().right(call);
        FailingCases failing = new FailingCases();
        add(failing, call, new Computed(Outcomes.map(right.output(), x -> x + 17), right.grads()));
        add(failing, call, right);
        add(failing, call, new LossOutcome.Unsupported("no such loss"));
        assertEquals(List.of(), only(failing).explanations());
        assertEquals(3, only(failing).failing());
    }

    @Test
    void comparesNoMoreThanEnough() {
        FailingCases failing = new FailingCases();
        for (int i = 1; i <= 500; i++) {
            add(failing, call("mean", i), answer("NLLLoss/divided-by-n", call("mean", i)));
        }
        DiagnosisLine diagnosis = only(failing);
        assertEquals(FailingCases.MOST_COMPARED, diagnosis.compared());
        assertEquals(500, diagnosis.failing());
        String first = diagnosis.sentences().get(0);
        assertTrue(first.startsWith("160 of 160 compared of your 500 failing cases equal"), first);
    }
}
