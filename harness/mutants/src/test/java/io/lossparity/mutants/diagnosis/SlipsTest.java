package io.lossparity.mutants.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Outcomes;
import io.lossparity.mutants.Reference;
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

/** What no mutant of the library does is told from the right answers alone. */
class SlipsTest {
    private static final double[] INPUT = {0.5, -1.25, 2, -3, 0.25, 4};
    private static final double[] TARGET = {1.5, -2, 2.5, -3.5, 0.75, -0.5};
    private static final double[] INCOMING = {1.5, -2, 0.5, 3, -0.25, 1.25};

    private static TensorValue tensor(double... values) {
        return TensorValue.ofDoubles(new int[] {2, 3}, values);
    }

    private static LossCall call(String reduction, double scale) {
        TensorValue input = Outcomes.map(tensor(INPUT), x -> x * scale);
        TensorValue incoming =
                reduction.equals("none") ? tensor(INCOMING) : TensorValue.ofDoubles(new int[0], INCOMING[0]);
        return new LossCall(
                "MSELoss",
                DType.FLOAT64,
                Map.of("reduction", reduction),
                Map.of("input", input, "target", tensor(TARGET)),
                Set.of("input"),
                Optional.of(incoming));
    }

    private static String said(Behaviour mistake) {
        Reference reference = Reference.ofOwnLosses();
        FailingCases failing = new FailingCases();
        for (String reduction : List.of("none", "mean", "sum")) {
            for (double scale : new double[] {1, 1.125, 1.25}) {
                LossCall call = call(reduction, scale);
                LossOutcome wrong = mistake.answer(call, reference);
                if (!wrong.equals(reference.right(call))) {
                    failing.add("MSELoss/float64/" + reduction + "/" + scale, call, wrong);
                }
            }
        }
        List<DiagnosisLine.Explanation> explanations =
                Diagnosis.of(failing).get(0).inReport().explanations();
        assertEquals(1, explanations.size());
        assertEquals(failing.count("MSELoss"), explanations.get(0).matched());
        return explanations.get(0).name();
    }

    private static Behaviour inTheOutput(Behaviour mistake) {
        return (call, reference) -> Outcomes.joined(mistake.answer(call, reference), reference.right(call));
    }

    @Test
    void resultThatIsLeftAtZeroIsNamed() {
        assertEquals("the result is 0, only in the output", said(inTheOutput(Outcomes.elements(x -> 0))));
        assertEquals(
                "the result is truncated to a whole number",
                said(Outcomes.elements(x -> Math.signum(x) * Math.floor(Math.abs(x)))));
    }

    @Test
    void argumentThatIsRoundedIsNamed() {
        Behaviour rounding = Calls.changed(call -> Calls.withInput(
                call, "target", Outcomes.map((TensorValue) call.inputs().get("target"), Math::rint)));
        assertEquals("target is rounded to a whole number", said(rounding));
    }

    @Test
    void loopThatBeginsAtOneIsNamed() {
        Behaviour skipping = Outcomes.tensors(
                tensor -> tensor.size() == 1 ? tensor : Outcomes.rearranged(tensor, i -> i == 0 ? -1 : i));
        assertEquals("the result has 0 for its first element", said(skipping));
    }

    @Test
    void argumentThatIsReadWronglyIsNamed() {
        assertEquals(
                "target counts as 0, only in the gradient",
                said((call, reference) -> Outcomes.joined(
                        reference.right(call), reference.ask(Calls.withInput(call, "target", tensor(new double[6]))))));
        double[] next = {-2, 2.5, -3.5, 0.75, -0.5, -0.5};
        assertEquals(
                "target is read one element too far on",
                said(Calls.changed(call -> Calls.withInput(call, "target", tensor(next)))));
    }

    @Test
    void divisionInsteadOfMultiplicationIsNamed() {
        assertEquals(
                "the incoming gradient divides instead of multiplying, or the other way round",
                said(Calls.changed(call -> Calls.withGradOutput(
                        call, Outcomes.map(call.gradOutput().orElseThrow(), g -> 1 / g)))));
        assertEquals(
                "the mean multiplies by what it should divide by",
                said((call, reference) -> call.params().get("reduction").equals("mean")
                        ? Outcomes.changed((Computed) reference.right(call), t -> Outcomes.map(t, x -> x * 36))
                        : reference.right(call)));
    }

    @Test
    void gradientThatIsMissingIsNamed() {
        assertEquals(
                "there is no gradient",
                said((call, reference) -> new Computed(((Computed) reference.right(call)).output(), Map.of())));
    }

    @Test
    void lossThatIsReducedOtherwiseIsNamed() {
        assertEquals(
                "returns the unreduced loss where the mean is asked for, only in the output",
                said((call, reference) -> call.params().get("reduction").equals("mean")
                        ? Outcomes.joined(
                                reference.ask(
                                        Calls.withGradOutput(Calls.withReduction(call, "none"), tensor(INCOMING))),
                                reference.right(call))
                        : reference.right(call)));
    }

    @Test
    void functionOfTheLossIsNamed() {
        assertEquals("returns log(1 + loss) instead of it", said((call, reference) -> {
            Computed right = (Computed) reference.right(call);
            double[] losses = right.output().doubles();
            double[] incoming = call.gradOutput().orElseThrow().doubles().clone();
            for (int i = 0; i < incoming.length; i++) {
                incoming[i] /= 1 + losses[i];
            }
            TensorValue flowing = TensorValue.ofDoubles(right.output().shape(), incoming);
            return Outcomes.joined(
                    new Computed(Outcomes.map(right.output(), Math::log1p), right.grads()),
                    reference.ask(Calls.withGradOutput(call, flowing)));
        }));
    }

    @Test
    void otherOrderOfElementsIsNamed() {
        double[] columns = {TARGET[0], TARGET[2], TARGET[4], TARGET[1], TARGET[3], TARGET[5]};
        assertEquals(
                "target is read column by column, as if its first two axes were exchanged",
                said(Calls.changed(call -> Calls.withInput(call, "target", tensor(columns)))));
    }

    @Test
    void otherDenominatorIsNamed() {
        assertEquals(
                "mean divides by the number of classes, the size of the second axis, once more",
                said((call, reference) -> call.params().get("reduction").equals("mean")
                        ? Outcomes.changed((Computed) reference.right(call), t -> Outcomes.map(t, x -> x / 3))
                        : reference.right(call)));
        assertEquals(
                "sum is divided by the number of elements less 1",
                said((call, reference) -> call.params().get("reduction").equals("sum")
                        ? Outcomes.changed((Computed) reference.right(call), t -> Outcomes.map(t, x -> x / 5))
                        : reference.right(call)));
    }

    @Test
    void mistakesOnTopOfEachOtherAreNamedTogether() {
        assertEquals(
                "reduction mean is the sum; and the incoming gradient is ignored",
                said(Calls.changed(call -> Calls.withGradOutput(
                        call.params().get("reduction").equals("mean") ? Calls.withReduction(call, "sum") : call,
                        Outcomes.map(call.gradOutput().orElseThrow(), g -> 1)))));
    }

    @Test
    void mutantOfTheLossIsPreferred() {
        assertTrue(said(inTheOutput(Calls.changed(call -> Calls.withInput(
                        call, "target", Outcomes.map((TensorValue) call.inputs().get("target"), y -> -y)))))
                .startsWith("the target is added instead of subtracted"));
    }
}
