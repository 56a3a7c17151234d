package io.lossparity.mutants.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.mutants.Reference;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossOutcome.Computed;
import io.lossparity.spi.LossOutcome.Rejected;
import io.lossparity.spi.LossOutcome.Stage;
import io.lossparity.spi.TensorValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What is said of answers that are wrong as no mutant is. */
class PatternsTest {
    private static final double[] INPUT = {0.5, -1.25, 2, -3, 0.25, 4};
    private static final double[] TARGET = {1, -2, 2.5, -3.5, 0.75, 1};
    private static final double[] INCOMING = {1.5, -2, 0.5, 3, -0.25, 1.25};

    private static final String UNEXPLAINED =
            "L1Loss: no known mistake explains your 3 failing cases: grad.input is wrong in 3";

    private static TensorValue tensor(double... values) {
        return TensorValue.ofDoubles(new int[] {2, 3}, values);
    }

    private static LossCall call(double scale) {
        double[] input = INPUT.clone();
        for (int i = 0; i < input.length; i++) {
            input[i] *= scale;
        }
        return new LossCall(
                "L1Loss",
                DType.FLOAT64,
                Map.of("reduction", "none"),
                Map.of("input", tensor(input), "target", tensor(TARGET)),
                Set.of("input"),
                Optional.of(tensor(INCOMING)));
    }

    private static List<String> said(IntToDoubleFunction factor) {
        return said((i, gradient) -> gradient * factor.applyAsDouble(i));
    }

    /** What becomes of an element of the gradient. */
    @FunctionalInterface
    private interface Change {
        double at(int place, double gradient);
    }

    /** Says what comes of three cases whose gradients are changed element by element. */
    private static List<String> said(Change change) {
        FailingCases failing = new FailingCases();
        for (double scale : new double[] {1, 1.125, 1.25}) {
            LossCall call = call(scale);
            Computed right = (Computed) Reference.ofOwnLosses().right(call);
            double[] grad = right.grads().get("input").doubles().clone();
            for (int i = 0; i < grad.length; i++) {
                grad[i] = change.at(i, grad[i]);
            }
            LossOutcome wrong = new Computed(right.output(), Map.of("input", tensor(grad)));
            failing.add("L1Loss/float64/" + scale, call, wrong);
        }
        return Diagnosis.of(failing).get(0).inReport().sentences();
    }

    @Test
    void saysWhichElementsAreWrongAndHow() {
        assertEquals(
                List.of(
                        UNEXPLAINED,
                        "L1Loss: only the gradient of input is wrong in 3 of 3 cases compared,"
                                + " where target != 1: it is 7 times PyTorch's"),
                said(i -> TARGET[i] == 1 ? 1 : 7));
    }

    @Test
    void knowsTheNumberOfElementsAndTheIncomingGradient() {
        assertEquals(
                List.of(
                        UNEXPLAINED,
                        "L1Loss: only the gradient of input is wrong in 3 of 3 cases compared, where target != 1:"
                                + " it is PyTorch's over the square of the incoming gradient"),
                said(i -> TARGET[i] == 1 ? 1 : 1 / (INCOMING[i] * INCOMING[i])));
        assertEquals(
                List.of(
                        UNEXPLAINED,
                        "L1Loss: only the gradient of input is wrong in 3 of 3 cases compared:"
                                + " it is PyTorch's times the number of elements"),
                said(i -> 6));
    }

    @Test
    void saysThatTheDifferenceIsSmall() {
        assertEquals(
                List.of(
                        UNEXPLAINED,
                        "L1Loss: only the gradient of input is wrong in 3 of 3 cases compared:"
                                + " it is PyTorch's but for less than 0.1 %"),
                said(i -> i % 2 == 0 ? 1.0005 : 0.9994));
    }

    @Test
    void knowsOverflow() {
        String said = said((i, gradient) -> TARGET[i] > 0 ? gradient : i == 1 ? Double.NaN : gradient / 0)
                .get(1);
        assertTrue(said.matches(".*, where (input|target) < 0: it is infinite or NaN, where PyTorch's is .*"), said);
    }

    @Test
    void saysWhatOnlyTwoStatementsTell() {
        String said = said(i -> TARGET[i] > 0 && INPUT[i] < 4 ? 7 : 1).get(1);
        assertTrue(said.matches(".*, where .* and .*: it is 7 times PyTorch's"), said);
    }

    @Test
    void knowsTheTermThatIsAddedInsteadOfSubtracted() {
        int[] signs = {-1, 1, -1, 1, -1, 1}; // of input - target, but for one element
        assertEquals(
                List.of(
                        UNEXPLAINED,
                        "L1Loss: only the gradient of input is wrong in 3 of 3 cases compared:"
                                + " it is PyTorch's plus 2 * target * the incoming gradient, element by element,"
                                + " in 16 of 17 wrong elements"),
                said(i -> 1 + 2 * TARGET[i] * signs[i]));
    }

    @Test
    void knowsFunctionsOfAnInput() {
        assertEquals(
                List.of(
                        UNEXPLAINED,
                        "L1Loss: only the gradient of input is wrong in 3 of 3 cases compared:"
                                + " it is PyTorch's times e^target, element by element"),
                said(i -> Math.exp(TARGET[i])));
    }

    @Test
    void saysWhatIsWrongInTwoWays() {
        String said = said(i -> TARGET[i] > 0 ? 3 : 7).get(1);
        assertTrue(
                said.endsWith(": it is 3 times PyTorch's where input > 0, and 7 times PyTorch's elsewhere")
                        || said.endsWith(": it is 3 times PyTorch's where target > 0, and 7 times PyTorch's elsewhere"),
                said);
    }

    @Test
    void saysNoMoreThanWhereWhatIsWrongInNoSimpleWay() {
        assertEquals(
                List.of(UNEXPLAINED, "L1Loss: only the gradient of input is wrong in 3 of 3 cases compared"),
                said(i -> 3 + i * i));
    }

    @Test
    void saysWhatIsRefusedAndWithWhichMessage() {
        FailingCases failing = new FailingCases();
        for (double scale : new double[] {1, 1.125, 1.25}) {
            failing.add("L1Loss/float64/" + scale, call(scale), new Rejected(Stage.FORWARD, "L1Loss: no"));
        }
        assertEquals(
                List.of(
                        "L1Loss: no known mistake explains your 3 failing cases: 3 are refused though PyTorch answers",
                        "L1Loss: 3 of 3 cases compared are refused, which PyTorch answers: L1Loss: no"),
                Diagnosis.of(failing).get(0).inReport().sentences());
    }
}
