package io.lossparity.kit.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lossparity.kit.fixture.ExactTensor;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.kit.fixture.Truth;
import io.lossparity.spi.TensorValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MismatchMessageTest {
    private static String message(TensorValue output, TensorValue gradient) throws IOException {
        return new Judge(Cases.tolerances(), "broken", "./lossparity check --port broken.jar")
                .judge(Cases.values(), Cases.computed(output, gradient), 0)
                .verdict()
                .message();
    }

    @Test
    void saysWhatToDoAndWhere() throws IOException {
        assertEquals("""
                MSELoss/float32/none/N2/typical, port broken: output: 2 of 2 elements off by more than allowed; at [0] off by 0.5, allowed 3.8e-6: 16 roundings of terms up to 4
                to do: compare your formula with PyTorch's, first at the element below
                  output float32[2]: 2 of 2 elements wrong, 0 bit-equal
                    at [0]: expected 4.0, got 4.5; input = 1.0, target = 3.0
                rerun this case alone: ./lossparity check --port broken.jar --case 'MSELoss/float32/none/N2/typical'
                """, message(TensorValue.ofFloats(new int[] {2}, 4.5f, 0.3f), Cases.GRADIENT));
    }

    @Test
    void namesEachTensorThatIsNotAccepted() throws IOException {
        String message =
                message(TensorValue.ofFloats(new int[] {}, 4.5f), TensorValue.ofFloats(new int[] {2}, Float.NaN, 5f));
        assertEquals("""
                MSELoss/float32/none/N2/typical, port broken: output: shape is [], expected [2]
                to do: mean and sum are 0-d; none has a loss for each element, or row, of the arguments
                  grad.input float32[2]: 2 of 2 elements wrong, 0 bit-equal
                    at [0]: expected -2.0, got NaN; input = 1.0, target = 3.0
                rerun this case alone: ./lossparity check --port broken.jar --case 'MSELoss/float32/none/N2/typical'
                """, message);
    }

    private static String truthOf(TensorTruth output, TensorValue actual) throws IOException {
        Map<String, ExactTensor> formula =
                Map.of(Truth.OUTPUT, output.formula(), "input", ExactTensor.of(Cases.GRADIENT));
        Map<String, ExactTensor> definition =
                Map.of(Truth.OUTPUT, output.definition(), "input", ExactTensor.of(Cases.GRADIENT));
        ExpectedValues values = (ExpectedValues) Cases.values().expected();
        Truth truth = new Truth(formula, definition, output.departures(), Map.of());
        GoldenCase goldenCase = Cases.goldenCase(
                Cases.ID, new ExpectedValues(values.output(), values.grads(), List.of(), Optional.of(truth)));
        return new Judge(Cases.tolerances(), "broken")
                .judge(goldenCase, Cases.computed(actual, Cases.GRADIENT), 0)
                .verdict()
                .message()
                .lines()
                .filter(line -> line.startsWith("  output"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void attributesTheDifferenceToThePort() throws IOException {
        TensorTruth truth = new TensorTruth(ExactTensor.of("4.0000001", "0.25"));
        assertEquals(
                "  output float32[2]: 1 of 2 elements wrong, 1 bit-equal",
                truthOf(truth, TensorValue.ofFloats(new int[] {2}, 4.5f, 0.25f)));
    }

    @Test
    void attributesTheDifferenceToPyTorch() throws IOException {
        TensorTruth truth = new TensorTruth(ExactTensor.of("4.000029", "0.25"));
        assertEquals(
                "  output float32[2]: 1 of 2 elements wrong, 1 bit-equal; the port is closer to the truth than PyTorch: the difference is PyTorch's error",
                truthOf(truth, TensorValue.ofFloats(new int[] {2}, 4.000029f, 0.25f)));
    }

    @Test
    void showsTheDefinitionWherePyTorchDepartsFromIt() throws IOException {
        TensorTruth truth = new TensorTruth(
                ExactTensor.of("4.0", "0.25"),
                ExactTensor.of("Infinity", "0.25"),
                List.of("log-of-0"),
                Optional.empty());
        assertEquals(
                "  output float32[2]: 1 of 2 elements wrong, 1 bit-equal; the port computes the definition, from which PyTorch departs by design",
                truthOf(truth, TensorValue.ofFloats(new int[] {2}, Float.POSITIVE_INFINITY, 0.25f)));
    }
}
